"""A written name is a vote only with its oval marked; a printed name only as W-d1 (13-15-206(5), 13-10-211(1)(a))."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imaging.sheets import ImageSource, Mark, ReadPrintout, Reason, ReasonCode, UnreadSheet
from tabulate.board.ballot import Ballot
from tabulate.board.checking import check_decision, ruling
from tabulate.board.decisions import JudgeDecided
from tabulate.board.errors import NotAllowed
from tabulate.board.places import SheetName
from tabulate.board.rulings import BallotRuling, Case, ContestRuling, LineFinding, Verdict, WrittenLine
from tabulate.board.write_ins import OvalsSeen, ovals_of
from tabulate.election import ChoiceId, Contest, ContestId, DeclaredWriteIn
from tabulate.ledger.lines import read_entry, write_body
from tabulate.questions import Question
from tabulate.rules_edition import RulesEdition
from tabulate.votes import CastVoteRecord, cast_vote_record
from tests.tabulate.board.board_makers import decided
from tests.tabulate.elections import contest, election_of, sheet

ZOE = ChoiceId("zoe")
SHERIFF = replace(
    contest("sheriff", ["ames", "burke"], write_ins=1),
    declared_write_ins=(DeclaredWriteIn(ZOE, "Zoe Zander", ("Zoe Zander",)),),
)
LEVY = contest("levy", ["for", "against"])
ELECTION = election_of([SHERIFF, LEVY])
AMES, LINE = ChoiceId("ames"), ChoiceId("write-in-0")
NAME = SheetName("P-1", 1)
FIRST, SECOND = RulesEdition.FIRST, RulesEdition.SECOND
Marks = dict[tuple[str, str], Mark]

UNMARKED: Marks = {}
OVERVOTED: Marks = {("sheriff", "ames"): Mark.MARKED, ("sheriff", "burke"): Mark.MARKED}
AMBIGUOUS: Marks = {("sheriff", "ames"): Mark.AMBIGUOUS, ("levy", "for"): Mark.MARKED}
BOARD_DECIDES = {"unmarked": UNMARKED, "overvoted": OVERVOTED, "ambiguous": AMBIGUOUS}


def line(
    finding: LineFinding = LineFinding.DECLARED, person: ChoiceId | None = ZOE, oval_on_paper: bool = False
) -> WrittenLine:
    return WrittenLine(LINE, finding, "Zoe Zander", person, oval_on_paper)


def check(marks: Marks, found: ContestRuling, rules: RulesEdition = SECOND) -> JudgeDecided:
    """One judge's decision on a hand-marked ballot with these marks; the levy, where it is asked, has no vote."""
    reading = sheet(ELECTION, marks)
    ballot = Ballot(NAME, cast_vote_record(reading, ELECTION, rules))
    rulings = [found if one == SHERIFF.id else ruling(LEVY) for one in ballot.contests_in_question]
    entry = decided("ada", NAME, rulings)
    check_decision(ELECTION, (), ballot, entry, ovals_of(reading, ELECTION), rules)
    return entry


@pytest.mark.parametrize("marks", BOARD_DECIDES.values(), ids=BOARD_DECIDES.keys())
def test_repair_B4_a_written_name_whose_oval_is_not_marked_is_no_vote(marks: Marks) -> None:
    with pytest.raises(NotAllowed, match=r"only where its oval is marked \(13-15-206\(5\)\(b\)\)"):
        check(marks, ruling(SHERIFF, lines=[line()]))


@pytest.mark.parametrize("marks", BOARD_DECIDES.values(), ids=BOARD_DECIDES.keys())
@pytest.mark.parametrize("oval", [Mark.MARKED, Mark.AMBIGUOUS])
def test_repair_B4_with_its_oval_marked_or_ambiguous_it_may_be_one(marks: Marks, oval: Mark) -> None:
    check({**marks, ("sheriff", "write-in-0"): oval}, ruling(SHERIFF, lines=[line()]))


@pytest.mark.parametrize("marks", BOARD_DECIDES.values(), ids=BOARD_DECIDES.keys())
def test_repair_B4_or_where_the_judge_says_that_the_oval_is_marked_on_the_paper(marks: Marks) -> None:
    entry = check(marks, ruling(SHERIFF, lines=[line(oval_on_paper=True)]))
    body = write_body(entry)
    assert '"oval_on_paper":true' in body
    assert read_entry(1, entry.kind, body) == entry


def test_repair_B4_what_is_not_said_leaves_the_bytes_of_before_alone() -> None:
    entry = check({("sheriff", "write-in-0"): Mark.AMBIGUOUS}, ruling(SHERIFF, lines=[line()]))
    assert "oval_on_paper" not in write_body(entry)


@pytest.mark.parametrize(
    "finding", [one for one in LineFinding if one not in (LineFinding.DECLARED, LineFinding.PRINTED)]
)
def test_repair_B4_a_line_without_a_vote_needs_no_oval(finding: LineFinding) -> None:
    check(UNMARKED, ruling(SHERIFF, lines=[line(finding, None)]))


def test_repair_B4_marked_on_the_paper_and_not_marked_are_not_both_said() -> None:
    with pytest.raises(NotAllowed, match="both said"):
        check(UNMARKED, ruling(SHERIFF, lines=[line(LineFinding.OVAL_NOT_MARKED, None, oval_on_paper=True)]))


def test_repair_B4_each_line_of_a_contest_has_its_own_oval() -> None:
    council = replace(
        contest("council", ["cole"], seats=2, write_ins=2),
        declared_write_ins=tuple(DeclaredWriteIn(ChoiceId(one), one, (one,)) for one in ("xan", "yul")),
    )
    election = election_of([council])
    reading = sheet(election, {("council", "cole"): Mark.AMBIGUOUS, ("council", "write-in-1"): Mark.AMBIGUOUS})
    ballot = Ballot(NAME, cast_vote_record(reading, election, SECOND))
    lines = [
        WrittenLine(ChoiceId(f"write-in-{number}"), LineFinding.DECLARED, who, ChoiceId(who))
        for number, who in enumerate(("xan", "yul"))
    ]
    for found, allowed in ((lines[:1], False), (lines[1:], True), (lines, False)):
        entry = decided("ada", NAME, [ruling(council, lines=found)])
        if allowed:
            check_decision(election, (), ballot, entry, ovals_of(reading, election), SECOND)
            continue
        with pytest.raises(NotAllowed, match="write-in-0"):
            check_decision(election, (), ballot, entry, ovals_of(reading, election), SECOND)


def test_repair_B4_the_same_oval_in_another_contest_is_none_of_this_one() -> None:
    seen = OvalsSeen(True, frozenset({(ContestId("council"), LINE)}))
    ballot = Ballot(NAME, cast_vote_record(sheet(ELECTION, OVERVOTED), ELECTION, SECOND))
    entry = decided("ada", NAME, [ruling(SHERIFF, lines=[line()])])
    with pytest.raises(NotAllowed, match="oval"):
        check_decision(ELECTION, (), ballot, entry, seen, SECOND)


@pytest.mark.parametrize(("said", "allowed"), [(False, False), (True, True)])
def test_repair_B4_on_paper_that_was_not_read_the_judge_says_it(said: bool, allowed: bool) -> None:
    source = ImageSource("a.png", 1, "")
    reading = UnreadSheet(1, (source,), (Reason(ReasonCode.NO_TIMING_MARKS, "none"),))
    torn = [BallotRuling(Question.CONDITION, Verdict.TRANSFER)]
    rulings = [ruling(SHERIFF, lines=[line(oval_on_paper=said)]), ruling(LEVY)]
    entry = decided("ada", NAME, rulings, torn, card=ELECTION.cards[0].id)
    if allowed:
        check_decision(ELECTION, (), Ballot(NAME, None), entry, ovals_of(reading, ELECTION), SECOND)
        return
    with pytest.raises(NotAllowed, match="Look at the paper"):
        check_decision(ELECTION, (), Ballot(NAME, None), entry, ovals_of(reading, ELECTION), SECOND)


def test_repair_B4_a_device_printout_has_no_ovals() -> None:
    reading = ReadPrintout(1, ImageSource("a.png", 1, ""), False, (), ())
    assert ovals_of(reading, ELECTION) == OvalsSeen(has_ovals=False)
    ballot = Ballot(NAME, cast_vote_record(sheet(ELECTION, OVERVOTED), ELECTION, SECOND))
    entry = decided("ada", NAME, [ruling(SHERIFF, lines=[line()])])
    check_decision(ELECTION, (), ballot, entry, ovals_of(reading, ELECTION), SECOND)


BOTH: Marks = {("sheriff", "ames"): Mark.MARKED, ("sheriff", "write-in-0"): Mark.MARKED}
ONLY_WRITTEN: Marks = {("sheriff", "write-in-0"): Mark.AMBIGUOUS}


@pytest.mark.parametrize(
    ("marks", "case", "allowed"),
    [
        (BOTH, Case.W_D1, True),
        (BOTH, Case.W_F, False),
        (BOTH, None, False),
        (ONLY_WRITTEN, Case.W_D1, False),
        (ONLY_WRITTEN, Case.W_F, False),
        ({**ONLY_WRITTEN, ("sheriff", "ames"): Mark.AMBIGUOUS}, Case.W_D1, True),
    ],
)
def test_repair_B4_a_printed_name_is_a_vote_only_as_W_d1(marks: Marks, case: Case | None, allowed: bool) -> None:
    found = ruling(SHERIFF, lines=[line(LineFinding.PRINTED, AMES)], case=case)
    if allowed:
        check(marks, found)
        return
    with pytest.raises(NotAllowed, match=r"only as W-d1, the printed oval marked too"):
        check(marks, found)


def test_repair_B4_records_of_before_keep_what_they_allowed() -> None:
    smudged: Marks = {("sheriff", "ames"): Mark.AMBIGUOUS}
    check(smudged, ruling(SHERIFF, lines=[line()]), FIRST)
    check(smudged, ruling(SHERIFF, lines=[line(LineFinding.PRINTED, AMES)]), FIRST)


@given(
    st.dictionaries(
        st.sampled_from([("sheriff", one) for one in ("ames", "burke", "write-in-0")]), st.sampled_from(Mark)
    ),
    st.sampled_from(LineFinding),
    st.booleans(),
    st.sampled_from([None, *Case]),
)
def test_repair_B4_no_allowed_decision_gives_a_written_vote_without_an_oval(
    marks: Marks, finding: LineFinding, said: bool, case: Case | None
) -> None:
    person = {LineFinding.DECLARED: ZOE, LineFinding.PRINTED: AMES}.get(finding)
    written = line(finding, person, said)
    machine = cast_vote_record(sheet(ELECTION, marks), ELECTION, SECOND)
    if not _asks_sheriff(machine):
        return
    try:
        check(marks, ruling(SHERIFF, lines=[written], case=case))
    except NotAllowed:
        return
    if person is not None:
        assert said or marks.get(("sheriff", "write-in-0"), Mark.UNMARKED) is not Mark.UNMARKED
    if person == AMES:
        assert case is Case.W_D1
        assert marks.get(("sheriff", "ames"), Mark.UNMARKED) is not Mark.UNMARKED


def _asks_sheriff(machine: CastVoteRecord) -> bool:
    return SHERIFF.id in Ballot(NAME, machine).contests_in_question


def test_repair_B4_the_contest_s_name_is_said() -> None:
    titled: Contest = replace(SHERIFF, title="Sheriff of the county")
    election = election_of([titled, LEVY])
    reading = sheet(election, OVERVOTED)
    ballot = Ballot(NAME, cast_vote_record(reading, election, SECOND))
    entry = decided("ada", NAME, [ruling(titled, lines=[line()])])
    with pytest.raises(NotAllowed, match="Sheriff of the county"):
        check_decision(election, (), ballot, entry, ovals_of(reading, election), SECOND)
