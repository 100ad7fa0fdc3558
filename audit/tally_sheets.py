"""Tally sheets (13-17-506(2)): one member reads, every other member records, apart from each other and blind.

Until every recorder's sheet of a round is in, nobody's figures are shown. Equal sheets lock the manual count, and only
then may the machine's be seen. Unequal ones say only that they differ, and the whole unit is counted again.
"""

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum

from audit.committee import MemberId
from audit.contests import AuditContest, Unit
from audit.coverage import ChoiceVotes
from audit.errors import Refused
from tabulate.election import ChoiceId

_RULE = "13-17-506(2)(a)"
_AGAIN = "13-17-506(2)(b)"


class EntryMode(StrEnum):
    """How a member recorded."""

    TOTALS = "totals"
    MARKS = "running marks"


@dataclass(frozen=True, slots=True)
class Figures:
    """What a sheet says. For a contest of k seats: votes + undervotes + overvotes = k x ballots."""

    ballots: int
    votes: tuple[ChoiceVotes, ...]
    """One for every choice of the contest, in its order, zeros too."""
    undervotes: int
    overvotes: int
    """In votes: a ballot overvoted in a contest of k seats has k of them."""


@dataclass(frozen=True, slots=True)
class Call:
    """One ballot as the reader called it: the choices voted for, or an overvote."""

    choices: tuple[ChoiceId, ...]
    overvoted: bool = False


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

    @property
    def outcome(self) -> RoundOutcome:
        """Whether the sheets are in, and equal."""
        if self.ended:
            return RoundOutcome.ENDED
        if len(self.sheets) < len(self.recorders):
            return RoundOutcome.OPEN
        equal = len({sheet.figures for sheet in self.sheets}) == 1
        return RoundOutcome.EQUAL if equal else RoundOutcome.DIFFER

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


def check_arithmetic(figures: Figures, contest: AuditContest, most_ballots: int | None) -> None:
    """Refuse figures no honest sheet can have. `most_ballots`: `MachineFigures.most_ballots`."""
    if tuple(one.choice for one in figures.votes) != tuple(choice.id for choice in contest.choices):
        raise Refused(_RULE, f"The sheet does not have a row for every choice of {contest.title}.", "Fill every row.")
    rows = (figures.ballots, *(one.votes for one in figures.votes), figures.undervotes, figures.overvotes)
    if min(rows) < 0:
        raise Refused(_RULE, "A figure is less than zero.", "Enter what was counted.")
    if most_ballots is not None and figures.ballots > most_ballots:
        found = f"The tally has {figures.ballots:,} ballots; at most {most_ballots:,} can lie in the boxes."
        raise Refused(_RULE, found, "Count the ballots of the precinct again, and see that none is of another one.")
    found_votes = sum(rows) - figures.ballots
    if found_votes != contest.seats * figures.ballots:
        raise Refused(
            _RULE,
            f"Votes, undervotes and overvotes make {found_votes:,}; {figures.ballots:,} ballots of "
            f"{contest.seats} each make {contest.seats * figures.ballots:,}.",
            "Look for the row that is wrong, or count again.",
        )
    if any(one.votes > figures.ballots for one in figures.votes):
        raise Refused(_RULE, "A choice has more votes than there are ballots.", "Look for the row that is wrong.")


def figures_of_calls(calls: tuple[Call, ...], contest: AuditContest) -> Figures:
    """What running marks add up to. Raises Refused for a call the contest does not allow."""
    votes: Counter[ChoiceId] = Counter()
    undervotes = overvotes = 0
    for call in calls:
        _check_call(call, contest)
        votes.update(call.choices)
        overvotes += contest.seats * call.overvoted
        undervotes += 0 if call.overvoted else contest.seats - len(call.choices)
    rows = tuple(ChoiceVotes(choice.id, votes[choice.id]) for choice in contest.choices)
    return Figures(len(calls), rows, undervotes, overvotes)


def _check_call(call: Call, contest: AuditContest) -> None:
    known = {choice.id for choice in contest.choices}
    # Several write-in votes of one ballot fall into one row, so a choice may be called more than once there only.
    printed = [choice for choice in call.choices if choice in {one.id for one in contest.printed}]
    fits = set(call.choices) <= known and len(set(printed)) == len(printed) and len(call.choices) <= contest.seats
    if not fits or (call.overvoted and call.choices):
        raise Refused(_RULE, f"The call {', '.join(call.choices)} fits no ballot of {contest.title}.", "Mark it again.")


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
    return (*rounds, begun)


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


def mark(rounds: Rounds, by: Writing, calls: tuple[Call, ...], contest: AuditContest) -> Rounds:
    """Add running marks, kept from the moment they are made. Raises Refused."""
    made = _open_round(rounds, by).marks_of(by.member)
    for call in calls:
        _check_call(call, contest)
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


def enter(rounds: Rounds, by: Writing, sheet: Sheet, contest: AuditContest, most_ballots: int | None) -> Rounds:
    """Hand in a sheet. The last one of a round settles whether all are equal. Raises Refused."""
    current = _open_round(rounds, by)
    check_arithmetic(sheet.figures, contest, most_ballots)
    if sheet.mode is EntryMode.MARKS:
        if figures_of_calls(current.marks_of(sheet.member), contest) != sheet.figures:
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
