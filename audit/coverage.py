"""Like with like: which ballots the machine's figure covers, and which are in the boxes (13-17-503(2), 13-15-206).

The machine's total for a precinct covers exactly the batches in the boxes. Ballots the law leaves out, re-made ones and
ones added by hand are listed one by one, so that both counts are of the same paper.
"""

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum

from audit.audit_json import later
from audit.contests import WRITE_INS, AuditContest, Unit
from audit.errors import Refused
from audit.outside_reports import Coverage, FiguresSource, OutsideReport, check_boxes
from tabulate.election import ChoiceId

_RULE = "13-17-503(2)"


@dataclass(frozen=True, slots=True)
class ChoiceVotes:
    """Votes for one row of a tally."""

    choice: ChoiceId
    votes: int


@dataclass(frozen=True, slots=True)
class WriteInVotes:
    """The valid write-in votes of one person, by the machine's ovals and the board's findings (13-15-206(5))."""

    person: ChoiceId
    """Declared; or a printed choice whose own name the board found written in."""
    name: str
    votes: int


class Treatment(StrEnum):
    """What became of a ballot that did not simply go through the machine."""

    REMADE = "re-made and scanned"
    """The copy is in both counts; copy and original are compared separately (13-15-206(4)(b))."""
    ADDED_BY_HAND = "resolved, votes added by hand"
    """The machine never counted it: held apart, in neither count, and reported."""
    UNRESOLVED = "not resolved"
    """The law leaves it out of the audit: in neither count."""
    RESOLVED = "resolved by the board, in both counts"
    """By a reading of 13-17-503(2) in which the board's findings stand beside the machine's."""
    PRECINCT_UNKNOWN = "precinct not known"
    """Not read, in a batch of several precincts: listed for each of them, and among the ballots of none."""


LEFT_OUT = frozenset({Treatment.ADDED_BY_HAND, Treatment.UNRESOLVED})
"""Ballots that are known to be the precinct's, and are in neither count."""


@dataclass(frozen=True, slots=True)
class ListedBallot:
    """One ballot of the precinct that is not simply in both counts, by its place in the record."""

    batch: str
    sheet: int
    treatment: Treatment
    reason: str
    """Why it was set aside, in the words of the record."""
    copy_batch: str | None = None
    """Of a re-made ballot: where its copy was scanned."""
    copy_sheet: int | None = None


@dataclass(frozen=True, slots=True)
class Container:
    """A sealed package of voted ballots, opened for the audit only (13-1-303(1)(b))."""

    seal: str
    batches: tuple[str, ...]
    """The batches whose ballots of this precinct it holds."""


@later("by_hand", "together", "undervotes_by_hand")
@dataclass(frozen=True, slots=True)
class BatchFigures:
    """What one machine counted in one batch, in one unit; or what a first hand count found there (13-15-206(2))."""

    batch: str
    """Of a hand count: its name among batches, as `HAND_COUNT` says it."""
    machine: str
    """Empty where no machine was involved."""
    ballots: int
    """Counted in this unit, re-made copies included."""
    votes: tuple[ChoiceVotes, ...]
    """One for every choice of the contest, in its order."""
    undervotes: int
    overvotes: int
    """In votes: a ballot overvoted in a contest of k seats has k of them."""
    by_hand: bool = False
    """Its row of write-in ovals holds the valid votes alone: a hand count does not say the others."""
    together: bool = False
    """As published: with other batches, in the first of them (audit/public_figures.py)."""
    undervotes_by_hand: int = 0
    """As published together, where write-ins are allowed: those of the undervotes that hand counts said."""

    @property
    def ovals_not_said(self) -> int:
        """Write-in ovals that a hand count may have left out: with no valid vote they are undervotes there."""
        if self.together:
            return self.undervotes_by_hand
        return self.undervotes if self.by_hand and self.write_ins_allowed else 0

    @property
    def write_ins_allowed(self) -> bool:
        """Whether there is a row of write-in ovals."""
        return WRITE_INS in {one.choice for one in self.votes}


HAND_COUNT = "hand count "
"""How the name of a hand count begins where it stands among batches."""


@later("write_ins", "write_ins_pending", "outside")
@dataclass(frozen=True, slots=True)
class MachineFigures:
    """The machines' count of one unit, batch by batch, and every ballot outside it."""

    unit: Unit
    ballots_cast: int
    """All ballots cast in the precinct with this contest: B of 13-17-507(2)."""
    batches: tuple[BatchFigures, ...]
    listed: tuple[ListedBallot, ...] = ()
    write_ins: tuple[WriteInVotes, ...] = ()
    """By person, those without votes too: the rows of valid write-in votes on every tally sheet of the unit."""
    write_ins_pending: int = 0
    """Write-in ovals whose names the board had yet to read when the figures were fixed."""
    outside: OutsideReport | None = None
    """Where the figures are another system's; None where Canvass counted, or people did."""

    @property
    def source(self) -> FiguresSource:
        """Where the figures come from."""
        return FiguresSource.BATCHES if self.outside is None else self.outside.source

    @property
    def coverage(self) -> Coverage:
        """Of which ballots they are."""
        return Coverage.BATCHES if self.outside is None else Coverage.PRECINCT

    def with_head_count(self, ballots: int, seats: int) -> "MachineFigures":
        """The figures once the committee has counted so many ballots: what nothing told, its head count says.

        A report without ballots of a contest tells its votes alone. What they leave of the ballots is undervotes.
        """
        if self.outside is None or self.outside.ballots_told:
            return self
        (batch,) = self.batches
        votes = sum(one.votes for one in batch.votes)
        counted = max(ballots, -(-votes // seats))
        told = replace(batch, ballots=counted, undervotes=seats * counted - votes, overvotes=0)
        return replace(self, ballots_cast=ballots, batches=(told,))

    @property
    def people(self) -> tuple[ChoiceId, ...]:
        """Those whose valid write-in votes are counted by person."""
        return tuple(one.person for one in self.write_ins)

    @property
    def ovals_not_said(self) -> int:
        """At most so many write-in ovals more may be marked than the figures say: those that hand counts left out."""
        return sum(batch.ovals_not_said for batch in self.batches)

    @property
    def ballots(self) -> int:
        """Ballots in the machine's count."""
        return sum(batch.ballots for batch in self.batches)

    @property
    def votes(self) -> tuple[ChoiceVotes, ...]:
        """The machine's total of each choice."""
        totals: Counter[ChoiceId] = Counter()
        for batch in self.batches:
            for one in batch.votes:
                totals[one.choice] += one.votes
        order = [one.choice for one in self.batches[0].votes] if self.batches else []
        return tuple(ChoiceVotes(choice, totals[choice]) for choice in order)

    @property
    def undervotes(self) -> int:
        """Votes not cast."""
        return sum(batch.undervotes for batch in self.batches)

    @property
    def overvotes(self) -> int:
        """Votes lost to overvotes."""
        return sum(batch.overvotes for batch in self.batches)

    @property
    def machines(self) -> tuple[str, ...]:
        """The machines that counted any of it, in the order of the batches; none where it was counted by hand."""
        if self.outside is not None:
            return self.outside.machines
        return tuple(dict.fromkeys(batch.machine for batch in self.batches if not batch.by_hand))

    def listed_as(self, treatment: Treatment) -> tuple[ListedBallot, ...]:
        """The listed ballots of one treatment."""
        return tuple(ballot for ballot in self.listed if ballot.treatment is treatment)

    @property
    def left_out(self) -> int:
        """Ballots of the precinct in neither count."""
        return sum(ballot.treatment in LEFT_OUT for ballot in self.listed)

    @property
    def unaccounted(self) -> int:
        """Ballots cast that are neither counted nor listed; below zero where more were counted than cast.

        A difference is no reason to stop: that ballots were never scanned, or scanned twice, is what an audit finds.
        """
        return self.ballots_cast - self.ballots - self.left_out

    @property
    def most_ballots(self) -> int:
        """More ballots than these do not lie before the committee, by the record and the poll book."""
        return max(self.ballots, self.ballots_cast - self.left_out)


def check_figures(figures: MachineFigures, contest: AuditContest, boxes: tuple[Container, ...]) -> None:
    """Refuse figures that are not of exactly the batches in the boxes, or that do not add up."""
    _check_batches(figures, boxes)
    for batch in figures.batches:
        _check_arithmetic(batch, contest)
    if figures.ballots_cast < figures.left_out:
        found = f"{figures.left_out:,} ballots of {figures.unit} are listed, and {figures.ballots_cast:,} were cast."
        raise Refused(_RULE, found, "Check the list, and the number of ballots cast.")
    _check_listed(figures)
    _check_write_ins(figures)


def _check_batches(figures: MachineFigures, boxes: tuple[Container, ...]) -> None:
    if not figures.batches:
        raise Refused(
            "13-17-506(2)", f"There is no batch of {figures.unit}.", "Count the precinct's ballots, then take figures."
        )
    if figures.outside is not None:
        check_boxes(figures.outside, {group for box in boxes for group in box.batches})
        return
    in_boxes = sorted(batch for box in boxes for batch in box.batches)
    counted = sorted(batch.batch for batch in figures.batches)
    if in_boxes != counted:
        raise Refused(
            _RULE,
            f"The boxes hold the batches {', '.join(in_boxes) or 'none'}; the figures are of {', '.join(counted)}.",
            "Take the figures of exactly the batches in the boxes.",
        )


def _check_arithmetic(batch: BatchFigures, contest: AuditContest) -> None:
    if tuple(one.choice for one in batch.votes) != tuple(choice.id for choice in contest.choices):
        found = f"The figures of batch {batch.batch} are not one for every choice of {contest.title}."
        raise Refused("13-17-506(2)", found, "Give every choice, in the order of the ballot.")
    figures = (*(one.votes for one in batch.votes), batch.undervotes, batch.overvotes)
    if min(figures) < 0 or sum(figures) != contest.seats * batch.ballots:
        raise Refused(
            "13-15-403",
            f"In batch {batch.batch}, {sum(figures):,} votes, undervotes and overvotes do not make "
            f"{contest.seats} x {batch.ballots:,} ballots.",
            "Verify the record, then take the figures again.",
        )
    if not 0 <= batch.undervotes_by_hand <= (batch.undervotes if batch.together else 0):
        found = f"Of batch {batch.batch}, {batch.undervotes_by_hand:,} undervotes are said to be of hand counts."
        raise Refused("13-15-206(2)", found, "They are some of its undervotes, where batches are put together.")


def _check_listed(figures: MachineFigures) -> None:
    places = [(ballot.batch, ballot.sheet) for ballot in figures.listed]
    if len(set(places)) < len(places):
        raise Refused(_RULE, f"A ballot of {figures.unit} is listed twice.", "List each ballot once.")
    copies = [(ballot.copy_batch, ballot.copy_sheet) for ballot in figures.listed_as(Treatment.REMADE)]
    batches = {batch.batch for batch in figures.batches}
    for batch, sheet in copies:
        if sheet is None or batch not in batches:
            found = f"A re-made ballot of {figures.unit} has no copy in the batches counted."
            raise Refused("13-15-206(4)(b)", found, "Say where the copy was scanned.")
    if len(set(copies)) < len(copies):
        raise Refused("13-15-206(4)(b)", "Two re-made ballots have one copy.", "Say where each copy was scanned.")


def _check_write_ins(figures: MachineFigures) -> None:
    if len(set(figures.people)) < len(figures.people):
        raise Refused("13-15-206(5)", f"Somebody stands twice among the write-ins of {figures.unit}.", "Once each.")
    if min(figures.write_ins_pending, *(one.votes for one in figures.write_ins), 0) < 0:
        found = f"A figure of the write-ins of {figures.unit} is less than zero."
        raise Refused("13-15-206(5)", found, "Verify the record, then take the figures again.")
