"""The documents are read in the pages, without the internet: all that help and guides name is there."""

import re
from html import unescape

import pytest

from canvass.guiding.guides import GUIDES
from canvass.library.document_html import document_html, text_html
from canvass.library.known_words import library
from canvass.library.written_documents import document_places, headings_in
from tests.canvass.web.served_records import Site

SERVED = "/help/documents/"
LEADS_TO = re.compile(r'(?:href|src)="([^"]*)"')


def addresses_in(shown: str) -> set[str]:
    return {unescape(one) for one in LEADS_TO.findall(shown)}


def anchors_in(shown: str) -> list[str]:
    return re.findall(r'<h\d id="([^"]+)"', shown)


def test_whatever_help_guides_and_documents_lead_to_is_served_with_its_heading() -> None:
    pages = {name: document_html(name) for name in document_places() if name.endswith(".md")}
    assert len(pages) > 25
    named = {f"{SERVED}{one.document}#{one.anchor}" for one in library().guides}
    named |= {
        f"{SERVED}docs/{line.read}" for guide in GUIDES for _, lines in guide.parts for line in lines if line.read
    }
    assert len(named) > 40
    found = named.union(*map(addresses_in, pages.values()))
    assert any(one.endswith(".png") for one in found)
    for address in found:
        assert address.startswith(SERVED), address
        name, _, anchor = address.removeprefix(SERVED).partition("#")
        assert name in document_places(), address
        assert not anchor or anchor in anchors_in(pages[name]), address


def test_every_document_gives_each_anchor_once_and_none_that_a_page_has(site: Site) -> None:
    for name in document_places():
        if name.endswith(".md"):
            page = site.client().get(f"{SERVED}{name}").content.decode()
            found = re.findall(r'<[^<>]*\sid="([^"]*)"', page)
            assert sorted(found) == sorted(set(found)), name
    assert [one.anchor for one in headings_in("## Added\n\n## `Added`\n\n## Added: more")] == [
        "added",
        "added-1",
        "added-more",
    ]


def test_a_document_is_shown_with_its_headings_and_without_a_word_of_its_own_markup() -> None:
    shown = document_html("docs/board.md")
    assert anchors_in(shown) == [one.anchor for one in headings_in(document_places()["docs/board.md"].read_text())]
    assert "style=" not in shown
    assert re.search(r"\]\(|^#|\*\*", re.sub(r"(?s)<pre>.*?</pre>", "", shown), re.MULTILINE) is None


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](https://example.org/)",
    "[x](//example.org/a.md)",
    "![x](https://example.org/a.png)",
    "![x](../../../etc/passwd)",
    "[x](../secret-key)",
    "![x](board.md)",
    "[x](home.png)",
    '![" onload="alert(1)](home.png)',
    "| <b onclick=a> |\n|---|\n| [x](data:text/html,a) |",
    "```<script>\n</code></pre><script>alert(1)</script>\n```",
    "# <i id=main>\n\n[x](#main)",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_document_runs_or_loads_from_elsewhere(text: str) -> None:
    shown = text_html(text, "docs/board.md")
    assert all(one.startswith(SERVED) for one in addresses_in(shown))
    tags = set(re.findall(r"<\s*/?\s*(\w+)", shown))
    assert tags <= {"p", "a", "img", "div", "table", "thead", "tbody", "tr", "th", "td", "pre", "code", "h1"}
    assert not any(re.search(r"(?i)\son\w+=", re.sub('"[^"]*"', "", tag)) for tag in re.findall("<[^>]*>", shown))


@pytest.mark.parametrize(
    "name", ["", "docs", "docs/", "docs/nowhere.md", "../secret-key", "docs/../pyproject.toml", "pyproject.toml", "%00"]
)
def test_what_is_no_document_is_not_served(site: Site, name: str) -> None:
    assert site.client().get(f"{SERVED}{name}").status_code == (200 if not name else 404)


def test_documents_and_their_pictures_are_for_everyone(site: Site) -> None:
    anyone = site.client()
    page = anyone.get(f"{SERVED}docs/README.md")
    assert "The documents, by what you want to do</h1>" in page.content.decode()
    picture = anyone.get(f"{SERVED}docs/home.png")
    assert (picture["Content-Type"], picture.content[:4]) == ("image/png", b"\x89PNG")
    assert f'href="{SERVED}docs/board.md" data-help>' in anyone.get(SERVED).content.decode()
