"""No reading moves unnoticed: every field of what the reader saw of known sheets is as it was.

Where a change is meant to change readings, `python -m tests.imaging.golden` keeps the new ones.
"""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from imaging.sheets import PageImage, ReadPrintout, ReadSheet, ScannedSheet, SheetReading, UnreadablePage, UnreadSheet
from tests.imaging.golden.canonical import digest
from tests.imaging.golden.cases import Case, RealSheet, real_sheets, simulated
from tests.imaging.golden.kept import digests_of, kept_digests, read

KEPT = kept_digests()
REAL = list(real_sheets())
"""Empty where the collections are not at hand: then pytest names these tests as having nothing to run on."""
AGAIN = ("office", "rough", "dense", "drawn, good", "drawn, upside", "drawn, two", "measured, good", "measured, back")
FEWEST_AGAIN = 14
"""Sheets that are read again: one by its code, its print or its blanks, marked by every kind of pen, or refused."""
FEWEST_OF_SAME_PIXELS = 30
"""Sheets that look the same wherever they are made: those drawn without a scanner."""


@pytest.fixture(scope="module")
def readings() -> dict[str, tuple[Case, SheetReading]]:
    return {case.name: (case, read(case)) for case in simulated()}


def test_every_simulated_sheet_is_read_as_it_was(readings: dict[str, tuple[Case, SheetReading]]) -> None:
    found = {name: digests_of(*one) for name, one in readings.items()}
    assert [name for name in found if name not in KEPT] == []
    same_pixels = [name for name, one in found.items() if one.pixels == KEPT[name].pixels]
    assert len(same_pixels) >= FEWEST_OF_SAME_PIXELS
    assert [name for name in same_pixels if found[name] != KEPT[name]] == []


def test_the_simulated_sheets_come_to_every_end(readings: dict[str, tuple[Case, SheetReading]]) -> None:
    ends = [reading for _, reading in readings.values()]
    assert [type(one) for one in ends].count(ReadSheet) >= 20
    assert [type(one) for one in ends].count(ReadPrintout) == 2
    assert len({reason.code for one in ends if isinstance(one, UnreadSheet) for reason in one.reasons}) >= 9


@pytest.mark.parametrize("sheet", REAL, ids=str)
def test_every_real_sheet_is_read_as_it_was(sheet: RealSheet) -> None:
    case = sheet.case()
    assert digests_of(case, read(case)) == KEPT[str(sheet)]


def elsewhere(sheet: ScannedSheet) -> ScannedSheet:
    """The sheet in other memory: at an odd address, with noise before and behind each page."""
    pages = tuple(page if isinstance(page, UnreadablePage) else _elsewhere(page) for page in sheet.pages)
    return replace(sheet, pages=pages)


def _elsewhere(page: PageImage) -> PageImage:
    around = np.full(page.gray.size + 2 * 4099, 0xA5, np.uint8)
    gray = around[4099:-4099].reshape(page.gray.shape)
    gray[:] = page.gray
    return replace(page, gray=gray)


def test_memory_threads_and_order_do_not_change_a_reading(readings: dict[str, tuple[Case, SheetReading]]) -> None:
    some = [one for name, one in readings.items() if name.startswith(AGAIN)]
    assert len(some) >= FEWEST_AGAIN
    random.Random(1).shuffle(some)
    with ThreadPoolExecutor(3) as threads:
        again = list(threads.map(lambda one: read(replace(one[0], sheet=elsewhere(one[0].sheet))), some))
    assert again == [reading for _, reading in some]


MOVES: list[Callable[[ReadSheet], ReadSheet]] = [
    lambda one: replace(one, fingerprint=None),
    lambda one: replace(one, pages=one.pages[:1]),
    lambda one: replace(one, targets=(replace(one.targets[0], ink_px=one.targets[0].ink_px + 1), *one.targets[1:])),
    lambda one: replace(one, targets=(replace(one.targets[0], error_px=one.targets[0].error_px + 1), *one.targets[1:])),
]


@pytest.mark.parametrize("move", MOVES)
def test_a_reading_that_differs_anywhere_has_another_digest(
    move: Callable[[ReadSheet], ReadSheet], readings: dict[str, tuple[Case, SheetReading]]
) -> None:
    _, reading = readings["drawn, good"]
    assert isinstance(reading, ReadSheet)
    assert digest(move(reading)) != digest(reading)
