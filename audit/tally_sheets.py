"""Tally sheets (13-17-506(2)): one member reads, every other member records, apart from each other and blind.

Until every recorder's sheet of a round is in, nobody's figures are shown. Equal sheets lock the manual count, and only
then may the machine's be seen. Unequal ones say only that they differ, and the whole unit is counted again. So is a
heap with more ballots than expected: the committee may find paper that no machine counted, and its count is definitive.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from audit.committee import MemberId
from audit.contests import Unit
from audit.errors import Refused
from audit.sheet_figures import Call, Figures, TallyRows, check_arithmetic, check_call, figures_of_calls

_RULE = "13-17-506(2)(a)"
_AGAIN = "13-17-506(2)(b)"


class EntryMode(StrEnum):
    """How a member recorded."""

    TOTALS = "totals"
    MARKS = "running marks"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished tally sheet of one member."""

    member: MemberId
    mode: EntryMode
    figures: Figures


class RoundOutcome(StrEnum):
    """What a round came to; the figures are nobody's business while it is open."""

    OPEN = "open"
    EQUAL = "all sheets equal"
    EXCESS = "all sheets equal, with more ballots than expected: the heap is counted again"
    """Accepted once a second count finds as many (13-17-507(1))."""
    DIFFER = "the sheets differ"
    ENDED = "ended: a member was replaced"


@dataclass(frozen=True, slots=True)
class RunningMarks:
    """The marks one member has made so far, call by call."""

    member: MemberId
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """One count of a unit: a reader, the recorders, their sheets in the order they came in."""

    number: int
    reader: MemberId
    recorders: tuple[MemberId, ...]
    sheets: tuple[Sheet, ...] = ()
    marks: tuple[RunningMarks, ...] = ()
    ended: bool = False
    most_ballots: int | None = None
    """`MachineFigures.most_ballots`: what lies in the boxes by the record and the poll book."""
    found_before: frozenset[int] = frozenset()
    """Ballots that earlier rounds found in excess of these, on equal sheets."""

    @property
    def outcome(self) -> RoundOutcome:
        """Whether the sheets are in, and equal."""
        if self.ended:
            return RoundOutcome.ENDED
        if len(self.sheets) < len(self.recorders):
            return RoundOutcome.OPEN
        if len({sheet.figures for sheet in self.sheets}) > 1:
            return RoundOutcome.DIFFER
        ballots = self.sheets[0].figures.ballots
        surprising = self.most_ballots is not None and ballots > self.most_ballots
        return RoundOutcome.EXCESS if surprising and ballots not in self.found_before else RoundOutcome.EQUAL

    @property
    def waiting_for(self) -> tuple[MemberId, ...]:
        """The recorders whose sheets are not in."""
        done = {sheet.member for sheet in self.sheets}
        return tuple(member for member in self.recorders if member not in done)

    def marks_of(self, member: MemberId) -> tuple[Call, ...]:
        """The member's running marks: for that member's own eyes while the round is open."""
        return next((marks.calls for marks in self.marks if marks.member == member), ())


Rounds = tuple[Round, ...]


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes on whose sheet, in which round of which unit."""

    unit: Unit
    round_number: int
    """From 1 for each unit."""
    member: MemberId
    """Whose sheet it is."""
    entered_by: MemberId


def locked(rounds: Rounds) -> Figures | None:
    """The manual count, once all sheets of a round are equal."""
    if rounds and rounds[-1].outcome is RoundOutcome.EQUAL:
        return rounds[-1].sheets[0].figures
    return None


def start_round(rounds: Rounds, unit: Unit, begun: Round, everyone: set[MemberId]) -> Rounds:
    """Begin a count of the unit. All members but the reader record. Raises Refused."""
    reader, recorders = begun.reader, begun.recorders
    if rounds and rounds[-1].outcome is RoundOutcome.EQUAL:
        raise Refused("13-17-507(1)", f"The manual count of {unit} is locked.", "It stands; it is not counted again.")
    if rounds and rounds[-1].outcome is RoundOutcome.OPEN:
        waiting = ", ".join(rounds[-1].waiting_for)
        raise Refused(_RULE, f"Round {rounds[-1].number} of {unit} waits for {waiting}.", "Finish it first.")
    following = len(rounds) + 1
    if begun.number != following:
        raise Refused(_AGAIN, f"Round {begun.number} of {unit} comes out of order.", f"Round {following} is next.")
    if reader in recorders or {reader, *recorders} != everyone or len(set(recorders)) < len(recorders):
        raise Refused(
            _RULE, "One member reads and every other member records.", "Name one reader, and all others as recorders."
        )
    surprising = (one.sheets[0].figures.ballots for one in rounds if one.outcome is RoundOutcome.EXCESS)
    return (*rounds, replace(begun, found_before=frozenset(surprising)))


def _open_round(rounds: Rounds, by: Writing) -> Round:
    if locked(rounds) is not None:
        raise Refused("13-17-507(1)", f"The manual count of {by.unit} is locked.", "A sheet is never changed after.")
    if not rounds or rounds[-1].outcome is not RoundOutcome.OPEN or rounds[-1].number != by.round_number:
        raise Refused(_RULE, f"Round {by.round_number} of {by.unit} is not open.", "Begin the next round.")
    current = rounds[-1]
    if by.entered_by != by.member:
        raise Refused(_RULE, f"{by.entered_by} entered a sheet for {by.member}.", "Every member enters their own.")
    if by.member not in current.recorders:
        raise Refused(_RULE, f"{by.member} does not record in this round.", "The recorders alone enter sheets.")
    if any(sheet.member == by.member for sheet in current.sheets):
        raise Refused(_RULE, f"{by.member} has handed in a sheet for this round.", "A sheet is handed in once.")
    return current


def mark(rounds: Rounds, by: Writing, calls: tuple[Call, ...], rows: TallyRows) -> Rounds:
    """Add running marks, kept from the moment they are made. Raises Refused."""
    made = _open_round(rounds, by).marks_of(by.member)
    for call in calls:
        check_call(call, rows)
    return _with_marks(rounds, by.member, made + calls)


def _with_marks(rounds: Rounds, member: MemberId, calls: tuple[Call, ...]) -> Rounds:
    current = rounds[-1]
    others = tuple(marks for marks in current.marks if marks.member != member)
    return (*rounds[:-1], replace(current, marks=(*others, RunningMarks(member, calls))))


def strike(rounds: Rounds, by: Writing, ballot: int) -> Rounds:
    """Strike the last of one's own running marks; `ballot` counts from 1. Raises Refused for any other."""
    made = _open_round(rounds, by).marks_of(by.member)
    if not made or ballot != len(made):
        found = f"Ballot {ballot} is not the last that {by.member} marked: {len(made)} are marked."
        raise Refused(_RULE, found, "Strike the last mark, and mark that ballot again.")
    return _with_marks(rounds, by.member, made[:-1])


def enter(rounds: Rounds, by: Writing, sheet: Sheet, rows: TallyRows) -> Rounds:
    """Hand in a sheet. The last one of a round settles whether all are equal. Raises Refused."""
    current = _open_round(rounds, by)
    check_arithmetic(sheet.figures, rows)
    if sheet.mode is EntryMode.MARKS:
        if figures_of_calls(current.marks_of(sheet.member), rows) != sheet.figures:
            found = "The sheet is not what the running marks add up to."
            raise Refused(_RULE, found, "Hand in the marks as they are.")
    elif current.marks_of(sheet.member):
        raise Refused(_RULE, f"{sheet.member} has begun by running marks.", "Finish that way.")
    return (*rounds[:-1], replace(current, sheets=(*current.sheets, sheet)))


def end_round(rounds: Rounds, member: MemberId) -> Rounds:
    """End an open round in which a member took part who is replaced: it is kept, and counted again."""
    if not rounds or rounds[-1].outcome is not RoundOutcome.OPEN:
        return rounds
    current = rounds[-1]
    if member not in (current.reader, *current.recorders):
        return rounds
    return (*rounds[:-1], replace(current, ended=True))
