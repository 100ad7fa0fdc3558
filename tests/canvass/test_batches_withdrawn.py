"""A batch counted under a wrong name, or twice, is withdrawn; its papers count in another batch, once."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from canvass.cli import run
from canvass.console.progress import SilentProgress
from canvass.deciding.decisions import Deciding
from canvass.errors import ExitCode, InputError, RefusedError
from canvass.verifying.images import verify_images
from canvass.verifying.ledger import verify_ledger
from imaging.sheets import ReasonCode
from tabulate.board.batches.withdrawn_batches import BatchWithdrawn
from tabulate.board.places import Place
from tabulate.ledger.entries import AuditRecorded, BatchKind, RepeatAllowed, SheetNotRead
from tabulate.ledger.fold import fold
from tests.canvass.conftest import County
from tests.canvass.counts import REQUEST, answer_of, count_quietly, sheets_of
from tests.canvass.deciding.waiting_ballots import problems_of_record
from tests.tabulate.board.test_county_canvass import ADOPTED, MET

if TYPE_CHECKING:
    from canvass.record.store import Record

WRONG, RIGHT, AGAIN = REQUEST, replace(REQUEST, batch="AB-010"), replace(REQUEST, batch="AB-100")
WITHDRAWN = BatchWithdrawn(WRONG.batch, "the name of the batch was mistyped", "Ada Clerk")


SHEETS = 6


@pytest.fixture
def scans(county: County, tmp_path: Path) -> Path:
    """The first sheets of the county's stack; sheets of both sides are among them."""
    folder = tmp_path / "scans"
    folder.mkdir()
    for file in sorted(county.scans.iterdir()):
        if int(file.name.split("-")[1]) <= SHEETS:
            shutil.copy(file, folder)
    return folder


def standing(record: Record, *places: Place) -> dict[str, int]:
    state = fold(record.entries())
    return {name: batch.at(*places) for name, batch in state.batches.items()}


def set_aside(record: Record, batch: str) -> list[SheetNotRead]:
    return [one for one in sheets_of(record) if one.batch == batch and isinstance(one, SheetNotRead)]


def is_whole(record: Record) -> bool:
    return verify_ledger(record).problems == [] and problems_of_record(record) == []


def test_the_same_images_count_in_another_batch_and_then_in_no_third(record: Record, scans: Path) -> None:
    first = count_quietly(record, scans, WRONG)
    votes = fold(record.entries()).real.contests
    Deciding(record).enter(WITHDRAWN)
    assert not fold(record.entries()).real.contests
    second = count_quietly(record, scans, RIGHT)
    assert (second.counted, second.questioned, second.not_read) == (first.counted, first.questioned, first.not_read)
    assert fold(record.entries()).real.contests == votes
    third = count_quietly(record, scans, AGAIN)
    repeated = [one for one in set_aside(record, "AB-100") if one.reading.reasons[0].code is ReasonCode.REPEATED_IMAGE]
    assert len(repeated) == third.sheets - first.not_read
    assert all("batch AB-010" in one.reading.reasons[0].detail for one in repeated)
    assert standing(record, Place.WITHDRAWN) == {"AB-001": SHEETS, "AB-010": 0, "AB-100": 0}
    assert is_whole(record)
    assert verify_images(record, 4, SilentProgress()) == []


def test_a_folder_counted_twice_is_withdrawn_without_a_decision_for_each_sheet(record: Record, scans: Path) -> None:
    count_quietly(record, scans, RIGHT)
    waiting, votes = Deciding(record).questions.ballots_waiting(), fold(record.entries()).real.contests
    count_quietly(record, scans, WRONG)
    assert Deciding(record).questions.ballots_waiting() > waiting
    Deciding(record).enter(replace(WITHDRAWN, reason="the folder was counted before, as AB-010"))
    assert Deciding(record).questions.ballots_waiting() == waiting
    assert fold(record.entries()).real.contests == votes
    assert is_whole(record)


def test_the_repeats_that_a_withdrawn_batch_makes_are_no_repeats_that_somebody_let_count(
    record: Record, scans: Path
) -> None:
    count_quietly(record, scans, WRONG)
    Deciding(record).enter(WITHDRAWN)
    count_quietly(record, scans, RIGHT)
    assert any(isinstance(entry, RepeatAllowed) for entry in record.entries()), "the ledger says where it was before"
    assert fold(record.entries()).batches["AB-010"].repeats_allowed == 0


def test_no_more_is_read_into_a_withdrawn_batch(record: Record, scans: Path) -> None:
    count_quietly(record, scans, WRONG)
    Deciding(record).enter(WITHDRAWN)
    head = record.head()
    with pytest.raises(InputError, match=r"was withdrawn by Ada Clerk .*Count the folder under another batch name"):
        count_quietly(record, scans, WRONG)
    with pytest.raises(InputError, match="was withdrawn"):
        count_quietly(record, scans, replace(WRONG, kind=BatchKind.TEST))
    assert record.head() == head


def test_a_batch_withdrawn_while_it_counts_stops(record: Record, scans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("canvass.counting.writer.SHEETS_A_COMMIT", 2)
    calls = iter(range(1_000))

    def stopping() -> bool:
        if next(calls) == 2:
            Deciding(record).enter(WITHDRAWN)
        return False

    with pytest.raises(InputError, match="was withdrawn"):
        count_quietly(record, scans, WRONG, stopping=stopping)
    assert standing(record, *set(Place) - {Place.WITHDRAWN}) == {"AB-001": 0}
    assert is_whole(record)
    known = Deciding(record).state().sheets
    assert (list(known.open_batches()), list(known.counted_batches())) == ([], []), "it holds nothing up"


def test_a_report_that_the_canvassers_adopted_keeps_its_batches(record: Record, scans: Path) -> None:
    count_quietly(record, scans, WRONG)
    record.append([MET, ADOPTED])
    with pytest.raises(RefusedError, match=r"before the board adopts its report \(13-15-405\)"):
        Deciding(record).enter(WITHDRAWN)


def test_the_audit_s_batches_stay(record: Record, scans: Path) -> None:
    count_quietly(record, scans, WRONG)
    record.append([AuditRecorded("audit opened", "{}")])
    with pytest.raises(RefusedError, match="before the audit is opened"):
        Deciding(record).enter(WITHDRAWN)


def test_the_command_withdraws_and_status_says_so(
    record: Record, scans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    count_quietly(record, scans, WRONG)
    place = str(record.directory)
    record.close()
    said = ["--reason", WITHDRAWN.reason, "--by", "Ada Clerk"]
    assert run(["batches", "withdraw", place, "AB-099", *said]) == ExitCode.WRONG_INPUT
    assert "AB-099" in capsys.readouterr().err
    assert run(["batches", "withdraw", place, "AB-001", *said]) == ExitCode.DONE
    assert f"{SHEETS} sheets in no total" in capsys.readouterr().out
    status: dict[str, Any] = answer_of(capsys, "status", place, "--json")
    (batch,) = status["batches"]
    assert batch["withdrawn"] == {"by": "Ada Clerk", "reason": WITHDRAWN.reason}
    assert status["sheets"]["out"] == {"withdrawn": SHEETS}
    assert run(["status", place]) == ExitCode.DONE, "nothing waits"
    assert WITHDRAWN.reason in capsys.readouterr().err


def test_a_number_of_sheets_mistyped_is_corrected(
    record: Record, scans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    count_quietly(record, scans, replace(RIGHT, expected_sheets=SHEETS + 1))
    place = str(record.directory)
    record.close()
    assert answer_of(capsys, "status", place, "--json")["batches"][0]["difference"] == -1
    assert run(["batches", "expect", place, "AB-010", str(SHEETS), "--by", "Ada Clerk"]) == ExitCode.DONE
    found = answer_of(capsys, "status", place, "--json")["batches"][0]
    assert (found["expected"], found["difference"]) == (SHEETS, 0)
    assert run(["batches", "expect", place, "AB-099", "3", "--by", "Ada Clerk"]) == ExitCode.WRONG_INPUT
    assert "AB-099" in capsys.readouterr().err


def test_a_number_entered_afterwards_is_the_one_that_the_next_count_goes_by(
    record: Record, scans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    count_quietly(record, scans, replace(RIGHT, expected_sheets=SHEETS + 1))
    place = str(record.directory)
    record.close()
    again = ["count", place, str(scans), "--batch", "AB-010", "--machine", RIGHT.machine]
    assert run(again) == ExitCode.WAITING
    assert "1 SHEET FEWER THAN EXPECTED" in capsys.readouterr().err
    assert run([*again, "--expected", str(SHEETS)]) == ExitCode.WRONG_INPUT
    refused = capsys.readouterr().err
    assert f"canvass batches expect {place} AB-010 {SHEETS} --by NAME" in refused
    assert run(["batches", "expect", place, "AB-010", str(SHEETS), "--by", "Ada Clerk"]) == ExitCode.DONE
    assert run([*again, "--expected", str(SHEETS)]) == ExitCode.WAITING, "some sheets wait for people"
    assert "THAN EXPECTED" not in capsys.readouterr().err
    found = answer_of(capsys, *again, "--json")
    assert (found["expected"], found["difference"]) == (SHEETS, 0)
