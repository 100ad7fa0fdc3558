"""Ballots folded together are compared with the pollbook before a majority rejects or counts them (C13)."""

import pytest

from tabulate.board.ballot import Ballot
from tabulate.board.checking import check_decision
from tabulate.board.errors import NotAllowed
from tabulate.board.outcomes import settle
from tabulate.board.places import SheetName
from tabulate.board.rulings import BallotRuling, Verdict
from tabulate.board.write_ins import OvalsSeen
from tabulate.questions import Question
from tabulate.rules_edition import CURRENT_RULES
from tests.tabulate.board.board_makers import JUDGES, decided
from tests.tabulate.ledger_makers import ANN, votes_for
from tests.tabulate.test_ledger_fold import ELECTION

NAME = SheetName("P-1", 1)
FOLDED, MARKED = Question.FOLDED_TOGETHER, Question.IDENTIFYING_MARK


@pytest.mark.parametrize(
    ("question", "excess", "allowed"),
    [(FOLDED, 0, True), (FOLDED, 2, True), (FOLDED, None, False), (FOLDED, -1, False), (MARKED, 1, False)],
)
def test_the_difference_is_said_with_ballots_folded_together_and_only_there(
    question: Question, excess: int | None, allowed: bool
) -> None:
    ruling = BallotRuling(question, Verdict.REJECTED, pollbook_excess=excess)
    entry = decided("ada", NAME, ballot=[ruling])
    ballot = Ballot(NAME, votes_for(ANN))
    if allowed:
        check_decision(ELECTION, (), ballot, entry, OvalsSeen(True), CURRENT_RULES)
        return
    with pytest.raises(NotAllowed, match="pollbook"):
        check_decision(ELECTION, (), ballot, entry, OvalsSeen(True), CURRENT_RULES)


def test_the_outcome_keeps_every_figure_that_the_judges_compared_with() -> None:
    figures = zip(JUDGES["east"], (2, 2, 1), strict=True)
    rulings = {judge: BallotRuling(FOLDED, Verdict.REJECTED, pollbook_excess=excess) for judge, excess in figures}
    outcome = settle(
        votes_for(ANN), [decided(judge, NAME, ballot=[one]) for judge, one in rulings.items()], CURRENT_RULES
    )
    assert outcome.verdict is Verdict.REJECTED
    assert outcome.findings[0].pollbook_excess == (2, 1)
