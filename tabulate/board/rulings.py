"""What one judge finds: of a contest, of the lines written in it, of the whole ballot; with the case that is cited."""

from dataclasses import dataclass
from enum import StrEnum

from tabulate.election import ChoiceId, ContestId
from tabulate.questions import Question


class Case(StrEnum):
    """The cases a judge may cite: marks (ARM 44.3.2402(2)), write-ins (ARM 44.3.2403(2)), general rules."""

    M_A = "M-a"
    """Several areas marked, at least one erased: the un-erased one counts."""
    M_B = "M-b"
    """One marked, another heavily marked, no erasure tried: overvote."""
    M_C1 = "M-c1"
    """One marked, another partly, the erasure not enough to make intent clear: overvote."""
    M_C2 = "M-c2"
    """One marked, another partly, no erasure tried: overvote."""
    M_C3 = "M-c3"
    """One marked, another partly, the erasure enough: the marked one counts."""
    M_D = "M-d"
    """One marked, a hesitation mark in another: the marked one counts."""
    M_OTHER = "M-other"
    """Another mark, decided by majority under ARM 44.3.2402(1)."""
    W_A = "W-a"
    """Nothing printed marked, write-in oval not marked, a name: undervote."""
    W_B = "W-b"
    """Nothing printed marked, write-in oval marked, no name: undervote."""
    W_C = "W-c"
    """One printed marked, write-in oval marked, no name: the printed candidate's."""
    W_D1 = "W-d1"
    """One printed marked, write-in oval marked, the same person's name: one vote for that person."""
    W_D2 = "W-d2"
    """One printed marked, write-in oval marked, another person's name: overvote."""
    W_E = "W-e"
    """One printed marked, write-in oval not marked, a name: the printed vote stands."""
    W_F = "W-f"
    """Nothing printed marked, write-in oval marked, a printed candidate's name: no designation that was filed."""
    UNCLEAR = "13-15-206(6)"
    """The choice cannot be determined: no vote."""
    GENERAL = "13-15-206(4)"
    """Intent can be clearly determined, by majority."""


class LineFinding(StrEnum):
    """What stands on a write-in line."""

    DECLARED = "declared candidate"
    """A designation filed for this office (13-10-211(1)(a)); `person` names the candidate."""
    PRINTED = "printed candidate's own name"
    """W-d1; `person` names the printed choice, whose own oval is marked too."""
    UNDECLARED = "not a declared candidate"
    SURNAME_ALONE = "surname alone"
    """Not enough (Marsh v. Overland)."""
    NO_NAME = "no name"
    OVAL_NOT_MARKED = "oval not marked"
    """No vote, whatever is written (13-15-206(5)(b))."""
    UNCLEAR = "cannot be determined"


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """One write-in line as a judge reads it."""

    line: ChoiceId
    """`write-in-0`, ..., or `write-in:NAME` on a device printout."""
    finding: LineFinding
    written: str = ""
    """The name as the judge reads and types it; empty where there is none."""
    person: ChoiceId | None = None
    """Whom the line is a vote for: DECLARED and PRINTED only."""
    oval_on_paper: bool = False
    """The judge says that the line's oval is marked on the paper, where the machine saw no mark (13-15-206(5)(b))."""


@dataclass(frozen=True, slots=True)
class ContestRuling:
    """What a judge finds in one contest. votes + undervotes + overvotes = the seats."""

    contest: ContestId
    choices: tuple[ChoiceId, ...]
    """Printed choices that have a vote, in ballot order; write-in votes stand in `lines`."""
    lines: tuple[WrittenLine, ...]
    undervotes: int
    overvotes: int = 0
    """All the seats where the contest is overvoted, which gives nobody a vote; else 0."""
    case: Case | None = None

    @property
    def votes(self) -> tuple[ChoiceId, ...]:
        """Printed choices and written-in people with a vote: nobody twice (13-17-103(1)(b))."""
        written = (line.person for line in self.lines if line.person is not None)
        return tuple(dict.fromkeys((*self.choices, *written)))

    @property
    def seats(self) -> int:
        """How many the elector might vote for."""
        return len(self.votes) + self.undervotes + self.overvotes


class Verdict(StrEnum):
    """What is to become of a whole ballot."""

    COUNTS = "counts"
    REJECTED = "rejected"
    VOID = "void"
    STRUCK = "struck"
    """The same paper is counted as another sheet."""
    TRANSFER = "transfer"
    """Cannot be processed: its votes are put on a new ballot (13-15-206(4)(b))."""
    NOT_A_BALLOT = "not a ballot"


@dataclass(frozen=True, slots=True)
class BallotRuling:
    """What a judge finds on a question about the whole ballot."""

    question: Question
    verdict: Verdict
    same_as_batch: str | None = None
    """STRUCK only: the sheet that the paper is counted as."""
    same_as_sheet: int | None = None
    pollbook_excess: int | None = None
    """Ballots more than the pollbook's names: what C13 is compared with (13-15-201(5))."""
