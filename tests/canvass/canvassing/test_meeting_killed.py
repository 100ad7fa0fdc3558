"""A server killed in the midst of the canvass meeting: each step is there once, whole or not at all, and it goes on."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from threading import Thread

from django.conf import settings

from canvass.accounts.roles import Role
from canvass.record import open_record
from canvass.verifying.ledger import verify_ledger
from tabulate.board.county.canvass_entries import CanvassMet, PollsNotOpened, ReportAdopted, ResultsDeclared
from tests.canvass.canvassing.test_county_page import MEETING, received
from tests.canvass.web.killed_servers import SignedIn, killed_at_the_end
from tests.canvass.web.served_records import make_accounts, site_of

Said = Mapping[str, str | Sequence[str]]
SIGNED: Said = {"signers": ["Ann Ash", "Sam Short"]}
CLOSED: Said = {"precinct": "P3", "reason": "The hall burned down."}
KILLED_AFTER_S = 0.15


def counted(directory: Path) -> list[int]:
    """How often the board met, certified polls not open, adopted, declared; the ledger is whole."""
    with open_record(directory) as record:
        assert verify_ledger(record).problems == []
        kinds = Counter(type(one) for one in record.outlines())
    return [kinds[one] for one in (CanvassMet, PollsNotOpened, ReportAdopted, ResultsDeclared)]


def sent(browser: SignedIn, step: str, said: Said) -> int:
    return browser.post("/canvass/", said, f"/canvass/{step}/").status


def cut_off(browser: SignedIn, step: str, said: Said) -> None:
    with suppress(OSError, HTTPException, AssertionError):
        sent(browser, step, said)


def test_what_was_entered_before_a_kill_stays_and_what_it_cut_off_is_there_once_when_sent_again(record: Path) -> None:
    with site_of(record) as site:
        make_accounts()
        received(site, "P1", "P2")
        session = site.session_of(site.account(Role.ELECTION_ADMINISTRATOR))
        cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
    with killed_at_the_end(record) as server:
        browser = SignedIn(server.address, cookie)
        assert sent(browser, "meet", MEETING) == 302
        assert sent(browser, "not-open", CLOSED) == 302
        posting = Thread(target=cut_off, args=(browser, "adopt", SIGNED))
        posting.start()
        time.sleep(KILLED_AFTER_S)
        server.kill()
        posting.join()
    assert counted(record) in ([1, 1, 0, 0], [1, 1, 1, 0])
    with killed_at_the_end(record) as server:
        browser = SignedIn(server.address, cookie)
        sent(browser, "adopt", SIGNED)
        assert sent(browser, "declare", SIGNED) == 302
        page = browser.get("/canvass/").text
    assert "The hall burned down." in page
    assert counted(record) == [1, 1, 1, 1]
