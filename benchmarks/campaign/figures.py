"""From the shares' tallies to the figures of the report: sums, rates, bounds, goals."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from benchmarks.campaign.bounds import PlaceTest, compare_places, upper_bound
from benchmarks.campaign.causes import MACHINE
from benchmarks.campaign.groups import CELLS, FILLED, OTHER, UNTOUCHED, VERY_FAINT
from benchmarks.campaign.tallies import Axis, CauseOfQuestion, Misread, RefusedSheet, Score, ShareTally, TargetOutcome
from imaging.sheets import Mark

GOAL_POSITIONS = 10_000_000
GOAL_DOUBTED_CONTESTS = 0.005
GOAL_REFUSED_SHEETS = 0.0002
PLAIN_MARKS = ("check", "cross", "line", "faint")
"""Slight marks that truth calls plain votes: a non-vote where they are read as unmarked."""
PLACE_CLASSES = (UNTOUCHED, FILLED, OTHER)


@dataclass(frozen=True, slots=True)
class Rate:
    """Events of trials, and how large the rate may be at 95% confidence."""

    events: int
    trials: int

    @property
    def rate(self) -> float:
        """Events a trial; 0 where nothing was tried."""
        return self.events / self.trials if self.trials else 0.0

    @property
    def bound(self) -> float:
        """The upper bound of the rate (`bounds.upper_bound`)."""
        return upper_bound(self.events, self.trials) if self.trials else 1.0


@dataclass(frozen=True, slots=True)
class GroupRates:
    """What became of the targets of one group. Filled, untouched and plain are those of which truth is sure."""

    group: str
    positions: int
    wrong: int
    filled: int
    filled_doubted: int
    untouched: int
    untouched_doubted: int
    plain: int
    plain_doubted: int
    plain_missed: int


@dataclass(frozen=True, slots=True)
class PenRates:
    """What the reader made of one kind of mark."""

    pen: str
    unmarked: int
    ambiguous: int
    marked: int
    wrong: int


@dataclass(slots=True)
class Sums:
    """Everything the shares counted, added up."""

    shares: int = 0
    sheets: int = 0
    positions: int = 0
    cpu_s: float = 0.0
    contests: int = 0
    undamaged: Counter[str] = field(default_factory=Counter)
    """Undamaged sheets by `ordinary` and `dense`."""
    by_treatment: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[TargetOutcome] = field(default_factory=Counter)
    causes: Counter[CauseOfQuestion] = field(default_factory=Counter)
    scores: Counter[Score] = field(default_factory=Counter)
    repeats: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[ShareTally, RefusedSheet]] = field(default_factory=list)
    misread: list[tuple[ShareTally, Misread]] = field(default_factory=list)
    tallies: list[ShareTally] = field(default_factory=list)

    def refused_undamaged(self, kind: str) -> Rate:
        """Undamaged sheets that were refused, of `ordinary` or `dense` ones."""
        refused = sum(tally.undamaged and _kind(tally) == kind for tally, _ in self.refused)
        return Rate(refused, self.undamaged[kind])

    @property
    def doubted_contests(self) -> Rate:
        """Contests of ordinary undamaged ballots that people get for the machine's doubts."""
        doubts = sum(count for cause, count in self.causes.items() if cause.doing == MACHINE)
        return Rate(doubts, self.contests)


def _kind(tally: ShareTally) -> str:
    return "ordinary" if tally.ordinary else "dense"


def add_up(tallies: Iterable[ShareTally]) -> Sums:
    """Add the shares up."""
    sums = Sums()
    for tally in tallies:
        sums.tallies.append(tally)
        sums.shares += 1
        sums.sheets += tally.sheets
        sums.positions += tally.positions
        sums.cpu_s += tally.cpu_s
        sums.contests += tally.contests
        sums.by_treatment[tally.treatment] += tally.sheets
        if tally.undamaged:
            sums.undamaged[_kind(tally)] += tally.sheets
        sums.outcomes.update(tally.outcomes)
        sums.causes.update(tally.causes)
        sums.scores.update(tally.scores)
        sums.repeats.update(tally.repeats)
        sums.names.update(tally.names)
        sums.refused += [(tally, refusal) for refusal in tally.refused]
        sums.misread += [(tally, misread) for misread in tally.misread]
    return sums


def rates_by_pen(sums: Sums) -> list[PenRates]:
    """Of every kind of mark, the most frequent first."""
    counts: dict[str, Counter[Mark]] = {}
    for outcome, count in sums.outcomes.items():
        if outcome.axis is Axis.ALL:
            counts.setdefault(outcome.pen, Counter())[outcome.mark] += count
    wrong = Counter(misread.pen for _, misread in sums.misread)
    rates = [
        PenRates(pen, marks[Mark.UNMARKED], marks[Mark.AMBIGUOUS], marks[Mark.MARKED], wrong[pen])
        for pen, marks in counts.items()
    ]
    return sorted(rates, key=lambda one: (-one.unmarked - one.ambiguous - one.marked, one.pen))


def lost_without_asking(sums: Sums) -> list[tuple[str, Rate]]:
    """Votes that people would see, slight or light ones, and how many of them were read as unmarked, by pen."""
    rates = {one.pen: Rate(one.unmarked, one.unmarked + one.ambiguous + one.marked) for one in rates_by_pen(sums)}
    return [(pen, rates[pen]) for pen in (*PLAIN_MARKS, VERY_FAINT) if pen in rates]


def rates_by(sums: Sums, axis: Axis) -> list[GroupRates]:
    """Of every group of an axis, by name."""
    counts: dict[str, Counter[tuple[str, Mark]]] = {}
    for outcome, count in sums.outcomes.items():
        if outcome.axis is axis:
            counts.setdefault(outcome.group, Counter())[outcome.pen, outcome.mark] += count
    wrong = Counter(group for tally, misread in sums.misread for group in _groups(axis, tally, misread))
    return [_group(group, counts[group], wrong[group]) for group in sorted(counts, key=_by_number)]


def _by_number(name: str) -> tuple[int, str]:
    return (int(name), "") if name.isdigit() else (0, name)


def _groups(axis: Axis, tally: ShareTally, misread: Misread) -> Sequence[str]:
    """The groups of an axis to which a wrong position belongs."""
    match axis:
        case Axis.DPI:
            return (str(misread.dpi),)
        case Axis.DAMAGE:
            return misread.damages
        case Axis.BALLOTS:
            return (tally.ballots,)
        case Axis.TREATMENT:
            return (tally.treatment,)
        case Axis.CELL:
            return (misread.cell,)
        case _:
            return ()


def _group(group: str, counts: Counter[tuple[str, Mark]], wrong: int) -> GroupRates:
    def of(pens: Sequence[str], mark: Mark | None = None) -> int:
        return sum(count for (pen, seen), count in counts.items() if pen in pens and mark in (None, seen))

    filled, untouched = ("fill", "scribble"), (UNTOUCHED,)
    return GroupRates(
        group,
        counts.total(),
        wrong,
        of(filled),
        of(filled, Mark.AMBIGUOUS),
        of(untouched),
        of(untouched, Mark.AMBIGUOUS),
        of(PLAIN_MARKS),
        of(PLAIN_MARKS, Mark.AMBIGUOUS),
        of(PLAIN_MARKS, Mark.UNMARKED),
    )


def cells(sums: Sums, of: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Flagged and all targets of a class on undamaged sheets, by cell: int64 (cells,) each."""
    flagged, looked_at = _cell_counts(sums.outcomes, of)
    return flagged, looked_at


def place_test(sums: Sums, of: str) -> PlaceTest:
    """Whether targets of a class are flagged more in some cells than in others, on undamaged sheets."""
    counted = [_cell_counts(tally.outcomes, of) for tally in sums.tallies if tally.undamaged and tally.positions]
    seen = [(flagged, looked_at) for flagged, looked_at in counted if looked_at.sum()]
    return compare_places([flagged for flagged, _ in seen], [looked_at for _, looked_at in seen])


def _cell_counts(outcomes: Counter[TargetOutcome], of: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    places = {cell: place for place, cell in enumerate(CELLS)}
    counts = np.zeros((2, len(CELLS)), np.int64)
    for outcome, count in outcomes.items():
        if outcome.axis is Axis.CELL and outcome.pen == of:
            counts[1, places[outcome.group]] += count
            counts[0, places[outcome.group]] += count * (outcome.mark is Mark.AMBIGUOUS)
    return counts[0], counts[1]
