"""Ballots that were held and are counted now: by precinct only where that shows nobody's choices (13-15-107(5)).

They are few. Whoever kept the totals by precinct of the moment before would read off how their electors voted.
"""

from collections import Counter

from tabulate.election import PrecinctId
from tabulate.publication.released import NOT_YET_BY_PRECINCT
from tabulate.publication.releases import CountedFigures, Release, figures_of, next_release
from tabulate.tally import ContestTally, Tally, TallyKey


def grouped(real: Tally, held: Tally) -> Tally:
    """Both tallies, where the held ballots of a precinct would show anybody's choices in one row with such others."""
    before, now = Release(figures_of(real)), figures_of(real + held)
    shown = next_release([before], now, CountedFigures()).shown.sheets
    alone = {place for place in held.sheets if shown.get(place) == now.sheets[place]}

    def row(place: PrecinctId | None) -> PrecinctId | None:
        return place if place in alone else NOT_YET_BY_PRECINCT

    moved = Tally(
        _moved(held.contests, {key: (row(key[0]), key[1]) for key in held.contests}),
        Counter(),
        by_device=_moved(held.by_device, {key: (row(key[0]), key[1]) for key in held.by_device}),
        words=held.words,
        places=held.places,
        papers=Counter({paper.in_row(row(paper.precinct)): count for paper, count in held.papers.items()}),
    )
    for place, sheets in held.sheets.items():
        moved.sheets[row(place)] += sheets
    for place, sheets in held.sheets_in_question.items():
        moved.sheets_in_question[row(place)] += sheets
    return real + moved


def _moved(cells: dict[TallyKey, ContestTally], to: dict[TallyKey, TallyKey]) -> dict[TallyKey, ContestTally]:
    moved: dict[TallyKey, ContestTally] = {}
    for key, cell in cells.items():
        moved[to[key]] = moved.get(to[key], ContestTally()) + cell
    return moved
