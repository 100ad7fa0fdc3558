"""A recount as it is filed in a record: held to the contest's figures, and entered (13-16-201, -203, -211, -301)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from canvass.deciding.decisions import Deciding
from canvass.deciding.steps_of_people import refusals
from canvass.errors import InputError, RefusedError
from canvass.record.audit_log import AuditLog
from canvass.recounting.of_record import record_totals
from canvass.recounting.votes_by_precinct import added
from tabulate.board.by_hand.counting_by_hand import contests_in
from tabulate.board.by_hand.hand_counts import ChoiceFigure
from tabulate.board.recount.petition_law import check_filed, check_right, check_scope
from tabulate.board.recount.recount_entries import CourtOrder, Petition, RecountFiled, RecountGround
from tabulate.election import Contest, ContestScope, Election, PrecinctId
from tabulate.offices import Office
from tabulate.recounts.classes import class_is_told
from tabulate.recounts.rights import PositionTotals, RecountLine, line_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class FilingTyped:
    """What somebody says of a petition, an application or a tie."""

    recount: str
    contest: Contest
    ground: RecountGround
    canvassed_on: str
    filed_on: str
    notice_on: str
    entered_by: str
    petition: Petition | None
    order: CourtOrder | None
    precincts: tuple[PrecinctId, ...]
    """None: every precinct of the contest."""
    elsewhere: tuple[ChoiceFigure, ...]
    noticed_by: str = ""
    """The hash of the secretary of state's step, where the county has notice of it."""


def contest_named(election: Election, name: str) -> Contest:
    """The contest of that id. Raises InputError."""
    found = election.find_contest(name)
    if found is None:
        known = ", ".join(one.id for one in election.contests[:12])
        raise InputError(f"The election has no contest {name!r}. Nothing was written. Name one by its id: {known}.")
    return found


def precincts_of(election: Election, contest: Contest) -> tuple[PrecinctId, ...]:
    """Every precinct here whose ballots carry the contest, in the definition's order (13-16-201(1)(b), (d), (e))."""
    return tuple(one.id for one in election.precincts if contest in contests_in(election, one.id))


def canvass_day(record: "Record", typed: str | None) -> str:
    """The day of the canvass: as typed, else of the report that was adopted first, else as it is set in the audit.

    Raises InputError where nobody set one.
    """
    if typed is not None:
        return typed
    adopted = Deciding(record).canvassed_on()
    if adopted is not None:
        return adopted.isoformat()
    audit = AuditLog(record).state
    if audit is None or audit.canvass_on is None:
        raise InputError("No day of the canvass is known here. Nothing was written. Say it with --canvass.")
    return audit.canvass_on.isoformat()


def filing_of(record: "Record", said: FilingTyped) -> RecountFiled:
    """A filing that the law allows, not entered. Raises RefusedError, InputError, SealedError; TotalsDoNotAddUp."""
    every = precincts_of(record.election, said.contest)
    chosen = set(said.precincts)
    strange = tuple(one for one in said.precincts if one not in every)
    precincts = (*(one for one in every if one in chosen or not chosen), *strange)
    entry = RecountFiled(
        said.recount,
        said.contest.id,
        said.ground,
        said.canvassed_on,
        said.filed_on,
        said.notice_on,
        precincts,
        said.entered_by,
        said.petition,
        said.order,
        said.elsewhere,
        said.noticed_by,
    )
    with refusals():
        check_filed(entry)
        if entry.noticed_by:  # Whether there is a right to it, the secretary of state says (13-16-201(1)(b), (d), (e)).
            _line(record, said)
            check_scope(entry, every)
        else:
            check_right(entry, _line(record, said), every)
    return entry


def filed(record: "Record", said: FilingTyped) -> RecountFiled:
    """Enter a filing that the law allows. Raises as `filing_of` does."""
    entry = filing_of(record, said)
    Deciding(record).enter(entry)
    return entry


def _line(record: "Record", said: FilingTyped) -> RecountLine:
    totals = record_totals(record)
    if totals.waiting and said.ground is not RecountGround.ERROR:
        raise RefusedError(
            f"The count is not complete: {' '.join(totals.waiting)} A recount follows the canvass (13-15-401). Nothing "
            "was written. Let these be decided first."
        )
    own = position_in(totals.positions, said.contest)
    _check_elsewhere(said)
    return line_of(with_elsewhere(own, said.elsewhere))


def position_in(positions: "Iterable[PositionTotals]", contest: Contest) -> PositionTotals:
    """A contest's own vote in this county. Raises RefusedError where no counted ballot carries it."""
    found = next((one for one in positions if one.contest.id == contest.id), None)
    if found is None:
        raise RefusedError(f"No counted ballot carries {contest.title}. Nothing was written. Count first.")
    return found


def with_elsewhere(own: PositionTotals, elsewhere: "Iterable[ChoiceFigure]") -> PositionTotals:
    """The whole vote: this county's and the others'."""
    return added(own, {one.choice: one.votes for one in elsewhere})


def _check_elsewhere(said: FilingTyped) -> None:
    """What several counties vote on is decided by the whole vote (13-16-201(1)(b), (d), (e))."""
    wider = voted_elsewhere(said.contest)
    if wider and not said.elsewhere and said.ground is not RecountGround.ERROR:
        raise RefusedError(
            f"{said.contest.title} is voted on in several counties, and this record has its own county's votes alone. "
            "The whole vote decides (13-16-201(1)(b), (d), (e)). Nothing was written. Name them with --elsewhere."
        )
    if said.elsewhere and not wider and class_is_told(said.contest):
        raise RefusedError(
            f"{said.contest.title} is voted on in this county alone, as the definition has it. Nothing was written. "
            "Leave out --elsewhere."
        )


def voted_elsewhere(contest: Contest) -> bool:
    """Whether other counties vote on it, as far as the definition says."""
    if contest.purpose.territory is not None:
        return contest.purpose.territory.wider
    return contest.scope in (ContestScope.FEDERAL, ContestScope.STATEWIDE)


def declared_by_state(contest: Contest) -> bool:
    """Whether the board of state canvassers declares it (13-15-502, 13-16-419), and not the county's."""
    purpose = contest.purpose
    wherever = purpose.federal or purpose.legislative or purpose.office is Office.DISTRICT_JUDGE
    return wherever or contest.scope is ContestScope.LEGISLATIVE or voted_elsewhere(contest)
