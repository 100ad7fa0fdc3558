"""Hostile files at every door that takes CSV: each is refused in words, and nothing of it is used."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from canvass.accounts.roles import Role
from canvass.auditing.opening import opened_if_needed
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.learning.layout_files import save_layout
from canvass.people_register.lines import begin_people
from canvass.record.audit_log import AuditLog
from tabulate.definitions.layouts.layout_table import COLUMNS, MAX_BYTES
from tests.canvass.audited_county import CountedCounty
from tests.canvass.web.served_records import Site, make_accounts, site_of
from tests.tabulate.test_layout_table import small_layout

FILES = {
    "rolls": (b"roll,red,white", b"1,6,5"),
    "members": (b"id,name,employee,resident,judge,vendor,maintained", b"ann,Ann,no,yes,no,no,no"),
    "tally sheets": (b"row,ben,cal", b"ballots,7,7"),
    "numbers of ballots": (b"precinct,ballots", b"P01,7"),
    "people": (b"name,birth_year,service", b"Ann Ash,1950,judge"),
    "a layout's names": (",".join(COLUMNS).encode(), b"S1,,1,1,1,mayor,elm,,Mayor,Elm,Elm,1.0,1.0"),
}
"""By what it holds: a file's heading, and a row of it."""
HOSTILE: dict[str, Callable[[bytes, bytes], bytes]] = {
    "a picture": lambda head, row: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
    "Latin-1": lambda head, row: head + b"\n" + row + b"\xdf\n",
    "UTF-16 without its mark": lambda head, row: (head + b"\n" + row).decode().encode("utf-16-le"),
    "half a character of UTF-16": lambda head, row: b"\xff\xfe" + (head + b"\n").decode().encode("utf-16-le") + b"x",
    "nothing but a mark": lambda head, row: b"\xef\xbb\xbf",
    "nothing": lambda head, row: b"",
    "empty lines": lambda head, row: b"\r\n" * 3000,
    "a zero byte": lambda head, row: head + b"\n" + row + b"\0\n",
    "a quote that is not closed": lambda head, row: head + b'\n"' + row,
    "text behind a quote": lambda head, row: head + b'\n"a"b' + row,
    "a column less": lambda head, row: head.rpartition(b",")[0] + b"\n" + row.rpartition(b",")[0],
    "a column twice": lambda head, row: head + b"," + head.split(b",")[-1].upper() + b"\n" + row + b",1",
    "a cell without a column": lambda head, row: head + b"\n" + row + b",143",
    "formulas": lambda head, row: head + b"\n" + b",".join([b"=1+1"] * len(head.split(b","))),
    "thousands of columns": lambda head, row: head + b"".join(b",c%d" % n for n in range(3000)) + b"\n" + row,
    "thousands of cells": lambda head, row: head + b"\n" + row + b",9" * 4000,
    "a very long cell": lambda head, row: head + b"\n" + row + b"x" * 200_000,
    "a very long name of a column": lambda head, row: head + b"x" * 200_000 + b"\n" + row,
    "a huge file": lambda head, row: (head + b"\n" + row).ljust(MAX_BYTES + 1, b"\n"),
}
ABOVE = {"a title": b"Ballots expected 2026", "a title in quotes": b'"November 3, 2026"', "an empty row": b""}
"""What people and spreadsheets put above a heading."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A county whose audit is open, served; beside its record a layout."""
    folder = tmp_path_factory.mktemp("hostile")
    with CountedCounty(folder / "record").record as record:
        opened_if_needed(AuditLog(record))
    save_layout(folder / "layout.json", small_layout())
    begin_people(folder / "people.jsonl", "Tallgrass County")
    with site_of(folder / "record") as served:
        make_accounts()
        yield served


def offer(site: Site, kind: str, content: bytes, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Offer a file where its kind is taken: the exit code, and what is said."""
    record, layout = site.directory, site.directory.parent / "layout.json"
    place = site.directory.parent / "offered.csv"
    place.write_bytes(content)
    match kind:
        case "rolls":
            words = ["audit", "select", record, "--rehearsal", "--dice", place]
        case "members":
            words = ["audit", "committee", record, place, "--secretary", "Clerk"]
        case "tally sheets":
            words = ["audit", "tally", record, place, "--precinct", "P01", "--contest", "us-senator", "--reader", "ann"]
        case "people":
            words = ["people", "import", record.parent / "people.jsonl", place, "--by", "Clerk"]
        case "a layout's names":
            words = ["layout", "table", layout, "--import", place]
        case _:
            return upload(site, content)
    code = run([str(word) for word in words])
    said = capsys.readouterr()
    return code, said.out + said.err


def upload(site: Site, content: bytes) -> tuple[int, str]:
    """Numbers of ballots go to a page."""
    file = SimpleUploadedFile("numbers.csv", content)
    client = site.client(Role.ELECTION_ADMINISTRATOR)
    answer = client.post("/board/reconciliation/file/", {"source": "pollbook", "file": file}, follow=True)
    (said,) = re.findall(r'role="status"><p>(.*?)</p>', answer.content.decode())
    return ExitCode.DONE if said.endswith("entered.") else ExitCode.WRONG_INPUT, said


@pytest.mark.parametrize("spoilt", HOSTILE)
@pytest.mark.parametrize("kind", FILES)
def test_a_hostile_file_is_refused_in_words(
    site: Site, capsys: pytest.CaptureFixture[str], kind: str, spoilt: str
) -> None:
    before, files = site.record.head(), _files_of(site)
    code, said = offer(site, kind, HOSTILE[spoilt](*FILES[kind]), capsys)
    assert code == ExitCode.WRONG_INPUT, said
    assert 30 < len(said) < 3000
    assert "Traceback" not in said
    assert (site.record.head(), _files_of(site)) == (before, files)


@pytest.mark.parametrize("above", ABOVE)
@pytest.mark.parametrize("kind", FILES)
def test_a_line_above_the_heading_is_blamed_and_not_the_line_below_it(
    site: Site, capsys: pytest.CaptureFixture[str], kind: str, above: str
) -> None:
    head, row = FILES[kind]
    code, said = offer(site, kind, b"\n".join((ABOVE[above], head, row)), capsys)
    assert code == ExitCode.WRONG_INPUT, said
    assert "line 2" not in said.lower()
    assert head.decode().split(",")[0] in said, "the refusal names the columns"


def _files_of(site: Site) -> list[bytes]:
    return [Path(site.directory.parent / name).read_bytes() for name in ("layout.json", "people.jsonl")]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_page_takes_what_a_spreadsheet_saves(site: Site, mark: bytes) -> None:
    content = mark + b"\r\n".join(FILES["numbers of ballots"]) + b"\r\n,\r\n"
    assert upload(site, content) == (ExitCode.DONE, "1 number entered.")
