"""Where there is nothing to show yet, a page says what brings it there, or what to do."""

import re
from pathlib import Path

import canvass

TEMPLATES = sorted(Path(canvass.__file__).parent.glob("*/templates/*/*.html"))
NOTHING = re.compile(r"\{% (?:else|empty|elif not [^%]*) %\}<p>((?:No|Nothing|Nobody) .*?)</p>")
SAYS_MORE = re.compile(r"[.:] \S")
ON_PAPER = {"report.html": "No difference is reported."}
"""What is printed and signed says what is so, and nothing of pages."""


def test_an_empty_table_says_what_comes_next() -> None:
    found = [(path.name, words) for path in TEMPLATES for words in NOTHING.findall(path.read_text(encoding="utf-8"))]
    assert len(found) > 20, "the pages are seen"
    silent = [one for one in found if not SAYS_MORE.search(re.sub(r"\{%.*?%\}|<[^>]*>", "", one[1]))]
    assert dict(silent) == ON_PAPER
