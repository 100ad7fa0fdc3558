"""The sheets whose readings are kept: of simulated decks, of every refusal, and real ones where they are at hand."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from imaging.layout import CardId, Layouts, MarkThresholds, MeasuredCard, MeasuredPage, MeasuredTarget, PageCode, Side
from imaging.pages import ScanFile, load_sheet, plan_sheets
from imaging.sheets import ImageSource, PageImage, ScannedSheet, UnreadablePage
from tabulate.definitions import load_definition
from tabulate.election import Election
from test_ballots.counties import small_county
from test_ballots.decks import OFFICE_SCANNING, ROUGH, ROUGH_SCANNING, make_sheets
from test_ballots.definition import election_of
from test_ballots.dense.forms import LETTER
from test_ballots.dense.press import DensePress
from test_ballots.printouts.decks import OFFICE_PRINTOUTS, DevicePlan, PrintoutFiles, make_printouts
from test_ballots.sheets import SheetFiles, make_sheet
from test_ballots.vendors.county import definition_bytes
from test_ballots.vendors.decks import vendor_sheets
from test_ballots.vendors.designs import DESIGNS, Design
from tests.imaging import drawn_pages
from tests.imaging.drawn_pages import Lie, Stroke, draw_page, one_sided, page_layout, scanned, two_sided
from tests.imaging.measured_ballots import blank, measured_card

SHARED = Path(__file__).parents[4] / "shared"
REAL = ("ballots", "paper")
"""Collections of real scans; where they are not at hand nothing of them is read."""

STEADY = (1, 1, 1, 3, 1)
"""Of each vendor's sheets one whose reading is the same on any processor, to the last count of pixels."""


@dataclass(frozen=True, slots=True)
class Case:
    """One sheet, and what it is read by."""

    name: str
    sheet: ScannedSheet
    layouts: Layouts
    images_per_sheet: int


def _loaded(made: SheetFiles | PrintoutFiles) -> ScannedSheet:
    with TemporaryDirectory() as folder:
        files = [ScanFile(Path(folder) / name, name) for name in made.names]
        for file, content in zip(files, made.contents, strict=True):
            file.path.write_bytes(content)
        (planned,) = plan_sheets(files, images_per_sheet=len(made.truth.pages))
        return load_sheet(planned).sheet


def _of_files(deck: str, made: SheetFiles | PrintoutFiles, layouts: Layouts) -> Case:
    sheet = _loaded(made)
    return Case(f"{deck} {made.truth.number}", sheet, layouts, len(sheet.pages))


@cache
def _larkspur() -> Election:
    return election_of(small_county())[0]


def _hand_marked() -> Iterator[Case]:
    layouts = _larkspur().layouts
    office = [_of_files("office", made, layouts) for made in make_sheets(_larkspur(), 2, 2026, None, OFFICE_SCANNING)]
    yield from office
    yield from (_of_files("rough", made, layouts) for made in make_sheets(_larkspur(), 4, 13, ROUGH, ROUGH_SCANNING))
    press = DensePress(LETTER, 1)
    yield _of_files("dense", make_sheet(press, 1, 5, ROUGH, OFFICE_SCANNING), press.election.layouts)
    (front, back), (_, other) = (case.sheet.pages for case in office)
    for name, how, pages in (
        ("front twice", layouts, (front, front)),
        ("of two ballots", layouts, (front, other)),
        ("of another style", replace(layouts, cards=layouts.cards[:1]), (front, back)),
        ("of another election", replace(layouts, cards=layouts.cards[:1], code_prefix="CV1/another/"), (front, back)),
        ("by its print alone", replace(layouts, code_prefix=None), (front, back)),
    ):
        yield Case(f"office, {name}", ScannedSheet(1, pages), how, 2)


def _of_vendors() -> Iterator[Case]:
    """A sheet of each vendor, by its blanks; and one of them by its targets alone."""
    for design, number in zip(DESIGNS, STEADY, strict=True):
        (made,) = vendor_sheets(design, definition_bytes(1), 1, 9, first=number)
        style = int(made.truth.ballot_style) - 1
        layouts = Layouts((), MarkThresholds(), measured=(measured_card(design, style),))
        yield _of_files(design.vendor, made, layouts)
        if design is DESIGNS[0]:
            yield _of_files(
                f"{design.vendor}, targets alone,", made, replace(layouts, measured=(_bare(design, style),))
            )
            yield _of_files(f"{design.vendor}, among others,", made, replace(layouts, cards=_larkspur().layouts.cards))


def _bare(design: Design, style: int) -> MeasuredCard:
    """A card of which only the targets are known."""
    card = measured_card(design, style)
    return replace(card, pages=tuple(replace(page, blank=None) for page in card.pages))


def _of_devices() -> Iterator[Case]:
    """What the barcodes of printouts hold; words depend on the recogniser that a machine has."""
    plan = DevicePlan(_larkspur(), OFFICE_PRINTOUTS)
    yield from (_of_files("printout", made, _larkspur().layouts) for made in make_printouts(plan, 2, 3))


def _with_timing_marks() -> Iterator[Case]:
    """Drawn sheets of a card with timing marks, most of them with something wrong: a case for each way to be refused.

    Measured cards are tried first, where an election has any.
    """
    card, lie = two_sided(), Lie(pitch_px=50)
    front, back = draw_page(lie, card.pages[0], {3: Stroke.FILL, 9: Stroke.CHECK}), draw_page(lie, card.pages[1])
    other = draw_page(lie, page_layout(places=[(row + 1.5, column) for row, column in drawn_pages.TARGET_PLACES]))
    covered, band = front.copy(), front.copy()
    covered[400:1700, 200:1500] = band[800:1000] = 30
    blank, stripes = np.full_like(front, drawn_pages.PAPER), np.full_like(front, drawn_pages.PAPER)
    stripes[::8] = drawn_pages.PRINT
    by_code, measured = drawn_pages.layouts(card), (measured_card(DESIGNS[0]),)
    either, only_measured = replace(by_code, measured=measured), replace(by_code, cards=(), measured=measured)
    alike = drawn_pages.layouts(*(one_sided(name, page_layout(code=None)) for name in ("one", "another")))
    for name, layouts, images, pages in (
        ("good", by_code, 2, (front, back)),
        ("upside down", by_code, 2, (back[::-1, ::-1], front[::-1, ::-1])),
        ("one of two", by_code, 2, (front,)),
        ("blank one of two", by_code, 2, (blank,)),
        ("blank back", by_code, 2, (front, blank)),
        ("no marks", by_code, 1, (stripes,)),
        ("blank", by_code, 1, (blank,)),
        ("front twice", by_code, 2, (front, front)),
        ("three pages", by_code, 3, (front, back, front)),
        ("other targets", by_code, 1, (other,)),
        ("band", by_code, 1, (band,)),
        ("covered", by_code, 1, (covered,)),
        ("two styles fit", alike, 1, (front,)),
        ("no layouts", Layouts((), MarkThresholds()), 1, (front,)),
        ("not measured", only_measured, 2, (front, back)),
        ("not measured, one of two", only_measured, 2, (front,)),
        ("measured or not", either, 2, (front, back)),
        ("measured or not, one of two", either, 2, (front,)),
        ("measured or not, blank", either, 1, (blank,)),
    ):
        yield Case(f"drawn, {name}", scanned(*pages), layouts, images)
    broken = UnreadablePage(ImageSource("broken.png", 1, ""), "the file ends too early")
    yield Case("drawn, broken", ScannedSheet(1, (*scanned(front).pages, broken)), by_code, 3)


def _measured_only() -> Iterator[Case]:
    """The blanks of a measured card as sheets, most of them with something wrong."""
    card, other = (measured_card(DESIGNS[0], style) for style in (0, 1))
    front, back, other_back = (blank(DESIGNS[0], style, page) for style, page in ((0, 0), (0, 1), (1, 1)))
    empty, covered = np.full_like(front, 255), front.copy()
    covered[300:1500, 200:1500] = 30
    foreign = replace(card, pages=tuple(replace(p, code=PageCode(election="f" * 20)) for p in card.pages))
    styled = replace(card, pages=tuple(replace(p, code=PageCode(style="another", page=3)) for p in card.pages))
    for name, cards, images, pages in (
        ("good", (card, other), 2, (front, back)),
        ("back first", (card, other), 2, (back, front)),
        ("one of two", (card,), 2, (front,)),
        ("empty back", (card,), 2, (front, empty)),
        ("front twice", (card,), 2, (front, front)),
        ("of two ballots", (card, other), 2, (front, other_back)),
        ("two styles fit", (card, replace(card, card=CardId("again"))), 2, (front, back)),
        ("of another election", (foreign,), 2, (front, back)),
        ("of another style", (styled,), 2, (front, back)),
        ("other names", (other,), 2, (front, back)),
        ("covered", (card,), 2, (covered, back)),
    ):
        layouts = Layouts((), MarkThresholds(), measured=cards)
        yield Case(f"measured, {name}", scanned(*pages), layouts, images)


def simulated() -> Iterator[Case]:
    """The sheets that every machine can make."""
    for make in (_hand_marked, _of_vendors, _of_devices, _with_timing_marks, _measured_only):
        yield from make()


@dataclass(frozen=True, slots=True)
class RealSheet:
    """A sheet of a collection, and a way to read it."""

    folder: Path
    name: str
    images: tuple[str, ...]
    layouts: Callable[[Path], Layouts]

    def __str__(self) -> str:
        return f"{self.folder.parent.name}, {self.folder.name}, {self.name}"

    def case(self) -> Case:
        """The sheet, loaded."""
        pages: list[PageImage | UnreadablePage] = []
        for image in self.images:
            (planned,) = plan_sheets([ScanFile(self.folder / image, image)], images_per_sheet=1)
            pages += load_sheet(planned).sheet.pages
        assert any(isinstance(page, PageImage) for page in pages)
        return Case(str(self), ScannedSheet(1, tuple(pages)), self.layouts(self.folder), len(pages))


@cache
def _defined(folder: Path) -> Layouts:
    return load_definition(folder / "election.json").layouts


@cache
def _measured(folder: Path) -> Layouts:
    """One card of the targets that the collection measured, numbered through."""
    document, first = _document(folder / "layout.json"), 1
    pages: list[MeasuredPage] = []
    width_in, height_in = document["page_size_inches"]
    for number, page in enumerate(document["pages"]):
        targets = [MeasuredTarget(first + i, *(one[size] for size in "xywh")) for i, one in enumerate(page["targets"])]
        first += len(targets)
        side, code = tuple(Side)[number], PageCode(page=page["page"])
        pages.append(MeasuredPage(side, width_in, height_in, tuple(targets), code=code))
    return Layouts((), MarkThresholds(), measured=(MeasuredCard(CardId("card"), tuple(pages)),))


def _document(file: Path) -> dict[str, Any]:
    return dict(json.loads(file.read_text(encoding="utf-8")))


def real_sheets() -> Iterator[RealSheet]:
    """Each real sheet by its measured layout, or else by its definition, which places the targets on a grid."""
    for file in sorted(file for name in REAL for file in (SHARED / name).glob("*/truth.json")):
        way, layouts = ("as measured", _measured) if (file.parent / "layout.json").exists() else ("", _defined)
        for sheet in _document(file)["sheets"]:
            images = tuple(page["image"] for page in sheet["pages"])
            yield RealSheet(file.parent, f"{sheet['id']} {way}".strip(), images, layouts)
