"""A ballot with an ambiguous mark, where the state has settled that it cannot be processed (13-15-206(3)(b), (4)(b)).

The law sets aside what is in a condition that prevents its processing, and has the board transfer its valid votes to a
new ballot. Whether a mark between the thresholds is such a condition, it leaves open.
"""

from tabulate.board.rulings import Verdict
from tabulate.questions import Question
from tabulate.votes import CastVoteRecord


def has_ambiguous_mark(votes: CastVoteRecord | None) -> bool:
    """Whether the machine asks about a mark that is neither a vote nor none."""
    return votes is not None and any(one.question is Question.AMBIGUOUS_MARK for one in votes.questions)


def verdict_with_marks(verdict: Verdict | None, votes: CastVoteRecord | None, condition: bool) -> Verdict | None:
    """What a decision comes to: a ballot that would count has its votes transferred, where `condition` says so."""
    transfers = condition and verdict is Verdict.COUNTS and has_ambiguous_mark(votes)
    return Verdict.TRANSFER if transfers else verdict
