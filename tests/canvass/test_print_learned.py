"""Print in a write-in area of every ballot: asked about at first, then learned, said and taken back; hands are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from canvass import VERSION
from canvass.counting.count import count
from canvass.counting.print_learning import PrintLearner
from canvass.errors import CanvassError
from canvass.reading.self_test import run_self_test
from canvass.record import create_record
from canvass.record.work.queue import Queue
from canvass.reporting.status import count_status
from canvass.verifying.images import verify_images
from canvass.verifying.ledger import verify_ledger
from imaging.pages import find_scans, load_sheet, plan_sheets
from imaging.reader import read_sheet
from imaging.sheets import ReadSheet
from tabulate.board.machine.known_print import PrintLearned, SheetReadAgain
from tabulate.ledger.entries import SheetQuestioned
from tabulate.questions import Question
from test_ballots.counties import county
from test_ballots.decks import CLEAN_SCANNING, make_deck
from test_ballots.demo import write_county
from tests.canvass.counts import REQUEST, digest
from tests.canvass.test_colours_counted import Notes
from tests.soak import examples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from canvass.record.store import Record
    from imaging.sheets import PageReading, TargetReading

    Hand = Callable[[np.random.Generator], float]

SHEETS = 15 if examples(1) == 1 else 40
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
    deck = make_deck(election, folder, SHEETS, 7, scanning=CLEAN_SCANNING)
    target = next(n for n, meaning in enumerate(election.cards[0].meanings, 1) if meaning.write_in)
    for planned in plan_sheets(find_scans(deck.scans).files, 2):
        reading = read_sheet(load_sheet(planned).sheet, election.layouts, 2)
        assert isinstance(reading, ReadSheet)
        own = reading.targets[target - 1]
        page = next(page for page in reading.pages if page.side is own.side)
        path = next(one.path for one in planned.pages if one.name == page.source.file)
        draw(path, page, own, np.random.default_rng(reading.number) if by_hand else None)
    return Printed(definition.read_bytes(), deck.scans, target)


@pytest.fixture(scope="module", autouse=True)
def names_not_compared() -> Iterator[None]:
    """Printed names are compared elsewhere: it takes longer than all the rest here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("canvass.counting.printed_names.PrintWatch.look", lambda *_: None)
        yield


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return make(tmp_path_factory.mktemp("printed"), by_hand=False)


@pytest.fixture
def record(printed: Printed, tmp_path: Path) -> Iterator[Record]:
    with create_record(tmp_path / "record", printed.definition, VERSION, run_self_test()) as made:
        yield made


@pytest.fixture(scope="module")
def whole(printed: Printed, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Record, Notes, int]]:
    """The deck counted in peace, what was said meanwhile, and how many sheets are asked about no more."""
    notes, folder = Notes(), tmp_path_factory.mktemp("whole")
    with create_record(folder / "record", printed.definition, VERSION, run_self_test()) as made:
        yield made, notes, count(made, printed.folder, REQUEST, notes).counted_now


def asked_around(entry: object, target: int) -> bool:
    """Whether it is a sheet that was asked about, and for what is written beside this target."""
    if not isinstance(entry, SheetQuestioned) or not isinstance(entry.reading, ReadSheet):
        return False
    by_name = any(raised.question is Question.NAME_WITHOUT_OVAL for raised in entry.votes.questions)
    return by_name and entry.reading.targets[target - 1].writing


def test_print_is_learned_said_once_and_sheets_asked_about_for_it_are_counted(
    whole: tuple[Record, Notes, int], printed: Printed
) -> None:
    record, notes, counted_now = whole
    entries = list(record.entries())
    (learned_at,) = (i for i, entry in enumerate(entries) if isinstance(entry, PrintLearned))
    learned = entries[learned_at]
    assert isinstance(learned, PrintLearned)
    assert [place.target for place in learned.places] == [printed.target]
    assert len(learned.sheets) >= 10
    asked = [asked_around(entry, printed.target) for entry in entries]
    assert sum(asked[:learned_at]) >= 10
    assert not any(asked[learned_at:])
    again = [entry for entry in entries if isinstance(entry, SheetReadAgain)]
    assert [asked_around(one, printed.target) for one in again] == [False] * sum(asked)
    assert not any(one.reading.targets[printed.target - 1].writing for one in again)
    assert counted_now == sum(not one.votes.questions for one in again) > 0
    said = [note for note in notes.notes if "it is print" in note]
    assert len(said) == 1
    assert f"{counted_now} sheets that were asked about for it alone are counted now" in said[0]


def test_what_was_taken_back_verifies_and_the_tables_and_the_status_know_it(whole: tuple[Record, Notes, int]) -> None:
    record, notes, counted_now = whole
    check = verify_ledger(record)
    assert check.problems == []
    assert verify_images(record, SHEETS, Notes()) == []
    status = count_status(check.state, record.election)
    assert status.prints == tuple(note for note in notes.notes if "it is print" in note)
    assert status.real.set_aside == Queue(record.alias).ballots_waiting()
    batch = check.state.batches[REQUEST.batch]
    assert batch.questioned + batch.not_read - status.real.set_aside == counted_now


def test_a_count_killed_before_and_after_it_learned_comes_to_the_same_ledger(
    record: Record, printed: Printed, whole: tuple[Record, Notes, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    learn = PrintLearner.learn

    def killed_before(self: PrintLearner) -> None:
        raise CanvassError("killed")

    def killed_after(self: PrintLearner) -> None:
        learn(self)
        raise CanvassError("killed")

    for killed in (killed_before, killed_after):
        monkeypatch.setattr(PrintLearner, "learn", killed)
        with pytest.raises(CanvassError, match="killed"):
            count(record, printed.folder, REQUEST, Notes())
    monkeypatch.setattr(PrintLearner, "learn", learn)
    count(record, printed.folder, REQUEST, Notes())
    assert digest(record) == digest(whole[0])


@pytest.mark.long
def test_what_hands_write_alike_in_the_same_place_is_never_learned(tmp_path: Path) -> None:
    written = make(tmp_path / "written", by_hand=True)
    with create_record(tmp_path / "record", written.definition, VERSION, run_self_test()) as record:
        assert count(record, written.folder, REQUEST, Notes()).counted_now == 0
        assert not any(isinstance(entry, PrintLearned) for entry in record.entries())
        assert sum(asked_around(entry, written.target) for entry in record.entries()) >= 10
