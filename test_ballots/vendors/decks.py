"""Decks of one vendor's ballots: blanks, voted sheets, and the truth of each sheet."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np

from test_ballots.decks import Scanning
from test_ballots.scanning.degradation import ALL_FLAWS, Flaw
from test_ballots.scanning.files import FileKind, encode_sheet
from test_ballots.sheets import SheetFiles, make_sheet
from test_ballots.vendors.designs import Design, Marks
from test_ballots.vendors.press import VendorPress
from test_ballots.voters.true_marks import FILE_NAME, DeckTruth, SheetTruth, write_truth
from test_ballots.voters.voting import VotingHabits

SCALES = (0.9, 0.95, 1.0, 1.0, 1.0, 1.03)
"""A copier's or a careless printer's: chosen anew for each sheet."""


def scanning_of(design: Design) -> Scanning:
    """How an office scans such ballots, carelessly. Only a grid of timing marks can lose some."""
    spared = set() if design.marks is Marks.GRID else {Flaw.MISSING_MARKS}
    flaws = {flaw: strength for flaw, strength in ALL_FLAWS.items() if flaw not in spared}
    return Scanning(flaws, often=0.35, dpis=(150, 200, 200, 300), qualities=(60, 92))


def vendor_sheets(
    design: Design,
    definition: bytes,
    sheets: int,
    seed: int,
    habits: VotingHabits | None = None,
    scanning: Scanning | None = None,
    scales: tuple[float, ...] = SCALES,
    first: int = 1,
) -> Iterator[SheetFiles]:
    """Make sheets `first`, `first + 1`, ...: each depends on the seed and its number alone."""

    @lru_cache(maxsize=2)
    def press(scale: float) -> VendorPress:
        return VendorPress(design, definition, scale)

    for number in range(first, first + sheets):
        scale = scales[int(np.random.default_rng((seed, number, 90)).integers(len(scales)))]
        yield make_sheet(press(scale), number, seed, habits or VotingHabits(), scanning or scanning_of(design))


def write_deck(design: Design, definition: bytes, folder: Path, sheets: int, seed: int) -> DeckTruth[SheetTruth]:
    """Write definition.json, blanks/ (a PDF and a picture a page, for each style), scans/ and truth.json."""
    for part in (folder / "blanks", folder / "scans"):
        part.mkdir(parents=True, exist_ok=True)
    (folder / "definition.json").write_bytes(definition)
    press = VendorPress(design, definition)
    for number, card in enumerate(press.election.cards):
        (folder / "blanks" / f"style-{card.ballot_style}.pdf").write_bytes(press.blank_pdf(number))
        pictures = encode_sheet(press.blank_images(number, 200), FileKind.PNG, 200)
        for page, content in enumerate(pictures, 1):
            (folder / "blanks" / f"style-{card.ballot_style}-p{page}.png").write_bytes(content)
    truths = []
    for made in vendor_sheets(design, definition, sheets, seed):
        for name, content in zip(made.names, made.contents, strict=True):
            (folder / "scans" / name).write_bytes(content)
        truths.append(made.truth)
    truth = DeckTruth(press.election.title, press.election.definition_sha256, seed, tuple(truths))
    write_truth(truth, folder / FILE_NAME)
    return truth
