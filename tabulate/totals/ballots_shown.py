"""Ballots cast, row by row, where ballots have several sheets; `tabulate/ballots_cast.py` has the rule."""

from collections import Counter
from dataclasses import dataclass

from tabulate.ballots_cast import StyleSheets, ballots_by_row, several_sheets, sheets_by_style
from tabulate.election import Election, PrecinctId
from tabulate.tally import Tally


@dataclass(frozen=True, slots=True)
class BallotsShown:
    """Ballots and sheets of an election whose ballots have several sheets."""

    by_row: Counter[PrecinctId | None]
    """Ballots cast in each row, those counted by hand too."""
    sheets: tuple[StyleSheets, ...]
    """Sheets in the totals, by their number."""

    @property
    def ballots(self) -> int:
        """Ballots cast."""
        return self.by_row.total()


def ballots_shown(election: Election, tally: Tally) -> BallotsShown | None:
    """Ballots cast and the sheets they are of; None where every ballot is one sheet."""
    if not several_sheets(election):
        return None
    by_hand = tally.sheets + tally.hand_ballots  # what is no sheet was counted ballot by ballot
    for paper, count in tally.papers.items():
        by_hand[paper.shown_in] -= count
    return BallotsShown(ballots_by_row(election, tally.papers) + by_hand, sheets_by_style(election, tally.papers))
