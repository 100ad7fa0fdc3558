"""Lists as workbooks of any kind, wrong cells mended in the draft, and drafts begun by two at once."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

import pytest

from canvass.defining.definition_drafts import DefinitionDraft
from canvass.defining.list_files import contests_in, ending_of, list_in, precincts_in
from canvass.defining.mended_lists import lines_shown, mended
from canvass.errors import InputError
from tabulate.csv_rows import rows_of
from tabulate.defining.list_columns import ListKind, template
from tests.tabulate.defining.certified_counties import contests_csv, precincts_csv, true_county

WRONG = b"Office;Candidate;Seats\nSheriff;=HYPERLINK(1);two\n\nMayor;Ann Ash;1\nSheriff;'-Dee;\n"
_ODS = "urn:oasis:names:tc:opendocument:xmlns"
_MANIFEST = (
    f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{_ODS}:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def ods(rows: Sequence[Sequence[str]]) -> bytes:
    """An OpenDocument workbook of one sheet, as LibreOffice lays one out."""
    cells = (
        "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(one)}</text:p></table:table-cell>'
            for one in row
        )
        for row in rows
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{_ODS}:office:1.0" '
        f'xmlns:table="{_ODS}:table:1.0" xmlns:text="{_ODS}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="List">{"".join(f"<table:table-row>{row}</table:table-row>" for row in cells)}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", content)
        book.writestr("META-INF/manifest.xml", _MANIFEST)
    return file.getvalue()


@pytest.mark.parametrize("kind", list(ListKind))
def test_an_opendocument_workbook_says_what_the_same_list_as_csv_says(kind: ListKind) -> None:
    county = true_county(Random(3), precincts=5, houses=2, split=1)
    csv = contests_csv(county) if kind is ListKind.CONTESTS else precincts_csv(county)
    table = rows_of(csv)
    book = ods([table.heading, *(row.cells for row in table.rows)])
    assert ending_of(book) == "ods"
    assert list_in(kind, book) == list_in(kind, csv)
    assert not list_in(kind, book).problems


def test_wrong_cells_stand_in_their_lines_and_are_mended_one_by_one(tmp_path: Path) -> None:
    draft = DefinitionDraft(tmp_path / "draft")
    draft.begin()
    draft.take_list(ListKind.CONTESTS, "certified.csv", WRONG)
    kept = draft.read().lists[ListKind.CONTESTS]
    shown = lines_shown(WRONG, contests_in(WRONG).problems)
    assert shown is not None
    wrong = [(line.line, [cell.place for cell in line.cells if cell.wrong]) for line in shown.lines]
    assert wrong == [(2, [1, 2]), (5, [1])]
    assert [cell.text for cell in shown.lines[0].cells] == ["Sheriff", "=HYPERLINK(1)", "two"]
    right = {(2, 1): "Bea Birch", (2, 2): "1", (5, 1): "Dee Dogwood"}
    draft.mend_list(ListKind.CONTESTS, kept.sha256, right)
    content = draft.read()
    assert content.lists[ListKind.CONTESTS].name == "certified.csv, mended on the page"
    contests = draft.lists_of(content)[0]
    names = {choice.name for contest in contests.contests for choice in contest.choices}
    assert contests.problems == ()
    assert names == {"Bea Birch", "Dee Dogwood", "Ann Ash"}
    assert draft.list_content(kept) == WRONG, "the list as it was given stays"
    with pytest.raises(InputError, match="Another list was given or mended meanwhile"):
        draft.mend_list(ListKind.CONTESTS, kept.sha256, {(2, 1): "Cal"})
    now = draft.read().lists[ListKind.CONTESTS]
    draft.mend_list(ListKind.CONTESTS, now.sha256, {(4, 1): "Ann Aspen"})
    assert draft.read().lists[ListKind.CONTESTS].name == "certified.csv, mended on the page"


def test_mending_changes_the_cells_that_were_typed_and_no_other() -> None:
    new = mended(WRONG, {(2, 1): "Bea", (1, 2): "Number"})
    before, after = rows_of(WRONG.replace(b";", b",")), rows_of(new)
    assert after.heading == ("Office", "Candidate", "Number")
    assert [row.line for row in after.rows] == [row.line for row in before.rows], "empty lines stay where they are"
    assert [row.cells for row in after.rows][1:] == [row.cells for row in before.rows][1:]
    assert after.rows[0].cells == ("Sheriff", "Bea", "two")
    assert mended(new, {}) == new


@pytest.mark.parametrize("cells", [{(9, 0): "x"}, {(0, 0): "x"}, {(2, 3): "x"}, {(1, 0): "Candidate"}, {(1, 1): ""}])
def test_cells_that_the_list_does_not_have_and_headings_that_make_no_table_change_nothing(
    cells: dict[tuple[int, int], str],
) -> None:
    with pytest.raises(InputError, match="Nothing was changed"):
        mended(WRONG, cells)


def test_a_wrong_heading_is_mended_too() -> None:
    content = b"Offices,Name of the person\nSheriff,Ann\n"
    shown = lines_shown(content, contests_in(content).problems)
    assert shown is not None
    assert [(line.line, [cell.text for cell in line.cells]) for line in shown.lines] == [
        (1, ["Offices", "Name of the person"])
    ]
    assert not contests_in(mended(content, {(1, 0): "Office", (1, 1): "Candidate"})).problems


def test_a_file_that_is_no_table_has_no_cells_to_mend() -> None:
    content = b"\x89PNG\r\n" + bytes(range(256)) * 40
    assert lines_shown(content, precincts_in(content).problems) is None


_BEGINS = """
import sys
from pathlib import Path
from canvass.defining.definition_drafts import DefinitionDraft
draft = DefinitionDraft(Path(sys.argv[1]))
sys.stdin.readline()
draft.begin()
draft.answer({sys.argv[2]: "general"})
"""


def test_two_who_begin_one_draft_at_once_lose_nothing_of_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "draft"
    command = [sys.executable, "-c", _BEGINS, str(folder)]
    started = [subprocess.Popen([*command, key], stdin=subprocess.PIPE, text=True) for key in ("county", "kind")]
    for one in started:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.close()
    assert [one.wait(timeout=60) for one in started] == [0, 0]
    answers = DefinitionDraft(folder).read().answers.texts
    assert set(answers) == {"county", "kind"}


def test_a_template_of_either_kind_is_a_workbook_too() -> None:
    for kind in ListKind:
        table = rows_of(template(kind).encode())
        assert list_in(kind, ods([table.heading, *(row.cells for row in table.rows)])) == list_in(
            kind, template(kind).encode()
        )


@pytest.mark.parametrize(
    "row",
    [
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'
        "</table:table-row>",
        '<table:table-row table:number-rows-repeated="9999999"><table:table-cell/></table:table-row><table:table-row>'
        "<table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>",
        # The library takes a number with a plus, or with many figures, as well.
        '<table:table-row table:number-rows-repeated="+1048576"><table:table-cell '
        'table:number-columns-repeated="+16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'
        "</table:table-row>",
        '<table:table-row table:number-rows-repeated="00001048576"><table:table-cell '
        'table:number-columns-repeated="1000000000000" office:value-type="string"><text:p>x</text:p></table:table-cell>'
        "</table:table-row>",
        '<table:table-row><table:table-cell office:value-type="string"><text:p>x<text:s text:c="20000000000"/>'
        "</text:p></table:table-cell></table:table-row>",
        f'<table:table-row table:number-rows-repeated="9999"><table:table-cell office:value-type="string" '
        f'office:string-value="{"x" * 999}"><text:p>{"x" * 999}</text:p></table:table-cell></table:table-row>',
        "<table:table-row><table:table-cell>",
    ],
)
def test_a_small_workbook_that_says_it_has_billions_of_cells_is_refused_before_it_is_opened(row: str) -> None:
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive, zipfile.ZipFile(io.BytesIO(ods([["Office", "Candidate"]]))) as plain:
        for name in plain.namelist():
            content = plain.read(name)
            archive.writestr(name, content.replace(b"<table:table-row>", row.encode() + b"<table:table-row>", 1))
    (problem,) = contests_in(book.getvalue()).problems
    assert problem.found.startswith(("a sheet of ", "a workbook of ", "a file whose content"))


def test_the_empty_rows_and_columns_that_a_spreadsheet_adds_are_no_cells() -> None:
    rest = (
        b'<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        b'table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    book = io.BytesIO()
    with (
        zipfile.ZipFile(book, "w") as archive,
        zipfile.ZipFile(io.BytesIO(ods([["Office", "Candidate"], ["Sheriff", "Ann"]]))) as plain,
    ):
        for name in plain.namelist():
            archive.writestr(name, plain.read(name).replace(b"</table:table>", rest))
    assert not contests_in(book.getvalue()).problems
