"""The board's deck, made and counted once; served copies of it with boards appointed."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.accounts.roles import Role
from tabulate.board.boards import BoardAppointed
from tabulate.board.boards import Judge as BoardJudge

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.canvass.board.decks import BoardDeck
    from tests.canvass.web.browsing import Pages
    from tests.canvass.web.served_records import Site


@pytest.fixture(scope="session")
def deck(tmp_path_factory: pytest.TempPathFactory) -> "BoardDeck":
    """A record with questions of every kind, six judges' accounts, and two boards."""
    from canvass.web.served import serve_record
    from tests.canvass.board.decks import make_board_deck
    from tests.canvass.web.served_records import make_accounts

    made = make_board_deck(tmp_path_factory.mktemp("board"))
    with serve_record(made.record) as served:
        make_accounts(each=7)
        from canvass.deciding.decisions import Deciding

        for board, first in (("1", 1), ("2", 4)):
            Deciding(served.record).enter(appointed(board, first))
    return made


def appointed(board: str, first: int) -> BoardAppointed:
    """A board of the three judges from `first` on."""
    from tests.canvass.web.served_records import account_name

    numbers = range(first, first + 3)
    judges = tuple(
        BoardJudge(account_name(Role.COUNTING_BOARD_MEMBER, number), f"Judge {number}", "2026-10-20")
        for number in numbers
    )
    return BoardAppointed(board, judges, early_count=False, appointed_by="election-administrator-1")


@pytest.fixture
def board_site(deck: "BoardDeck", tmp_path: Path) -> "Iterator[Site]":
    """A copy of the deck's record, served within this process."""
    from tests.canvass.web.served_records import copy_record, site_of

    with site_of(copy_record(deck.record, tmp_path / "served")) as served:
        yield served


@pytest.fixture
def board_pages(board_site: "Site", browser: "Browser") -> "Iterator[Pages]":
    """The same behind a live server, with Chromium."""
    from tests.canvass.web.browsing import Pages
    from tests.canvass.web.served_records import live_address

    with live_address() as address:
        yield Pages(browser, board_site, address)
        for context in browser.contexts:
            context.close()
