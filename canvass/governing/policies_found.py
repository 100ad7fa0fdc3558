"""The county's policies of a record: those adopted last, or a draft in words that are offered (13-15-206(8))."""

from canvass.errors import InputError, RefusedError
from canvass.governing.policies_written import PoliciesWritten
from canvass.scheduling.with_audit import ElectionCalendar, calendar_by_date, occasion_in
from tabulate.board.office.local_policies import PolicyWords
from tabulate.board.office.office_state import OfficeState
from tabulate.board.office.open_readings import OpenReading
from tabulate.board.office.readings import ReadingsInForce
from tabulate.calendar.duties import LastDay
from tabulate.calendar.election_days import ElectionKind
from tabulate.calendar.of_election import NOTHING_KNOWN
from tabulate.election import Election
from tabulate.ledger.chain import Head

SUGGESTED = PolicyWords(
    security="Nobody works with ballots alone, and none are left unsealed for the night.",
    place="",
    hours="",
    notice="",
    observation="Observers stand where they see each step. They touch nothing and speak to no judge at work.",
    objections="The election administrator enters an objection at once, in the words of who objects.",
    public_record="The election administrator shows the record of objections during office hours.",
)
"""What a county may say; place, hours and notice are its own."""


def policies_drafted(election: Election, words: PolicyWords, office: OfficeState, head: Head | None) -> PoliciesWritten:
    """A draft; `head` is None where there is only a definition."""
    return PoliciesWritten(election, words, None, office.readings, _calendar(election, office.readings), head)


def policies_adopted(election: Election, office: OfficeState, head: Head) -> PoliciesWritten:
    """Those adopted last, with the readings of the law as they are now. Raises RefusedError where there are none."""
    adopted, readings = office.policies, office.readings
    if adopted is None:
        raise RefusedError(
            "No policies are adopted in the record (13-15-206(8)). Nothing was written. Enter them: canvass policies "
            "adopt."
        )
    return PoliciesWritten(election, adopted[1].policies, adopted, readings, _calendar(election, readings), head)


def _calendar(election: Election, readings: ReadingsInForce) -> ElectionCalendar:
    last_day = LastDay(readings.choice(OpenReading.LAST_DAY))
    try:
        occasion = occasion_in(election)
    except InputError:
        # The day is of no regular election.
        occasion = occasion_in(election, ElectionKind.SPECIAL)
    return calendar_by_date(occasion, NOTHING_KNOWN, last_day)
