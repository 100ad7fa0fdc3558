"""The board sees each ballot with the names of its own edition, and gives nobody a vote on a ballot of another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.accounts.roles import Role
from canvass.deciding.decisions import Deciding
from canvass.errors import RefusedError
from canvass.verifying.ledger import verify_ledger
from tabulate.board.checking import ruling
from tabulate.board.places import Place, SheetName
from tabulate.board.polls import PollsClosed
from tabulate.editions.joined import editions_of
from tabulate.election import ChoiceId
from tabulate.ledger.fold import fold
from tabulate.totals.results import total
from tests.canvass.corrected_county import NEW, changed_contest, first_plan
from tests.canvass.corrected_record import BATCH, CONTEST, OWN, board, corrected_record, overvoted_sheets
from tests.canvass.web.browsing import Pages, check_axe, check_fits
from tests.canvass.web.served_records import Site, account_name, live_address, make_accounts, site_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from canvass.record.store import Record

JUDGES = ("ada", "bea", "cal")
DEAD_NAME = changed_contest(first_plan()).choices[0].name


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with corrected_record(tmp_path / "record") as made:
        overvoted_sheets(made)
        yield made


def decide(record: Record, judge: str, sheet: int, choice: ChoiceId) -> Place:
    contest = next(one.election for one in editions_of(record.election) if one.number == sheet).contest(CONTEST)
    found = ruling(contest, [choice])
    return Deciding(record).decide(judge, SheetName(BATCH, sheet), 1, [found]).place


def test_a_vote_for_somebody_whom_the_ballot_does_not_print_is_refused(record: Record) -> None:
    Deciding(record).enter(board(JUDGES))
    joined = record.election.contest(CONTEST)
    for sheet, other in ((1, OWN[2]), (2, OWN[1])):
        with pytest.raises(RefusedError, match="printed choices"):
            Deciding(record).decide("ada", SheetName(BATCH, sheet), 1, [ruling(joined, [other])])


def test_what_the_board_decides_on_either_edition_is_added_up_and_verifies(record: Record) -> None:
    Deciding(record).enter(board(JUDGES))
    for sheet in (1, 2):
        assert [decide(record, judge, sheet, OWN[sheet]) for judge in JUDGES][-1] is Place.RESOLVED
    state = fold(record.outlines())
    totals = next(one for one in total(record.election, state.real, test=False).contests if one.contest == CONTEST)
    assert {one.choice: one.by_board for one in totals.choices if one.votes} == {OWN[1]: 1, OWN[2]: 1}
    assert (totals.sheets, totals.waiting, totals.undervotes) == (2, 0, 0)
    assert verify_ledger(record).problems == []


@pytest.fixture
def site(record: Record) -> Iterator[Site]:

    directory = record.directory
    record.close()
    with site_of(directory) as served:
        make_accounts(each=3)
        accounts = [account_name(Role.COUNTING_BOARD_MEMBER, number) for number in (1, 2, 3)]
        Deciding(served.record).enter(board(accounts))
        yield served


def test_the_page_shows_the_names_of_the_ballots_own_edition(site: Site, browser: Browser) -> None:

    with live_address() as address:
        page = Pages(browser, site, address).page_as(Role.COUNTING_BOARD_MEMBER)
        for sheet, shown, hidden in ((1, DEAD_NAME, NEW.name), (2, NEW.name, DEAD_NAME)):
            page.goto(f"/board/ballots/{BATCH}/{sheet}/decide/")
            words = page.locator("main").inner_text()
            assert shown in words
            assert changed_contest(first_plan()).choices[1].name in words
            assert hidden not in words
            check_fits(page)
            check_axe(page)
        page.context.close()


def test_the_page_of_results_says_on_which_edition_a_choice_is_printed(site: Site, browser: Browser) -> None:

    Deciding(site.record).enter(PollsClosed("the administrator"))
    with live_address() as address:
        page = Pages(browser, site, address).page_as(Role.ELECTION_ADMINISTRATOR)
        page.goto("/results/")
        words = page.locator("main").inner_text()
        assert f"{NEW.name} (edition 2)" in words
        assert f"{DEAD_NAME} (edition 1)" in words
        assert "Edition 2 of the ballots, taken by Ann Clerk: the candidate died." in words
        check_axe(page)
        page.context.close()
