"""What was decided is listed with question, decision and dissent; halts and test ballots are said where people look."""

import csv
import re

import pytest

from canvass.accounts.roles import Role
from canvass.board.review import decisions_listed
from canvass.console.progress import SilentProgress
from canvass.counting.batches import BatchRequest
from canvass.counting.count import count
from canvass.deciding.decisions import Deciding
from tabulate.board.batches.halts import CountHalted
from tabulate.board.decisions import DecisionReopened
from tabulate.ledger.entries import BatchKind
from tests.canvass.board.decks import BoardDeck
from tests.canvass.board.test_faults import ADDRESS, NAME, answers, said
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site, account_name

JUDGE, ADMINISTRATOR = Role.COUNTING_BOARD_MEMBER, Role.ELECTION_ADMINISTRATOR


def decided(site: Site, *values: str) -> str:
    """Each judge answers every contest so; what the last one is told."""
    told = ""
    for number, value in enumerate(values, start=1):
        client = site.client(JUDGE, number)
        told = said(client, client.post(ADDRESS, answers(site, value)))
    return told


def listed(site: Site, query: str = "") -> str:
    page = site.client(ADMINISTRATOR).get(f"/board/decided/{query}").content.decode()
    return " ".join(re.sub("<[^>]*>", " ", page.partition("</form>")[2]).split())


def test_three_judges_who_differ_read_that_there_is_no_majority_and_where(board_pages: Pages) -> None:
    site = board_pages.site
    told = decided(site, "0", "1", "none")
    contest = site.record.election.contest(Deciding(site.record).ballot(NAME).ballot.contests_in_question[0])
    assert "is decided by three judges. No majority in " in told
    assert contest.title.replace("&", "&amp;") in told
    page = board_pages.page_as(ADMINISTRATOR, viewport={"width": 1280, "height": 900})
    page.goto("/board/decided/")
    row = page.locator("tr", has_text=str(NAME)).inner_text()
    assert f"Overvote, {contest.title}" in row
    assert "no majority" in row
    check_axe(page)
    picture(page, "board-decided")
    page.set_viewport_size({"width": 320, "height": 700})
    check_fits(page)


def test_decisions_are_found_by_what_was_asked_and_by_dissent(board_site: Site) -> None:
    decided(board_site, "over", "over", "none")
    dissent = f"overvote: no vote dissent of {account_name(JUDGE, 3)}"
    assert dissent in listed(board_site)
    for query, found in {
        "?show=with+dissent": True,
        "?show=without+a+majority": False,
        "?show=with+an+objection": False,
        "?question=Overvote": True,
        "?question=Write-in": False,
        "?show=%3Cscript%3E&question=%3Cscript%3E": True,
    }.items():
        assert (dissent in listed(board_site, query)) is found, query


def test_what_one_judge_decided_is_not_listed_before_all_three_have(board_site: Site) -> None:
    decided(board_site, "over")
    page = listed(board_site)
    assert "1 of 3 judges" in page
    assert "overvote: no vote" not in page


def test_a_round_that_was_opened_again_before_its_end_counts_nothing(board_site: Site) -> None:
    decided(board_site, "over")
    Deciding(board_site.record).enter(
        DecisionReopened(NAME.batch, NAME.sheet, 1, account_name(ADMINISTRATOR), "a judge was replaced")
    )
    assert "opened again: counts nothing" in listed(board_site)
    decided(board_site, "over", "over", "over")
    assert listed(board_site).count(str(NAME)) == 2, "a line for each round"


def test_each_ballot_and_round_is_one_line_of_the_file_however_many_are_read_at_once(
    board_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(board_site, "over", "over", "none")
    for at_once in (1, 2, 150):
        monkeypatch.setattr(decisions_listed, "_DECISIONS", at_once)
        answer = board_site.client(ADMINISTRATOR).get("/board/decided/?as=csv")
        (row,) = csv.DictReader(answer.content.decode().splitlines())
        assert row["Judges"] == "; ".join(account_name(JUDGE, number) for number in (1, 2, 3)), at_once


@pytest.fixture
def with_test_deck(deck: BoardDeck, board_site: Site) -> Site:
    """With a test deck of one ballot of which something is asked."""
    count(
        board_site.record, deck.new_ballots, BatchRequest("T-9", "left-scanner", kind=BatchKind.TEST), SilentProgress()
    )
    return board_site


def test_ballots_of_a_test_deck_are_marked_and_counted_with_no_others(with_test_deck: Site) -> None:
    questions = Deciding(with_test_deck.record).questions
    assert questions.ballots_waiting() == questions.ballots_waiting(("T-9",)) + 1
    judge = with_test_deck.client(JUDGE)
    for address in ("/board/", "/board/ballots/T-9/1/decide/", "/"):
        page = judge.get(address).content.decode()
        assert str(questions.ballots_waiting(("T-9",))) in page, address
        assert f">{questions.ballots_waiting()}<" not in page, address
    assert "Of test decks, in no total" in judge.get("/board/").content.decode()
    for address in ("/board/ballots/T-9/1/decide/", "/board/ballots/T-9/1/"):
        assert "TEST: in no total" in judge.get(address).content.decode()
    assert "TEST: in no total" not in judge.get(ADDRESS).content.decode()


def test_a_halted_count_is_said_at_home_and_in_the_status_to_everybody(board_site: Site) -> None:
    operator, anybody = board_site.client(Role.SCANNER_OPERATOR), board_site.client()
    assert "The count is halted" not in operator.get("/").content.decode()
    Deciding(board_site.record).enter(CountHalted("left-scanner", account_name(JUDGE, 1), "two totals differ"))
    for client, address in (
        (operator, "/"),
        (board_site.client(JUDGE), "/"),
        (operator, "/status/"),
        (anybody, "/status/"),
    ):
        page = client.get(address).content.decode()
        assert "The count is halted</strong> (13-15-209): left-scanner." in page, address
