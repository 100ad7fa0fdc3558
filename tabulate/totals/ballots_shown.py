"""Ballots cast, row by row, where ballots have several sheets; `tabulate/ballots_cast.py` has the rule."""

from collections import Counter
from dataclasses import dataclass

from tabulate.ballots_cast import StyleSheets, ballots_by_row, fewest_ballots, several_sheets, sheets_by_style
from tabulate.election import Election, PrecinctId
from tabulate.tally import Tally


@dataclass(frozen=True, slots=True)
class BallotsShown:
    """Ballots and sheets of an election whose ballots have several sheets."""

    ballots: int
    """Ballots cast, those counted by hand too. An elector's sheets may stand in two rows: then they are one ballot."""
    by_row: Counter[PrecinctId | None]
    """Of the sheets of each row alone."""
    sheets: tuple[StyleSheets, ...]
    """Sheets in the totals, by their number."""


def ballots_shown(election: Election, tally: Tally) -> BallotsShown | None:
    """Ballots cast and the sheets they are of; None where every ballot is one sheet."""
    if not several_sheets(election):
        return None
    whole = tally.sheets + tally.hand_ballots
    by_hand = Counter(whole)  # what is no sheet was counted ballot by ballot
    for paper, count in tally.papers.items():
        by_hand[paper.shown_in] -= count
    rows = ballots_by_row(election, tally.papers) + by_hand
    return BallotsShown(
        fewest_ballots(election, tally.papers) + by_hand.total(),
        Counter({row: min(ballots, whole[row]) for row, ballots in rows.items()}),
        sheets_by_style(election, tally.papers),
    )
