"""Counting a folder: every sheet once, in order, resumed where it stopped, refused where it would go wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.counting.batches import BatchRequest
from canvass.deciding.decisions import Deciding
from canvass.errors import InputError, Interrupted
from imaging.sheets import ReasonCode
from tabulate.board.batches.halts import CountHalted, FoundByTest, HaltChoice, HaltEnded, MachineTested
from tabulate.election import BallotStyleId, PrecinctId
from tabulate.ledger.entries import (
    BatchKind,
    RepeatAllowed,
    SheetNotRead,
    images_of,
)
from tabulate.ledger.fold import fold
from tabulate.totals.results import total
from tests.canvass.conftest import SHEETS
from tests.canvass.counts import REQUEST, count_quietly, digest, make_old, sheets_of

if TYPE_CHECKING:
    from canvass.record.store import Record

    NewRecord = Callable[[str], Record]


def stop_after(sheets: int) -> Callable[[], bool]:
    seen = iter(range(1, 10_000))
    return lambda: next(seen) >= sheets


def remove_sheets(folder: Path, numbers: range) -> None:
    for number in numbers:
        for file in folder.glob(f"sheet-{number:05d}-*"):
            file.unlink()


def test_every_sheet_of_the_folder_has_one_entry_in_the_folder_s_order(record: Record, scans: Path) -> None:
    report = count_quietly(record, scans)
    entries = sheets_of(record)
    assert [entry.reading.number for entry in entries] == list(range(1, SHEETS + 1))
    files = [image.file for entry in entries for image in images_of(entry)]
    assert files == sorted(file.name for file in scans.iterdir())
    assert (report.offered, report.already, report.sheets) == (SHEETS, 0, SHEETS)
    assert report.counted >= SHEETS // 2, "clean scans are read"


def test_every_image_is_stored_under_the_hash_of_its_bytes(record: Record, scans: Path) -> None:
    count_quietly(record, scans)
    for entry in sheets_of(record):
        for image in images_of(entry):
            assert record.images.place(image.sha256, image.file).read_bytes() == (scans / image.file).read_bytes()
    assert not (record.images.directory / ".arriving").exists() or not any(
        (record.images.directory / ".arriving").iterdir()
    )


def test_the_same_count_again_adds_nothing(record: Record, scans: Path) -> None:
    count_quietly(record, scans)
    head = record.head()
    report = count_quietly(record, scans)
    assert (report.already, record.head()) == (SHEETS, head)


@pytest.mark.parametrize("stops", [[1], [5], [3, 4, 1], [SHEETS]])
def test_a_stopped_count_resumes_to_the_same_record(new_record: NewRecord, scans: Path, stops: list[int]) -> None:
    undisturbed, disturbed = new_record("undisturbed"), new_record("disturbed")
    count_quietly(undisturbed, scans)
    for stop in stops:
        with pytest.raises(Interrupted, match="goes on where it stopped"):
            count_quietly(disturbed, scans, stopping=stop_after(stop))
    count_quietly(disturbed, scans)
    assert digest(disturbed) == digest(undisturbed)


def test_sheets_found_later_join_their_batch(record: Record, scans: Path, tmp_path: Path) -> None:
    part = Path(shutil.copytree(scans, tmp_path / "part"))
    remove_sheets(part, range(3, 5))
    first = count_quietly(record, part)
    report = count_quietly(record, scans)
    assert (first.sheets, report.already, report.sheets) == (SHEETS - 2, SHEETS - 2, SHEETS)
    assert [entry.reading.number for entry in sheets_of(record)] == list(range(1, SHEETS + 1))
    assert fold(record.entries()).batches["AB-001"].closed


def test_a_folder_without_any_sheet_of_the_batch_joins_it_only_where_somebody_says_so(
    record: Record, scans: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(scans, tmp_path / "other box"))
    remove_sheets(scans, range(3, SHEETS + 1))
    remove_sheets(other, range(1, 3))
    count_quietly(record, scans)
    before = digest(record)
    with pytest.raises(InputError, match=r"holds 2 sheets, and none of them is in .*other box.*say --add"):
        count_quietly(record, other)
    assert digest(record) == before
    report = count_quietly(record, other, replace(REQUEST, adds=True))
    assert (report.already, report.sheets) == (0, SHEETS)
    # what the batch has by now is known: neither folder is asked about again
    assert [count_quietly(record, folder).already for folder in (scans, other)] == [2, SHEETS - 2]


def test_the_same_images_in_another_batch_are_set_aside_by_name(record: Record, scans: Path) -> None:
    count_quietly(record, scans)
    before = total(record.election, fold(record.entries()).real, test=False)
    report = count_quietly(record, scans, replace(REQUEST, batch="AB-002"))
    assert (report.counted, report.questioned, report.not_read) == (0, 0, SHEETS)
    again = [entry for entry in sheets_of(record) if entry.batch == "AB-002"]
    (reason, *_) = again[2].reading.reasons if isinstance(again[2], SheetNotRead) else ()
    assert reason.code is ReasonCode.REPEATED_IMAGE
    assert "sheet 3 of batch AB-001" in reason.detail
    after = total(record.election, fold(record.entries()).real, test=False)
    assert after.contests == before.contests


def test_a_copy_under_another_name_in_the_same_folder_is_set_aside(record: Record, scans: Path) -> None:
    for side in (1, 2):
        shutil.copy(scans / f"sheet-00001-{side}.jpg", scans / f"sheet-99999-{side}.jpg")
    report = count_quietly(record, scans)
    last = sheets_of(record)[-1]
    assert report.sheets == SHEETS + 1
    assert isinstance(last, SheetNotRead)
    assert {reason.code for reason in last.reading.reasons} == {ReasonCode.REPEATED_IMAGE}


def test_repeats_count_once_more_where_the_operator_allows_them(record: Record, scans: Path) -> None:
    first = count_quietly(record, scans)
    again = count_quietly(record, scans, replace(REQUEST, batch="AB-002", allow_repeats=True))
    assert (again.counted, again.questioned) == (first.counted, first.questioned)
    allowed = [entry for entry in record.entries() if isinstance(entry, RepeatAllowed)]
    assert len(allowed) == 2 * SHEETS
    assert {entry.earlier_batch for entry in allowed} == {"AB-001"}


def test_a_file_changed_since_it_was_counted_is_refused_by_name(record: Record, scans: Path) -> None:
    with pytest.raises(Interrupted):
        count_quietly(record, scans, stopping=stop_after(4))
    head = record.head()
    shutil.copy(scans / "sheet-00009-1.jpg", scans / "sheet-00002-1.jpg")
    with pytest.raises(InputError, match=r"sheet-00002-1\.jpg was changed since it was counted as sheet 2"):
        count_quietly(record, scans)
    assert record.head() == head


def test_files_paired_otherwise_since_they_were_counted_are_refused(record: Record, scans: Path) -> None:
    count_quietly(record, scans)
    (scans / "sheet-00002-2.jpg").unlink()
    with pytest.raises(InputError, match=r"sheet-00002-1\.jpg would now make one sheet"):
        count_quietly(record, scans)


@pytest.mark.parametrize(
    ("other", "named"),
    [
        (replace(REQUEST, machine="right scanner"), "opened with another machine"),
        (replace(REQUEST, kind=BatchKind.ABSENTEE), "opened with another kind"),
        (replace(REQUEST, kind=BatchKind.TEST), "opened with another kind"),
        (replace(REQUEST, expected_sheets=99), "A count does not change what was said"),
        (replace(REQUEST, images_per_sheet=1), "opened with another sides"),
    ],
)
def test_a_batch_keeps_what_it_was_opened_with(record: Record, scans: Path, other: BatchRequest, named: str) -> None:
    count_quietly(record, scans)
    head = record.head()
    with pytest.raises(InputError, match=named):
        count_quietly(record, scans, other)
    assert record.head() == head


@pytest.mark.parametrize(
    "request_",
    [
        replace(REQUEST, precinct=PrecinctId("nowhere")),
        replace(REQUEST, ballot_style=BallotStyleId("nothing")),
        replace(REQUEST, batch=" "),
        replace(REQUEST, batch="A\n1"),
        replace(REQUEST, machine=""),
    ],
)
def test_names_the_election_does_not_know_are_refused(record: Record, scans: Path, request_: BatchRequest) -> None:
    with pytest.raises(InputError):
        count_quietly(record, scans, request_)
    assert record.head().number == 1


def test_an_empty_folder_opens_no_batch(record: Record, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="holds no scans"):
        count_quietly(record, tmp_path / "empty")
    assert record.head().number == 1


def test_a_bad_file_is_set_aside_and_the_rest_is_counted(record: Record, scans: Path) -> None:
    (scans / "sheet-00003-1.jpg").write_bytes(b"this is no picture")
    (scans / "sheet-00005-2.jpg").write_bytes(b"")
    front = scans / "sheet-00007-1.jpg"
    front.write_bytes(front.read_bytes()[:5000])
    for file in (scans / "sheet-00005-2.jpg", front):
        make_old(file)
    report = count_quietly(record, scans)
    bad = [entry.reading for entry in sheets_of(record) if isinstance(entry, SheetNotRead)]
    assert [reading.number for reading in bad] == [3, 5, 7]
    assert all(ReasonCode.UNREADABLE_FILE in {reason.code for reason in reading.reasons} for reading in bad)
    assert report.sheets == SHEETS
    assert count_quietly(record, scans).already == SHEETS, "also files without a single byte are found again"


def test_a_two_sided_card_offered_one_side_a_sheet_counts_no_vote(record: Record, scans: Path) -> None:
    report = count_quietly(record, scans, replace(REQUEST, images_per_sheet=1))
    two_sided = {entry.reading.card for entry in sheets_of(record) if isinstance(entry, SheetNotRead)}
    assert report.not_read > 0
    for entry in sheets_of(record):
        if not isinstance(entry, SheetNotRead):
            assert entry.votes.card not in two_sided


def test_a_test_deck_adds_nothing_to_the_votes(record: Record, scans: Path) -> None:
    count_quietly(record, scans, replace(REQUEST, kind=BatchKind.TEST))
    state = fold(record.entries())
    assert state.real.contests == {}
    assert sum(state.test.sheets.values()) > 0


def test_one_image_that_differs_from_what_was_expected_is_told(record: Record, scans: Path) -> None:
    report = count_quietly(record, scans, replace(REQUEST, expected_sheets=SHEETS + 35))
    assert report.difference == -35


def test_a_halted_machine_does_not_count_until_the_halt_has_ended(record: Record, scans: Path) -> None:
    people = Deciding(record)
    halt = people.enter(CountHalted(REQUEST.machine, "ada", "two runs differ"))
    with pytest.raises(Interrupted, match="two runs differ"):
        count_quietly(record, scans)
    people.enter(HaltEnded(halt, FoundByTest.NO_ERROR, HaltChoice.GO_ON, (), ("Ada",), "the deck was right"))
    assert count_quietly(record, scans).sheets == SHEETS


def test_repair_A8_a_halted_or_barred_machine_counts_its_test_deck_and_nothing_else(
    record: Record, scans: Path
) -> None:
    people, machine = Deciding(record), REQUEST.machine
    deck = replace(REQUEST, batch="DECK", kind=BatchKind.TEST)
    halt = people.enter(CountHalted(machine, "ada", "two runs differ"))
    with pytest.raises(Interrupted, match="two runs differ"):
        count_quietly(record, scans)
    assert count_quietly(record, scans, deck).sheets == SHEETS
    people.enter(HaltEnded(halt, FoundByTest.ERROR, HaltChoice.HAND_COUNT, (), ("Ada",), "the deck came out wrong"))
    with pytest.raises(
        InputError, match=rf"Machine {machine} is barred from this count: the halt of ledger entry {halt}"
    ):
        count_quietly(record, scans)
    people.enter(MachineTested(machine, "DECK", False, "the clerk"))
    with pytest.raises(InputError, match="barred"):
        count_quietly(record, scans)
    people.enter(MachineTested(machine, "DECK", True, "the clerk", "as expected, after a new lamp"))
    assert count_quietly(record, scans, replace(REQUEST, allow_repeats=True)).sheets == SHEETS
