"""A hand count is a board's, and ballots set aside in it are decided by two of three (13-15-206(2)(a), (4))."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabulate.board.by_hand.hand_counts import (
    BallotSetAside,
    ChoiceFigure,
    HandCountOpened,
    HandCountReopened,
    SetAsideDecided,
    TallySheetEntered,
)
from tabulate.board.checking import check_set_aside, ruling
from tabulate.board.errors import NotAllowed
from tabulate.board.rulings import ContestRuling, LineFinding, WrittenLine
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tabulate.ledger.entries import Entry
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.fold import fold
from tabulate.ledger.lines import read_entry, write_body
from tabulate.rules_edition import RulesEdition
from tabulate.totals.reconciliation import reconcile
from tests.tabulate.board.board_makers import JUDGES, board, mayor
from tests.tabulate.board.test_written_ovals import ELECTION, LEVY, SHERIFF, ZOE
from tests.tabulate.ledger_makers import ANN, BOB, MAYOR, record_opened
from tests.tabulate.test_ledger_fold import COUNCIL
from tests.tabulate.test_ledger_fold import ELECTION as FOLDED

NORTH = PrecinctId("north")
EAST = JUDGES["east"]
ADA, BEA, CAL = EAST
FIRST, SECOND = RulesEdition.FIRST, RulesEdition.SECOND
OPENED = HandCountOpened("H", NORTH, 10, (), (ADA, BEA), CAL, "the clerk", "east")
Figures = tuple[int, int, int, int, int]


def sheets(ann: int, bob: int, under: int = 0, over: int = 0, round: int = 1) -> list[Entry]:
    """Both recorders' equal sheets of the mayor's contest, one seat."""
    figures = tuple(ChoiceFigure(one, votes) for one, votes in ((ANN, ann), (BOB, bob)) if votes)
    ballots = ann + bob + under + over
    return [TallySheetEntered("H", MAYOR, round, judge, ballots, figures, under, over) for judge in (ADA, BEA)]


def aside(number: int = 1, contests: tuple[ContestId, ...] = (MAYOR,), by: str = CAL) -> BallotSetAside:
    return BallotSetAside("H", number, contests, "circled, not filled", by)


def decided(judge: str, found: ContestRuling, number: int = 1) -> SetAsideDecided:
    return SetAsideDecided("H", number, judge, (found,))


def by_all(*found: ContestRuling, number: int = 1) -> list[Entry]:
    return [decided(judge, one, number) for judge, one in zip(EAST, found, strict=True)]


def told(*entries: Entry, rules: RulesEdition = SECOND, opened: HandCountOpened = OPENED) -> list[Entry]:
    return [replace(record_opened(), rules=rules), board(), board("west"), opened, *entries]


def figures(*entries: Entry) -> Figures:
    """Ann, Bob, undervotes, overvotes, ballots with the contest; all 0 where it adds nothing yet."""
    tally = fold(told(*entries)).real.contests.get((NORTH, MAYOR))
    if tally is None:
        return 0, 0, 0, 0, 0
    return tally.votes[ANN], tally.votes[BOB], tally.undervotes, tally.overvotes, tally.sheets


def refused(entries: list[Entry], match: str) -> None:
    fold(entries[:-1])
    with pytest.raises(LedgerBroken, match=match):
        fold(entries)


def test_repair_B12_what_the_board_decides_is_added_to_both_tally_sheets() -> None:
    ann = mayor(ANN)
    assert figures(*sheets(6, 3)) == (6, 3, 0, 0, 9)
    assert figures(aside(), *by_all(ann, ann, mayor()), *sheets(6, 3)) == (7, 3, 0, 0, 10)
    assert figures(aside(), *sheets(6, 3), *by_all(mayor(BOB), mayor(BOB), ann)) == (6, 4, 0, 0, 10)
    assert figures(aside(), *sheets(6, 3), *by_all(mayor(), mayor(), ann)) == (6, 3, 1, 0, 10)
    over = mayor(overvoted=True)
    assert figures(aside(), *sheets(6, 3), *by_all(over, over, ann)) == (6, 3, 0, 1, 10)


def test_repair_B12_without_two_who_agree_nobody_has_the_vote() -> None:
    found = by_all(mayor(ANN), mayor(BOB), mayor(overvoted=True))
    assert figures(aside(), *found, *sheets(6, 3)) == (6, 3, 1, 0, 10)


def test_repair_B12_nothing_of_the_contest_counts_before_its_set_aside_ballots_are_decided() -> None:
    waiting = [aside(), *sheets(6, 3), *by_all(mayor(ANN), mayor(ANN), mayor(ANN))[:2]]
    assert figures(*waiting) == (0, 0, 0, 0, 0)
    found = reconcile(fold(told(*waiting)), FOLDED).unfinished
    assert any("has not decided the ballots set aside (1; 13-15-206(2)(a))" in one for one in found)
    assert figures(*waiting, decided(CAL, mayor(ANN))) == (7, 3, 0, 0, 10)


def test_repair_B12_the_list_is_numbered_without_a_gap() -> None:
    refused(told(aside(2)), "number 1 of the list")
    refused(told(aside(1), aside(1)), "number 2 of the list")
    refused(told(aside(1), aside(3)), "number 2 of the list")
    fold(told(aside(1), aside(2)))


@pytest.mark.parametrize(
    ("entry", "match"),
    [
        (aside(by="dan"), "a judge of the board of hand count H"),
        (aside(by="the clerk"), "a judge of the board"),
        (aside(contests=()), "the contests in question"),
        (aside(contests=(MAYOR, MAYOR)), "the contests in question"),
        (replace(aside(), why=" "), "and why"),
        (replace(aside(), count="other"), "a hand count that was opened"),
    ],
)
def test_repair_B12_a_line_says_who_what_and_why(entry: BallotSetAside, match: str) -> None:
    refused(told(entry), match)


@pytest.mark.parametrize(
    ("entry", "match"),
    [
        (decided("dan", mayor(ANN)), "a judge of the board"),
        (decided(ADA, mayor(ANN), number=2), "a ballot set aside in hand count H"),
        (decided(ADA, mayor(ANN), number=0), "a ballot set aside in hand count H"),
        (decided(ADA, replace(mayor(ANN), contest=COUNCIL)), "a finding on mayor"),
        (SetAsideDecided("H", 1, ADA, ()), "a finding on mayor"),
    ],
)
def test_repair_B12_a_finding_is_by_a_judge_of_the_board_on_what_is_asked(entry: SetAsideDecided, match: str) -> None:
    refused(told(aside(), entry), match)


def test_repair_B12_each_judge_decides_once() -> None:
    refused(told(aside(), decided(ADA, mayor(ANN)), decided(ADA, mayor(BOB))), "one decision of ada")


def test_repair_B12_the_ballots_of_both_lists_are_not_more_than_there_are() -> None:
    refused(told(aside(), sheets(6, 4)[0]), "at most 10 ballots in hand count H, 1 of them set aside")
    few = replace(OPENED, ballots=1)
    refused(told(aside(1), aside(2), opened=few), "at most 1 ballots")


def test_repair_B12_a_ballot_set_aside_in_one_contest_is_tallied_in_the_others() -> None:
    council = [
        TallySheetEntered("H", COUNCIL, 1, judge, 10, (ChoiceFigure(ChoiceId("cole"), 20),), 0, 0)
        for judge in (ADA, BEA)
    ]
    fold(told(aside(), *council))


def test_repair_B12_what_is_settled_is_opened_again_before_a_ballot_of_it_is_set_aside() -> None:
    refused(told(*sheets(6, 4), aside()), "both sheets in and equal")
    again = HandCountReopened("H", MAYOR, 10, "the clerk", "a circled name was tallied")
    assert figures(*sheets(6, 4), again, aside(), *by_all(*[mayor(ANN)] * 3), *sheets(5, 4, round=2)) == (
        6,
        4,
        0,
        0,
        10,
    )


def test_repair_B12_where_the_whole_is_counted_again_the_list_begins_anew() -> None:
    begun = [aside(), *by_all(*[mayor(ANN)] * 3), *sheets(6, 3)]
    again = HandCountReopened("H", None, 11, "the clerk", "one was found")
    assert figures(*begun, again) == (0, 0, 0, 0, 0)
    assert figures(*begun, again, aside(), *by_all(*[mayor(BOB)] * 3), *sheets(6, 4, round=2)) == (6, 5, 0, 0, 11)


def test_a_ballot_set_aside_by_mistake_leaves_the_list_before_any_sheet_is_in() -> None:
    again = HandCountReopened("H", None, 10, "the clerk", "the wrong contest was named")
    assert figures(aside(contests=(COUNCIL,)), again, aside(), *by_all(*[mayor(ANN)] * 3), *sheets(6, 3)) == (
        7,
        3,
        0,
        0,
        10,
    )
    refused(told(again), "none to open again")
    refused(told(aside(), replace(again, contest=MAYOR)), "none to open again")


@pytest.mark.parametrize(
    ("opened", "match"),
    [
        (replace(OPENED, board=None), "the board that counts"),
        (replace(OPENED, board="north"), "which there is not"),
        (replace(OPENED, board="west"), "to be judges of board west"),
        (replace(OPENED, reader="Somebody"), "Somebody, who is not"),
        (replace(OPENED, recorders=(ADA, "dan")), "dan, who is not"),
        (replace(OPENED, recorders=(ADA, CAL)), "three people"),
    ],
)
def test_repair_B12_reader_and_recorders_are_the_judges_of_one_sworn_board(opened: HandCountOpened, match: str) -> None:
    refused(told(opened=opened), match)


@pytest.mark.parametrize("people", list(permutations(EAST)))
def test_repair_B12_whichever_of_them_reads(people: tuple[str, str, str]) -> None:
    reader, *recorders = people
    fold(told(opened=replace(OPENED, reader=reader, recorders=(recorders[0], recorders[1]))))


def test_repair_B12_hand_counts_of_before_go_on_without_a_board_and_set_nothing_aside() -> None:
    before = replace(OPENED, board=None, reader="Somebody")
    assert "board" not in write_body(before)
    assert read_entry(1, before.kind, write_body(before)) == before
    state = fold(told(*sheets(6, 4), rules=FIRST, opened=before))
    assert state.real.contests[NORTH, MAYOR].votes[ANN] == 6
    with pytest.raises(LedgerBroken, match="a judge of the board"):
        fold(told(aside(), rules=FIRST, opened=before))


def test_repair_B12_a_written_name_needs_its_oval_here_too_and_a_stranger_has_no_vote() -> None:
    def found(*lines: WrittenLine, choices: tuple[str, ...] = ()) -> SetAsideDecided:
        sheriff = ruling(SHERIFF, map(ChoiceId, choices), lines)
        return SetAsideDecided("H", 1, ADA, (sheriff, ruling(LEVY)))

    line = WrittenLine(ChoiceId("write-in-0"), LineFinding.DECLARED, "Zoe Zander", ZOE, oval_on_paper=True)
    check_set_aside(ELECTION, (), found(line))
    check_set_aside(ELECTION, (), found(choices=("ames",)))
    with pytest.raises(NotAllowed, match="only where its oval is marked"):
        check_set_aside(ELECTION, (), found(replace(line, oval_on_paper=False)))
    with pytest.raises(NotAllowed, match="declared candidate"):
        check_set_aside(ELECTION, (), found(replace(line, person=ChoiceId("stranger"))))


@given(
    st.lists(st.tuples(*[st.sampled_from(["ann", "bob", "none", "over"])] * 3), max_size=4),
    st.integers(0, 3),
    st.integers(0, 3),
)
def test_repair_B12_plainly_said(found: list[tuple[str, str, str]], ann: int, bob: int) -> None:
    """The count is the tally and, of each ballot set aside, what two found; in any order of list and sheets."""
    rulings = {"ann": mayor(ANN), "bob": mayor(BOB), "none": mayor(), "over": mayor(overvoted=True)}
    lists: list[Entry] = []
    expected = {"ann": ann, "bob": bob, "none": 0, "over": 0}
    for number, said in enumerate(found, 1):
        lists += [aside(number), *by_all(*(rulings[one] for one in said), number=number)]
        expected[next((one for one in said if said.count(one) >= 2), "none")] += 1
    total = sum(expected.values())
    counts = (expected["ann"], expected["bob"], expected["none"], expected["over"], total)
    assert figures(*lists, *sheets(ann, bob)) == (counts if total else (0, 0, 0, 0, 0))
