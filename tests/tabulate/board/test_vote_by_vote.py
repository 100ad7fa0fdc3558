"""Each questionable vote by itself: two of three judges who find it make it valid (13-15-206(4)(a))."""

from collections import Counter
from dataclasses import replace
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabulate.board.outcomes import ContestOutcome, settle
from tabulate.board.places import SheetName
from tabulate.board.rulings import BallotRuling, Case, ContestRuling, LineFinding, Verdict, WrittenLine
from tabulate.board.vote_by_vote import VoteFound
from tabulate.election import ChoiceId, ContestId
from tabulate.ledger.entries import Entry
from tabulate.ledger.fold import fold
from tabulate.questions import Question, RaisedQuestion
from tabulate.rules_edition import CURRENT_RULES, RulesEdition
from tabulate.votes import CastVoteRecord, Counted, Questionable
from tests.tabulate.board.board_makers import (
    CARD,
    JUDGES,
    ZOE,
    board,
    by_all,
    decided,
    mayor,
    overvoted_sheet,
    votes_record,
)
from tests.tabulate.ledger_makers import ANN, BOB, MAYOR, WRITE_IN, batch_opened, read_sheet_entry, record_opened

COUNCIL = ContestId("council")
A, B, C = ChoiceId("a"), ChoiceId("b"), ChoiceId("c")
COLE, DUNN, EADS = ChoiceId("cole"), ChoiceId("dunn"), ChoiceId("eads")
NAME = SheetName("P-1", 1)
FIRST, SECOND = RulesEdition.FIRST, RulesEdition.SECOND
OVER = frozenset({ChoiceId("overvote")})
"""A finding of an overvote, among findings that are sets of choices."""
EAST = JUDGES["east"]

Found = frozenset[ChoiceId]


def ruled(found: Found, seats: int, case: Case | None = None) -> ContestRuling:
    if found == OVER:
        return ContestRuling(COUNCIL, (), (), 0, seats, case)
    return ContestRuling(COUNCIL, tuple(sorted(found)), (), seats - len(found), 0, case)


def doubted(question: Question = Question.AMBIGUOUS_MARK) -> CastVoteRecord:
    return votes_record(Questionable(COUNCIL, question), questions=[RaisedQuestion(question, COUNCIL, None)])


def outcome_of(
    *found: Found, seats: int = 2, rules: RulesEdition = SECOND, question: Question = Question.AMBIGUOUS_MARK
) -> ContestOutcome:
    decisions = [decided(judge, NAME, [ruled(one, seats)]) for judge, one in zip(EAST, found, strict=True)]
    (contest,) = settle(doubted(question), decisions, rules).contests
    return contest


def of(*choices: ChoiceId) -> Found:
    return frozenset(choices)


def figures(contest: ContestOutcome) -> tuple[tuple[ChoiceId, ...], int, int, int]:
    return contest.votes, contest.undervotes, contest.overvotes, contest.agreed


PAGE = [
    ((of(COLE, DUNN), of(COLE), of(COLE, EADS)), ((COLE,), 1, 0, 3)),
    ((of(A, B), of(A), OVER), ((A,), 1, 0, 2)),
    ((of(A, B), of(A, C), of(B, C)), ((), 2, 0, 0)),
]


@pytest.mark.parametrize(("found", "expected"), PAGE)
def test_repair_A3_the_page_s_own_cases(found: tuple[Found, ...], expected: object) -> None:
    assert figures(outcome_of(*found)) == expected


@pytest.mark.parametrize(("found", "expected"), PAGE)
def test_W49_a_board_s_three_decisions_add_to_the_totals_what_the_page_says(
    found: tuple[Found, ...], expected: tuple[tuple[ChoiceId, ...], int, int, int]
) -> None:
    questioned = read_sheet_entry("P-1", 1, doubted())
    decisions = [decided(judge, NAME, [ruled(one, 2)]) for judge, one in zip(EAST, found, strict=True)]
    state = fold([replace(record_opened(), rules=SECOND), batch_opened("P-1"), board(), questioned, *decisions])
    (tally,) = state.real.contests.values()
    votes, undervotes, overvotes, _ = expected
    assert (tally.votes, tally.undervotes, tally.overvotes) == (Counter(votes), undervotes, overvotes)
    assert not tally.questionable


@pytest.mark.parametrize(("found", "expected"), PAGE)
def test_repair_A3_on_an_overvote_as_on_an_ambiguous_mark(found: tuple[Found, ...], expected: object) -> None:
    assert figures(outcome_of(*found, question=Question.OVERVOTE)) == expected


def test_repair_A3_three_votes_for_two_seats_are_no_majority_that_is_possible_and_are_noted() -> None:
    contest = outcome_of(of(A, B), of(A, C), of(B, C))
    assert contest.not_possible == (A, B, C)
    assert [len(one.found_by) for one in contest.found] == [2, 2, 2]
    assert contest.dissent == EAST
    assert outcome_of(of(A, B), of(A, B), of(B, C)).not_possible == ()
    assert outcome_of(of(COLE, DUNN), of(COLE), of(COLE, EADS)).not_possible == ()


def test_repair_A3_dissent_is_kept_for_each_vote() -> None:
    ada, bea, cal = EAST
    contest = outcome_of(of(COLE, DUNN), of(COLE), of(COLE, EADS))
    assert contest.found == (
        VoteFound(COLE, (ada, bea, cal), ()),
        VoteFound(DUNN, (ada,), (bea, cal)),
        VoteFound(EADS, (cal,), (ada, bea)),
    )
    assert contest.dissent == ()
    over = outcome_of(of(A, B), of(A), OVER)
    assert over.found == (VoteFound(A, (ada, bea), (cal,)), VoteFound(B, (ada,), (bea, cal)))
    assert (over.dissent, over.overvote_found_by) == ((cal,), (cal,))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((OVER, OVER, of(A, B)), ((), 0, 2, 2)),
        ((OVER, OVER, OVER), ((), 0, 2, 3)),
        ((OVER, of(), of(A)), ((), 2, 0, 0)),
        ((OVER, of(), of()), ((), 2, 0, 2)),
        ((of(), of(), of(A)), ((), 2, 0, 2)),
        ((of(A), of(B), of(C)), ((), 2, 0, 0)),
        ((of(A, B), of(A, B), of(A, B)), ((A, B), 0, 0, 3)),
        ((of(A, B), of(A, B), of(A)), ((A, B), 0, 0, 2)),
        ((of(A, B), of(B, C), of(C)), ((B, C), 0, 0, 2)),
    ],
)
def test_repair_A3_variants(found: tuple[Found, ...], expected: object) -> None:
    assert figures(outcome_of(*found)) == expected


def plainly(found: tuple[Found, ...], seats: int) -> tuple[Found, int, int]:
    """Said again without the house's words: votes, undervotes, overvotes."""
    if sum(one == OVER for one in found) >= 2:
        return frozenset(), 0, seats
    times = Counter(choice for one in found if one != OVER for choice in one)
    twice = frozenset(choice for choice, count in times.items() if count >= 2)
    votes = twice if len(twice) <= seats else frozenset()
    return votes, seats - len(votes), 0


@given(
    st.data(),
    st.integers(1, 3),
    st.sampled_from([Question.AMBIGUOUS_MARK, Question.OVERVOTE, Question.UNMARKED_BALLOT]),
)
def test_repair_A3_is_what_was_plainly_said(data: st.DataObject, seats: int, question: Question) -> None:
    choices = st.frozensets(st.sampled_from([A, B, C, COLE]), max_size=seats)
    found = tuple(data.draw(st.tuples(*[choices | st.just(OVER)] * 3)))
    contest = outcome_of(*found, seats=seats, question=question)
    assert (frozenset(contest.votes), contest.undervotes, contest.overvotes) == plainly(found, seats)
    assert len(contest.votes) + contest.undervotes + contest.overvotes == seats
    assert all(len(one.found_by) >= 2 for one in contest.found if one.vote in contest.votes)
    for one in contest.found:
        assert sorted((*one.found_by, *one.dissent)) == sorted(EAST)


def test_repair_A3_it_does_not_matter_who_decides_first() -> None:
    every = [OVER, of(), *(of(*pair) for size in (1, 2) for pair in product([A, B, C], repeat=size))]
    for found in product(dict.fromkeys(every), repeat=3):
        said = {
            (frozenset(one.votes), one.undervotes, one.overvotes)
            for one in (outcome_of(*order) for order in permutations(found))
        }
        assert len(said) == 1


def test_repair_A3_with_one_seat_it_is_the_same_as_before_but_for_an_overvote_that_no_two_find() -> None:
    every = [OVER, of(), of(A), of(B)]
    for found in product(every, repeat=3):
        first, second = (outcome_of(*found, seats=1, rules=rules) for rules in RulesEdition)
        assert figures(first) == figures(second)
    first, second = (
        outcome_of(of(A), of(B), of(), seats=1, rules=rules, question=Question.OVERVOTE) for rules in RulesEdition
    )
    assert (first.overvotes, second.overvotes, second.undervotes) == (1, 0, 1)


def test_repair_A3_records_of_before_keep_the_majority_of_whole_contests() -> None:
    contest = outcome_of(of(COLE, DUNN), of(COLE), of(COLE, EADS), rules=FIRST)
    assert figures(contest) == ((), 2, 0, 0)
    assert contest.found == ()


def test_repair_A3_what_the_machine_recognised_stands_whatever_the_board_finds_on_lines() -> None:
    """A printed vote that was recognised, and a written line on which no two agree."""
    raised = RaisedQuestion(Question.WRITE_IN, MAYOR, WRITE_IN)
    votes = votes_record(Counted(MAYOR, (ANN, WRITE_IN), 0), questions=[raised])
    findings = (LineFinding.DECLARED, LineFinding.NO_NAME, LineFinding.UNCLEAR)
    rulings = [
        ContestRuling(
            MAYOR, (ANN,), (WrittenLine(WRITE_IN, one, "Zoe", ZOE if one is LineFinding.DECLARED else None),), 0
        )
        for one in findings
    ]
    rulings = [replace(one, undervotes=2 - len(one.votes)) for one in rulings]
    (contest,) = settle(votes, [decided(j, NAME, [r]) for j, r in zip(EAST, rulings, strict=True)], SECOND).contests
    assert figures(contest) == ((ANN,), 1, 0, 3)
    assert contest.lines == ()


def test_repair_A3_a_written_name_is_a_vote_like_another() -> None:
    line = WrittenLine(WRITE_IN, LineFinding.DECLARED, "Zoe Zander", ZOE)
    rulings = (
        ContestRuling(COUNCIL, (A,), (line,), 0),
        ContestRuling(COUNCIL, (B,), (replace(line, written="Zoe Z."),), 0),
        ContestRuling(COUNCIL, (), (WrittenLine(WRITE_IN, LineFinding.UNCLEAR),), 2),
    )
    (contest,) = settle(doubted(), [decided(j, NAME, [r]) for j, r in zip(EAST, rulings, strict=True)], SECOND).contests
    assert figures(contest) == ((ZOE,), 1, 0, 2)
    assert contest.lines == (line,)


def test_repair_A3_cases_are_those_of_the_judges_behind_the_decision() -> None:
    cited = (Case.M_D, Case.M_A, Case.M_B)
    found = (of(COLE, DUNN), of(COLE), OVER)
    rulings = [ruled(one, 2, case) for one, case in zip(found, cited, strict=True)]
    (contest,) = settle(doubted(), [decided(j, NAME, [r]) for j, r in zip(EAST, rulings, strict=True)], SECOND).contests
    assert contest.cases == (Case.M_D, Case.M_A)


def test_repair_A3_on_a_transfer_judges_who_say_another_card_find_nothing_of_this_one() -> None:
    torn = [BallotRuling(Question.CONDITION, Verdict.TRANSFER)]
    cards = (CARD, CARD, "other card")
    found = (of(A, B), of(A), of(A, B))
    decisions = [
        decided(judge, NAME, [ruled(one, 2)], torn, card=CARD if card == CARD else type(CARD)(card))
        for judge, one, card in zip(EAST, found, cards, strict=True)
    ]
    (contest,) = settle(None, decisions, SECOND).contests
    assert figures(contest) == ((A,), 1, 0, 2)
    assert contest.found[1].dissent == EAST[1:]


def test_repair_A3_the_fold_counts_by_the_edition_that_the_record_was_opened_with() -> None:
    """Two seats in the ledger: an old record and a new one with the same entries."""

    def totals(rules: RulesEdition) -> tuple[Counter[ChoiceId], int]:
        sheet = overvoted_sheet("P-1", 1)
        rulings = [
            ContestRuling(MAYOR, (ANN, BOB), (), 0),
            ContestRuling(MAYOR, (ANN,), (), 1),
            ContestRuling(MAYOR, (), (), 0, 2),
        ]
        decisions = [decided(judge, NAME, [one]) for judge, one in zip(EAST, rulings, strict=True)]
        opened = replace(record_opened(), rules=rules)
        state = fold([opened, batch_opened("P-1"), board(), sheet, *decisions])
        (tally,) = state.real.contests.values()
        return tally.votes, tally.undervotes

    assert totals(FIRST) == (Counter(), 0)
    assert totals(SECOND) == (Counter({ANN: 1}), 1)
    assert CURRENT_RULES is SECOND


def test_repair_A3_three_who_find_the_same_are_as_ever() -> None:
    entries: list[Entry] = [
        replace(record_opened(), rules=SECOND),
        batch_opened("P-1"),
        board(),
        overvoted_sheet("P-1", 1),
    ]
    state = fold([*entries, *by_all(NAME, mayor(BOB))])
    (tally,) = state.real.contests.values()
    assert (tally.votes, tally.by_board, tally.undervotes) == (Counter({BOB: 1}), Counter({BOB: 1}), 0)
