"""Real scanned ballots with truth, where they lie beside the repository: no oval of theirs is read wrongly.

Scored as their collection asks: a filled oval must be marked, one without a pen mark must not be, and what is marginal
is judged by what a person would say of it. We ask for more: an oval without a pen mark must be unmarked.
"""

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from imaging.pages import ScanFile, load_sheet, plan_sheets
from imaging.reader import read_sheet
from imaging.sheets import Mark, PageImage, ReadSheet, ScannedSheet, TargetReading
from tabulate.definitions import load_definition
from tabulate.election import Election

BALLOTS = Path(__file__).parents[3] / "shared" / "ballots"
MOST_AWAY_IN = 0.045
"""The truth's centres are good to 0.03 inch; ours may add a pixel or two."""


def _truth(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "truth.json").read_text(encoding="utf-8")))


SHEETS = [
    pytest.param(truth_file.parent, sheet, id=f"{truth_file.parent.name}-{sheet['id']}")
    for truth_file in sorted(BALLOTS.glob("*/truth.json"))
    if _truth(truth_file.parent)["kind"] == "timing-mark"
    for sheet in _truth(truth_file.parent)["sheets"]
]
"""Empty where the collection is not at hand: then pytest names these tests as having nothing to run on."""


@dataclass(frozen=True, slots=True)
class Oval:
    """One oval as the truth has it, with its place among the definition's targets."""

    number: int
    name: str
    mark: str
    intent: bool | None
    centre_px: tuple[float, float]
    pitch_px: float

    def allows(self, mark: Mark) -> bool:
        if self.mark == "yes":
            return mark is Mark.MARKED
        if self.mark == "no":
            return mark is Mark.UNMARKED
        impossible = {True: Mark.UNMARKED, False: Mark.MARKED, None: None}[self.intent]
        return mark is not impossible


@cache
def _election(folder: Path) -> Election:
    return load_definition(folder / "election.json")


@cache
def _image(file: Path) -> PageImage:
    (planned,) = plan_sheets([ScanFile(file, file.name)], images_per_sheet=1)
    (page,) = load_sheet(planned).sheet.pages
    assert isinstance(page, PageImage), page.detail
    return page


def _ovals(folder: Path, page: dict[str, Any]) -> list[Oval]:
    """The truth's ovals, matched by contest, option and place: an option may be printed twice."""
    election = _election(folder)
    numbers = {
        (meaning.contest, meaning.choice, meaning.column, meaning.row): number
        for card in election.cards
        for number, meaning in enumerate(card.meanings, 1)
    }
    return [
        Oval(
            number=numbers[oval["contestId"], oval["optionId"], oval["column"], oval["row"]],
            name=f"{page['image']}: {oval['contestId']}, {oval['optionId']}, row {oval['row']}",
            mark=oval["mark"],
            intent=oval.get("intent"),
            centre_px=(oval["center"][1], oval["center"][0]),
            pitch_px=page["timing_marks"]["column_pitch_px"],
        )
        for oval in page["ovals"]
    ]


def _read(folder: Path, *pages: PageImage) -> ReadSheet:
    reading = read_sheet(ScannedSheet(1, pages), _election(folder).layouts, images_per_sheet=len(pages))
    assert isinstance(reading, ReadSheet), reading
    return reading


def _turned(page: PageImage) -> PageImage:
    return replace(page, gray=np.ascontiguousarray(page.gray[::-1, ::-1]))


def _assert_right(targets: tuple[TargetReading, ...], ovals: list[Oval]) -> None:
    readings = {target.number: target for target in targets}
    assert sorted(readings) == sorted(oval.number for oval in ovals)
    wrong = [
        (oval.name, oval.mark, str(readings[oval.number].mark), readings[oval.number].ink_px)
        for oval in ovals
        if not oval.allows(readings[oval.number].mark)
    ]
    assert wrong == []


@pytest.mark.parametrize(("folder", "sheet"), SHEETS)
def test_every_oval_is_read_as_people_see_it(folder, sheet):
    images = [_image(folder / page["image"]) for page in sheet["pages"]]
    ovals = [oval for page in sheet["pages"] for oval in _ovals(folder, page)]
    assert ovals
    reading = _read(folder, *images)
    _assert_right(reading.targets, ovals)
    assert [page.rows for page in reading.pages] == [page["timing_marks"]["rows"] for page in sheet["pages"]]
    assert [page.turned for page in reading.pages] == [page["rotation"] == 180 for page in sheet["pages"]]
    readings = {target.number: target for target in reading.targets}
    for oval in ovals:
        found = readings[oval.number]
        away_px = np.hypot(found.centre_row_px - oval.centre_px[0], found.centre_col_px - oval.centre_px[1])
        assert away_px <= MOST_AWAY_IN / 0.25 * oval.pitch_px, oval.name


@pytest.mark.parametrize(("folder", "sheet"), SHEETS)
def test_it_is_read_the_same_in_either_order_and_upside_down(folder, sheet):
    images = [_image(folder / page["image"]) for page in sheet["pages"]]
    ovals = [oval for page in sheet["pages"] for oval in _ovals(folder, page)]
    for pages in (images[::-1], [_turned(page) for page in images], [*images[:1], *map(_turned, images[1:])]):
        reading = _read(folder, *pages)
        _assert_right(reading.targets, ovals)


@pytest.mark.parametrize(("folder", "sheet"), SHEETS)
def test_each_page_is_read_on_its_own(folder, sheet):
    for page in sheet["pages"]:
        reading = _read(folder, _image(folder / page["image"]))
        assert [shown.side.value for shown in reading.pages] == [page["side"]]
        _assert_right(reading.targets, _ovals(folder, page))
