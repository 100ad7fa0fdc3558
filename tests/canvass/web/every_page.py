"""Every page that somebody can come to by links alone, one of each kind, and what each has to be to everyone."""

import time
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import resolve
from django.urls.exceptions import Resolver404
from playwright.sync_api import CDPSession, Page

from tests.canvass.web.browsing import check_axe, check_fits, check_paper, picture

WINDOWS: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1280, "height": 900}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "telephone": {"viewport": {"width": 320, "height": 700}},
    "twice as large": {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2},
}
_ASKED_IN_EACH = ("color-contrast", "target-size")
"""What else axe looks at is the same in each window."""
_CLOSED_NOW = ("The audit is not open yet", "Results kept from the committee")
"""Pages that come with a later step, and totals that are kept from the audit committee."""
_MOST_ASKED = 100
CONTROLS = frozenset(
    [
        "button",
        "checkbox",
        "combobox",
        "link",
        "listbox",
        "menuitem",
        "radio",
        "searchbox",
        "slider",
        "spinbutton",
        "switch",
        "tab",
        "textbox",
    ]
)
_NAMED_PARTS = ("form", "group", "region")
_BROWSERS_OWN = ("Date", "DateTime", "InputTime")
ONCE = CONTROLS - {"link", "radio"}
"""Links of one name may lead to one place, and radio buttons are told apart by their group."""


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


STARTS = ("/", "/help/documents/docs/board.md")
"""The second is the document that is looked at: one with tables, pictures and what is typed."""


def pages_reached(client: Client) -> list[str]:
    """The addresses of pages that links lead to, each kind of page once: of every view the first."""
    waiting, seen, reached = [(one, "") for one in STARTS], set[str](), list[str]()
    while waiting:
        address, before = waiting.pop(0)
        kind = _kind(address)
        if kind is None or kind in seen:
            continue
        seen.add(kind)
        answer = client.get(address)
        refused = answer.status_code not in (200, 302) and not _says_why(answer.content.decode())
        assert not refused, f"a link of {before} leads to {address}: {answer.status_code}"
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            reached.append(address)
            waiting += ((one, address) for one in _links_in(answer.content.decode(), address))
        elif answer.status_code == 302:
            waiting.append((answer["Location"], address))
    return reached


def _says_why(page: str) -> bool:
    """Whether a page that is closed now says since when, or until when, and is no mistake in a link."""
    return any(words in page for words in _CLOSED_NOW)


def _kind(address: str) -> str | None:
    parts = urlsplit(address)
    if parts.netloc:
        return None
    try:
        named = resolve(parts.path).view_name
    except Resolver404:
        return None
    # a choice in the address is a page of its own where it shows another table
    return f"{named}?{parts.query.partition('=')[0] if 'by=' in parts.query else ''}"


def _links_in(text: str, address: str) -> Iterator[str]:
    links = _Links()
    links.feed(text)
    yield from (urljoin(address, one).partition("#")[0] for one in links.found if "as=csv" not in one)


def heard(session: CDPSession) -> list[tuple[str, str]]:
    """Role and name of everything that a screen reader is given, in its order."""
    return [
        (one.get("role", {}).get("value", ""), " ".join(one.get("name", {}).get("value", "").split()))
        for one in tree_of(session)
        if not one["ignored"]
    ]


def tree_of(session: CDPSession) -> list[dict[str, Any]]:
    """The browser's tree for screen readers, once the page's foot is in it: it is made while somebody asks."""
    for _ in range(_MOST_ASKED):
        nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
        if any(one.get("role", {}).get("value") == "contentinfo" for one in nodes):
            return nodes
        time.sleep(0.05)
    raise AssertionError("the browser gave no tree of the whole page")


def check_named(page: Page) -> None:
    """Every control has a name, and no two of a kind have the same: who hears the page can tell them apart.

    What it is heard within, a group with its legend or a part of the page with its heading, tells it apart, too. Parts
    of a date's field are the browser's own.
    """
    session = page.context.new_cdp_session(page)
    nodes = {one["nodeId"]: one for one in tree_of(session)}
    session.detach()
    found = [
        _heard_within(one, nodes) for one in nodes.values() if not one["ignored"] and _said(one, "role") in CONTROLS
    ]
    found = [where for where in found if not any(role in _BROWSERS_OWN for role, _ in where[:-1])]
    assert all(where[-1][1] for where in found), f"{page.url} has controls without a name: {found}"
    twice = {one: times for one, times in Counter(found).items() if times > 1 and one[-1][0] in ONCE}
    assert not twice, f"{page.url} has controls that are named alike: {twice}"


def _said(node: dict[str, Any], what: str) -> str:
    return " ".join(node.get(what, {}).get("value", "").split())


def _heard_within(node: dict[str, Any] | None, nodes: dict[str, dict[str, Any]]) -> tuple[tuple[str, str], ...]:
    """Role and name of a control after those of what it stands in, the widest first."""
    where: list[tuple[str, str]] = []
    within = node
    while within is not None:
        role, name = _said(within, "role"), _said(within, "name")
        if within is node or role in _BROWSERS_OWN or (role in _NAMED_PARTS and name):
            where.append((role, name))
        within = nodes.get(within.get("parentId", ""))
    return tuple(reversed(where))


def check_everywhere(page: Page, window: str, name: str, thorough: bool = True) -> list[str]:
    """What is wrong with this page in this window."""
    checks = [lambda: check_fits(page), lambda: check_axe(page, *(() if window == "desk" else _ASKED_IN_EACH))]
    if window == "desk":
        checks.append(lambda: check_named(page))
    wrong = list(filter(None, map(_failing, checks)))
    picture(page, f"{window.replace(' ', '-')}-{name}")
    if window == "desk" and thorough:
        page.emulate_media(media="print")
        wrong += filter(None, map(_failing, (lambda: check_axe(page, "color-contrast"), lambda: check_paper(page))))
        picture(page, f"print-{name}")
        page.emulate_media(media="screen")
    return [f"{window}, {page.url}: {one}" for one in wrong]


def _failing(check: Any) -> str:
    try:
        check()
    except AssertionError as wrong:
        return str(wrong)
    return ""
