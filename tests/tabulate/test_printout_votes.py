"""What the law makes of a printout: barcode and words side by side."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imaging.sheets import PrintedBlock, ReadPrintout, Reason, ReasonCode
from tabulate.election import ChoiceId, ContestId, CountingMethod, Election, PrecinctId
from tabulate.ledger.entries import SheetCounted, SheetQuestioned, sheet_entry
from tabulate.ledger.lines import read_outline, write_body
from tabulate.printouts.cast import agree, cast_printout, is_test_ballot
from tabulate.printouts.coded import CodedContest
from tabulate.printouts.words import WordsRead
from tabulate.questions import Question, RaisedQuestion
from tabulate.totals.results import Tally, WordsTotals, total
from tabulate.votes import CastVoteRecord, Counted, Questionable, WordsCompared
from tests.tabulate.ledger_makers import as_recorded
from tests.tabulate.printout_makers import block, canvass_election, line_of, linear, printout, qr, qr_of

ELECTION = canvass_election()
CODES = [
    qr(qr_of(ELECTION, [([1], ["CY COLE"]), ([2], []), ([], [])])),
    linear(line_of(ELECTION, [(1, 1), (1, 0), (2, 2)])),
]
COMMISSIONER = block("County Commissioner", "Ada Ames / Green", "CY COLE (write-in)")
JUSTICE = block("Shall Justice Dunn be retained?", "No")
LEVY = block("Library Levy", "[no selection]")
NAMES = (ContestId("commissioner"), ContestId("justice"), ContestId("levy"))


def cast(*blocks: PrintedBlock, election: Election = ELECTION, codes=CODES) -> CastVoteRecord:
    record = cast_printout(printout(codes, blocks), election)
    assert isinstance(record, CastVoteRecord), record
    return record


def test_where_words_and_barcode_agree_every_contest_counts():
    record = cast(COMMISSIONER, JUSTICE, LEVY)
    choices = (ChoiceId("ames"), ChoiceId("write-in:CY COLE"))
    assert (record.card, record.precinct, record.ballot_style) == ("1@north", "north", "1")
    assert record.contests == (
        Counted(NAMES[0], choices, 0),
        Counted(NAMES[1], (ChoiceId("no"),), 0),
        Counted(NAMES[2], (), 1),
    )
    assert record.questions == (RaisedQuestion(Question.WRITE_IN, NAMES[0], choices[1]),)
    assert record.words == WordsCompared(NAMES, (), ())


def test_where_words_differ_only_their_contest_waits_for_the_board():
    record = cast(COMMISSIONER, block("Shall Justice Dunn be retained?", "Yes"), LEVY)
    assert record.contests[1] == Questionable(NAMES[1], Question.WORDS_DIFFER)
    assert isinstance(record.contests[0], Counted)
    assert RaisedQuestion(Question.WORDS_DIFFER, NAMES[1], None) in record.questions
    assert record.words == WordsCompared((NAMES[0], NAMES[2]), (NAMES[1],), ())


def test_where_words_are_unread_their_contest_waits_for_the_board():
    record = cast(COMMISSIONER, JUSTICE)
    assert record.contests[2] == Questionable(NAMES[2], Question.WORDS_UNREAD)
    assert RaisedQuestion(Question.WORDS_UNREAD, NAMES[2], None) in record.questions
    assert record.words == WordsCompared(NAMES[:2], (), NAMES[2:])


@pytest.mark.parametrize(
    ("lines", "question"),
    [
        (["Bo Burke", "CY COLE (write-in)"], Question.WORDS_DIFFER),
        (["Ada Ames / Green", "CY POLE (write-in)"], Question.WORDS_DIFFER),
        (["Ada Ames / Green"], Question.WORDS_DIFFER),
        (["Ada Ames / Green", "Bo Burke", "CY COLE (write-in)"], Question.WORDS_DIFFER),
        (["[no selection]"], Question.WORDS_DIFFER),
        (["Ada Ames / Green", "CY COLE (write-in)", "Dee Dunn"], Question.WORDS_UNREAD),
        (["Ida Imes / Green", "CY COLE (write-in)"], Question.WORDS_DIFFER),
    ],
)
def test_altered_swapped_and_missing_names_are_set_aside(lines, question):
    record = cast(block("County Commissioner", *lines), JUSTICE, LEVY)
    assert record.contests[0] == Questionable(NAMES[0], question)


def test_a_typed_name_agrees_but_for_look_alikes_case_and_spaces():
    for name in ("CY C0LE", "cy cole", "CYCOLE", "CY CO1E"):
        assert isinstance(cast(block("County Commissioner", "Ada Ames", f"{name} (write-in)")).contests[0], Counted)


def test_a_ballot_with_nothing_chosen_is_unmarked_as_a_whole():
    codes = [qr(qr_of(ELECTION, [([], [])] * 3)), linear(line_of(ELECTION, []))]
    empty = [block(title, "[no selection]") for title in ("County Commissioner", "Shall Justice Dunn be retained?")]
    record = cast(*empty, LEVY, codes=codes)
    assert record.contests == tuple(Questionable(name, Question.UNMARKED_BALLOT) for name in NAMES)
    assert record.questions == (RaisedQuestion(Question.UNMARKED_BALLOT, None, None),)
    words_say_more = cast(*empty, block("Library Levy", "For"), codes=codes)
    assert words_say_more.contests[2] == Questionable(NAMES[2], Question.WORDS_DIFFER)
    assert words_say_more.contests[0] == Counted(NAMES[0], (), 2)


def test_by_the_rule_barcode_only_words_are_not_asked_but_both_decoders_are():
    election = canvass_election(device_printouts="barcode only")
    record = cast(election=election)
    assert [type(reading) for reading in record.contests] == [Counted] * 3
    assert record.words is None
    assert [raised.question for raised in record.questions] == [Question.WRITE_IN]
    for codes in ([replace(CODES[0], decoders=("zbar",)), CODES[1]], CODES[:1]):
        reason = cast_printout(printout(codes), election)
        assert isinstance(reason, Reason)
        assert reason.code is ReasonCode.CODE_DAMAGED
        assert isinstance(cast_printout(printout(codes, [COMMISSIONER]), ELECTION), CastVoteRecord)


def test_by_the_rule_hand_count_the_machine_counts_nothing():
    record = cast(COMMISSIONER, JUSTICE, LEVY, election=canvass_election(device_printouts="hand count"))
    assert record.contests == tuple(Questionable(name, Question.HAND_COUNT) for name in NAMES)
    assert record.questions == (RaisedQuestion(Question.HAND_COUNT, None, None),)


def test_a_code_that_is_refused_counts_nothing_whatever_the_words_say():
    other = [qr(qr_of(canvass_election(id="other"), [([], [])] * 3))]
    reason = cast_printout(printout(other, [COMMISSIONER, JUSTICE, LEVY]), ELECTION)
    assert isinstance(reason, Reason)
    assert reason.code is ReasonCode.OTHER_ELECTION
    assert is_test_ballot(printout(other), ELECTION) is None
    assert is_test_ballot(printout(CODES), ELECTION) is False


choices = st.lists(st.sampled_from("abc"), max_size=3)
names = st.lists(st.sampled_from(["ANN LEE", "ann lee", "ANN  LEE", "ANN LEA", "B0B", "BOB", "--"]), max_size=2)


@given(choices, names, choices, names)
def test_agreement_is_the_same_both_ways(one, typed, other, printed):
    contest = ContestId("x")

    def agreement(first, first_names, second, second_names):
        code = CodedContest(contest, tuple(map(ChoiceId, first)), tuple(first_names))
        return agree(code, WordsRead(contest, tuple(map(ChoiceId, second)), tuple(second_names)))

    assert agreement(one, typed, other, printed) == agreement(other, printed, one, typed)
    assert agreement(one, [], sorted(one), [])
    if sorted(one) != sorted(other):
        assert not agreement(one, typed, other, printed)


def recorded(*blocks: PrintedBlock) -> SheetCounted | SheetQuestioned:
    reading = printout(CODES, blocks)
    return sheet_entry("B", (reading.source,), reading, cast(*blocks))


def test_a_printout_is_kept_in_the_ledger_whole_and_in_outline_for_adding_up():
    entry = recorded(COMMISSIONER, JUSTICE, LEVY)
    assert as_recorded(entry) == entry
    outline = read_outline(1, "sheet questioned", write_body(entry))
    assert isinstance(outline, SheetQuestioned)
    assert isinstance(outline.reading, ReadPrintout)
    assert (outline.reading.codes, outline.reading.blocks) == ((), ())
    assert outline.votes == entry.votes


def test_results_say_how_often_words_and_barcodes_agreed():
    tally = Tally()
    tally.add(cast(COMMISSIONER, JUSTICE, LEVY), method=CountingMethod.DEVICE)
    tally.add(cast(COMMISSIONER, block("Shall Justice Dunn be retained?", "Yes")), method=CountingMethod.DEVICE)
    tally.add(replace(cast(COMMISSIONER, JUSTICE, LEVY), words=None))
    results = total(ELECTION, tally, test=False)
    assert results.words == WordsTotals(printouts=2, agree=4, differ=1, unread=1)
    assert results.contests[0].write_ins_pending == 3
    assert tally.by_device[PrecinctId("north"), NAMES[1]].sheets == 2
    assert tally.contests[PrecinctId("north"), NAMES[1]].sheets == 3
