"""Every form of a report has the same facts: whatever a document says stands in CSV, page, words and paper."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvass.auditing.papers.report_files import bytes_of
from canvass.reporting.forms import say_document, text_of
from canvass.reporting.tables import Cell, Column, Document, PaperLook, Table

WORDS = st.text("abcdefghij 0123456789", min_size=1, max_size=24).map(lambda text: f"w{text.strip()}")
LONG = st.text("abcdefghij ", min_size=1, max_size=400).map(lambda text: f"n{text.strip()}")
CELLS = st.one_of(WORDS, st.integers(-(10**9), 10**9), st.none())


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.lists(st.builds(Column, WORDS, st.booleans()), min_size=1, max_size=4))
    rows = draw(st.lists(st.tuples(*[CELLS] * len(columns)), max_size=4))
    return Table(draw(WORDS), draw(st.one_of(st.just(""), LONG)), tuple(columns), tuple(rows))


DOCUMENTS = st.builds(
    Document,
    title=WORDS,
    lines=st.lists(LONG, min_size=1, max_size=3).map(tuple),
    tables=st.lists(tables(), max_size=3).map(tuple),
    on_every_page=st.one_of(st.just(""), LONG),
    paper=st.builds(PaperLook, upright=st.booleans(), foot=WORDS),
)


def facts_of(document: Document) -> Iterator[str]:
    """All that it says, but the places for ink, which are on paper and pages alone."""
    yield document.title
    yield document.on_every_page
    yield from document.lines
    for table in document.tables:
        yield from (table.title, table.note)
        if table.rows:
            yield from (column.title for column in table.columns)
        yield from (text_of(cell) for row in table.rows for cell in row)


def close(text: str) -> str:
    """Without blanks, which wrap otherwise in each form, and without the commas of thousands."""
    return re.sub(r"[\s,]", "", text)


def in_csv(document: Document) -> str:
    rows = csv.reader(io.StringIO(bytes_of(document, "csv").decode()))
    return "|".join(cell for row in rows for cell in row)


def in_html(document: Document) -> str:
    return unescape(re.sub(r"<[^>]*>", "|", bytes_of(document, "html").decode()))


def in_words(document: Document, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    say_document(document)
    return capsys.readouterr().out


def on_paper(document: Document) -> str:
    return "|".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(bytes_of(document, "pdf")))


@given(document=DOCUMENTS)
def test_whatever_a_document_says_stands_in_every_form(document: Document) -> None:
    forms = {"csv": in_csv(document), "html": in_html(document), "pdf": on_paper(document)}
    for form, text in forms.items():
        found = close(text)
        missing = [fact for fact in facts_of(document) if close(fact) not in found]
        assert missing == [], form


def test_words_on_the_screen_have_the_notes_too(capsys: pytest.CaptureFixture[str]) -> None:
    columns, rows = (Column("Name"), Column("Votes", number=True)), (("Ash", 1_204),)
    table = Table("Votes", "One ballot was laid apart.", columns, rows)
    document = Document(
        "Certificate", ("A line.",), (table, Table("None here", "And why.", columns, ())), on_every_page="X"
    )
    found = close(in_words(document, capsys))
    assert [fact for fact in facts_of(document) if close(fact) not in found] == []


def test_a_table_too_wide_for_a_terminal_loses_no_word_and_no_number(capsys: pytest.CaptureFixture[str]) -> None:
    titles = [Column(f"Column{number}", number=number > 3) for number in range(12)]
    words, figures = [f"word{number} of [many] more" for number in range(4)], range(1_000_004, 1_000_012)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (*words, *(figure + 100 * row for figure in figures)) for row in range(3)
    )
    said = in_words(Document("Wide", (), (Table("All", "", tuple(titles), rows),)), capsys)
    assert max(map(len, said.splitlines())) < 160
    wanted = {word for row in rows for cell in row for word in text_of(cell).split()} | {one.title for one in titles}
    assert wanted <= set(said.split())


def test_what_stands_on_every_page_is_whole_on_paper_however_long_it_is() -> None:
    words = "VOID: " + "the board declared another result than the one by which this certificate was issued; " * 3
    text = on_paper(Document("Certificate", ("A line.",), (), on_every_page=words.strip()))
    assert close(words) in close(text)
