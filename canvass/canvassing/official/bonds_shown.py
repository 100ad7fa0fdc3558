"""School bonds as they stand, and the number of electors that was typed (20-9-428)."""

from dataclasses import dataclass

from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.declarations import all_to_declare
from canvass.canvassing.report_document import title_of
from canvass.deciding.custody_typed import words_typed
from canvass.errors import InputError
from tabulate.board.office.qualified_electors import QualifiedElectorsStated
from tabulate.county_canvass.declaring import ContestResult
from tabulate.offices import BondElection
from tabulate.whole_numbers import figure

_MOST = 9_999_999
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class BondShown:
    """One bond."""

    contest: str
    title: str
    held: BondElection
    qualified: int | None
    """None where nobody entered it."""
    said: str
    """Whether it passes by the votes now, and why; or what that waits for."""


def bonds_shown(standing: CountyStanding) -> tuple[BondShown, ...]:
    """Every bond of the definition, in its order."""
    return tuple(
        BondShown(
            one.canvassed.contest.id,
            title_of(one.canvassed),
            held,
            standing.counts.qualified.get(one.canvassed.contest.id),
            one.result.said if isinstance(one.result, ContestResult) else f"Not known: {one.result.why}.",
        )
        for one in all_to_declare(standing)
        if (held := one.canvassed.contest.purpose.school_bond) is not None
    )


def qualified_typed(contest: str, electors: str, source: str, at: str, entered_by: str) -> QualifiedElectorsStated:
    """A number as it was typed. Raises InputError where it is none."""
    number = figure(electors, _MOST)
    if number is None:
        raise InputError(f"{electors[:_SHOWN]!r} is no number of electors. Nothing was written. Write 1000.")
    return QualifiedElectorsStated(contest, number, words_typed(source), at, entered_by)
