"""The figures of a page of results, as far as they are chosen: contests, precincts or counting methods."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

from canvass.canvassing.official.official_step import OfficialContest, OfficialResults
from canvass.public.results_filter import ResultsFilter, row_id
from canvass.reporting.kinds import KindLine
from canvass.reporting.methods import MethodContest
from canvass.reporting.released import ReleasedResults
from canvass.reporting.results import Breakdown, ShownResults
from canvass.reporting.shown.by_precinct import ContestByPrecinct, contests_by_precinct
from canvass.reporting.shown.contests_shown import ContestAsShown, contests_shown
from canvass.reporting.shown.precinct_progress import PrecinctProgress, progress_words
from canvass.reporting.shown.results_paper import ResultsFigures
from tabulate.election import ContestId, Election
from tabulate.totals.results import ContestTotals, PrecinctTotals, Results


@dataclass(frozen=True, slots=True)
class ContestCard:
    """A contest with what is official of it."""

    shown: ContestAsShown
    official: OfficialContest | None

    @property
    def differs(self) -> bool:
        """Whether the canvassed figures are others, and shown beside."""
        return self.official is not None and self.official.differs(self.shown.totals)


@dataclass(frozen=True, slots=True)
class MethodCard:
    """A contest by counting method."""

    contest: MethodContest
    short: str


@dataclass(frozen=True, slots=True)
class PrecinctCards:
    """One precinct, each contest on a card."""

    row: PrecinctTotals
    contests: tuple[ContestAsShown, ...]


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A precinct, or a row of several together: how many of its ballots are in the figures, and how far it is."""

    name: str
    row: PrecinctTotals | None
    """None where it has no row of its own."""
    progress: PrecinctProgress | None
    """None of a row that is no precinct."""


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """What is shown."""

    election: Election
    by: Breakdown
    totals: Results
    """Whole, whatever is left out of the page."""
    cards: tuple[ContestCard, ...]
    by_precinct: tuple[ContestByPrecinct, ...]
    """By precinct, where none is chosen."""
    precinct: PrecinctCards | None
    """The precinct that is chosen."""
    methods: tuple[MethodCard, ...]
    kinds: tuple[KindLine, ...]
    fewest: int
    progress: tuple[PrecinctProgress, ...]
    official: OfficialResults
    filter: ResultsFilter

    @property
    def progress_said(self) -> str:
        """In a sentence."""
        return progress_words(self.progress) if self.progress else ""

    @property
    def places(self) -> tuple[PlaceLine, ...]:
        """Every precinct; then the rows that are none. By precinct, with what is in the figures of each."""
        rows = {row.precinct: row for row in self.totals.precincts if row.sheets and self.by is Breakdown.PRECINCT}
        known = [PlaceLine(one.name, rows.pop(one.precinct, None), one) for one in self.progress]
        return (*known, *(PlaceLine(row.name, row, None) for row in rows.values()))

    @property
    def left_out(self) -> int:
        """Contests that the choice leaves out."""
        return len(self.totals.contests) - len(self.cards)

    @property
    def printed(self) -> ResultsFigures:
        """For paper and tables: what is chosen."""
        contests = tuple(one.shown for one in self.cards)
        rows = contests_by_precinct(contests, self._rows) if self.by is Breakdown.PRECINCT else ()
        methods = tuple(one.contest for one in self.methods)
        return ResultsFigures(self.election, self.by, contests, rows, methods, self.progress)

    @property
    def chosen(self) -> Results:
        """The totals without the contests and precincts that are left out."""
        ids = {one.shown.contest for one in self.cards}
        rows = (replace(row, contests=_of(row.contests, ids)) for row in self._rows)
        return replace(self.totals, contests=_of(self.totals.contests, ids), precincts=tuple(rows))

    @property
    def _rows(self) -> tuple[PrecinctTotals, ...]:
        return self.totals.precincts if self.precinct is None else (self.precinct.row,)


def _of(contests: Iterable[ContestTotals], ids: Set[ContestId]) -> tuple[ContestTotals, ...]:
    return tuple(one for one in contests if one.contest in ids)


def figures_page(
    election: Election,
    found: ShownResults | ReleasedResults,
    asked: Mapping[str, Any],
    progress: tuple[PrecinctProgress, ...],
    official: OfficialResults,
) -> FiguresPage:
    """The page of totals that may be shown, as `asked` for in the address."""
    by, totals = found.by, found.totals
    every, rows = contests_shown(election, totals.contests), tuple(row for row in totals.precincts if row.sheets)
    chosen = ResultsFilter(by, every, rows, asked)
    contests = tuple(one for one in every if chosen.takes(one))
    precinct = next((row for row in rows if row_id(row) == chosen.precinct_chosen), None)
    together = by is Breakdown.PRECINCT and precinct is None
    short = {one.contest: one.short for one in contests}
    return FiguresPage(
        election=election,
        by=by,
        totals=totals,
        cards=tuple(ContestCard(one, official.contests.get(one.contest)) for one in contests),
        by_precinct=contests_by_precinct(contests, rows) if together else (),
        precinct=None if precinct is None else _precinct(election, precinct, chosen),
        methods=tuple(MethodCard(one, short[one.contest.id]) for one in found.methods if one.contest.id in short),
        kinds=found.kinds if isinstance(found, ShownResults) else (),
        fewest=found.fewest,
        progress=progress,
        official=official,
        filter=chosen,
    )


def _precinct(election: Election, row: PrecinctTotals, chosen: ResultsFilter) -> PrecinctCards:
    """Who leads is said of the county alone."""
    own = contests_shown(election, (one for one in row.contests if one.sheets), leads=False)
    return PrecinctCards(row, tuple(one for one in own if chosen.takes(one)))
