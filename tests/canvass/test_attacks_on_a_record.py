"""What somebody with the record's files may try, and what is said of it: F2, F5, F8, F9."""

import os
import shutil
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from canvass.console.streams import shown_lines
from canvass.errors import RecordError
from canvass.record import create_record, open_record
from canvass.verifying.clock_steps import ClockCheck
from canvass.verifying.ledger import verify_ledger
from canvass.web.current_state import CurrentState
from tabulate.ledger.chain import ChainedEntry
from tabulate.ledger.entries import Access, AccessRecorded
from tests.canvass.conftest import County


@pytest.fixture
def copied(counted_record: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(counted_record, tmp_path / "copied"))


def a_look(record: Path, at: datetime) -> None:
    with open_record(record) as opened:
        opened._clock = lambda: at
        opened.append([AccessRecorded("ann", "", Access.SIGNED_IN)])


def test_f2_images_that_no_entry_names_are_said(copied: Path) -> None:
    with open_record(copied) as record:
        assert verify_ledger(record).notes == []
        (copied / "images" / "ab").mkdir(exist_ok=True)
        (copied / "images" / "ab" / f"{'ab' * 32}.png").write_bytes(b"of a batch that is in no entry")
        check = verify_ledger(record)
        assert check.problems == []
        (note,) = check.notes
        assert "One image is named by no entry" in note
        assert "ab" * 32 in note


def test_f2_a_server_refuses_an_older_ledger_that_is_put_back(copied: Path, tmp_path: Path) -> None:
    older = shutil.copytree(copied, tmp_path / "older")
    with open_record(copied) as record:
        state = CurrentState(record)
        record.append([AccessRecorded("ann", "", Access.SIGNED_IN)])
        newest = state.read(lambda _: record.head())
        assert record.head() == newest
    for file in ("ledger.sqlite3", "ledger.sqlite3-wal", "ledger.sqlite3-shm"):
        (copied / file).unlink(missing_ok=True)
    shutil.copy(older / "ledger.sqlite3", copied)
    with open_record(copied) as record:
        state._record = record
        for _ in range(2):
            with pytest.raises(RecordError, match=f"no longer holds entry {newest.number}"):
                state.read(lambda found: found)


@pytest.mark.parametrize("hour", ["", "yesterday", "2026-11-03T20:00", "\x1b[2J"])
def test_f8_an_entry_whose_hour_is_none_is_said(hour: str) -> None:
    clock = ClockCheck()
    for number, at in enumerate(("2026-11-03T20:00:00.000000Z", hour, "2026-11-03T20:00:01.000000Z"), start=1):
        clock.look(ChainedEntry(number, "access", at, "{}", "", ""))
    (note,) = clock.notes
    assert note.startswith("Entry 2 says no hour")
    assert "\x1b" not in note


def test_f5_nobody_but_its_owner_looks_into_a_new_record(county: County, tmp_path: Path) -> None:
    create_record(tmp_path / "record", county.definition.read_bytes(), "0.1.0", "").close()
    assert stat.S_IMODE((tmp_path / "record").stat().st_mode) == 0o700


def test_f8_hours_that_run_backwards_are_said(copied: Path) -> None:
    now = datetime.now(UTC)
    for hours in (1, 1, 2):
        a_look(copied, now + timedelta(hours=hours, seconds=-hours))
    a_look(copied, now - timedelta(days=1_000))
    with open_record(copied) as record:
        check = verify_ledger(record)
        assert check.problems == []
        (note,) = check.notes
        assert f"Entry {record.head().number} says" in note
        assert "a clock was set back" in note


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("\x1b[2J\x1b[31mempty.png", "?[2J?[31mempty.png"),
        ("gnp.\N{RIGHT-TO-LEFT OVERRIDE}exe", "gnp.?exe"),
        ("a\x9b31mb", "a?31mb"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("Peñaloza - 1 \N{FULLWIDTH DIGIT ONE}", "Peñaloza - 1 \N{FULLWIDTH DIGIT ONE}"),
    ],
)
def test_f9_what_would_steer_a_terminal_is_not_said_to_it(name: str, said: str) -> None:
    assert shown_lines(name) == said


def test_f9_a_file_that_is_passed_over_steers_no_terminal(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from canvass.cli import run

    scans = tmp_path / "scans"
    scans.mkdir()
    os.mkfifo(scans / "\x1b]0;all is well\x07.png")
    record = tmp_path / "record"
    assert run(["new", str(record), str(county.definition)]) == 0
    run(["count", str(record), str(scans), "--batch", "B", "--machine", "m"])
    told = capsys.readouterr()
    assert "\x1b" not in told.out + told.err
    assert "all is well" in told.out + told.err
