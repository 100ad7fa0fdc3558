"""Every day of the law for one election, in order."""

from collections.abc import Iterable
from datetime import date

from tabulate.calendar.canvassing import KnownDays, canvass_last, duties_after
from tabulate.calendar.duties import Duty, LastDay
from tabulate.calendar.election_days import Occasion
from tabulate.calendar.preparing import duties_before

NOTHING_KNOWN = KnownDays()


def calendar_of_law(
    election: Occasion,
    known: KnownDays = NOTHING_KNOWN,
    last_day: LastDay = LastDay.AS_IT_FALLS,
    more: Iterable[Duty] = (),
) -> tuple[Duty, ...]:
    """The duties of the law, with `more` from elsewhere among them, by their first day, or their last.

    What depends on a day that is not known stands after the canvass.
    """
    every = (*duties_before(election), *more, *duties_after(election, known, last_day))
    unknown = known.canvass or canvass_last(election.day)
    return tuple(sorted(every, key=lambda duty: _key(duty, unknown)))


def _key(duty: Duty, unknown: date) -> tuple[date, date]:
    return duty.first or duty.last or unknown, duty.last or date.max
