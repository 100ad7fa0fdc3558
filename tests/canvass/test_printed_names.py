"""Names printed beside ovals against the definition: swapped ones are found before a vote is counted by them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from canvass import VERSION
from canvass.counting import printed_names
from canvass.counting.batches import BatchRequest
from canvass.errors import InputError
from canvass.reading.self_test import run_self_test
from canvass.record import create_record, definition_files
from canvass.record.print_compared import cards_compared, keep_cards_compared
from imaging.layout import CardId
from imaging.sheets import ReadSheet
from tabulate.ledger.entries import BatchOpened, RecordOpened
from tabulate.naming.stated import PrintComparison, PrintedOtherwise
from tests.canvass.conftest import SHEETS, County
from tests.canvass.counts import count_quietly, sheets_of

if TYPE_CHECKING:
    from canvass.record.store import Record

Change = Callable[[dict[str, Any]], None]

STRANGER = PrintedOtherwise(3, 1.0, 2.0, "Governor", "Alder Moss", "Somebody Else")


def first_candidates(document: dict[str, Any]) -> list[dict[str, Any]]:
    choices: list[dict[str, Any]] = next(c["choices"] for c in document["contests"] if len(c["choices"]) > 2)
    return choices


def cards_of(record: Record) -> set[CardId]:
    return {entry.reading.card for entry in sheets_of(record) if isinstance(entry.reading, ReadSheet)}


def swap(document: dict[str, Any]) -> None:
    one, other = first_candidates(document)[:2]
    one["name"], other["name"] = other["name"], one["name"]


def rotate(document: dict[str, Any]) -> None:
    choices = first_candidates(document)
    names = [choice["name"] for choice in choices]
    for choice, name in zip(choices, names[1:] + names[:1], strict=True):
        choice["name"] = name


def between_contests(document: dict[str, Any]) -> None:
    one, other = [one for one in document["contests"] if len(one["choices"]) > 2][:2]
    one["choices"][0]["name"], other["choices"][0]["name"] = other["choices"][0]["name"], one["choices"][0]["name"]


def anew(document: dict[str, Any]) -> None:
    for number, choice in enumerate(first_candidates(document)):
        choice["name"] = f"Somebody Else {number}"


def record_of(county: County, folder: Path, change: Change) -> Record:
    document = json.loads(county.definition.read_bytes())
    change(document)
    return create_record(folder / "changed", json.dumps(document).encode(), VERSION, run_self_test())


@pytest.fixture(autouse=True)
def without_page_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The definition's page codes change with its names; here, as in many counties, none tells that."""
    monkeypatch.setattr("tabulate.definitions.canvass_json.code_prefix", lambda *_: PREFIX[0])
    # Nothing is taken from another test.
    monkeypatch.setattr(definition_files, "_described", definition_files._described.__wrapped__)


PREFIX: list[str] = []


@pytest.fixture(scope="module", autouse=True)
def prefix(county: County) -> None:
    from tabulate.definitions import parse_definition

    PREFIX.append(parse_definition(county.definition.read_bytes()).layouts.code_prefix or "")


@pytest.mark.parametrize("change", [swap, rotate, between_contests])
def test_names_that_changed_places_are_found_before_a_vote_is_counted(
    county: County, tmp_path: Path, change: Change
) -> None:
    with record_of(county, tmp_path, change) as record:
        with pytest.raises(InputError, match="Other names are printed beside the ovals") as refused:
            count_quietly(record, county.scans)
        assert sheets_of(record) == []
        assert [type(entry) for entry in record.entries()] == [RecordOpened, BatchOpened]
        names = {choice["name"] for choice in first_candidates(json.loads(county.definition.read_bytes()))}
        assert sum(name in str(refused.value) for name in names) >= (1 if change is between_contests else 2)


def test_names_that_are_nowhere_printed_are_told_and_refuse_nothing(county: County, tmp_path: Path) -> None:
    document = json.loads(county.definition.read_bytes())
    (tmp_path / "two").mkdir()
    for scan in [*county.scans.glob("sheet-00001-*"), *county.scans.glob("sheet-00006-*")]:
        shutil.copy(scan, tmp_path / "two")
    with record_of(county, tmp_path, anew) as record:
        report = count_quietly(record, tmp_path / "two")
        assert report.sheets == 2
        told = {(one.stated, one.printed) for _, one in report.print_unlike}
        printed = [choice["name"] for choice in first_candidates(document)]
        assert {stated for stated, _ in told} == {f"Somebody Else {number}" for number in range(len(printed))}
        assert all(printed[int(stated[-1])] in words for stated, words in told)
        assert not cards_compared(record.directory)


@pytest.mark.parametrize(
    ("later", "told"),
    [
        (PrintComparison(1, 9, ()), (STRANGER,)),
        (PrintComparison(9, 1, ()), ()),
        (PrintComparison(9, 1, (), (STRANGER,)), (STRANGER,)),
    ],
    ids=["illegible", "the name is there", "not there either"],
)
def test_only_a_sheet_whose_words_can_be_read_ends_what_was_told_of_a_name(
    record: Record, monkeypatch: pytest.MonkeyPatch, later: PrintComparison, told: tuple[PrintedOtherwise, ...]
) -> None:
    sheets = iter([PrintComparison(9, 1, (), (STRANGER,)), later])
    monkeypatch.setattr(printed_names, "_compared", lambda *_: next(sheets))
    monkeypatch.setattr(printed_names, "why_words_stay_unread", lambda: None)
    watch = printed_names.PrintWatch(record.election, (), style_named=False)
    sheet: Any = SimpleNamespace(card=record.election.cards[0].id, number=1)
    for _ in range(2):
        watch.look(sheet, sheet)
    assert tuple(one for _, one in watch.unlike) == told


def test_cards_that_agree_are_compared_once_a_record(
    record: Record, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = count_quietly(record, county.scans)
    assert (report.print_not_compared, report.print_unlike) == ((), ())
    assert cards_compared(record.directory) == cards_of(record)
    monkeypatch.setattr(printed_names, "_compared", lambda *_: pytest.fail("a card was compared again"))
    count_quietly(record, county.scans, BatchRequest("AGAIN", "left scanner", allow_repeats=True))


def test_words_that_cannot_be_read_are_said_and_refuse_nothing(
    record: Record, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printed_names, "why_words_stay_unread", lambda: "Tesseract is missing")
    report = count_quietly(record, county.scans)
    assert report.sheets == SHEETS
    assert set(report.print_not_compared) == cards_of(record)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1, 2]", b"\xff\xfe", b"[[]]"])
def test_a_damaged_note_of_what_was_compared_costs_time_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "print-compared.json").write_bytes(content)
    assert cards_compared(tmp_path) == frozenset()
    keep_cards_compared(tmp_path, [CardId("a"), CardId("b")])
    keep_cards_compared(tmp_path, [CardId("c")])
    assert cards_compared(tmp_path) == {"a", "b", "c"}
