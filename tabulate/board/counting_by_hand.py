"""A hand count as it stands: contest by contest the two recorders' sheets of this round, and the figures once equal."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from tabulate.board.errors import NotAllowed
from tabulate.board.hand_counts import HandCountOpened, HandCountReopened, TallySheetEntered
from tabulate.election import ContestId


@dataclass(slots=True)
class ContestByHand:
    """One contest of a hand count."""

    round: int = 1
    sheets: list[TallySheetEntered] = field(default_factory=list)
    """Of this round: none, one, or the two that are equal."""
    unequal: list[tuple[TallySheetEntered, TallySheetEntered]] = field(default_factory=list)
    """Rounds that were counted again."""
    overturned: list[TallySheetEntered] = field(default_factory=list)
    """What was the count until it was opened again."""

    @property
    def figures(self) -> TallySheetEntered | None:
        """The count, once both recorders have the same; None before."""
        return self.sheets[0] if len(self.sheets) == 2 else None

    def reopen(self) -> None:
        """Begin the next round; sheets of this one count no longer."""
        if self.figures is not None:
            self.overturned.append(self.figures)
        self.sheets = []
        self.round += 1


@dataclass(slots=True)
class HandCount:
    """One precinct's hand count."""

    opened: HandCountOpened
    contests: dict[ContestId, ContestByHand] = field(default_factory=dict)
    reopened: list[HandCountReopened] = field(default_factory=list)

    @property
    def ballots(self) -> int:
        """As last counted before the tally."""
        return self.reopened[-1].ballots if self.reopened else self.opened.ballots

    @property
    def settled(self) -> tuple[TallySheetEntered, ...]:
        """The figures of every contest that has them."""
        return tuple(one.figures for one in self.contests.values() if one.figures is not None)

    def check_reopened(self, entry: HandCountReopened) -> None:
        """Check that there is something to open again, and a reason. Raises NotAllowed."""
        if not entry.reason.strip():
            raise NotAllowed("the reason why a hand count is opened again", "none", "Enter it.")
        if entry.contest is None:
            _check_ballots(entry.ballots)
        elif entry.ballots != self.ballots:
            raise NotAllowed(f"{self.ballots} ballots, as counted", f"{entry.ballots}", "Open the whole again.")
        if not self._begun(entry.contest) and entry.ballots == self.ballots:
            raise NotAllowed(
                f"tally sheets that are in for {entry.contest or 'a contest'} of hand count {entry.count}",
                "none to open again",
                "Enter the sheets.",
            )

    def reopen(self, entry: HandCountReopened) -> None:
        """Open a contest, or all, again."""
        for one in self._begun(entry.contest):
            one.reopen()
        self.reopened.append(entry)

    def _begun(self, contest: ContestId | None) -> list[ContestByHand]:
        """The contest, if its figures are in; or each that has sheets."""
        if contest is None:
            return [one for one in self.contests.values() if one.sheets]
        return [one for name, one in self.contests.items() if name == contest and one.figures is not None]

    def enter(self, entry: TallySheetEntered) -> None:
        """Take a recorder's sheet; two that differ end the round."""
        contest = self.contests.setdefault(entry.contest, ContestByHand())
        contest.sheets.append(entry)
        if len(contest.sheets) == 2 and _figures(contest.sheets[0]) != _figures(contest.sheets[1]):
            contest.unequal.append((contest.sheets[0], contest.sheets[1]))
            contest.sheets = []
            contest.round += 1

    def check_sheet(self, entry: TallySheetEntered) -> None:
        """Check a recorder's sheet of this round. Raises NotAllowed."""
        contest = self.contests.get(entry.contest) or ContestByHand()
        name = f"{entry.contest} of hand count {entry.count}"
        if entry.recorder not in self.opened.recorders:
            raise NotAllowed(f"one of the recorders of hand count {entry.count}", entry.recorder)
        if contest.figures is not None:
            again = "Where they are wrong, open the contest again, with the reason."
            raise NotAllowed(f"{name} to be entered once", "it again: both sheets are in and equal", again)
        if entry.round != contest.round:
            raise NotAllowed(f"round {contest.round} of {name}", f"round {entry.round}", "Count again, and enter that.")
        if entry.recorder in {sheet.recorder for sheet in contest.sheets}:
            raise NotAllowed(f"one sheet of {entry.recorder} in a round of {name}", "a second one")
        if not 0 <= entry.ballots <= self.ballots:
            raise NotAllowed(f"at most {self.ballots} ballots in hand count {entry.count}", f"{entry.ballots}")
        check_figures(entry)


def check_opened(entry: HandCountOpened, others: Mapping[str, HandCount], replaced: Container[str]) -> None:
    """Check a hand count by itself, and that its ballots are nobody else's. Raises NotAllowed.

    No other has its name or its ballots, and its batches are among those `replaced` after a halt.
    """
    if entry.count in others:
        raise NotAllowed("a new name for the hand count", f"{entry.count}, which there is")
    for other in (one.opened for one in others.values()):
        same = set(entry.batches) & set(other.batches) or entry.batches == other.batches
        if other.precinct == entry.precinct and same:
            raise NotAllowed(
                f"ballots of precinct {entry.precinct} that no hand count has",
                f"those of hand count {other.count}",
                "Nothing is counted twice. If that one is wrong, open it again.",
            )
    people = {entry.reader, *entry.recorders}
    if len(people - {""}) != 3:
        raise NotAllowed("one who reads and two who record, three people", ", ".join(sorted(people)))
    _check_ballots(entry.ballots)
    for batch in entry.batches:
        if batch not in replaced:
            raise NotAllowed("batches that a halt took out of the count", f"batch {batch}", "End the halt so first.")


def _check_ballots(ballots: int) -> None:
    if ballots < 0:
        raise NotAllowed("a number of ballots", f"{ballots}")


def check_figures(entry: TallySheetEntered) -> None:
    """Check that a tally sheet's figures are counts and each choice stands once, sorted. Raises NotAllowed."""
    choices = [figure.choice for figure in entry.figures]
    if choices != sorted(set(choices)):
        raise NotAllowed("each choice once, sorted", ", ".join(choices))
    if any(figure.votes <= 0 for figure in entry.figures) or min(entry.undervotes, entry.overvotes) < 0:
        raise NotAllowed("choices with votes, and no figure below zero", "another", "Leave out who has no vote.")


def _figures(sheet: TallySheetEntered) -> tuple[object, ...]:
    return sheet.ballots, sheet.figures, sheet.undervotes, sheet.overvotes


def open_contests(count: HandCount, contests: Iterable[ContestId]) -> tuple[ContestId, ...]:
    """Of these contests, those whose two sheets are not both in and equal."""
    return tuple(one for one in contests if one not in count.contests or count.contests[one].figures is None)
