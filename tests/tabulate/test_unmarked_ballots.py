"""A ballot on which the machine recognised no vote is the board's, contest by contest (13-15-206(3)(b))."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imaging.layout import Side
from imaging.sheets import Doubt, Mark, ReadSheet, Refusal
from tabulate.board.ballot import Ballot
from tabulate.board.places import Place, SheetName
from tabulate.election import ChoiceId, ContestId, Election
from tabulate.questions import Question, RaisedQuestion
from tabulate.rules_edition import RulesEdition
from tabulate.votes import CastVoteRecord, Counted, Questionable, cast_vote_record
from tests.tabulate.elections import contest, election_of, read, sheet, target
from tests.tabulate.test_votes_laws import ballots

SHERIFF = contest("sheriff", ["ames", "burke"], write_ins=1)
COUNCIL = contest("council", ["cole", "dunn", "eads"], seats=2, write_ins=2)
LEVY = contest("levy", ["for", "against"])
ELECTION = election_of([SHERIFF, COUNCIL, LEVY])
EVERY = [SHERIFF.id, COUNCIL.id, LEVY.id]
UNMARKED = Question.UNMARKED_BALLOT
FIRST, SECOND = RulesEdition.FIRST, RulesEdition.SECOND
OVALS = [(meaning.contest, meaning.choice) for meaning in ELECTION.cards[0].meanings]


def votes_of(
    marks: dict[tuple[str, str], Mark], rules: RulesEdition = SECOND, writing: list[tuple[str, str]] | None = None
) -> CastVoteRecord:
    return cast_vote_record(sheet(ELECTION, marks, writing or []), ELECTION, rules)


def asked_of(record: CastVoteRecord) -> list[ContestId]:
    return list(Ballot(SheetName("P-1", 1), record).contests_in_question)


def refused(reading: ReadSheet, number: int) -> ReadSheet:
    """The reading with one oval that could not be placed."""
    targets = tuple(
        replace(one, mark=Mark.AMBIGUOUS, ink_px=0, target_px=0, doubt=Doubt.POSITION, refused=Refusal.COVERED)
        if one.number == number
        else one
        for one in reading.targets
    )
    return replace(reading, targets=targets)


def test_repair_A7_with_a_smudge_only_all_contests_go_to_the_board() -> None:
    record = votes_of({("levy", "for"): Mark.AMBIGUOUS})
    assert record.contests == (
        Questionable(SHERIFF.id, UNMARKED),
        Questionable(COUNCIL.id, UNMARKED),
        Questionable(LEVY.id, Question.AMBIGUOUS_MARK),
    )
    assert record.questions == (
        RaisedQuestion(UNMARKED, None, None),
        RaisedQuestion(Question.AMBIGUOUS_MARK, LEVY.id, None),
    )
    assert asked_of(record) == EVERY


def test_repair_A7_with_a_smudge_and_one_full_oval_only_the_smudged_contest_goes_to_the_board() -> None:
    record = votes_of({("levy", "for"): Mark.AMBIGUOUS, ("council", "cole"): Mark.MARKED})
    assert record.contests == (
        Counted(SHERIFF.id, (), 1),
        Counted(COUNCIL.id, (ChoiceId("cole"),), 1),
        Questionable(LEVY.id, Question.AMBIGUOUS_MARK),
    )
    assert asked_of(record) == [LEVY.id]


@pytest.mark.parametrize("smudged", OVALS)
def test_repair_A7_wherever_the_smudge_is_nothing_is_counted_unseen(smudged: tuple[str, str]) -> None:
    record = votes_of({smudged: Mark.AMBIGUOUS})
    assert asked_of(record) == EVERY
    assert not [one for one in record.contests if isinstance(one, Counted)]


@pytest.mark.parametrize("number", range(1, len(OVALS) + 1))
def test_repair_A7_an_oval_that_could_not_be_placed_is_no_mark(number: int) -> None:
    record = cast_vote_record(refused(sheet(ELECTION, {}), number), ELECTION, SECOND)
    assert record.questions[0] == RaisedQuestion(UNMARKED, None, None)
    assert record.questions[1:] == (RaisedQuestion(Question.POSITION_UNCERTAIN, OVALS[number - 1][0], None),)
    assert asked_of(record) == EVERY


def test_repair_A7_a_name_written_beside_a_smudge_is_noticed_too() -> None:
    record = votes_of({("levy", "for"): Mark.AMBIGUOUS}, writing=[("sheriff", "write-in-0")])
    assert RaisedQuestion(Question.NAME_WITHOUT_OVAL, SHERIFF.id, ChoiceId("write-in-0")) in record.questions
    assert asked_of(record) == EVERY


def test_repair_A7_a_smudged_write_in_oval_alone_is_no_vote_that_was_recognised() -> None:
    assert asked_of(votes_of({("sheriff", "write-in-0"): Mark.AMBIGUOUS})) == EVERY
    assert asked_of(votes_of({("sheriff", "write-in-0"): Mark.MARKED})) == [SHERIFF.id]


def test_repair_A7_an_overvote_is_recognised_marks_so_the_other_contests_stand() -> None:
    record = votes_of({("levy", "for"): Mark.MARKED, ("levy", "against"): Mark.MARKED})
    assert asked_of(record) == [LEVY.id]


def test_repair_A7_of_one_side_it_cannot_be_said_that_the_ballot_is_unmarked() -> None:
    two_sided = election_of([contest(name, ["for", "against"]) for name in ("sheriff", "levy")], on_front=2)
    back = [target(3, Mark.AMBIGUOUS), target(4, Mark.UNMARKED)]
    assert [one.question for one in cast_vote_record(read(back, [Side.BACK]), two_sided, SECOND).questions] == [
        Question.AMBIGUOUS_MARK
    ]
    whole = read([target(1, Mark.UNMARKED), target(2, Mark.UNMARKED), *back], [Side.FRONT, Side.BACK])
    assert asked_of(cast_vote_record(whole, two_sided, SECOND)) == ["sheriff", "levy"]


def test_repair_A7_records_of_before_keep_the_reading_that_they_were_counted_by() -> None:
    smudge: dict[tuple[str, str], Mark] = {("levy", "for"): Mark.AMBIGUOUS}
    before = votes_of(smudge, FIRST)
    assert [one for one in before.contests if isinstance(one, Counted)] == [
        Counted(SHERIFF.id, (), 1),
        Counted(COUNCIL.id, (), 2),
    ]
    assert asked_of(before) == [LEVY.id]


@given(ballots())
def test_repair_A7_plainly_said(ballot: tuple[Election, ReadSheet]) -> None:
    """No oval marked: the board decides every contest. Else exactly as by the first edition."""
    election, reading = ballot
    first, second = (cast_vote_record(reading, election, rules) for rules in RulesEdition)
    if any(one.mark is Mark.MARKED for one in reading.targets):
        assert second == first
        return
    assert asked_of(second) == [one.id for one in election.contests]
    assert Ballot(SheetName("P-1", 1), second).place is Place.WAITING
    details = {(one.question, one.contest, one.choice) for one in first.questions}
    assert details <= {(one.question, one.contest, one.choice) for one in second.questions}


@given(st.lists(st.sampled_from(Mark), min_size=len(OVALS), max_size=len(OVALS)))
def test_repair_A7_no_contest_of_a_ballot_without_a_vote_is_counted(marks: list[Mark]) -> None:
    record = votes_of(dict(zip(OVALS, marks, strict=True)))
    counted = [one for one in record.contests if isinstance(one, Counted)]
    assert bool(counted) <= (Mark.MARKED in marks)


def test_repair_A7_every_pair_of_smudges_and_blanks_of_a_small_ballot() -> None:
    small = election_of([contest("one", ["a", "b"]), contest("two", ["c"])])
    ovals = [(meaning.contest, meaning.choice) for meaning in small.cards[0].meanings]
    for marks in product((Mark.UNMARKED, Mark.AMBIGUOUS), repeat=len(ovals)):
        record = cast_vote_record(sheet(small, dict(zip(ovals, marks, strict=True))), small, SECOND)
        assert asked_of(record) == ["one", "two"]
