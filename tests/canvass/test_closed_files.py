"""A PDF with a password among single images: it is named and set aside, and no paper beside it is joined or lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

from canvass.counting.count import count
from imaging.sheets import ReasonCode
from tabulate.ledger.entries import SheetNotRead
from tests.canvass.conftest import County
from tests.canvass.counts import REQUEST, make_old, sheets_of
from tests.canvass.test_lost_images import ALIKE, Told, lay, originals, paper_of, scan_names
from tests.imaging.pages.pdfs import saved

if TYPE_CHECKING:
    from canvass.record.store import Record


def lock(*files: Path) -> None:
    """Write PDFs of two empty pages that ask for a password."""
    for file in files:
        pdf = pikepdf.new()
        for _ in range(2):
            pdf.add_blank_page()
        file.write_bytes(saved(pdf, encryption=pikepdf.Encryption(owner="owner", user="secret")))
        make_old(file)


def outcomes(record: Record) -> list[tuple[list[str], list[ReasonCode]]]:
    """The images of each sheet, and why it was not read."""
    return [
        ([image.file for image in entry.reading.sources], [reason.code for reason in entry.reading.reasons])
        if isinstance(entry, SheetNotRead)
        else ([image.file for image in entry.images], [])
        for entry in sheets_of(record)
    ]


def test_locked_files_part_the_images_and_are_said_before_the_count(
    county: County, record: Record, tmp_path: Path
) -> None:
    names = ["scan01.jpg", "scan02.jpg", "scan04.jpg", "scan06.jpg", "scan07.jpg", "scan08.jpg"]
    images = originals(county, 4)
    lay(tmp_path / "scans", [*images[:2], *images[4:]], names)
    lock(tmp_path / "scans" / "scan03.pdf", tmp_path / "scans" / "scan05.pdf")
    told = Told()
    report = count(record, tmp_path / "scans", replace(REQUEST, expected_sheets=6), told)
    assert outcomes(record) == [
        (["scan01.jpg", "scan02.jpg"], []),
        (["scan03.pdf"], [ReasonCode.UNOPENED_FILE]),
        (["scan04.jpg"], [ReasonCode.PAGE_MISSING]),
        (["scan05.pdf"], [ReasonCode.UNOPENED_FILE]),
        (["scan06.jpg"], [ReasonCode.PAGE_MISSING]),
        (["scan07.jpg", "scan08.jpg"], []),
    ]
    assert report.unopened_files == 2
    assert [note.split(":")[0] for note in told.notes[:2]] == ["scan03.pdf", "scan05.pdf"]
    assert all("how many pages it holds is not known" in note for note in told.notes[:2])


def test_a_locked_file_instead_of_a_lost_image_joins_no_two_papers(
    county: County, record: Record, tmp_path: Path
) -> None:
    """With it the number of files is even, and the papers are of one style."""
    one, other = (sorted(county.scans.glob(f"sheet-{number}-*.jpg")) for number in ALIKE)
    was = lay(tmp_path / "scans", [*one, other[0]], scan_names(3))
    lock(tmp_path / "scans" / "box.pdf")
    count(record, tmp_path / "scans", REQUEST, Told())
    assert outcomes(record) == [
        (["box.pdf"], [ReasonCode.UNOPENED_FILE]),
        (["scan0001.jpg", "scan0002.jpg"], []),
        (["scan0003.jpg"], [ReasonCode.PAGE_MISSING]),
    ]
    assert {paper_of(was[name]) for name in scan_names(2)} == {paper_of(one[0])}
