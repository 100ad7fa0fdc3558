"""`canvass/library/words.json`, what the pages look up: made from GLOSSARY.md, the sections' words and the guides.

`python -m tests.house.law` writes it anew.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from canvass.library.written_documents import headings_in
from tests.house.sections import SECTIONS
from tests.house.tree import ROOT, published_files, short

WORDS = ROOT / "canvass" / "library" / "words.json"
_ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
_TITLE = re.compile(r"\{% block title %\}([A-Z][^{%]*?)\{% endblock %\}")
_CODE = re.compile(r"`([^`]*)`")


def words_of_pages() -> str:
    """The file's text."""
    said = {"words": sorted(_words()), "sections": SECTIONS, "guides": list(_guides())}
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _words() -> Iterator[tuple[str, str, str]]:
    glossary = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    for word, means, where in _ROW.findall(glossary):
        if word not in ("Word", "---"):
            yield word, _CODE.sub(r"\1", means), where


def _guides() -> Iterator[tuple[str, str, str, str, str]]:
    """Each page's title with each guide that has it in italics, as guides name pages, and the heading above it."""
    titles = {title for path in published_files() if path.suffix == ".html" for title in _TITLE.findall(_text(path))}
    guides = [path for path in published_files() if path.parent == ROOT / "docs" and path.suffix == ".md"]
    for title in sorted(titles):
        for path in guides:
            if found := re.search(rf"\*{re.escape(title)}\*", _text(path)):
                headings = headings_in(_text(path)[: found.start()])
                yield title, short(path), headings[0].words, headings[-1].words, headings[-1].anchor


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
