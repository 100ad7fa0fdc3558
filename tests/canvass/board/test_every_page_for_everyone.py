"""Every page of every role that links lead to: on a desk, in the dark, on a telephone, twice as large, and on paper.

These take minutes; what is looked at in a few seconds each day is in tests/canvass/web/test_look.py.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from canvass.accounts.roles import Role
from canvass.state_canvassers.served_state import SEES
from tests.canvass.audited_county import USUAL_SENATOR
from tests.canvass.board.busy import make_busy
from tests.canvass.board.decks import BoardDeck
from tests.canvass.state_canvass.state_site import state_site
from tests.canvass.web.audit_begun import begin
from tests.canvass.web.audit_site import audited_site, count_in_process
from tests.canvass.web.browsing import Pages
from tests.canvass.web.every_page import WINDOWS, check_everywhere, pages_reached
from tests.canvass.web.served_records import Site, copy_record, live_address, site_of

pytestmark = pytest.mark.long
PLACES = ("board", "audit", "state")


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, tmp_path: Path, deck: BoardDeck) -> Iterator[Site]:
    """A county whose board is at work, one whose audit has begun, and the state's canvass."""
    with ExitStack() as open_sites:
        if request.param == "board":
            site = open_sites.enter_context(site_of(copy_record(deck.record, tmp_path / "served")))
            make_busy(site)
        elif request.param == "audit":
            site = open_sites.enter_context(audited_site(tmp_path / "record"))
            begin(site)
            count_in_process(site, 1, USUAL_SENATOR)
        else:
            site = open_sites.enter_context(state_site(tmp_path / "state"))
        yield site


def test_every_page_can_be_seen_heard_and_used_by_everyone(
    place: Site, browser: Browser, request: pytest.FixtureRequest
) -> None:
    called = request.node.callspec.params["place"]
    looked_at: set[str] = set()
    wrong: list[str] = []
    with live_address() as address:
        pages = Pages(browser, place, address)
        for role in (None, *(SEES if called == "state" else Role)):
            reached = pages_reached(place.client(role))
            assert len(reached) > 5
            new = [one for one in reached if one not in looked_at]
            looked_at.update(new)
            for window, options in WINDOWS.items():
                page = pages.page_as(role, **options)
                for one in reached if window == "desk" else new:
                    page.goto(one)
                    name = (
                        f"{called}-{(role or 'public').replace(' ', '-')}-{one.strip('/').replace('/', '-') or 'home'}"
                    )
                    wrong += check_everywhere(page, window, name.partition("?")[0], thorough=one in new)
                page.context.close()
    assert len(looked_at) > 20
    assert wrong == [], "\n".join(wrong)
