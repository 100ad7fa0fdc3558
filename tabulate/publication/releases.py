"""Releases of totals, one after another, so that no two of them show anybody's choices (13-1-102, 13-15-107(5)).

A release shows rows by precinct, and one row of what is counted and not yet shown by precinct. A reader keeps every
release and subtracts. What the releases let him tell apart are *parts*: ballots that were always in the same rows.
Every part is safe (`ContestCell.shows_nobody`), for every contest. Only the complete release is free of this: the law
wants the totals of every precinct then (13-15-404).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tabulate.ballots_cast import Papers
from tabulate.election import ContestId, PrecinctId
from tabulate.publication.cells import FEWEST, NOTHING, ContestCell, settled, together
from tabulate.tally import Tally, TallyKey

CellsByKey = Mapping[TallyKey, ContestCell]
Place = PrecinctId | None
"""A precinct; None where neither card nor batch names it."""


@dataclass(frozen=True, slots=True)
class CountedFigures:
    """What is counted at one moment, contest by contest in each precinct."""

    cells: CellsByKey = field(default_factory=dict)
    sheets: Mapping[Place, int] = field(default_factory=dict)
    """Sheets by precinct, those whose contests wait too, and ballots counted by hand."""
    papers: Papers = field(default_factory=dict)
    """The sheets again, by what they count as towards ballots."""

    def cell(self, precinct: Place, contest: ContestId) -> ContestCell:
        """One contest in one precinct."""
        return self.cells.get((precinct, contest), NOTHING)


@dataclass(frozen=True, slots=True)
class Release:
    """What is published at one moment."""

    shown: CountedFigures = field(default_factory=CountedFigures)
    """The rows by precinct."""
    pooled: tuple[CountedFigures, ...] = ()
    """What of each precinct stands in the row of all together, as it came in. Only the sums of these are public."""
    unshown: int = 0
    """Ballots that are counted and in no row."""
    no_longer_counted: int = 0
    """Ballots in the rows that were taken out of the count since, as far as that is not shown yet."""
    complete: bool = False

    @property
    def pool(self) -> Mapping[ContestId, ContestCell]:
        """The row of all together, by contest."""
        return _by_contest(cell for layer in self.pooled for cell in layer.cells.items())

    @property
    def pooled_sheets(self) -> int:
        """Ballots in the row of all together."""
        return sum(map(_sheets, self.pooled))


NOTHING_RELEASED = Release()


def figures_of(tally: Tally) -> CountedFigures:
    """What a tally holds, without what waits."""
    return CountedFigures(
        {key: settled(part) for key, part in tally.contests.items()},
        tally.sheets + tally.hand_ballots,
        Counter(tally.papers),
    )


def next_release(earlier: Sequence[Release], now: CountedFigures, held: CountedFigures) -> Release:
    """What may be published now, after these releases.

    `held` are ballots that are counted and may not be shown yet. While those of a precinct would show anybody's choices
    alone, the precinct's row waits for them (13-15-107(5)).
    """
    return _Step(earlier, now, held).release()


def complete_release(now: CountedFigures) -> Release:
    """Everything that is counted. Small precincts stand in one row together: their own go into the official report."""
    small = small_precincts(now)
    return Release(_without(now, small), (_only(now, small),) if small else (), complete=True)


def small_precincts(now: CountedFigures) -> frozenset[Place]:
    """The precincts that are shown in one row: those with few ballots, and the next larger ones until it is safe."""
    by_size = sorted(_precincts(now), key=lambda one: (now.sheets.get(one, 0), str(one)))
    few = {precinct for (precinct, _), cell in now.cells.items() if 0 < cell.ballots < FEWEST}
    joined = [precinct for precinct in by_size if precinct in few]
    spare = [precinct for precinct in by_size if precinct not in few]
    while joined and spare and (len(joined) == 1 or not _safe(_only(now, joined))):
        joined.append(spare.pop(0))
    return frozenset(joined)


class _Step:
    """One release after others."""

    def __init__(self, earlier: Sequence[Release], now: CountedFigures, held: CountedFigures) -> None:
        self.earlier, self.now, self.held = earlier, now, held
        self.last = earlier[-1] if earlier else NOTHING_RELEASED
        rows = (now, held, self.last.shown, *self.last.pooled)
        self.contests = frozenset(contest for one in rows for _, contest in one.cells)

    def release(self) -> Release:
        anew = self._precincts_shown_anew()
        others = _precincts(self.now, self.last.shown, *self.last.pooled) - anew
        shown = _joined(_without(self.last.shown, anew), _only(self.now, anew))
        pooled = tuple(part for layer in self.last.pooled if (part := _only(layer, others)).sheets)
        new = self._new_in(others)
        if _sheets(new) and self._may_join(new):
            pooled = (*pooled, new)
        changes = [
            self.now.sheets.get(place, 0) - sum(rows.sheets.get(place, 0) for rows in (shown, *pooled))
            for place in _precincts(self.now, shown, *pooled)
        ]
        return Release(shown, pooled, sum(max(0, one) for one in changes), sum(max(0, -one) for one in changes))

    def _precincts_shown_anew(self) -> frozenset[Place]:
        """Those that may leave the row of all, as long as what stays in it of each of its parts is safe."""
        every = _precincts(self.now, self.last.shown, *self.last.pooled)
        found = sorted(filter(self._may_be_shown, every), key=lambda one: self.now.sheets.get(one, 0))
        while not all(_safe(_without(layer, found)) for layer in self.last.pooled):
            found.remove(next(filter(self._pooled, found)))
        return frozenset(found)

    def _pooled(self, precinct: Place) -> bool:
        return any(precinct in layer.sheets for layer in self.last.pooled)

    def _may_be_shown(self, precinct: Place) -> bool:
        return all(
            cell.shows_nobody()
            for contest in self.contests
            for cell in (
                self.held.cell(precinct, contest),
                self._new(precinct, contest),
                *(layer.cell(precinct, contest) for layer in self.last.pooled),
                self.now.cell(precinct, contest),
                *(self._since(one, precinct, contest) for one in self.earlier),
            )
        )

    def _since(self, release: Release, precinct: Place, contest: ContestId) -> ContestCell:
        return self.now.cell(precinct, contest) - release.shown.cell(precinct, contest)

    def _new(self, precinct: Place, contest: ContestId) -> ContestCell:
        """What no row has yet."""
        in_the_pool = together(layer.cell(precinct, contest) for layer in self.last.pooled)
        return self._since(self.last, precinct, contest) - in_the_pool

    def _new_in(self, precincts: frozenset[Place]) -> CountedFigures:
        new = _only(self.now, precincts)
        for rows in (self.last.shown, *self.last.pooled):
            new = _difference(new, _only(rows, precincts))
        return new

    def _may_join(self, new: CountedFigures) -> bool:
        """Whether what is new in the other precincts is safe together; what was taken back waits."""
        return min(new.sheets.values()) >= 0 and _all_rise(new.cells.values()) and _safe(new)


def _precincts(*figures: CountedFigures) -> frozenset[Place]:
    return frozenset(precinct for one in figures for precinct in (*one.sheets, *(key[0] for key in one.cells)))


def _only(figures: CountedFigures, precincts: Iterable[Place]) -> CountedFigures:
    chosen = frozenset(precincts)
    return CountedFigures(
        {key: cell for key, cell in figures.cells.items() if key[0] in chosen},
        {precinct: sheets for precinct, sheets in figures.sheets.items() if precinct in chosen},
        {paper: count for paper, count in figures.papers.items() if paper.precinct in chosen},
    )


def _without(figures: CountedFigures, precincts: Iterable[Place]) -> CountedFigures:
    return _only(figures, _precincts(figures) - frozenset(precincts))


def _joined(one: CountedFigures, other: CountedFigures) -> CountedFigures:
    return CountedFigures({**one.cells, **other.cells}, {**one.sheets, **other.sheets}, {**one.papers, **other.papers})


def _difference(one: CountedFigures, other: CountedFigures) -> CountedFigures:
    cells = {key: one.cell(*key) - other.cell(*key) for key in dict.fromkeys((*one.cells, *other.cells))}
    places = dict.fromkeys((*one.sheets, *other.sheets))
    sheets = {place: one.sheets.get(place, 0) - other.sheets.get(place, 0) for place in places}
    papers = Counter(one.papers)
    papers.subtract(other.papers)  # below zero where a sheet not read was copied since: its copy is in, and it is out
    return CountedFigures(cells, sheets, {paper: count for paper, count in papers.items() if count})


def _sheets(figures: CountedFigures) -> int:
    return sum(figures.sheets.values())


def _safe(figures: CountedFigures) -> bool:
    """Whether the sum of the precincts is safe in every contest."""
    return all(cell.shows_nobody() for cell in _by_contest(figures.cells.items()).values())


def _by_contest(cells: Iterable[tuple[TallyKey, ContestCell]]) -> dict[ContestId, ContestCell]:
    sums: dict[ContestId, ContestCell] = {}
    for (_, contest), cell in cells:
        sums[contest] = sums.get(contest, NOTHING) + cell
    return sums


def _all_rise(cells: Iterable[ContestCell]) -> bool:
    return all(min(one.ballots, one.undervotes, one.overvotes, *dict(one.votes).values()) >= 0 for one in cells)
