"""What the machines counted of a precinct in the batches in its boxes, and every ballot outside that (13-17-503(2)).

The machine's figure of a contest is what the machine was sure of. Where it was not, the ballot is listed: re-made and
scanned, resolved by people, or not resolved. The copy of a re-made ballot is counted like any other. What was counted
by hand stands among the batches, without a machine.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from audit.contests import WRITE_INS, AuditContest, Unit
from audit.coverage import (
    LEFT_OUT,
    BatchFigures,
    ChoiceVotes,
    Container,
    ListedBallot,
    MachineFigures,
    Treatment,
    WriteInVotes,
)
from audit.edition import AuditEdition, BallotsCompared
from audit.errors import Refused
from audit.state import AuditState
from canvass.auditing.hand_batches import hand_count_of, hand_counts_of, hand_figures
from canvass.auditing.sheet_votes import (
    NO_BALLOTS,
    NOT_HERE,
    PlacedSheet,
    SheetVotes,
    compared_votes,
    sheets_of_precinct,
)
from canvass.console.text import plural
from tabulate.ballots_cast import BallotPaper, fewest_ballots
from tabulate.board.places import Place, SheetName
from tabulate.election import ChoiceId, Election, PrecinctId
from tabulate.ledger.batch_state import BatchState
from tabulate.ledger.state import RecordState


@dataclass(frozen=True, slots=True)
class PrecinctBatch:
    """A batch, or a hand count, with ballots of a precinct."""

    batch: str
    machine: str
    """Empty where no machine was involved."""
    kind: str
    ballots: int
    """Of that precinct, those set aside too. Of a batch: its sheets, which are ballots where each is one sheet."""
    told: bool = True
    """False of another system's group of ballots: nobody is told how many it counted before the committee has."""

    @property
    def said(self) -> str:
        """How many there are, in words: a machine counts sheets, people count ballots."""
        if not self.told:
            return "all of it"
        return plural(self.ballots, "sheet" if self.machine else "ballot")


def batches_of(state: RecordState, precinct: PrecinctId) -> tuple[PrecinctBatch, ...]:
    """The batches with ballots of a precinct, in the order opened, test decks left out; then its hand counts."""
    scanned = (
        PrecinctBatch(
            batch.opened.batch,
            batch.opened.machine,
            batch.opened.batch_kind.value,
            sum(count for (where, place), count in batch.places.items() if where == precinct and place not in NOT_HERE),
        )
        for batch in state.batches.values()
        if not batch.test
    )
    by_hand = (PrecinctBatch(name, "", "by hand", count.ballots) for name, count in hand_counts_of(state, precinct))
    return tuple(one for one in (*scanned, *by_hand) if one.ballots)


def county_ballots(state: RecordState, election: Election) -> int:
    """Ballots in the county's own count and waiting for people, test decks left out.

    Own sheets of a precinct that another system counted are in no total, and not among them.
    """
    outside = state.counted_outside()
    papers: Counter[BallotPaper] = Counter()
    for batch in state.batches.values():
        for (place, paper), count in batch.papers.items() if not batch.test else ():
            if place not in NOT_HERE and place is not Place.TRANSFERRED and paper.precinct not in outside:
                papers[paper] += count
    by_hand = sum(count.ballots for count in state.hand_counts_in_totals())
    return fewest_ballots(election, papers) + by_hand


@dataclass(frozen=True, slots=True)
class Comparing:
    """How an audit compares: whose valid write-in votes are counted by person, and by which reading of 13-17-503(2)."""

    people: tuple[tuple[ChoiceId, str], ...] = ()
    """Everybody declared: ids and names."""
    by_person: bool = False
    """Whether valid write-in votes are counted by person; not in audits of the first edition."""
    how: BallotsCompared = BallotsCompared.MACHINE


def comparing(audit: AuditState, contest: AuditContest, state: RecordState) -> Comparing:
    """How this audit compares a contest: with everybody who is declared for it by now (13-10-211)."""
    opened = audit.opened
    if opened.edition is AuditEdition.FIRST or WRITE_INS not in contest.names:
        return Comparing(how=opened.compared)
    declared = [(one.id, one.name) for one in contest.declared]
    declared += [(ChoiceId(one.person), one.name) for one in state.board.declared if one.contest == contest.id]
    return Comparing(tuple(dict(declared).items()), True, opened.compared)


def machine_figures(
    state: RecordState,
    unit: Unit,
    contest: AuditContest,
    boxes: tuple[Container, ...],
    ballots_cast: int | None = None,
    by: Comparing | None = None,
) -> MachineFigures:
    """The machines' figures for exactly the batches in the boxes; `ballots_cast` where the poll book says it.

    Raises Refused for a batch that the record does not have, or that holds no ballot of the precinct.
    """
    by = by or Comparing()
    counts = [_count(state, unit, contest, batch, by) for box in boxes for batch in box.batches]
    batches = tuple(count.figures(contest) for count in counts)
    listed = tuple(ballot for count in counts for ballot in count.listed)
    left_out = sum(ballot.treatment in LEFT_OUT for ballot in listed)
    cast = sum(batch.ballots for batch in batches) + left_out
    people: Counter[ChoiceId] = sum((count.people for count in counts), Counter())
    return MachineFigures(
        unit,
        cast if ballots_cast is None else ballots_cast,
        batches,
        listed,
        _by_person(people, by, contest),
        sum(count.pending for count in counts) if by.by_person else 0,
    )


def _by_person(found: Counter[ChoiceId], by: Comparing, contest: AuditContest) -> tuple[WriteInVotes, ...]:
    """Everyone declared; and a printed choice whose own name the board found written in (case W-f)."""
    if not by.by_person:
        return ()
    declared = [WriteInVotes(person, name, found[person]) for person, name in by.people]
    own_name = [WriteInVotes(one.id, one.name, found[one.id]) for one in contest.printed if found[one.id]]
    return (*declared, *own_name)


@dataclass(slots=True)
class _Count:
    """One unit in one batch."""

    batch: str
    machine: str
    by_hand: bool = False
    ballots: int = 0
    votes: Counter[ChoiceId] = field(default_factory=Counter)
    undervotes: int = 0
    overvotes: int = 0
    people: Counter[ChoiceId] = field(default_factory=Counter)
    pending: int = 0
    listed: list[ListedBallot] = field(default_factory=list)

    def add(self, votes: SheetVotes) -> None:
        """One ballot more."""
        self.ballots += 1
        self.votes.update(votes.votes)
        self.undervotes += votes.undervotes
        self.overvotes += votes.overvotes
        self.people.update(votes.people)
        self.pending += votes.pending

    def figures(self, contest: AuditContest) -> BatchFigures:
        """As the audit keeps them."""
        votes = tuple(ChoiceVotes(choice.id, self.votes[choice.id]) for choice in contest.choices)
        return BatchFigures(
            self.batch, self.machine, self.ballots, votes, self.undervotes, self.overvotes, self.by_hand
        )


def _count(state: RecordState, unit: Unit, contest: AuditContest, name: str, by: Comparing) -> _Count:
    known = {one.batch for one in batches_of(state, unit.precinct)}
    if name not in known:
        raise Refused(
            "13-17-503(2)",
            f"Batch {name} holds no ballot of precinct {unit.precinct}. The batches that do: "
            f"{', '.join(sorted(known)) or 'none'}.",
            "Name the batches in the boxes.",
        )
    if (by_hand := hand_count_of(state, name)) is not None:
        found = hand_figures(by_hand, contest)
        return _Count(name, "", True, found.ballots, found.votes, found.undervotes, found.overvotes, found.people)
    batch = state.batches[name]
    count = _Count(name, batch.opened.machine)
    for sheet in sheets_of_precinct(state, batch, unit.precinct):
        _add(state, count, sheet, contest, by.how)
    count.listed += [_listed(sheet, Treatment.PRECINCT_UNKNOWN) for sheet in sheets_of_unknown_precinct(state, batch)]
    return count


def sheets_of_unknown_precinct(state: RecordState, batch: BatchState) -> Iterator[PlacedSheet]:
    """The sheets not read in a batch of several precincts: they may be ballots of any of them."""
    others = {kept.votes.precinct for kept in batch.kept if kept.votes is not None}
    if batch.opened.precinct is not None or len(others) == 1:
        return
    for number, kept in enumerate(batch.kept, 1):
        if kept.votes is None and not set(kept.reasons) & NO_BALLOTS:
            name = SheetName(batch.opened.batch, number)
            place = state.board.place_of(name)
            if place not in NOT_HERE and place is not Place.TRANSFERRED:
                yield PlacedSheet(name, kept, place)


def _add(state: RecordState, count: _Count, sheet: PlacedSheet, contest: AuditContest, how: BallotsCompared) -> None:
    found = compared_votes(state, sheet, contest, how)
    if found is None:
        return
    if isinstance(found, SheetVotes):
        count.add(found)
        if found.by_board:
            count.listed.append(_listed(sheet, Treatment.RESOLVED))
        return
    transfer = state.board.transfers.of(sheet.name) if found is Treatment.REMADE else None
    count.listed.append(_listed(sheet, found, None if transfer is None else transfer.copy))


def _listed(sheet: PlacedSheet, treatment: Treatment, copy: SheetName | None = None) -> ListedBallot:
    return ListedBallot(
        sheet.name.batch,
        sheet.name.sheet,
        treatment,
        _reason(sheet),
        None if copy is None else copy.batch,
        None if copy is None else copy.sheet,
    )


def _reason(sheet: PlacedSheet) -> str:
    if sheet.kept.votes is None:
        return ", ".join(code.value for code in sheet.kept.reasons)
    raised = dict.fromkeys(one.question.value for one in sheet.kept.votes.questions)
    return ", ".join(raised) or sheet.place.value
