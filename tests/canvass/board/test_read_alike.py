"""Write-ins that are alike are read together: each ballot keeps its own entries, of three judges."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from canvass.accounts.roles import Role
from canvass.deciding.decisions import Deciding
from tabulate.board.boards import WorkingMode, WorkingModeSet
from tabulate.board.decisions import JudgeDecided
from tabulate.board.places import SheetName
from tabulate.election import ChoiceId, Contest, ContestId
from tabulate.ledger.entries import BatchOpened
from tabulate.questions import Question, RaisedQuestion
from tabulate.votes import CastVoteRecord, Counted
from tests.canvass.board.decks import BATCH
from tests.canvass.board.test_faults import said
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import PASSWORD, Site, account_name
from tests.tabulate.ledger_makers import read_sheet_entry

JUDGE = Role.COUNTING_BOARD_MEMBER
LINE = ChoiceId("write-in-0")
WRITTEN, ALONE = "W-1", 3
ALIKE = "/board/write-ins/alike/"


@pytest.fixture
def written_site(board_site: Site) -> Site:
    """With three ballots more of which nothing is asked but a name on one line of the commissioners' contest."""
    record, contest = board_site.record, contest_of(board_site)
    card = record.election.cards[0]
    reading = Counted(contest.id, (LINE,), contest.seats - 1)
    raised = (RaisedQuestion(Question.WRITE_IN, contest.id, LINE),)
    votes = CastVoteRecord(card.id, card.precinct, card.ballot_style, (reading,), raised)
    opened = next(one for one in record.entries() if isinstance(one, BatchOpened))
    sheets = [read_sheet_entry(WRITTEN, number, votes) for number in range(1, ALONE + 1)]
    record.append([replace(opened, batch=WRITTEN), *sheets])
    return board_site


def contest_of(site: Site) -> Contest:
    return site.record.election.contest(ContestId("commissioner"))


def declared(site: Site) -> str:
    return f"DECLARED:{contest_of(site).declared_write_ins[0].id}"


def boxes(client: Client) -> list[str]:
    """What may be ticked: a box for each line."""
    page = client.get("/board/write-ins/?contest=commissioner").content.decode()
    return re.findall(r'name="line" value="([^"]+)"', page)


def read_all(site: Site, client: Client, **more: str) -> str:
    sent = {"contest": "commissioner", "line": boxes(client), "finding": declared(site), **more}
    return said(client, client.post(ALIKE, sent))


def decisions(site: Site) -> list[JudgeDecided]:
    return [entry for entry in site.record.entries() if isinstance(entry, JudgeDecided)]


def test_three_judges_read_lines_alike_and_each_ballot_has_an_entry_of_each(written_site: Site) -> None:
    for number in (1, 2, 3):
        told = read_all(written_site, written_site.client(JUDGE, number))
        assert f"{ALONE} ballots decided so, each by its own entry." in told
        assert "Filled in on the pages of 2 ballots" in told
    made = decisions(written_site)
    ballots, judges = range(1, ALONE + 1), [account_name(JUDGE, number) for number in (1, 2, 3)]
    expected = {(SheetName(WRITTEN, sheet), judge) for sheet in ballots for judge in judges}
    assert {(entry.name, entry.judge) for entry in made} == expected
    assert len(made) == 3 * ALONE
    outcome = Deciding(written_site.record).ballot(SheetName(WRITTEN, 1)).ballot.outcome
    assert outcome is not None
    assert outcome.contests[0].votes == (contest_of(written_site).declared_write_ins[0].id,)
    assert read_all(written_site, written_site.client(JUDGE, 1)).count("ballots decided so") == 0, (
        "nothing is decided twice"
    )


def test_ballots_that_judges_decide_in_turns_are_listed_once_each(written_site: Site) -> None:
    for number in (1, 2, 3):
        read_all(written_site, written_site.client(JUDGE, number))
        page = written_site.client(JUDGE, 1).get("/board/decided/").content.decode()
        assert page.count('<th scope="row">') == ALONE, number
        assert page.count(f"{number} of 3 judges") == (ALONE if number < 3 else 0)


def test_a_ballot_that_asks_more_is_filled_in_for_this_judge_and_decided_on_its_own_page(written_site: Site) -> None:
    client = written_site.client(JUDGE, 1)
    read_all(written_site, client, name="Ada  Ash")
    asked = f"/board/ballots/{BATCH}/6/decide/"
    chosen = re.compile(rf'value="{declared(written_site)}"[^>]*checked')
    page = client.get(asked).content.decode()
    assert chosen.search(page)
    assert 'value="Ada Ash"' in page
    assert not chosen.search(written_site.client(JUDGE, 2).get(asked).content.decode()), "another judge reads it alone"
    assert all(entry.batch == WRITTEN for entry in decisions(written_site))


def test_lines_that_were_not_asked_or_were_opened_again_are_not_written(written_site: Site) -> None:
    client = written_site.client(JUDGE, 1)
    line = boxes(client)[-1]
    entry, _, rest = line.partition(":")
    for wrong in ("x", f"{entry}:9:write-in-0", f"{entry}:1:write-in-7", "1:1:write-in-0", "99999:1:write-in-0"):
        said(
            client, client.post(ALIKE, {"contest": "commissioner", "line": [wrong], "finding": declared(written_site)})
        )
    for finding in ("", "COUNTS", "DECLARED:nobody"):
        said(client, client.post(ALIKE, {"contest": "commissioner", "line": [line], "finding": finding}))
    assert rest.startswith("1:")
    assert decisions(written_site) == []


def test_at_one_screen_the_next_judge_begins_from_what_was_read_and_confirms_alone(
    written_site: Site, board_pages: Pages
) -> None:
    Deciding(written_site.record).enter(WorkingModeSet(WorkingMode.SHARED_SCREEN, "administrator"))
    page = board_pages.page_as(JUDGE, 1, viewport={"width": 1280, "height": 900})
    page.goto("/board/write-ins/?contest=commissioner")
    page.get_by_role("button", name="Tick all").click()
    name = contest_of(written_site).declared_write_ins[0].name
    page.get_by_label(name).check()
    for number in (1, 2):
        assert page.locator("input[name=line]:checked").count() == ALONE + 2
        assert page.get_by_label(name).is_checked()
        page.get_by_label("Judge", exact=True).select_option(account_name(JUDGE, number))
        page.get_by_label("PIN, or own password").fill(PASSWORD)
        if number == 1:
            check_axe(page)
            picture(page, "board-read-alike")
        page.get_by_role("button", name="Read these alike").click()
        assert f"{ALONE} ballots decided so" in page.locator("main").inner_text()
    assert {entry.judge for entry in decisions(written_site)} == {account_name(JUDGE, 1), account_name(JUDGE, 2)}
    page.set_viewport_size({"width": 320, "height": 700})
    check_fits(page)


def test_at_one_screen_a_wrong_password_reads_nothing_and_none_decides_nothing(written_site: Site) -> None:
    Deciding(written_site.record).enter(WorkingModeSet(WorkingMode.SHARED_SCREEN, "administrator"))
    client = written_site.client(JUDGE, 1)
    assert "Filled in on the pages of 5 ballots" in read_all(written_site, client)
    assert "not the judge" in read_all(written_site, client, judge=account_name(JUDGE, 2), password="wrong")
    assert decisions(written_site) == []


def test_whom_a_name_is_like_is_said_beside_its_line_and_the_page_stays(written_site: Site, board_pages: Pages) -> None:
    asked = f"/board/ballots/{WRITTEN}/1/decide/"
    for script in (True, False):
        page = board_pages.page_as(JUDGE, 1, java_script_enabled=script)
        page.goto(asked)
        page.get_by_label("The name as you read it").fill("zzzz qqqq")
        page.get_by_role("button", name="Whom is it like?").click()
        told = page.locator("[data-told]")
        told.get_by_text("It is like none of the candidates' names.").wait_for()
        assert page.locator(".notice.error").count() == 0
        assert script or page.url.endswith("-name"), "the page opens at the line"
