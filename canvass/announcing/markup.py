"""The frame of every page: one style inside it, no script needed, nothing loaded from elsewhere."""

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

from canvass.announcing.snapshot import Snapshot

_STATIC = Path(__file__).with_name("static")
_PLAIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")
_LONGEST_TITLE = 300
"""Letters of a contest's title in headings; the whole of it stands on its own page."""


@dataclass(frozen=True, slots=True)
class SitePage:
    """What a page has of its own."""

    path: str
    """From the root of the site."""
    title: str
    body: str
    scripted: bool = True


def slug(id_: str) -> str:
    """An id as a part of an address: itself where it is plain and ends as no file does, else a hash of it."""
    plain = _PLAIN_ID.fullmatch(id_) and ".." not in id_ and not id_.endswith((".", ".json", ".atom"))
    return id_ if plain else f"x-{sha256(id_.encode()).hexdigest()[:24]}"


def short(title: str, letters: int = _LONGEST_TITLE) -> str:
    """A title as headings have it, or in so many letters."""
    return title if len(title) <= letters else f"{title[: letters - 1]}\N{HORIZONTAL ELLIPSIS}"


@cache
def static(name: str) -> str:
    """A file that is the same on every site."""
    return (_STATIC / name).read_text(encoding="utf-8")


@cache
def _policy() -> str:
    style = b64encode(sha256(static("night.css").encode()).digest()).decode()
    own = "script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'"
    return f"default-src 'none'; style-src 'sha256-{style}'; {own}"


def page_bytes(page: SitePage, snapshot: Snapshot) -> bytes:
    """The whole page."""
    root = "../" * page.path.count("/")
    head = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">',
        f"<title>{escape(page.title)}</title><style>{static('night.css')}</style>",
        '<link rel="icon" href="data:,">',
    ]
    if not page.scripted:
        return "".join([*head, "</head><body>", page.body, "</body></html>\n"]).encode()
    feed = f'<link rel="alternate" type="application/atom+xml" title="All contests" href="{root}all.atom">'
    about = f'data-root="{root}" data-snapshot="{snapshot.number}"'
    script = f'<script src="{root}night.js" defer></script>'
    top = '<a class="skip" href="#main">Skip to the results</a>' + _header(snapshot, root)
    end = f"</main>{_footer(snapshot)}</body></html>\n"
    opening = '<p id="news" role="status" aria-live="polite"></p><main id="main" tabindex="-1">'
    return "".join([*head, feed, script, f"</head><body {about}>", top, opening, page.body, end]).encode()


def _header(snapshot: Snapshot, root: str) -> str:
    names = (
        ("index", "Results"),
        ("changes/index", "Changes"),
        ("downloads/index", "Downloads"),
        ("about/index", "About"),
    )
    links = "".join(f'<a href="{root}{path}.html">{name}</a> ' for path, name in names)
    county = escape(snapshot.county)
    named = f'<p class="county">{county}: {escape(short(snapshot.title))}</p>'
    return f'<header>{named}<nav aria-label="Pages">{links}</nav></header>'


def _footer(snapshot: Snapshot) -> str:
    release = f" Ledger entry {snapshot.release}, {snapshot.release_hash[:16]}." if snapshot.release else ""
    said = f"Snapshot {snapshot.number}, {minute(snapshot.at)}.{release} Unofficial until the canvass."
    return f"<footer><p>{escape(said)}</p></footer>"


def minute(at: str) -> str:
    """`2026-11-03 22:15`; as it stands where it is no hour."""
    return at[:16].replace("T", " ")
