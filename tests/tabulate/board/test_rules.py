"""Who decides what, by which majority: the reference's table, row by row, for every way three judges can find."""

from itertools import product

import pytest

from tabulate.board.rules import MAJORITY, rule_of, verdict_by
from tabulate.board.rulings import Verdict
from tabulate.questions import Question

COUNTS, VOID, REJECTED = Verdict.COUNTS, Verdict.VOID, Verdict.REJECTED
STRUCK, TRANSFER, NO_BALLOT = Verdict.STRUCK, Verdict.TRANSFER, Verdict.NOT_A_BALLOT

TABLE = [
    pytest.param(
        Question.NOT_OFFICIAL, True, "C12", {COUNTS: 3, VOID: 2}, VOID, id="C12 all must agree that officials erred"
    ),
    pytest.param(Question.FOLDED_TOGETHER, True, "C13", {COUNTS: 2, REJECTED: 2}, COUNTS, id="C13 majority to reject"),
    pytest.param(Question.IDENTIFYING_MARK, True, "C14", {COUNTS: 2, REJECTED: 2}, COUNTS, id="C14 majority to reject"),
    pytest.param(
        Question.SEVERAL_IN_ENVELOPE, True, "C15", {COUNTS: 2, REJECTED: 2}, REJECTED, id="C15 majority to count"
    ),
    pytest.param(
        Question.DUPLICATE_IMAGE, True, "2.11", {COUNTS: 2, STRUCK: 2}, COUNTS, id="2.11 of two scans that were read"
    ),
    pytest.param(
        Question.CONDITION, True, "C5", {COUNTS: 2, TRANSFER: 2, STRUCK: 2}, COUNTS, id="C5 of a ballot that was read"
    ),
    pytest.param(
        Question.DUPLICATE_IMAGE,
        False,
        "2.11",
        {STRUCK: 2, TRANSFER: 2, NO_BALLOT: 2, COUNTS: 2},
        None,
        id="2.11 of an unread scan",
    ),
    pytest.param(
        Question.CONDITION, False, "C5", {TRANSFER: 2, STRUCK: 2, NO_BALLOT: 2}, None, id="C5 of an unread ballot"
    ),
]


@pytest.mark.parametrize(("question", "read", "rule", "needed", "otherwise"), TABLE)
def test_each_way_three_judges_can_find_comes_to_what_the_table_says(question, read, rule, needed, otherwise):
    found = rule_of(question, read)
    assert found.rule == rule
    assert set(found.allowed) == set(needed)
    for three in product(needed, repeat=3):
        enough = [verdict for verdict, judges in needed.items() if three.count(verdict) >= judges]
        assert len(enough) <= 1, "no two verdicts can both have their majority"
        assert verdict_by(found, three) is (enough[0] if enough else otherwise)


def test_a_ballot_not_marked_official_is_void_as_soon_as_one_judge_does_not_agree_that_officials_erred():
    rule = rule_of(Question.NOT_OFFICIAL, True)
    assert verdict_by(rule, (COUNTS, COUNTS, COUNTS)) is COUNTS
    assert verdict_by(rule, (COUNTS, COUNTS, VOID)) is VOID
    assert verdict_by(rule, (VOID, COUNTS, COUNTS)) is VOID


def test_two_of_three_are_a_majority():
    assert MAJORITY == 2


def test_questions_of_a_contest_have_no_rule_for_the_whole_ballot():
    for question in (Question.OVERVOTE, Question.WRITE_IN, Question.AMBIGUOUS_MARK, Question.UNMARKED_BALLOT):
        with pytest.raises(KeyError):
            rule_of(question, True)
