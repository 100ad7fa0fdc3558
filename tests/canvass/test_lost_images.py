"""Images that the feed lost, doubled or changed about: no sheet is made of two papers, and all others are read.

Each image is in exactly one sheet; what is in doubt is said before the count and set aside.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.cli import run
from canvass.console.progress import SilentProgress
from canvass.counting.count import count
from canvass.errors import Interrupted
from canvass.verifying.images import verify_images
from imaging.sheets import Pairing, ReasonCode
from tabulate.ledger.entries import BatchOpened, SheetCounted, SheetNotRead, SheetQuestioned, images_of
from tests.canvass.conftest import County
from tests.canvass.counts import REQUEST, count_quietly, digest, sheets_of

if TYPE_CHECKING:
    from canvass.record.store import Record

    NewRecord = Callable[[str], Record]

PAPERS = 5
ALIKE = ("00002", "00003")
"""Papers of one ballot style."""


@dataclass
class Told(SilentProgress):
    """Keeps what a count says, but that these scans are without colour."""

    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        if "without colour" not in text:
            self.notes.append(text)


def originals(county: County, papers: int = PAPERS) -> list[Path]:
    """The fronts and backs of the county's first papers, in order."""
    return sorted(county.scans.iterdir())[: 2 * papers]


def lay(folder: Path, images: list[Path], names: list[str]) -> dict[str, Path]:
    """Copy images to a folder under names that tell nothing of sides; what each was."""
    folder.mkdir()
    for image, name in zip(images, names, strict=True):
        shutil.copyfile(image, folder / name)
    return dict(zip(names, images, strict=True))


def paper_of(image: Path) -> str:
    return image.stem.rsplit("-", 1)[0]


def whole_papers(record: Record, was: dict[str, Path]) -> set[str]:
    """The papers that were read; each image is in one sheet, and no sheet that was read joins two papers."""
    entries = sheets_of(record)
    assert sorted(image.file for entry in entries for image in images_of(entry)) == sorted(was)
    read = [entry for entry in entries if isinstance(entry, SheetCounted | SheetQuestioned)]
    for entry in read:
        assert len({paper_of(was[image.file]) for image in entry.images}) == 1
    return {paper_of(was[entry.images[0].file]) for entry in read}


def scan_names(count: int, start: int = 1) -> list[str]:
    return [f"scan{number:04d}.jpg" for number in range(start, start + count)]


@pytest.mark.parametrize("lost", range(2 * PAPERS))
def test_one_lost_image_sets_its_other_side_aside_and_nothing_else(
    lost: int, county: County, record: Record, tmp_path: Path
) -> None:
    images = originals(county)
    names = scan_names(len(images))
    del names[lost]
    was = lay(tmp_path / "scans", images[:lost] + images[lost + 1 :], names)
    told = Told()
    count(record, tmp_path / "scans", REQUEST, told)
    assert whole_papers(record, was) == {paper_of(image) for image in images} - {paper_of(images[lost])}
    (aside,) = [entry for entry in sheets_of(record) if isinstance(entry, SheetNotRead)]
    assert [reason.code for reason in aside.reading.reasons] == [ReasonCode.PAGE_MISSING]
    (note,) = told.notes
    assert "odd" in note if lost in (0, 2 * PAPERS - 1) else f"between {names[lost - 1]} and {names[lost]}" in note


@pytest.mark.parametrize("lost", [1, 2, 5])
def test_where_the_numbers_run_on_over_the_lost_image_no_paper_is_joined_with_another(
    lost: int, county: County, record: Record, tmp_path: Path
) -> None:
    images = originals(county)
    was = lay(tmp_path / "scans", images[:lost] + images[lost + 1 :], scan_names(len(images) - 1))
    count_quietly(record, tmp_path / "scans")
    assert whole_papers(record, was) == {paper_of(image) for image in images} - {paper_of(images[lost])}


@pytest.mark.parametrize("copied", [0, 3, 2 * PAPERS - 1])
@pytest.mark.parametrize("form", ["{} (2).jpg", "{} - Copy.jpg", "{}_copy.jpg"])
def test_an_image_that_is_there_twice_counts_once(
    copied: int, form: str, county: County, record: Record, tmp_path: Path
) -> None:
    images, names = originals(county), scan_names(2 * PAPERS)
    name = form.format(Path(names[copied]).stem)
    was = lay(tmp_path / "scans", [*images, images[copied]], [*names, name])
    count_quietly(record, tmp_path / "scans")
    assert whole_papers(record, was) >= {paper_of(image) for image in images} - {paper_of(images[copied])}
    assert sum(isinstance(entry, SheetNotRead) for entry in sheets_of(record)) <= 3


@pytest.mark.parametrize("at", [0, 1, 4, 5])
def test_two_neighbours_that_changed_places_join_no_papers(
    at: int, county: County, record: Record, tmp_path: Path
) -> None:
    images = originals(county)
    images[at], images[at + 1] = images[at + 1], images[at]
    was = lay(tmp_path / "scans", images, scan_names(len(images)))
    count_quietly(record, tmp_path / "scans")
    touched = {paper_of(images[at]), paper_of(images[at + 1])}
    assert whole_papers(record, was) >= {paper_of(image) for image in images} - touched


def test_a_paper_that_was_taken_out_whole_leaves_the_others_whole(
    county: County, record: Record, tmp_path: Path
) -> None:
    images, names = originals(county), scan_names(2 * PAPERS)
    del images[4:6], names[4:6]
    was = lay(tmp_path / "scans", images, names)
    count_quietly(record, tmp_path / "scans")
    assert whole_papers(record, was) == {paper_of(image) for image in images}


def test_times_of_the_twelve_hour_clock_pair_as_they_passed(county: County, record: Record, tmp_path: Path) -> None:
    images = originals(county, 2)
    times = ["12.59.57", "1.00.00", "1.00.03", "1.00.06"]
    was = lay(tmp_path / "scans", images, [f"Scan 2026-11-03 at {time} PM.jpg" for time in times])
    count_quietly(record, tmp_path / "scans")
    assert whole_papers(record, was) == {paper_of(image) for image in images}


def test_a_sheet_whose_back_comes_first_among_fronts_is_set_aside_and_verifies(
    county: County, record: Record, tmp_path: Path
) -> None:
    """Where two faults undo each other, such sheets lie between them: nothing else tells them from two papers."""
    images = originals(county)
    images[6:8] = reversed(images[6:8])
    was = lay(tmp_path / "scans", images, scan_names(len(images)))
    count_quietly(record, tmp_path / "scans")
    assert whole_papers(record, was) == {paper_of(image) for image in images} - {paper_of(images[6])}
    (aside,) = [entry for entry in sheets_of(record) if isinstance(entry, SheetNotRead)]
    assert [reason.code for reason in aside.reading.reasons] == [ReasonCode.PAIR_DOUBTFUL]
    assert verify_images(record, PAPERS, SilentProgress()) == []


def test_behind_a_side_that_is_there_twice_no_sheet_is_made_of_two_papers_of_one_ballot(
    county: County, record: Record, tmp_path: Path
) -> None:
    """Such papers' codes are alike, and where the last image is lost as well the numbers have no gap."""
    one, other = (sorted(county.scans.glob(f"sheet-{number}-*.jpg")) for number in ALIKE)
    was = lay(tmp_path / "scans", [one[0], one[0], one[1], other[0]], scan_names(4))
    count_quietly(record, tmp_path / "scans")
    assert whole_papers(record, was) == set()
    codes = [
        [reason.code for reason in entry.reading.reasons]
        for entry in sheets_of(record)
        if isinstance(entry, SheetNotRead)
    ]
    assert codes == [[ReasonCode.SIDE_TWICE], [ReasonCode.PAIR_DOUBTFUL]]
    assert verify_images(record, 2, SilentProgress()) == []


def test_a_stack_whose_backs_come_first_is_read(county: County, record: Record, tmp_path: Path) -> None:
    images = [originals(county)[at ^ 1] for at in range(2 * PAPERS)]
    was = lay(tmp_path / "scans", images, scan_names(len(images)))
    count_quietly(record, tmp_path / "scans")
    assert whole_papers(record, was) == {paper_of(image) for image in images}


def _is_at(seen: Iterator[int], sheets: int) -> bool:
    return next(seen) >= sheets


def test_a_stopped_count_of_a_doubtful_run_goes_on_with_the_same_plan(
    county: County, new_record: NewRecord, tmp_path: Path
) -> None:
    images, names = originals(county), scan_names(2 * PAPERS)
    del images[3], names[3]
    lay(tmp_path / "scans", images, names)
    undisturbed, disturbed = new_record("undisturbed"), new_record("disturbed")
    count_quietly(undisturbed, tmp_path / "scans")
    for sheets in (1, 2):
        seen = iter(range(1, 100))
        stops = partial(_is_at, seen, sheets)
        with pytest.raises(Interrupted):
            count_quietly(disturbed, tmp_path / "scans", stopping=stops)
    count_quietly(disturbed, tmp_path / "scans")
    assert digest(disturbed) == digest(undisturbed)


def test_a_batch_that_was_opened_before_pairs_as_it_did(county: County, record: Record, tmp_path: Path) -> None:
    images, names = originals(county, 3), scan_names(6)
    del images[2], names[2]
    lay(tmp_path / "scans", images, names)
    count_quietly(record, tmp_path / "scans", replace(REQUEST, batch="now"))
    (opened,) = [entry for entry in record.entries() if isinstance(entry, BatchOpened)]
    assert opened.pairing is Pairing.PROVED
    record.append([replace(opened, batch=REQUEST.batch, pairing=Pairing.BY_NAMES)])
    told = Told()
    count(record, tmp_path / "scans", REQUEST, told)
    before = [entry for entry in sheets_of(record) if entry.batch == REQUEST.batch]
    assert [[image.file for image in images_of(entry)] for entry in before] == [names[:2], names[2:4], names[4:]]
    assert told.notes == []


def test_two_files_that_are_named_are_the_sheet_that_somebody_says_they_are(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    was = lay(tmp_path / "scans", originals(county, 1), ["IMG_0007.jpg", "IMG_0003.jpg"])
    named = [str(tmp_path / "scans" / name) for name in was]
    run(["read", str(county.definition), *named, "--json"])
    (line,) = capsys.readouterr().out.splitlines()
    sheet = json.loads(line)
    assert (sheet["outcome"], sheet["files"]) == ("read", named)


def test_reading_without_a_record_sets_the_odd_page_aside_too(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    images, names = originals(county, 3), scan_names(6)
    del images[2], names[2]
    lay(tmp_path / "scans", images, names)
    assert run(["read", str(county.definition), str(tmp_path / "scans"), "--json"]) == 1
    said = capsys.readouterr()
    sheets = [json.loads(line) for line in said.out.splitlines()]
    assert [sheet["files"] for sheet in sheets] == [names[:2], names[2:3], names[3:]]
    assert [sheet["outcome"] for sheet in sheets] == ["read", "set aside", "read"]
    assert "between scan0002.jpg and scan0004.jpg (1 missing)" in said.err
