"""What a folder holds beside its scans, what is still being written in it, and files of any number of sheets."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest

from canvass.cli import run
from canvass.errors import InputError
from canvass.record import open_record
from imaging.pages import find_scans, unfinished
from imaging.pages.unfinished import arriving
from imaging.sheets import ReasonCode
from tabulate.ledger.entries import BatchClosed, PassedOver, SheetCounted, SheetNotRead, SheetQuestioned
from tabulate.ledger.fold import fold
from tests.canvass.conftest import SHEETS
from tests.canvass.counts import REQUEST, count_quietly, make_old, sheets_of

if TYPE_CHECKING:
    from canvass.record.store import Record

LAST = f"sheet-{SHEETS:05d}"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a file to be written."""
    monkeypatch.setattr(unfinished, "PATIENCE_S", 0.0)


def closed(record: Record) -> list[BatchClosed]:
    return [entry for entry in record.entries() if isinstance(entry, BatchClosed)]


def test_what_is_no_image_is_listed_in_the_answer_the_status_and_the_ledger(
    record: Record, scans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (scans / "notes.txt").write_text("box 7")
    (scans / "next.jpg.part").write_bytes(b"\xff\xd8\xff")
    (scans / ".front.jpg").write_bytes((scans / f"{LAST}-1.jpg").read_bytes())
    (scans / "Thumbs.db").write_bytes(b"system")
    (scans / ".DS_Store").write_bytes(b"system")
    directory = str(record.directory)
    record.close()
    command = ["count", directory, str(scans), "--batch", "B", "--machine", "m"]
    assert run(command) == 1
    said = capsys.readouterr().out
    assert all(f"NOT COUNTED: {name}:" in said for name in ("notes.txt", "next.jpg.part", ".front.jpg"))
    assert "Thumbs.db" not in said
    assert run(["status", directory, "--json"]) == 1
    (batch,) = json.loads(capsys.readouterr().out)["batches"]
    assert [passed["file"] for passed in batch["passed_over"]] == [".front.jpg", "next.jpg.part", "notes.txt"]
    run(["status", directory])
    shown = capsys.readouterr()
    assert "notes.txt: not a JPEG" in shown.out
    assert "3 FILES NOT COUNTED" in shown.err.upper()
    with open_record(record.directory) as opened:
        assert len(closed(opened)) == 1
    assert run(command) == 1
    with open_record(record.directory) as opened:
        assert len(closed(opened)) == 1, "the same folder closes the batch no second time"
    for name in ("notes.txt", "next.jpg.part", ".front.jpg"):
        (scans / name).unlink()
    run(command)
    with open_record(record.directory) as opened:
        assert fold(opened.entries()).batches["B"].passed_over == ()
        assert closed(opened)[0].passed_over[2] == PassedOver("notes.txt", "not a JPEG, PNG, TIFF or PDF")


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("kept", [0, 1, 700, 20_000])
def test_a_file_that_is_still_being_written_waits_for_the_next_count(record: Record, scans: Path, kept: int) -> None:
    late = scans / f"{LAST}-2.jpg"
    whole = late.read_bytes()
    late.write_bytes(whole[:kept])
    report = count_quietly(record, scans)
    assert (report.sheets, report.not_read) == (SHEETS - 1, 0)
    assert [passed.file for passed in report.passed_over] == [late.name]
    assert "still being written?" in report.passed_over[0].why
    assert not fold(record.entries()).batches["AB-001"].closed
    late.write_bytes(whole)
    report = count_quietly(record, scans)
    assert (report.sheets, report.already, report.passed_over) == (SHEETS, SHEETS - 1, ())
    assert fold(record.entries()).batches["AB-001"].closed
    assert all(isinstance(entry, SheetCounted | SheetQuestioned) for entry in sheets_of(record))


@pytest.mark.usefixtures("impatient")
def test_of_a_batch_that_was_finished_the_closing_says_what_is_being_written(record: Record, scans: Path) -> None:
    count_quietly(record, scans)
    (scans / "sheet-00099-1.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    assert count_quietly(record, scans).sheets == SHEETS
    assert [passed.file for passed in closed(record)[-1].passed_over] == ["sheet-00099-1.jpg"]


def test_a_file_that_ended_early_long_ago_is_damaged(record: Record, scans: Path) -> None:
    late = scans / f"{LAST}-2.jpg"
    late.write_bytes(late.read_bytes()[:700])
    make_old(late)
    report = count_quietly(record, scans)
    assert (report.sheets, report.not_read, report.passed_over) == (SHEETS, 1, ())


@pytest.mark.parametrize("ahead_s", [0, 200])
def test_a_file_is_waited_for(scans: Path, ahead_s: float) -> None:
    late = scans / f"{LAST}-2.jpg"
    whole, waits = late.read_bytes(), list[float]()
    late.write_bytes(whole[:-2])
    changed = late.stat().st_mtime + ahead_s
    os.utime(late, (changed, changed))

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            late.write_bytes(whole)

    assert arriving(find_scans(scans).files, now=lambda: changed - ahead_s + 1, wait=wait) == ()
    assert len(waits) == 3


def test_a_file_that_was_changed_and_one_that_was_renamed_have_one_remedy(record: Record, scans: Path) -> None:
    late = scans / f"{LAST}-2.jpg"
    late.write_bytes(late.read_bytes()[:900])
    make_old(late)
    damaged = late.read_bytes()
    count_quietly(record, scans)
    late.write_bytes((scans / f"{LAST}-1.jpg").read_bytes())
    with pytest.raises(InputError, match="as it was counted is kept: copy") as changed:
        count_quietly(record, scans)
    place = Path(str(changed.value).split("kept: copy ")[1].split(" back over it")[0])
    assert place.read_bytes() == damaged
    late.rename(scans / f"{LAST}-2-again.jpg")
    with pytest.raises(InputError) as renamed:
        count_quietly(record, scans)
    for error in (changed, renamed):
        assert "put them into a folder of their own, under names that this batch does not have" in str(error.value)
    (scans / f"{LAST}-2-again.jpg").unlink()
    shutil.copy(place, late)
    own = scans.parent / "again"
    own.mkdir()
    for side in (1, 2):
        shutil.copy(scans / f"sheet-00001-{side}.jpg", own / f"again-{side}.jpg")
    assert count_quietly(record, scans).already == SHEETS
    assert count_quietly(record, own, replace(REQUEST, adds=True)).sheets == SHEETS + 1


def locked_pdf(file: Path) -> None:
    """A PDF that cannot be opened: its end is damaged."""
    document = pdfium.PdfDocument.new()
    document.new_page(600, 800)
    document.save(file)
    file.write_bytes(b"%PDF-1.7\n" + b"nothing but damage\n" * 40 + b"%%EOF\n")


@pytest.mark.parametrize("name", ["box.pdf", "box.tif", "box"])
def test_a_file_that_cannot_be_opened_has_an_unknown_number_of_sheets(
    record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    folder = tmp_path / "box"
    folder.mkdir()
    locked_pdf(folder / name)
    make_old(folder / name)
    assert count_quietly(record, folder).unopened_files == 1
    (entry,) = sheets_of(record)
    assert isinstance(entry, SheetNotRead)
    assert [reason.code for reason in entry.reading.reasons] == [ReasonCode.UNOPENED_FILE]
    directory = str(record.directory)
    record.close()
    assert run(["count", directory, str(folder), "--batch", "AB-001", "--machine", "left scanner"]) == 1
    assert "how many sheets it holds is not known" in capsys.readouterr().out
    assert run(["status", directory]) == 1
    assert "how many sheets it holds is not known" in capsys.readouterr().out


def test_a_damaged_image_is_one_sheet(record: Record, scans: Path) -> None:
    for side in (1, 2):
        (scans / f"{LAST}-{side}.jpg").write_bytes(b"\xff\xd8\xff" + b"damage" * 99 + b"\xff\xd9")
    assert count_quietly(record, scans).unopened_files == 0
