"""Decks with print, or a hand's writing, in a write-in area of every ballot; and what counts of them say of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from imaging.pages import find_scans, load_sheet, plan_sheets
from imaging.reader import read_sheet
from imaging.sheets import ReadSheet
from tabulate.board.machine.known_print import SheetReadAgain
from tabulate.ledger.entries import SheetQuestioned
from tabulate.questions import Question
from test_ballots.counties import county
from test_ballots.decks import Scanning, make_deck
from test_ballots.demo import write_county
from tests.soak import examples

if TYPE_CHECKING:
    from pathlib import Path

    from imaging.sheets import PageReading, TargetReading

SHEETS = 14 if examples(1) == 1 else 40
SECOND_BATCH = 2
"""So many of them are a batch of their own."""
LOGO = (
    ((0.0, 1.2), (0.3, 1.5), (-0.1, 1.8), (0.2, 2.1), (-0.2, 2.2)),
    ((0.1, 2.4), (-0.3, 2.5), (0.1, 2.8), (0.0, 3.1)),
)
"""Lines down and across from the oval's centre, in pitches."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A deck of one card, and which target's write-in area something stands in."""

    definition: bytes
    folder: Path
    second: Path
    """The scans of a second batch."""
    target: int


def draw(path: Path, page: PageReading, target: TargetReading, hand: np.random.Generator | None) -> None:
    """The logo beside a target, as it is printed; or as a hand writes the same."""
    left, right = np.array(page.left_px), np.array(page.right_px)
    across = (right[0] - left[0]) / np.hypot(*(right[0] - left[0])) * page.pitch_px
    down = np.array([across[1], -across[0]])
    down = down if (left[-1] - left[0]) @ down > 0 else -down
    picture = np.asarray(cv2.imread(str(path), cv2.IMREAD_GRAYSCALE), np.uint8)
    away = np.zeros(2) if hand is None else hand.uniform(-0.12, 0.12, 2)
    for line in LOGO:
        places = np.array(line) + away + (0 if hand is None else hand.normal(0, 0.04, (len(line), 2)))
        points = np.array([target.centre_row_px, target.centre_col_px]) + places @ np.stack([down, across])
        cv2.polylines(picture, [np.rint(16 * points[:, ::-1]).astype(np.int32)], False, 40, 3, cv2.LINE_AA, 4)
    cv2.imwrite(str(path), picture)


def make(folder: Path, by_hand: bool) -> Printed:
    election, definition, _, _ = write_county(folder, county(5, precincts=1))
    deck = make_deck(election, folder, SHEETS, 3, scanning=Scanning({}, dpis=(150,), qualities=(90, 90)))
    target = next(n for n, meaning in enumerate(election.cards[0].meanings, 1) if meaning.write_in)
    for planned in plan_sheets(find_scans(deck.scans).files, 2):
        reading = read_sheet(load_sheet(planned).sheet, election.layouts, 2)
        assert isinstance(reading, ReadSheet)
        own = reading.targets[target - 1]
        page = next(page for page in reading.pages if page.side is own.side)
        path = next(one.path for one in planned.pages if one.name == page.source.file)
        draw(path, page, own, np.random.default_rng(reading.number) if by_hand else None)
    second = folder / "second"
    second.mkdir()
    for scan in sorted(deck.scans.iterdir())[-2 * SECOND_BATCH :]:
        scan.rename(second / scan.name)
    return Printed(definition.read_bytes(), deck.scans, second, target)


def asked_around(entry: object, target: int) -> bool:
    """Whether it is a sheet that was asked about, and for what is written beside this target."""
    if not isinstance(entry, SheetQuestioned) or not isinstance(entry.reading, ReadSheet):
        return False
    by_name = any(raised.question is Question.NAME_WITHOUT_OVAL for raised in entry.votes.questions)
    return by_name and entry.reading.targets[target - 1].writing


def forged_again(entry: object, target: int) -> SheetReadAgain:
    """As if nothing were written beside the target."""
    assert isinstance(entry, SheetQuestioned)
    assert isinstance(entry.reading, ReadSheet)
    targets = tuple(replace(one, writing=one.writing and one.number != target) for one in entry.reading.targets)
    questions = tuple(one for one in entry.votes.questions if one.question is not Question.NAME_WITHOUT_OVAL)
    votes = replace(entry.votes, questions=questions)
    return SheetReadAgain(entry.batch, replace(entry.reading, targets=targets), votes)
