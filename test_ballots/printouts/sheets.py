"""One simulated device printout, from a seed: voted, printed, worn, scanned, encoded, with its truth."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from imaging.layout import Side
from tabulate.election import Election
from test_ballots.printouts.case import Tampered, Torn
from test_ballots.printouts.draw import DrawnPrintout, content_of, draw_content
from test_ballots.printouts.layout import BOTTOM_PT, INCH, TOP_PT, PrintoutForm
from test_ballots.printouts.press import WORN_PRINTER, PrinterHabits, PrinterWear, draw_wear, print_out
from test_ballots.printouts.tampering import Tampering, tamper
from test_ballots.printouts.truth import ContestPrint, Expected, PrintoutTruth, TamperingTruth
from test_ballots.printouts.votes import ORDINARY_ELECTORS, DeviceHabits, draw_votes
from test_ballots.scanning.degradation import Degradation, Flaw, PageForm, draw_degradation
from test_ballots.scanning.feed import PrintedArea
from test_ballots.scanning.files import FileKind, encode_sheet
from test_ballots.scanning.scanner import Box, PageToScan, scan
from test_ballots.sheets import Scanning, stored_pages
from test_ballots.voters.true_marks import PageTruth

Image = NDArray[np.uint8]
PRINTOUT_FLAWS: Mapping[Flaw, float] = {
    Flaw.SKEW: 0.4,
    Flaw.SHEAR: 0.3,
    Flaw.STRETCH: 0.4,
    Flaw.LOCAL_STRETCH: 0.2,
    Flaw.CROP: 0.5,
    Flaw.BAND: 0.5,
    Flaw.BLUR: 0.5,
    Flaw.NOISE: 0.5,
    Flaw.PAPER: 0.5,
    Flaw.LIGHT: 0.4,
    Flaw.STREAKS: 0.4,
    Flaw.FOLDS: 0.6,
    Flaw.DUST: 0.4,
    Flaw.TURN: 0.5,
}
CLEAN_PRINTOUTS = Scanning({}, qualities=(90, 90))
OFFICE_PRINTOUTS = Scanning(PRINTOUT_FLAWS, often=0.4, dpis=(200, 300), qualities=(60, 92))
ROUGH_PRINTOUTS = Scanning(
    {**dict.fromkeys(PRINTOUT_FLAWS, 1.0), Flaw.TURN: 1.0, Flaw.BLEED: 1.0},
    often=0.5,
    kinds=tuple(FileKind),
    dpis=(200, 300),
    qualities=(40, 92),
    back_first=0.3,
)
_AIR_IN = 0.13
"""Between the printing and what a scanner may cut off."""
_EMPTY_GRAY = 252


@dataclass(frozen=True, slots=True)
class PrintoutFiles:
    """A finished printout: its files' names and bytes, and its truth."""

    names: tuple[str, ...]
    contents: tuple[bytes, ...]
    truth: PrintoutTruth


@dataclass(frozen=True, slots=True)
class DevicePlan:
    """Whose printouts, how they come about and how they are scanned: everything but the seed and the number."""

    election: Election
    scanning: Scanning = OFFICE_PRINTOUTS
    forms: tuple[PrintoutForm, ...] = (PrintoutForm.LETTER, PrintoutForm.CARD)
    """Chosen anew for each printout."""
    printer: PrinterHabits = WORN_PRINTER
    habits: DeviceHabits = ORDINARY_ELECTORS
    tampering: tuple[Tampering, ...] = ()
    """Each printout is tampered with, in these ways in turn; empty: honest printouts."""

    def way(self, number: int) -> Tampering | None:
        """How printout `number` is tampered with."""
        return self.tampering[(number - 1) % len(self.tampering)] if self.tampering else None


def make_printout(plan: DevicePlan, number: int, seed: int) -> PrintoutFiles:
    """Make printout `number` (from 1) of the deck with this seed: the same bytes whatever others are made."""
    rng = np.random.default_rng((seed, number, 53))
    card = int(rng.integers(len(plan.election.cards)))
    form = plan.forms[int(rng.integers(len(plan.forms)))]
    made = _voted(plan, card, form, number, rng)
    drawn = draw_content(made.content, form)
    setup = _set_up(plan.scanning, rng)
    wear = draw_wear(plan.printer, form.width_pt / INCH, rng)
    front = print_out(drawn.pdf, setup.dpi, wear)
    if made.torn is not None:
        _tear(front, _torn_box(drawn, made.torn), setup.dpi)
    both_sides = bool(rng.random() < plan.printer.empty_back)
    sides: list[Side | None] = [Side.FRONT, None] if both_sides else [Side.FRONT]
    if setup.back_first:
        sides.reverse()
    images, degradations = [], []
    for side in sides:
        page = front if side else np.full_like(front, _EMPTY_GRAY)
        image, degradation = _scanned(page, front if side is None else None, drawn, plan.scanning, setup, rng)
        images.append(image)
        degradations.append(degradation)
    contents = encode_sheet(images, setup.kind, setup.dpi, setup.quality, setup.level)
    names = _names(number, setup.kind, len(contents))
    pages = stored_pages(names, list(zip(sides, images, degradations, strict=True)))
    return PrintoutFiles(names, tuple(contents), _truth(plan, number, card, made, drawn, setup, wear, pages))


def _voted(plan: DevicePlan, card: int, form: PrintoutForm, number: int, rng: np.random.Generator) -> Tampered:
    """The votes and what is printed, tampered with or not."""
    way = plan.way(number)
    if way is not None:
        return tamper(way, plan.election, card, form, plan.habits, rng)
    votes = draw_votes(plan.election, card, plan.habits, rng)
    return Tampered(votes, content_of(plan.election, card, votes, form), (Expected.COUNTED,))


def _torn_box(drawn: DrawnPrintout, torn: Torn) -> Box:
    """The part of a code that is gone: nearly half of the QR code, from below, or of the line, from the right."""
    match torn:
        case Torn.QR:
            top, left, bottom, right = drawn.placed.qr_codes[0].inches
            return top + 0.55 * (bottom - top), left, bottom, right
        case Torn.LINE:
            top, left, bottom, right = drawn.placed.code_128[0].inches
            return top, left + 0.55 * (right - left), bottom, right
        case unknown:
            assert_never(unknown)


def _tear(page: Image, box: Box, dpi: float) -> None:
    top, left, bottom, right = (round(side * dpi) for side in box)
    page[top:bottom, left:right] = 255


@dataclass(frozen=True, slots=True)
class _Setup:
    """What was chosen for one printout before it is scanned."""

    kind: FileKind
    dpi: int
    quality: int
    level: int
    back_first: bool
    turned: bool


def _set_up(scanning: Scanning, rng: np.random.Generator) -> _Setup:
    low, high = scanning.qualities
    dark, light = scanning.bitonal_levels
    return _Setup(
        kind=scanning.kinds[int(rng.integers(len(scanning.kinds)))],
        dpi=scanning.dpis[int(rng.integers(len(scanning.dpis)))],
        quality=int(rng.integers(low, high + 1)),
        level=int(rng.integers(dark, light + 1)),
        back_first=bool(rng.random() < scanning.back_first),
        turned=bool(rng.random() < scanning.flaws.get(Flaw.TURN, 0.0) / 2),
    )


def _scanned(
    page: Image, other: Image | None, drawn: DrawnPrintout, scanning: Scanning, setup: _Setup, rng: np.random.Generator
) -> tuple[Image, Degradation]:
    """Scan one side; the other may shine through an empty back."""
    form, placed = drawn.placed.form, drawn.placed
    height_in, width_in = placed.height_pt / INCH, form.width_pt / INCH
    size_in = (page.shape[0] / setup.dpi, page.shape[1] / setup.dpi)
    degradation = draw_degradation(
        scanning.flaws, setup.turned, PageForm(height_in, width_in, 0, 0, frozenset()), rng, scanning.often
    )
    side_in = form.margin_pt / INCH - _AIR_IN
    area = PrintedArea(TOP_PT / INCH - _AIR_IN, side_in, height_in - BOTTOM_PT / INCH + _AIR_IN, width_in - side_in)
    marked = PageToScan(page.copy(), setup.dpi, size_in, area, (), other)
    return scan(marked, degradation, rng)[0], degradation


def _names(number: int, kind: FileKind, files: int) -> tuple[str, ...]:
    if kind.holds_sheet:
        return (f"printout-{number:05d}.{kind.value}",)
    return tuple(f"printout-{number:05d}-{place}.{kind.value}" for place in range(1, files + 1))


def _truth(
    plan: DevicePlan,
    number: int,
    card: int,
    made: Tampered,
    drawn: DrawnPrintout,
    setup: _Setup,
    wear: PrinterWear,
    pages: tuple[PageTruth, ...],
) -> PrintoutTruth:
    printed = plan.election.cards[card]
    tampering = plan.way(number)
    words = {block.contest: block.words for block in drawn.content.blocks}
    return PrintoutTruth(
        number,
        printed.id,
        printed.ballot_style,
        str(printed.precinct),
        drawn.placed.form,
        setup.turned,
        setup.dpi,
        setup.level if setup.kind is FileKind.TIFF_G4 else None,
        setup.quality if setup.kind in (FileKind.JPEG, FileKind.PDF) else None,
        wear,
        pages,
        tuple(ContestPrint(chosen.contest, chosen.named, words.get(chosen.contest, ())) for chosen in made.votes),
        drawn.content.qr_texts,
        drawn.content.code_128,
        made.expected,
        None if tampering is None else TamperingTruth(tampering.value, made.contests),
    )
