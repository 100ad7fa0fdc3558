"""No ballot is counted before the law lets its kind be counted (13-13-241(7), 13-15-107(5), 13-21-206, 13-21-226)."""

from canvass import clock
from canvass.console.text import hour
from canvass.errors import InputError
from tabulate.election import Election
from tabulate.hours import MONTANA_TIME
from tabulate.ledger.batch_kinds import BatchKind, hour_of


def check_hour(election: Election, kind: BatchKind) -> None:
    """Raise InputError before the earliest moment at which ballots of this kind may be counted."""
    earliest, now = hour_of(kind, election), clock.now()
    if earliest is None or earliest.open_at(now):
        return
    from_when = "after" if earliest.after else "from"
    raise InputError(
        f"Ballots of kind '{kind}' may be counted {from_when} {hour(earliest.opens.astimezone(MONTANA_TIME))} "
        f"({earliest.section}), and it is {hour(now.astimezone(MONTANA_TIME))}. Nothing was counted. {earliest.remedy}"
    )
