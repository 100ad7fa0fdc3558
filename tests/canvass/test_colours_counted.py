"""A highlighter's mark is a question of the count, reads so again, and a batch without colours is said to be one."""

from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from canvass.console.progress import SilentProgress
from canvass.counting.count import count
from canvass.reading.outcomes import layouts_for
from canvass.verifying.images import verify_images
from imaging.pages import find_scans, load_sheet, plan_sheets
from imaging.reader import read_sheet
from imaging.sheets import Doubt, Mark, ReadSheet
from tabulate.ledger.entries import SheetQuestioned
from tabulate.questions import Question
from tests.canvass.counts import REQUEST, sheets_of

if TYPE_CHECKING:
    from canvass.record.store import Record

YELLOW = (90, 245, 250)
"""Blue, green, red."""


class Notes(SilentProgress):
    """Keeps what is said while sheets are counted."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, text: str) -> None:
        self.notes.append(text)


def first_sheet_highlighted(scans: Path, record: "Record") -> int:
    """Fill an unmarked oval of the first sheet in yellow, its first page saved in colour; the target's number."""
    planned = plan_sheets(find_scans(scans).files, 2)
    for sheet in planned[1:]:
        for page in sheet.pages:
            page.path.unlink()
    reading = read_sheet(load_sheet(planned[0]).sheet, layouts_for(record.election, None), 2)
    assert isinstance(reading, ReadSheet)
    front = reading.pages[0]
    target = next(one for one in reading.targets if one.side is front.side and one.mark is Mark.UNMARKED)
    path = scans / front.source.file
    picture = np.asarray(cv2.imread(str(path), cv2.IMREAD_COLOR), np.uint8)
    where = np.full(picture.shape[:2], 255, np.uint8)
    middle = round(target.centre_col_px), round(target.centre_row_px)
    cv2.ellipse(where, middle, (round(0.33 * front.pitch_px), round(0.22 * front.pitch_px)), 0, 0, 360, 0, -1)
    picture[where == 0] = np.minimum(picture[where == 0], np.array(YELLOW, np.uint8))
    assert cv2.imwrite(str(path), picture, [cv2.IMWRITE_JPEG_QUALITY, 85])
    return target.number


def test_a_highlighters_mark_is_asked_about_and_verify_reads_it_so_again(scans: Path, record: "Record") -> None:
    number = first_sheet_highlighted(scans, record)
    notes = Notes()
    count(record, scans, REQUEST, notes)
    (entry,) = sheets_of(record)
    assert isinstance(entry, SheetQuestioned)
    assert isinstance(entry.reading, ReadSheet)
    assert {one.number for one in entry.reading.targets if one.doubt is Doubt.COLOUR} == {number}
    assert Question.AMBIGUOUS_MARK in {one.question for one in entry.votes.questions}
    assert verify_images(record, 1, SilentProgress()) == []
    assert not [note for note in notes.notes if "without colour" in note]


def test_a_batch_that_is_scanned_without_colour_is_said_to_be_so_once(scans: Path, record: "Record") -> None:
    notes = Notes()
    count(record, scans, REQUEST, notes)
    said = [note for note in notes.notes if "without colour" in note]
    assert len(said) == 1
    assert said[0].startswith("Batch AB-001")
    assert "canvass doctor" in said[0]
