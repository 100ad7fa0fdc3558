"""The counting law: 13-15-206, and rules C1 to C9 of tabulate/README.md."""

from dataclasses import replace

import pytest

from imaging.layout import CardId, Side
from imaging.sheets import Doubt, Mark, Nearby, Refusal
from tabulate.election import ChoiceId, ContestId, TargetMeaning
from tabulate.errors import WrongElection
from tabulate.questions import Question, RaisedQuestion
from tabulate.rules_edition import CURRENT_RULES, RulesEdition
from tabulate.votes import Counted, Questionable, cast_vote_record
from tests.tabulate.elections import contest, election_of, read, sheet, target

SHERIFF = contest("sheriff", ["ames", "burke"], write_ins=1)
COUNCIL = contest("council", ["cole", "dunn", "eads"], seats=2, write_ins=2)
LEVY = contest("levy", ["for", "against"])
ELECTION = election_of([SHERIFF, COUNCIL, LEVY])


def votes_of(*marked, ambiguous=(), writing=(), rules=CURRENT_RULES):
    marks = dict.fromkeys(marked, Mark.MARKED) | dict.fromkeys(ambiguous, Mark.AMBIGUOUS)
    return cast_vote_record(sheet(ELECTION, marks, writing), ELECTION, rules)


def test_a_clear_ballot_is_counted_and_raises_no_question():
    record = votes_of(("sheriff", "burke"), ("council", "cole"), ("council", "eads"), ("levy", "for"))
    assert record.contests == (
        Counted(ContestId("sheriff"), (ChoiceId("burke"),), 0),
        Counted(ContestId("council"), (ChoiceId("cole"), ChoiceId("eads")), 0),
        Counted(ContestId("levy"), (ChoiceId("for"),), 0),
    )
    assert record.questions == ()
    assert (record.card, record.precinct, record.ballot_style) == ("style@north", "north", "style")


def test_a_contest_left_blank_on_a_marked_ballot_is_undervoted_without_review():
    record = votes_of(("council", "dunn"))
    assert record.contests == (
        Counted(ContestId("sheriff"), (), 1),
        Counted(ContestId("council"), (ChoiceId("dunn"),), 1),
        Counted(ContestId("levy"), (), 1),
    )
    assert record.questions == ()


def test_a_mark_beside_an_oval_is_asked_about_where_the_contest_has_votes_left():
    """ARM 44.3.2402: what is drawn around or beside an oval may be a vote; where none is left it cannot be one."""
    reading = sheet(ELECTION, {("sheriff", "ames"): Mark.MARKED, ("council", "cole"): Mark.MARKED})
    drawn = replace(
        reading,
        targets=tuple(
            replace(one, nearby=Nearby.LARGE) if one.mark is Mark.UNMARKED and one.number in (2, 5) else one
            for one in reading.targets
        ),
    )
    record = cast_vote_record(drawn, ELECTION, CURRENT_RULES)
    assert record.contests == (
        Counted(ContestId("sheriff"), (ChoiceId("ames"),), 0),
        Questionable(ContestId("council"), Question.AMBIGUOUS_MARK),
        Counted(ContestId("levy"), (), 1),
    )
    assert record.questions == (RaisedQuestion(Question.AMBIGUOUS_MARK, ContestId("council"), None),)


def test_an_unmarked_ballot_is_one_question_and_counts_nothing():
    record = votes_of()
    assert record.contests == tuple(
        Questionable(ContestId(name), Question.UNMARKED_BALLOT) for name in ("sheriff", "council", "levy")
    )
    assert record.questions == (RaisedQuestion(Question.UNMARKED_BALLOT, None, None),)


def test_an_overvote_counts_nothing_there_while_the_other_contests_stand():
    record = votes_of(("sheriff", "ames"), ("sheriff", "burke"), ("levy", "against"))
    assert record.contests[0] == Questionable(ContestId("sheriff"), Question.OVERVOTE)
    assert record.contests[2] == Counted(ContestId("levy"), (ChoiceId("against"),), 0)
    assert record.questions == (RaisedQuestion(Question.OVERVOTE, ContestId("sheriff"), None),)


def test_a_printed_name_and_a_write_in_over_the_limit_are_an_overvote_and_no_write_in():
    record = votes_of(("sheriff", "ames"), ("sheriff", "write-in-0"))
    assert record.contests[0] == Questionable(ContestId("sheriff"), Question.OVERVOTE)
    assert record.questions == (RaisedQuestion(Question.OVERVOTE, ContestId("sheriff"), None),)


def test_an_ambiguous_mark_leaves_its_contest_to_the_board_even_beside_a_clear_one():
    record = votes_of(("council", "cole"), ("levy", "for"), ambiguous=[("council", "dunn")])
    assert record.contests[1] == Questionable(ContestId("council"), Question.AMBIGUOUS_MARK)
    assert record.contests[2] == Counted(ContestId("levy"), (ChoiceId("for"),), 0)
    assert record.questions == (RaisedQuestion(Question.AMBIGUOUS_MARK, ContestId("council"), None),)


def with_refused(reading, number):
    """The reading with one target refused, as the reader gives it."""
    targets = tuple(
        replace(one, mark=Mark.AMBIGUOUS, ink_px=0, target_px=0, doubt=Doubt.POSITION, refused=Refusal.COVERED)
        if one.number == number
        else one
        for one in reading.targets
    )
    return replace(reading, targets=targets)


def test_an_oval_that_was_not_measured_leaves_its_contest_to_the_board_and_no_other():
    marks = {("sheriff", "ames"): Mark.MARKED, ("council", "cole"): Mark.MARKED, ("levy", "for"): Mark.MARKED}
    reading = sheet(ELECTION, marks)
    meanings = ELECTION.cards[0].meanings
    number = next(
        i for i, meaning in enumerate(meanings, 1) if (meaning.contest, meaning.choice) == ("council", "eads")
    )
    record = cast_vote_record(with_refused(reading, number), ELECTION, CURRENT_RULES)
    assert record.contests[0] == Counted(ContestId("sheriff"), (ChoiceId("ames"),), 0)
    assert record.contests[1] == Questionable(ContestId("council"), Question.POSITION_UNCERTAIN)
    assert record.contests[2] == Counted(ContestId("levy"), (ChoiceId("for"),), 0)
    assert record.questions == (RaisedQuestion(Question.POSITION_UNCERTAIN, ContestId("council"), None),)


def test_by_the_first_rules_a_ballot_with_no_mark_and_an_oval_not_measured_is_not_said_to_be_unmarked():
    record = cast_vote_record(with_refused(sheet(ELECTION, {}), 1), ELECTION, RulesEdition.FIRST)
    assert [raised.question for raised in record.questions] == [Question.POSITION_UNCERTAIN]


def test_two_ambiguous_marks_in_a_contest_are_one_question():
    record = votes_of(("levy", "for"), ambiguous=[("sheriff", "ames"), ("sheriff", "burke")])
    assert record.questions == (RaisedQuestion(Question.AMBIGUOUS_MARK, ContestId("sheriff"), None),)


def test_clear_marks_over_the_limit_are_an_overvote_whatever_else_is_ambiguous():
    record = votes_of(("levy", "for"), ("levy", "against"), ambiguous=[("sheriff", "ames")])
    assert record.contests[2] == Questionable(ContestId("levy"), Question.OVERVOTE)
    over = votes_of(("sheriff", "ames"), ("sheriff", "burke"), ambiguous=[("sheriff", "write-in-0")])
    assert over.contests[0] == Questionable(ContestId("sheriff"), Question.OVERVOTE)


def test_by_the_first_rules_a_ballot_with_nothing_but_an_ambiguous_mark_is_not_unmarked():
    record = votes_of(ambiguous=[("levy", "for")], rules=RulesEdition.FIRST)
    assert record.contests[0] == Counted(ContestId("sheriff"), (), 1)
    assert record.questions == (RaisedQuestion(Question.AMBIGUOUS_MARK, ContestId("levy"), None),)


def test_each_marked_write_in_line_counts_and_asks_the_board_for_the_name():
    record = votes_of(("council", "write-in-0"), ("council", "write-in-1"))
    assert record.contests[1] == Counted(ContestId("council"), (ChoiceId("write-in-0"), ChoiceId("write-in-1")), 0)
    assert record.questions == (
        RaisedQuestion(Question.WRITE_IN, ContestId("council"), ChoiceId("write-in-0")),
        RaisedQuestion(Question.WRITE_IN, ContestId("council"), ChoiceId("write-in-1")),
    )


def test_a_name_without_its_oval_is_noticed_and_changes_nothing_in_its_contest():
    record = votes_of(("sheriff", "ames"), writing=[("sheriff", "write-in-0")])
    assert record.contests[0] == Counted(ContestId("sheriff"), (ChoiceId("ames"),), 0)
    assert record.questions == (
        RaisedQuestion(Question.NAME_WITHOUT_OVAL, ContestId("sheriff"), ChoiceId("write-in-0")),
    )


def test_a_name_with_its_oval_marked_is_a_write_in_and_nothing_more():
    record = votes_of(("sheriff", "write-in-0"), writing=[("sheriff", "write-in-0")])
    assert record.questions == (RaisedQuestion(Question.WRITE_IN, ContestId("sheriff"), ChoiceId("write-in-0")),)


def test_a_ballot_with_only_a_written_name_is_unmarked_and_the_name_is_noticed():
    record = votes_of(writing=[("council", "write-in-1")])
    assert all(reading.question is Question.UNMARKED_BALLOT for reading in record.contests)
    assert record.questions == (
        RaisedQuestion(Question.UNMARKED_BALLOT, None, None),
        RaisedQuestion(Question.NAME_WITHOUT_OVAL, ContestId("council"), ChoiceId("write-in-1")),
    )


def test_a_candidate_marked_under_both_of_their_parties_has_one_vote():
    office = contest("sheriff", ["ames", "burke"], seats=2)
    places = [("ames", 1.0), ("burke", 2.0), ("ames", 3.0)]
    meanings = tuple(TargetMeaning(office.id, ChoiceId(name), False, 2.0, row) for name, row in places)
    election = election_of([office], meanings)
    record = cast_vote_record(sheet(election, {("sheriff", "ames"): Mark.MARKED}), election, CURRENT_RULES)
    assert record.contests == (Counted(office.id, (ChoiceId("ames"),), 1),)


def test_a_sheet_of_a_card_the_election_does_not_have_stops_the_count():
    stray = replace(sheet(ELECTION, {}), card=CardId("other@south"))
    with pytest.raises(WrongElection, match="'other@south', which 'General Election' does not have"):
        cast_vote_record(stray, ELECTION, CURRENT_RULES)


@pytest.mark.parametrize("keep", [slice(1, None), slice(None, -1), slice(0, 0)])
def test_a_sheet_without_every_target_of_its_card_stops_the_count(keep):
    whole = sheet(ELECTION, {("levy", "for"): Mark.MARKED})
    with pytest.raises(WrongElection, match="each once"):
        cast_vote_record(replace(whole, targets=whole.targets[keep]), ELECTION, CURRENT_RULES)


def test_a_target_read_twice_stops_the_count():
    whole = sheet(ELECTION, {})
    with pytest.raises(WrongElection):
        cast_vote_record(replace(whole, targets=(*whole.targets, whole.targets[0])), ELECTION, CURRENT_RULES)


def test_of_a_single_side_the_contests_that_stand_on_it_whole_are_decided():
    sheriff, mayor, levy = (contest(name, ["for", "against"]) for name in ("sheriff", "mayor", "levy"))
    election = election_of([sheriff, mayor, levy], on_front=3)
    front = [target(number, Mark.MARKED if number == 1 else Mark.UNMARKED) for number in (1, 2, 3)]
    back = [target(number, Mark.UNMARKED) for number in (4, 5, 6)]
    of_front = cast_vote_record(read(front), election, CURRENT_RULES)
    assert of_front.contests == (Counted(sheriff.id, (sheriff.choices[0].id,), 0),)
    of_back = cast_vote_record(read(back, [Side.BACK]), election, CURRENT_RULES)
    assert of_back.contests == (Counted(levy.id, (), 1),)
    assert of_back.questions == ()  # whether the whole ballot is unmarked cannot be said from its back
    both = cast_vote_record(read([*front, *back], [Side.FRONT, Side.BACK]), election, CURRENT_RULES)
    assert [reading.contest for reading in both.contests] == ["sheriff", "mayor", "levy"]
