"""Print in a write-in area of every ballot: asked about at first, then learned, said and taken back; hands are not."""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from canvass import VERSION
from canvass.auditing.close_marks import ballot_of
from canvass.counting.batches import BatchRequest
from canvass.counting.count import count, never
from canvass.counting.print_learning import PrintLearner
from canvass.deciding.ballots import ballot_view
from canvass.errors import CanvassError, Interrupted
from canvass.reading.again import changed_image, look_around_again, read_again
from canvass.reading.outcomes import read_loaded
from canvass.reading.self_test import run_self_test
from canvass.record import create_record, open_record
from canvass.record.work.queue import Queue
from canvass.record.work.replay import Replay
from canvass.reporting.progress.status import count_status
from canvass.verifying.images import verify_images
from canvass.verifying.ledger import verify_ledger
from imaging.papers.common_print import LEAST_SHEETS
from imaging.sheets import PlacePrint
from tabulate.board.decisions import QuestionRaisedByPeople
from tabulate.board.machine.known_print import PrintLearned, SheetReadAgain
from tabulate.board.places import SheetName
from tabulate.ledger.entries import BatchKind, SheetCounted, SheetEntry, SheetQuestioned
from tabulate.questions import Question
from tests.canvass.counts import REQUEST, sheets_of
from tests.canvass.print_decks import SHEETS, Printed, asked_around, forged_again, make
from tests.canvass.test_colours_counted import Notes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from canvass.record.store import Record
    from imaging.layout import Layouts
    from imaging.pages import LoadedSheet
    from imaging.sheets import CardPrint


def always() -> bool:
    return True


@pytest.fixture(scope="module", autouse=True)
def read_once() -> Iterator[None]:
    """Several counts read the same sheets; `verify` reads them itself.

    Printed names are compared elsewhere: it takes longer than all the rest here.
    """
    kept: dict[tuple[object, ...], object] = {}

    def first(
        loaded: LoadedSheet, layouts: Layouts, images: int, words: bool, learned: tuple[CardPrint, ...]
    ) -> object:
        key = ("first", loaded.sheet.number, *(page.source for page in loaded.sheet.pages), learned)
        return kept.get(key) or kept.setdefault(key, read_loaded(loaded, layouts, images, words, learned))

    def again(*given: Any) -> object:
        key = ("again", changed_image(given[0], given[2]), given[2].reading, given[-1])
        return kept.get(key) or kept.setdefault(key, read_again(*given))

    def around(*given: Any) -> object:
        key = ("around", given[2].reading, *given[-1])
        return kept.get(key) or kept.setdefault(key, look_around_again(*given))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("canvass.counting.sheet_reading.read_loaded", first)
        patch.setattr("canvass.counting.print_learning.read_again", again)
        patch.setattr("canvass.reading.print_of_card.look_around_again", around)
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


def test_whoever_waits_is_told_how_far_the_sheets_are_read_again(
    record: Record, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("canvass.counting.print_learning.SAID_EVERY", 4)
    count(record, printed.folder, REQUEST, notes := Notes())
    said = [note for note in notes.notes if "are read again before the count goes on" in note]
    again = sum(isinstance(entry, SheetReadAgain) for entry in record.entries())
    assert [f"the {again} sheets" in note and f"({4 * at} done)" in note for at, note in enumerate(said)] == [True] * 3


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


def test_people_see_a_sheet_as_it_was_read_again(whole: tuple[Record, Notes, int], printed: Printed) -> None:
    record, _, _ = whole
    again = next(one for one in record.entries() if isinstance(one, SheetReadAgain))
    replay = Replay(record.alias)
    view = ballot_view(record, replay, again.name)
    seen = ballot_of(record, view.entry)
    assert seen is not None
    for reading in (view.sheet.reading, seen.reading, replay.reading(again.name)):
        assert reading == again.reading
    assert seen.votes == again.votes


def test_print_is_learned_once_whatever_the_next_batch_asks(
    whole: tuple[Record, Notes, int], printed: Printed, tmp_path: Path
) -> None:
    with open_record(shutil.copytree(whole[0].directory, tmp_path / "copied")) as record:
        count(record, printed.second, replace(REQUEST, batch="second", machine="right scanner"), Notes())
        entries = list(record.entries())
    second = [entry for entry in entries if isinstance(entry, SheetEntry) and entry.batch == "second"]
    assert any(isinstance(entry, SheetQuestioned) for entry in second)
    assert not any(asked_around(entry, printed.target) for entry in second)
    assert sum(isinstance(entry, PrintLearned) for entry in entries) == 1


def test_a_count_killed_before_and_after_it_learned_comes_to_the_same_ledger(
    record: Record, printed: Printed, whole: tuple[Record, Notes, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    learn = PrintLearner.learn

    def killed_before(self: PrintLearner) -> None:
        raise CanvassError("killed")

    def killed_after(self: PrintLearner) -> None:
        learn(self)
        if any(isinstance(entry, PrintLearned) for entry in record.entries()):
            raise CanvassError("killed")

    for killed in (killed_before, killed_after):
        monkeypatch.setattr(PrintLearner, "learn", killed)
        with pytest.raises(CanvassError, match="killed"):
            count(record, printed.folder, REQUEST, Notes())
    assert sum(isinstance(entry, PrintLearned) for entry in record.entries()) == 1
    monkeypatch.setattr(PrintLearner, "learn", learn)
    count(record, printed.folder, REQUEST, Notes())
    own = [row.body for row in whole[0].ledger()]
    assert [row.body for row in record.ledger()] == own[: record.head().number]
    assert record.batch_closed(REQUEST.batch) is not None


def test_sheets_that_were_read_before_print_was_learned_are_read_with_it_before_they_are_written(
    record: Record, printed: Printed, whole: tuple[Record, Notes, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"writer.SHEETS_A_COMMIT": 1, "count._WINDOW_A_WORKER": 1, "count.workers": lambda: 1}.items():
        monkeypatch.setattr(f"canvass.counting.{name}", value)
    count(record, printed.folder, REQUEST, Notes())
    own = [row.body for row in whole[0].ledger()]
    assert [row.body for row in record.ledger()] == own[: record.head().number]
    assert all(isinstance(entry, SheetQuestioned | SheetCounted) for entry in sheets_of(record))


def test_a_count_stopped_after_each_sheet_looks_for_print_when_one_left_in_peace_does(
    printed: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("canvass.counting.writer.SHEETS_A_COMMIT", 1)
    monkeypatch.setattr("canvass.counting.print_learning.LOOKED_FOR_AT", {2, 4})
    monkeypatch.setattr("canvass.counting.print_learning.MOST_ASKED", 3)
    looked: list[int] = []

    def first_of(*_: object) -> list[SheetQuestioned]:
        looked.append(made.head().number)
        return []

    monkeypatch.setattr(PrintLearner, "_first", first_of)
    few = tmp_path / "few"
    few.mkdir()
    for scan in sorted(printed.folder.iterdir())[: 2 * 5]:
        (few / scan.name).hardlink_to(scan)
    found: list[list[int]] = []
    for is_stopping in (never, always):
        looked.clear()
        with create_record(tmp_path / f"record {len(found)}", printed.definition, VERSION, run_self_test()) as made:
            while made.batch_closed(REQUEST.batch) is None:
                with suppress(Interrupted):
                    count(made, few, REQUEST, Notes(), is_stopping)
        found.append(sorted(set(looked)))
    assert found[0] == found[1] != []


def test_a_sheet_with_which_people_begin_while_it_is_read_again_stays(
    record: Record, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, times = PrintLearner.read_again, Counter[int]()

    def slowly(self: PrintLearner, entry: SheetEntry, learned: tuple[CardPrint, ...] | None = None) -> object:
        times[entry.reading.number] += 1
        if times[entry.reading.number] == 2 and not raised:
            raised.append(entry.reading.number)
            number, asked = entry.reading.number, Question.IDENTIFYING_MARK
            record.append([QuestionRaisedByPeople(REQUEST.batch, number, asked, "ada", "a name")])
        return reading(self, entry, learned)

    raised: list[int] = []
    monkeypatch.setattr(PrintLearner, "read_again", slowly)
    monkeypatch.setattr("canvass.counting.print_learning.workers", lambda: 1)
    count(record, printed.folder, REQUEST, Notes())
    taken_back = {entry.name.sheet for entry in record.entries() if isinstance(entry, SheetReadAgain)}
    assert taken_back.isdisjoint(raised) is bool(taken_back)
    assert verify_ledger(record).problems == []


def test_test_decks_teach_nothing_keep_nothing_from_being_learned_and_stay_as_they_were_tested(
    record: Record, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    for most in ("FIRST_SHEETS", "MOST_ASKED"):
        monkeypatch.setattr(f"canvass.counting.print_learning.{most}", LEAST_SHEETS)
    count(record, printed.second, BatchRequest("T-1", REQUEST.machine, kind=BatchKind.TEST), Notes())
    count(record, printed.folder, REQUEST, Notes())
    (learned,) = (entry for entry in record.entries() if isinstance(entry, PrintLearned))
    assert {name.batch for name in learned.sheets} == {REQUEST.batch}
    tested = [entry for entry in sheets_of(record) if entry.batch == "T-1"]
    assert any(asked_around(entry, printed.target) for entry in tested)
    assert {entry.batch for entry in record.entries() if isinstance(entry, SheetReadAgain)} == {REQUEST.batch}


def test_verify_tells_a_sheet_read_again_otherwise_than_print_explains(
    record: Record, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PrintLearner, "is_due", False)
    count(record, printed.folder, REQUEST, Notes())
    asked = next(entry for entry in record.entries() if asked_around(entry, printed.target))
    forged = forged_again(asked, printed.target)
    place = PlacePrint(printed.target + 1, 0, 0, ("ff",))
    record.append([PrintLearned(forged.votes.card, (place,), (forged.name,), VERSION), forged])
    assert "in more than the print explains" in " ".join(verify_ledger(record).problems)


def test_print_of_no_card_is_told_by_verify_and_breaks_no_status(
    record: Record, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PrintLearner, "is_due", False)
    count(record, printed.second, REQUEST, Notes())
    place, name = PlacePrint(999, 0, 0, ("ff",)), SheetName(REQUEST.batch, 1)
    record.append([PrintLearned(record.election.cards[0].id, (place,), (name,), VERSION)])
    check = verify_ledger(record)
    assert "at ovals that no such card has" in " ".join(check.problems)
    assert "an oval that the card does not have" in count_status(check.state, record.election).prints[0]


@pytest.mark.long
def test_what_hands_write_alike_in_the_same_place_is_never_learned(tmp_path: Path) -> None:
    written = make(tmp_path / "written", by_hand=True)
    with create_record(tmp_path / "record", written.definition, VERSION, run_self_test()) as record:
        assert count(record, written.folder, REQUEST, Notes()).counted_now == 0
        assert not any(isinstance(entry, PrintLearned) for entry in record.entries())
        assert sum(asked_around(entry, written.target) for entry in record.entries()) >= 10
