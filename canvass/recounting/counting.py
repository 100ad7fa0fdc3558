"""The counts of a recount in a record: a round entered from paper, ballots that are missing, the certificate."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from canvass.deciding.decisions import Deciding
from canvass.errors import RefusedError
from canvass.recounting.recount_outcome import kept_recount
from canvass.recounting.tally_typed import CountPlace, SetAsideTyped, set_aside_typed, sheets_typed
from tabulate.board.by_hand.counting_by_hand import HandCount
from tabulate.board.by_hand.hand_counts import HandCountReopened
from tabulate.board.custody.container_entries import ContainerHolds, OpeningGround
from tabulate.board.custody.kept_containers import KeptContainer
from tabulate.board.recount.one_recount import KeptRecount
from tabulate.board.recount.recount_entries import RecountBallotsMissing, RecountBegun, count_name
from tabulate.board.state import BoardEntry
from tabulate.board.write_ins import declared_in
from tabulate.csv_rows import CsvTable
from tabulate.election import Election, PrecinctId
from tabulate.ledger.fold import fold
from tabulate.ledger.state import RecordState

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class RoundTyped:
    """One round of a precinct, as it stands on paper."""

    recount: str
    precinct: PrecinctId
    ballots: int | None
    """As counted before the tally; needed in the first round."""
    reader: str
    sheets: CsvTable
    set_aside: CsvTable | None
    entered_by: str


@dataclass(frozen=True, slots=True)
class RoundStands:
    """What a round came to; never a figure before the precinct is locked."""

    number: int
    equal: bool
    undecided: int
    """Ballots set aside that wait for members."""
    locked: bool
    unequal_before: int


def check_packages(state: RecordState, recount: str, precinct: PrecinctId) -> None:
    """Check that the packages of a precinct are before the board, as far as the record knows any (13-16-417).

    Raises RefusedError.
    """
    kept = kept_recount(state, recount)
    closed = [one for one in state.board.office.custody.of_precinct(precinct) if _voted(one) and not _opened(one)]
    if closed and precinct in kept.filed.precincts:
        named = ", ".join(one.sealed.container for one in closed)
        raise RefusedError(
            f"Container {named} of precinct {precinct} is not open for the recount (13-16-417). Nothing was written. "
            "Open it before the board: canvass seals open RECORD CONTAINER --ground recount"
        )


def _voted(one: KeptContainer) -> bool:
    return one.sealed.holds is ContainerHolds.VOTED


def _opened(one: KeptContainer) -> bool:
    return one.opened is not None and one.opened.ground in (OpeningGround.RECOUNT, OpeningGround.COURT_ORDER)


def enter_round(record: "Record", said: RoundTyped) -> RoundStands:
    """Enter both sheets of a round and the ballots set aside, all or none. Raises InputError, RefusedError."""
    state, election = fold(record.outlines()), record.election
    kept = kept_recount(state, said.recount)
    count = kept.counts.get(said.precinct)
    place = _place(election, state, kept, said.precinct, count)
    aside = _aside(said, place, kept, count)
    first, second = sheets_typed(said.sheets, place)
    entries: list[BoardEntry] = [*aside.aside, first, second, *aside.decided]
    if count is None:
        recorders = (first.recorder, second.recorder)
        begun = RecountBegun(said.recount, said.precinct, _ballots(said), said.reader, recorders, said.entered_by)
        check_packages(state, said.recount, said.precinct)
        entries.insert(0, begun)
    elif said.ballots not in (None, count.ballots):
        raise RefusedError(
            f"Precinct {said.precinct} was begun with {count.ballots} ballots, and {said.ballots} are said. Nothing "
            "was written. Where ballots were found, enter them: canvass recount missing"
        )
    Deciding(record).enter(*entries)
    return round_stands(kept_recount(fold(record.outlines()), said.recount), said.precinct)


def _ballots(said: RoundTyped) -> int:
    if said.ballots is None:
        raise RefusedError(
            "The ballots are counted before the tally. Nothing was written. Say how many carry the contest: --ballots."
        )
    return said.ballots


def _place(
    election: Election, state: RecordState, kept: KeptRecount, precinct: PrecinctId, count: HandCount | None
) -> CountPlace:
    contest = election.contest(kept.filed.contest)
    by_hand = None if count is None else count.contests.get(contest.id)
    people = declared_in(contest, state.board.declared)
    return CountPlace(
        count_name(kept.filed.recount, precinct), contest, people, 1 if by_hand is None else by_hand.round
    )


def _aside(said: RoundTyped, place: CountPlace, kept: KeptRecount, count: HandCount | None) -> SetAsideTyped:
    if said.set_aside is None or kept.board is None:
        return SetAsideTyped((), ())
    known = () if count is None else count.set_aside
    return set_aside_typed(said.set_aside, place, kept.board.members, said.reader, known)


def round_stands(kept: KeptRecount, precinct: PrecinctId) -> RoundStands:
    """How a precinct that was begun stands, without a figure."""
    count = kept.counts[precinct]
    by_hand = count.contests.get(kept.filed.contest)
    return RoundStands(
        1 if by_hand is None else by_hand.round,
        by_hand is not None and by_hand.figures is not None,
        len(count.undecided),
        kept.locked(precinct) is not None,
        0 if by_hand is None else len(by_hand.unequal),
    )


def note_missing(record: "Record", entry: RecountBallotsMissing, ballots: int | None) -> None:
    """Note ballots missing or found; with `ballots` a count that was begun begins anew with so many (13-16-420).

    With `ballots` alone, none missing and none found, their number was wrong. Raises RefusedError.
    """
    state = fold(record.outlines())
    count = kept_recount(state, entry.recount).counts.get(entry.precinct)
    entries: list[BoardEntry] = [] if ballots is not None and entry.missing == entry.found == 0 else [entry]
    if ballots is not None:
        if count is None:
            raise RefusedError(
                f"Precinct {entry.precinct} is not begun. Nothing was written. Say its ballots when it is: leave out "
                "--ballots."
            )
        name = count_name(entry.recount, entry.precinct)
        why = f"Ballots found (13-16-420). {entry.note}" if entries else entry.note
        entries.append(HandCountReopened(name, None, ballots, entry.entered_by, why))
    Deciding(record).enter(*entries)
