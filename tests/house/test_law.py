"""`docs/law.md` says for each rule of law where it lives in the code, and is what the code's citations make it."""

import pytest

from tests.house.help_words import WORDS, words_of_pages
from tests.house.law import PAGE, Citation, all_citations, citations_in, law_page
from tests.house.sections import SECTIONS

HOW = "write it anew: .venv/bin/python -m tests.house.law"


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("votes (13-15-206(3)(b), (9))", ["13-15-206(3)(b)", "13-15-206(9)"]),
        ("see 13-17-505, -507(4).", ["13-17-505", "13-17-507(4)"]),
        ("13-15-207(1),(3),\n    (4)", ["13-15-207(1)", "13-15-207(3)", "13-15-207(4)"]),
        ("by 13-17-502(2), -504 and -505(1)(a)", ["13-17-502(2)", "13-17-504", "13-17-505(1)(a)"]),
        ("ARM 44.3.2402(2); 13-15-206", ["ARM 44.3.2402(2)", "13-15-206"]),
        ("on 2026-11-03, in row 13-4, of 113-15-206", []),
        ("13-17-503 to 13-17-509", ["13-17-503", "13-17-509"]),
        ("13-1-106 (8 p.m.)", ["13-1-106"]),
    ],
)
def test_a_citation_is_found_with_its_parts_and_what_it_leaves_out(text: str, cited: list[str]) -> None:
    assert [section + parts for _, section, parts in citations_in(text)] == cited


def test_the_line_of_a_citation_is_where_it_begins() -> None:
    assert [line for line, *_ in citations_in("one\ntwo 13-15-206\n\n13-15-209(2)")] == [2, 4]


def test_every_section_that_the_code_cites_has_words_and_no_other() -> None:
    cited = {one.section for one in all_citations()}
    assert cited - set(SECTIONS) == set(), "say in tests/house/sections.py what these are about"


def test_the_page_is_what_the_code_cites() -> None:
    assert PAGE.read_text(encoding="utf-8") == law_page(all_citations()), HOW


def test_the_words_of_the_pages_are_those_of_the_glossary_the_law_and_the_guides() -> None:
    assert WORDS.read_text(encoding="utf-8") == words_of_pages(), HOW
    assert all(f'"{word}"' in words_of_pages() for word in ("Acceptance", "Unit", "13-15-206", "docs/board.md"))


def test_the_page_names_a_place_for_every_rule() -> None:
    page = law_page(
        [
            Citation("13-15-206", "", "tabulate/a.py", ""),
            Citation("13-15-206", "(3)", "tabulate/a.py", "Vote"),
            Citation("13-15-206", "(3)", "tabulate/a.py", "count"),
            Citation("13-15-206", "(3)", "tabulate/b.html", ""),
        ]
    )
    assert "## 13-15-206\n" in page
    assert "| 13-15-206 | `tabulate/a.py` |" in page
    assert "| 13-15-206(3) | `tabulate/a.py` (`Vote`, `count`); `tabulate/b.html` |" in page
