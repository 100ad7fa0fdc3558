"""Precinct P01, counted by hand."""

from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.by_hand.hand_counts import ChoiceFigure, HandCountOpened, TallySheetEntered
from tabulate.election import ChoiceId
from tabulate.ledger.entries import Entry
from tests.canvass.audit_of_county import DANA, SENATE_UNIT
from tests.canvass.audited_county import SENATOR, CountedCounty

P01 = SENATE_UNIT.precinct


def the_board() -> BoardAppointed:
    """Counts by hand: one of its judges reads, the two others record (13-15-206(2))."""
    judges = tuple(Judge(name, name.title(), "2026-11-01") for name in ("rob", "sue", "tim"))
    return BoardAppointed("hand", judges, early_count=False, appointed_by="clerk")


def count_by_hand(
    county: CountedCounty, ballots: int = 20, dana: int = 2, name: str = "H1", with_senator: int = 20
) -> None:
    """P01 is counted by hand alone: 9 for Ash, 5 for Birch, some for Dana, the rest blank; every contest is settled."""
    recorders = ("rob", "sue")
    entries: list[Entry] = [the_board(), HandCountOpened(name, P01, ballots, (), recorders, "tim", "clerk", "hand")]
    for contest in county.election.contests:
        figures: tuple[ChoiceFigure, ...] = (ChoiceFigure(contest.choices[0].id, 9),)
        rest = ballots - 9
        if contest.id == SENATOR:
            figures = (ChoiceFigure(ChoiceId("ash"), 9), ChoiceFigure(ChoiceId("birch"), 5), ChoiceFigure(DANA, dana))
            rest = with_senator - 14 - dana
        carrying = with_senator if contest.id == SENATOR else ballots
        entries += [TallySheetEntered(name, contest.id, 1, one, carrying, figures, rest, 0) for one in recorders]
    county.record.append(entries)
