"""A hand count as it stands: contest by contest the two recorders' sheets of this round, and the figures once equal."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tabulate.board.errors import NotAllowed
from tabulate.board.hand_counts import HandCountOpened, TallySheetEntered
from tabulate.election import ContestId


@dataclass(slots=True)
class ContestByHand:
    """One contest of a hand count."""

    round: int = 1
    sheets: list[TallySheetEntered] = field(default_factory=list)
    """Of this round: none, one, or the two that are equal."""
    unequal: list[tuple[TallySheetEntered, TallySheetEntered]] = field(default_factory=list)
    """Rounds that were counted again."""

    @property
    def figures(self) -> TallySheetEntered | None:
        """The count, once both recorders have the same; None before."""
        return self.sheets[0] if len(self.sheets) == 2 else None


@dataclass(slots=True)
class HandCount:
    """One precinct's hand count."""

    opened: HandCountOpened
    contests: dict[ContestId, ContestByHand] = field(default_factory=dict)

    def enter(self, entry: TallySheetEntered) -> None:
        """Take a recorder's sheet; two that differ end the round. Raises NotAllowed."""
        contest = self.contests.setdefault(entry.contest, ContestByHand())
        self._check(entry, contest)
        contest.sheets.append(entry)
        if len(contest.sheets) == 2 and _figures(contest.sheets[0]) != _figures(contest.sheets[1]):
            contest.unequal.append((contest.sheets[0], contest.sheets[1]))
            contest.sheets = []
            contest.round += 1

    def _check(self, entry: TallySheetEntered, contest: ContestByHand) -> None:
        name = f"{entry.contest} of hand count {entry.count}"
        if entry.recorder not in self.opened.recorders:
            raise NotAllowed(f"one of the recorders of hand count {entry.count}", entry.recorder)
        if contest.figures is not None:
            raise NotAllowed(f"{name} to be entered once", "it again: both sheets are in and equal")
        if entry.round != contest.round:
            raise NotAllowed(f"round {contest.round} of {name}", f"round {entry.round}", "Count again, and enter that.")
        if entry.recorder in {sheet.recorder for sheet in contest.sheets}:
            raise NotAllowed(f"one sheet of {entry.recorder} in a round of {name}", "a second one")
        if not 0 <= entry.ballots <= self.opened.ballots:
            raise NotAllowed(f"at most {self.opened.ballots} ballots in hand count {entry.count}", f"{entry.ballots}")
        check_figures(entry)


def check_opened(entry: HandCountOpened) -> None:
    """Check a hand count by itself. Raises NotAllowed."""
    people = {entry.reader, *entry.recorders}
    if len(people - {""}) != 3:
        raise NotAllowed("one who reads and two who record, three people", ", ".join(sorted(people)))
    if entry.ballots < 0:
        raise NotAllowed("a number of ballots", f"{entry.ballots}")


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
