"""Verifying: a whole record passes, and whatever is altered behind its back is found and named."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass import VERSION, verifying
from canvass.console.progress import SilentProgress
from canvass.counting.batches import BatchRequest
from canvass.counting.count import count
from canvass.errors import RecordError
from canvass.reading.self_test import run_self_test
from canvass.record import create_record, open_record
from canvass.verifying.images import verify_images
from canvass.verifying.ledger import refuse, verify_ledger
from imaging.sheets import ReadSheet
from tabulate.ledger.entries import Entry, SheetCounted, sheet_entry
from tabulate.ledger.errors import LedgerBroken
from tabulate.votes import ContestReading, Counted
from tests.canvass.conftest import SHEETS, County
from tests.canvass.counts import make_old
from tests.canvass.test_record import without_guards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from canvass.record.store import Record


@pytest.fixture(scope="module")
def counted_once(county: County, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A counted record, with a bad file and a repeat, made once."""
    folder = tmp_path_factory.mktemp("counted")
    scans = Path(shutil.copytree(county.scans, folder / "scans"))
    (scans / "sheet-00004-1.jpg").write_bytes(b"no picture")
    make_old(scans / "sheet-00004-1.jpg")
    for side in (1, 2):
        shutil.copy(scans / f"sheet-00001-{side}.jpg", scans / f"sheet-99999-{side}.jpg")
    with create_record(folder / "record", county.definition.read_bytes(), VERSION, run_self_test()) as record:
        count(record, scans, BatchRequest("AB-001", "left scanner"), SilentProgress())
    return folder / "record"


@pytest.fixture
def counted(counted_once: Path, tmp_path: Path) -> Iterator[Record]:
    """A copy of it, to be altered."""
    shutil.copytree(counted_once, tmp_path / "record")
    with open_record(tmp_path / "record") as record:
        yield record


def a_counted_sheet(record: Record) -> tuple[int, SheetCounted]:
    """Not the first sheet, whose images were offered twice."""
    _, sheet, *_ = [(n, one) for n, one in enumerate(record.entries(), start=1) if isinstance(one, SheetCounted)]
    return sheet


def image_problems(record: Record) -> list[str]:
    return verify_images(record, SHEETS + 1, SilentProgress())


def test_a_whole_record_verifies_down_to_the_ink(counted: Record) -> None:
    check = verify_ledger(counted)
    assert check.problems == []
    assert check.head == counted.head()
    assert sum(batch.sheets for batch in check.state.batches.values()) == SHEETS + 1
    assert image_problems(counted) == []


def test_a_byte_changed_in_an_entry_is_found_at_its_number(counted: Record) -> None:
    number, _ = a_counted_sheet(counted)
    without_guards(
        counted,
        f"update ledger set body = replace(body, '\"undervotes\":', '\"undervotes\": ') where number = {number}",
    )
    with pytest.raises(LedgerBroken) as broken:
        verify_ledger(counted)
    assert broken.value.number == number


def test_an_entry_taken_out_is_found_at_its_number(counted: Record) -> None:
    number, _ = a_counted_sheet(counted)
    without_guards(counted, f"delete from ledger where number = {number}")
    with pytest.raises(LedgerBroken) as broken:
        verify_ledger(counted)
    assert broken.value.number == number


def test_votes_that_do_not_follow_from_the_marks_are_found(counted: Record) -> None:
    """A rightly chained entry, written by a program that invents votes."""
    _, honest = a_counted_sheet(counted)
    contest = next(one for one in honest.votes.contests if isinstance(one, Counted) and one.choices)
    moved = replace(contest, choices=(), undervotes=contest.undervotes + len(contest.choices))
    contests = tuple(moved if one == contest else one for one in honest.votes.contests)
    counted.append([_again(honest, "AB-001", SHEETS + 2, contests)])
    (problem, *_) = verify_ledger(counted).problems
    assert "the votes recorded are not what the law makes of the marks" in problem


def _again(sheet: SheetCounted, batch: str, number: int, contests: tuple[ContestReading, ...]) -> Entry:
    assert isinstance(sheet.reading, ReadSheet)
    images = tuple(replace(image, sha256=image.sha256[::-1]) for image in sheet.images)
    pages = tuple(replace(page, source=images[0]) for page in sheet.reading.pages[:1])
    reading = replace(sheet.reading, number=number, pages=(*pages, *sheet.reading.pages[1:]))
    pages = tuple(replace(page, source=images[at]) for at, page in enumerate(reading.pages))
    return sheet_entry(batch, images, replace(reading, pages=pages), replace(sheet.votes, contests=contests))


def test_an_image_hidden_from_the_index_is_found(counted: Record) -> None:
    without_guards(counted, "update sheet_image set occurrence = null where id = 1")
    (problem,) = verify_ledger(counted).problems
    assert "index of images differs" in problem


def test_a_stored_image_that_was_changed_is_found_and_named(counted: Record) -> None:
    _, sheet = a_counted_sheet(counted)
    place = counted.images.place(sheet.images[0].sha256, sheet.images[0].file)
    place.write_bytes(place.read_bytes() + b" ")
    (problem,) = image_problems(counted)
    assert f"Sheet {sheet.reading.number} of batch AB-001" in problem
    assert "was changed" in problem


def test_a_stored_image_that_is_gone_is_found_and_named(counted: Record) -> None:
    _, sheet = a_counted_sheet(counted)
    counted.images.place(sheet.images[0].sha256, sheet.images[0].file).unlink()
    (problem,) = image_problems(counted)
    assert "is not there" in problem


def test_ink_recorded_otherwise_than_the_image_shows_is_found_target_by_target(
    counted: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, sheet = a_counted_sheet(counted)
    assert isinstance(sheet.reading, ReadSheet)
    (first, *others) = sheet.reading.targets
    darker = replace(sheet.reading, targets=(replace(first, ink_px=first.ink_px + 1), *others))
    entries = [replace(entry, reading=darker) if entry == sheet else entry for entry in counted.entries()]
    monkeypatch.setattr(counted, "entries", lambda: iter(entries))
    (problem,) = image_problems(counted)
    assert f"target 1: recorded {first.mark.value}, {first.ink_px + 1}" in problem


def test_problems_stop_the_command_and_all_is_well_does_not() -> None:
    refuse([])
    with pytest.raises(RecordError, match="2 problem"):
        refuse(["one", "two"])


def test_each_step_that_is_promised_is_named_where_it_is_taken() -> None:
    promised = re.findall(r"^(\d)\. ", verifying.__doc__ or "", re.MULTILINE)
    assert promised == [str(number) for number in range(1, len(promised) + 1)]
    code = "".join(path.read_text() for path in Path(verifying.__file__).parent.glob("*.py"))
    assert set(re.findall(r"\bSteps? (\d)", code)) == set(promised)
