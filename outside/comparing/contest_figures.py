"""The figures of each contest: classes, what would change, and whether the outcome could."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from outside.comparing.causes import ChoicesShifted, ContestShifted, ContestUnlike, FoundCause, NamesExchanged
from outside.comparing.classes import ComparedAs, ComparedLine
from outside.comparing.comparable_contests import ComparableContest
from outside.comparing.compared_sheets import ComparedSheets
from outside.comparing.joining import JoinedSheets
from outside.comparing.margins import WRITE_INS, CouldMove, MarginBound, counted
from outside.comparing.our_readings import OurContest, OurVotes


@dataclass(frozen=True, slots=True)
class ChoiceChange:
    """One choice."""

    choice: str
    """Its id; all write-ins together are `write-ins`."""
    counted: int
    """By the records, those without a picture too."""
    change: int
    """If the system's count went our way on every sheet that differs, explained by a cause or not."""


@dataclass(frozen=True, slots=True)
class ContestComparison:
    """One contest over all sheets."""

    contest: str
    joined: int
    """Sheets that have it, of those that joined."""
    classes: tuple[tuple[ComparedAs, int], ...]
    """How many sheets are in each class; every class once, in its order."""
    explained: int
    """Sheets that differ and are explained by a cause."""
    no_picture: int
    """Records with it that were not compared."""
    no_record: int
    """Pictures with it that were not compared."""
    changes: tuple[ChoiceChange, ...]
    nearest: CouldMove | None
    """None where nobody can lose."""
    stopped: bool
    """A cause of this contest must be settled first."""

    @property
    def could_change(self) -> bool:
        """Whether all that is not the same could change the outcome in these sheets."""
        return self.nearest is not None and self.nearest.could_change

    def of_class(self, kind: ComparedAs) -> int:
        """Sheets in a class."""
        return dict(self.classes)[kind]


_STOPS = NamesExchanged | ChoicesShifted | ContestShifted | ContestUnlike


def contest_comparisons(
    contests: Iterable[ComparableContest],
    compared: ComparedSheets,
    joined: JoinedSheets,
    causes: Sequence[FoundCause],
) -> tuple[ContestComparison, ...]:
    """Those nearest to another outcome first; the others by possible change over margin."""
    figures = _Figures(contests, compared, joined, causes)
    return tuple(sorted(figures.all(), key=_urgency))


def _urgency(one: ContestComparison) -> tuple[bool, bool, float, str]:
    if one.nearest is None:
        return True, True, 0.0, one.contest
    ratio = one.nearest.possible / max(one.nearest.margin, 1)
    return not one.could_change, not one.stopped, -ratio, one.contest


class _Figures:
    """Adds everything up in one pass over each list."""

    def __init__(
        self,
        contests: Iterable[ComparableContest],
        compared: ComparedSheets,
        joined: JoinedSheets,
        causes: Sequence[FoundCause],
    ) -> None:
        self.contests = tuple(contests)
        self.compared = compared
        self.bounds = {one.id: MarginBound(one) for one in self.contests}
        self.changes: dict[str, Counter[str]] = {one.id: Counter() for one in self.contests}
        self.no_picture: Counter[str] = Counter()
        self.no_record: Counter[str] = Counter()
        differ = ComparedAs.DIFFER
        self.explained = Counter(
            compared.lines[number].contest
            for cause in causes
            for number in cause.lines
            if compared.lines[number].kind is differ
        )
        self.stopped = {one.cause.contest for one in causes if isinstance(one.cause, _STOPS)}
        self._add_totals(joined)
        for line in compared.lines:
            self._add_line(line)
        self._add_lone(joined)

    def _add_totals(self, joined: JoinedSheets) -> None:
        """Equal votes are mostly one and the same object, so they are counted before they are added."""
        votes = Counter(one for _, record in joined.pairs for one in record.contests)
        votes.update(one for record in joined.lone_records for one in record.contests)
        for one, times in votes.items():
            self.bounds[one.contest].count(one, times)

    def _add_line(self, line: ComparedLine) -> None:
        self.bounds[line.contest].doubt(line.theirs)
        if line.kind is ComparedAs.DIFFER and line.ours is not None and line.theirs is not None:
            change = self.changes[line.contest]
            change.update(_read(line.ours))
            change.subtract(counted(line.theirs))

    def _add_lone(self, joined: JoinedSheets) -> None:
        recorded = {record.key for record in joined.lone_records}
        for record in joined.lone_records:
            for one in record.contests:
                self.no_picture[one.contest] += 1
                self.bounds[one.contest].doubt(one)
        for picture in joined.lone_pictures:
            for mine in picture.contests:
                self.no_record[mine.contest] += 1
                if picture.key not in recorded or not picture.key:
                    self.bounds[mine.contest].doubt(None)

    def all(self) -> Iterable[ContestComparison]:
        """One for each contest."""
        for contest in self.contests:
            classes = self.compared.by_class.get(contest.id, Counter())
            bound, change = self.bounds[contest.id], self.changes[contest.id]
            names = (
                (*contest.choices, WRITE_INS) if contest.has_write_ins or bound.totals[WRITE_INS] else contest.choices
            )
            yield ContestComparison(
                contest.id,
                classes.total(),
                tuple((kind, classes[kind]) for kind in ComparedAs),
                self.explained[contest.id],
                self.no_picture[contest.id],
                self.no_record[contest.id],
                tuple(ChoiceChange(name, bound.totals[name], change[name]) for name in names),
                bound.nearest(),
                contest.id in self.stopped,
            )


def _read(ours: OurContest) -> Counter[str]:
    if not isinstance(ours, OurVotes):
        return Counter()
    votes = Counter(dict.fromkeys(ours.choices, 1))
    if ours.write_ins:
        votes[WRITE_INS] = ours.write_ins
    return votes
