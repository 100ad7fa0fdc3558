"""A hand that leads to another page is at that page afterwards, however slowly it comes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from tests.canvass.night.hand_of_tree import Tree
from tests.canvass.night.hands import Keys, Mouse, Tally

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.canvass.night.hands import Hand

LATE_S = 0.3
HEAD = """<!doctype html><title>A page</title><a class="skip" href="#main">Skip to the page</a>
<main id="main" tabindex="-1"><a href="/second">Go on</a>"""


class _Slow(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(HEAD.encode())
        if self.path == "/second":
            self.wfile.flush()
            time.sleep(LATE_S)
        self.wfile.write(f"<p>{'the second' if self.path == '/second' else 'the first'}</p></main>".encode())

    def log_message(self, *_: object) -> None:
        """Nothing is written."""


@pytest.fixture
def slow_address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Slow)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("kind", [Mouse, Keys, Tree])
def test_every_hand_waits_for_the_page_it_leads_to_and_not_for_the_skip_link(
    browser: Browser, slow_address: str, kind: type[Hand]
) -> None:
    context = browser.new_context()
    hand = kind(context.new_page(), Tally())
    hand.arrive(slow_address)
    hand.press("link", "Go on")
    assert hand.reads("the second")
    context.close()
