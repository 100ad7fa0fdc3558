"""Real ballots read by what their blanks teach, and by their measured layouts, where they lie beside the repository.

Scored as their collection asks: see `test_real_scans`.
"""

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from imaging.layout import CardId, Layouts, MarkThresholds, MeasuredCard, MeasuredPage, MeasuredTarget, PageCode, Side
from imaging.learning.blank import learn_blank
from imaging.learning.learned import LearnedPage
from imaging.pages import ScanFile, load_sheet, plan_sheets
from imaging.reader import read_sheet
from imaging.sheets import Mark, PageImage, ReadSheet, ScannedSheet, TargetReading

BALLOTS = Path(__file__).parents[3] / "shared" / "ballots"
SIDES = (Side.FRONT, Side.BACK)
NEAR_IN = 0.03
MOST_AWAY_IN = 0.04
"""The truth's centres are good to 0.03 inch; ours may add a pixel or two."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A set's folder and the files of its blank."""

    folder: str
    files: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.folder}-{Path(self.files[0]).suffix[1:]}"

    @property
    def path(self) -> Path:
        return BALLOTS / self.folder

    def document(self, name: str) -> dict[str, Any]:
        return dict(json.loads((self.path / name).read_text(encoding="utf-8")))


WITH_LAYOUT = [
    Blank("famous-names", ("ballot-p1.jpg", "ballot-p2.jpg")),
    Blank("famous-names", ("ballot.pdf",)),
    Blank("oaklawn", ("blank-p1.jpg", "blank-p2.jpg")),
    Blank("right-side", ("ballot-p1.jpeg", "ballot-p2.jpeg")),
    Blank("right-side", ("ballot.pdf",)),
]
WITH_MARKS = [Blank("amherst", ("template.pdf",)), Blank("durant", ("blank.tif",))]
HAVE = [blank for blank in (*WITH_LAYOUT, *WITH_MARKS) if blank.path.is_dir()]
"""Empty where the collection is not at hand: then pytest names these tests as having nothing to run on."""
SHEETS = [
    pytest.param(blank, sheet, id=f"{blank}-{sheet['id']}")
    for blank in HAVE
    for sheet in blank.document("truth.json")["sheets"]
    if any(page.get("ovals") for page in sheet["pages"])
]


@cache
def _learned(blank: Blank) -> tuple[LearnedPage, ...]:
    return tuple(page for file in blank.files for page in learn_blank(blank.path / file))


@cache
def _from_blank(blank: Blank) -> Layouts:
    return _layouts([page.layout(SIDES[number]) for number, page in enumerate(_learned(blank))])


@cache
def _as_measured(blank: Blank) -> Layouts:
    document = blank.document("layout.json")
    width_in, height_in = document["page_size_inches"]
    pages = []
    for page in document["pages"]:
        targets = tuple(MeasuredTarget(0, t["x"], t["y"], t["w"], t["h"]) for t in page["targets"])
        pages.append(
            MeasuredPage(
                SIDES[page["page"] - 1], width_in, height_in, targets, blank=None, code=PageCode(page=page["page"])
            )
        )
    return _layouts(pages)


def _layouts(pages: list[MeasuredPage]) -> Layouts:
    """One card, its targets numbered through."""
    first, numbered = 1, []
    for page in pages:
        targets = tuple(replace(target, number=first + i) for i, target in enumerate(page.targets))
        numbered.append(replace(page, targets=targets))
        first += len(targets)
    return Layouts((), MarkThresholds(), measured=(MeasuredCard(CardId("card"), tuple(numbered)),))


@cache
def _image(file: Path) -> PageImage:
    (planned,) = plan_sheets([ScanFile(file, file.name)], images_per_sheet=1)
    (page,) = load_sheet(planned).sheet.pages
    assert isinstance(page, PageImage), page.detail
    return page


def _read_wrongly(oval: dict[str, Any], mark: Mark) -> bool:
    if oval["mark"] == "yes":
        return mark is not Mark.MARKED
    if oval["mark"] == "no":
        return mark is not Mark.UNMARKED
    return mark is {True: Mark.UNMARKED, False: Mark.MARKED, None: None}[oval.get("intent")]


def _assert_right(reading: object, images: list[PageImage], sheet: dict[str, Any]) -> None:
    """Each oval of the truth has one target of its page at its place, and no other, and it is read as people see it."""
    assert isinstance(reading, ReadSheet), reading
    seen: set[int] = set()
    for image, page in zip(images, sheet["pages"], strict=True):
        (shown,) = (shown for shown in reading.pages if shown.source == image.source)
        near_px = MOST_AWAY_IN * 4 * shown.pitch_px
        for oval in page["ovals"]:
            col, row = oval["center"]
            (target,) = (
                t
                for t in reading.targets
                if t.side is shown.side and np.hypot(t.centre_row_px - row, t.centre_col_px - col) <= near_px
            )
            seen.add(target.number)
            assert not _read_wrongly(oval, target.mark), (oval["contestId"], oval["optionId"], _said(target))
    assert seen == {target.number for target in reading.targets}


def _said(target: TargetReading) -> str:
    return f"{target.mark}, {target.ink_px} of {target.target_px}"


@pytest.mark.parametrize("blank", [blank for blank in WITH_LAYOUT if blank in HAVE], ids=str)
def test_every_target_of_the_blank_is_found_where_it_was_measured(blank):
    for learned, page in zip(_learned(blank), blank.document("layout.json")["pages"], strict=True):
        places = [(target["x"], target["y"]) for target in page["targets"]]
        found = [(target.x_in, target.y_in) for target in learned.targets]
        assert len(found) == len(places)
        for place in places:
            assert min(np.hypot(*(np.array(place) - one)) for one in found) <= NEAR_IN


@pytest.mark.parametrize(("blank", "sheet"), SHEETS)
def test_every_oval_is_read_as_people_see_it_by_what_the_blank_teaches(blank, sheet):
    images = [_image(blank.path / page["image"]) for page in sheet["pages"]]
    reading = read_sheet(ScannedSheet(1, tuple(images)), _from_blank(blank), len(images), read_words=False)
    _assert_right(reading, images, sheet)


@pytest.mark.parametrize(
    ("blank", "sheet"),
    [case for case in SHEETS if case.values[0] in WITH_LAYOUT and case.values[0].files[0] != "ballot.pdf"],
)
def test_every_oval_is_read_as_people_see_it_by_the_measured_layout_alone(blank, sheet):
    images = [_image(blank.path / page["image"]) for page in sheet["pages"]]
    reading = read_sheet(ScannedSheet(1, tuple(images)), _as_measured(blank), len(images), read_words=False)
    _assert_right(reading, images, sheet)
