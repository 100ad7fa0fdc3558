"""A real server, killed between two judges' confirmations and amid one: nothing is lost, nothing is there twice."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings

from canvass.accounts.roles import Role
from canvass.deciding.decisions import Deciding
from canvass.record import open_record
from canvass.verifying.ledger import verify_ledger
from tabulate.board.boards import WorkingMode, WorkingModeSet
from tabulate.board.places import SheetName
from tests.canvass.board.decks import BATCH, BoardDeck
from tests.canvass.web.killed_servers import SignedIn, killed_at_the_end
from tests.canvass.web.served_records import PASSWORD, account_name, copy_record, site_of

JUDGE = Role.COUNTING_BOARD_MEMBER
JUDGES = tuple(account_name(JUDGE, number) for number in (1, 2, 3))
NAME = SheetName(BATCH, 13)
"""Asks about overvotes only."""
PAGE = f"/board/ballots/{BATCH}/13/decide/"


@pytest.fixture
def record_of_a_shared_screen(deck: BoardDeck, tmp_path: Path) -> tuple[Path, str]:
    """A record whose boards work at one screen; the session of the screen."""
    directory = copy_record(deck.record, tmp_path / "served")
    with site_of(directory) as site:
        Deciding(site.record).enter(WorkingModeSet(WorkingMode.SHARED_SCREEN, "administrator"))
        return directory, f"{settings.SESSION_COOKIE_NAME}={site.session_of(site.account(JUDGE, 1))}"


@contextmanager
def work_on(directory: Path) -> Iterator[Deciding]:
    with open_record(directory) as record:
        yield Deciding(record)


def answers(directory: Path) -> dict[str, str]:
    with work_on(directory) as work:
        asked = work.ballot(NAME).ballot
    contests = {f"c{place}": "none" for place, _ in enumerate(asked.contests_in_question)}
    return {"round": str(asked.round), "order": "kind", "action": "decide", "password": PASSWORD, **contests}


def confirmed(directory: Path) -> tuple[str, ...]:
    with work_on(directory) as work:
        return tuple(one.judge for one in work.ballot(NAME).ballot.decisions)


def test_a_kill_between_two_confirmations_keeps_the_first_and_waits_for_the_second(
    record_of_a_shared_screen: tuple[Path, str],
) -> None:
    directory, cookie = record_of_a_shared_screen
    sent = answers(directory)
    for place, judge in enumerate(JUDGES):
        with killed_at_the_end(directory) as server:
            screen = SignedIn(server.address, cookie)
            assert screen.post(PAGE, {**sent, "judge": judge}).status == 302
            server.kill()
        assert confirmed(directory) == JUDGES[: place + 1]
    with work_on(directory) as work:
        outcome = work.ballot(NAME).ballot.outcome
        assert outcome is not None
        assert outcome.judges == JUDGES


def test_a_confirmation_sent_again_after_a_kill_amid_it_is_there_once(
    record_of_a_shared_screen: tuple[Path, str],
) -> None:
    directory, cookie = record_of_a_shared_screen
    sent = {**answers(directory), "judge": JUDGES[0]}
    for wait_s in (0.02, 0.1):
        with killed_at_the_end(directory) as server:
            posting = Thread(target=_send, args=(SignedIn(server.address, cookie), sent))
            posting.start()
            time.sleep(wait_s)
            server.kill()
            posting.join()
        assert confirmed(directory) in ((), JUDGES[:1])
    with killed_at_the_end(directory) as server:
        screen = SignedIn(server.address, cookie)
        assert screen.post(PAGE, sent).status in (302, 409, 422)
    assert confirmed(directory) == JUDGES[:1]
    with open_record(directory) as record:
        assert verify_ledger(record).problems == []


def _send(screen: SignedIn, sent: dict[str, str]) -> None:
    with suppress(OSError, HTTPException, AssertionError):
        screen.post(PAGE, sent)
