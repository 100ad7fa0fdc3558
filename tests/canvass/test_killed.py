"""A count killed at any moment: nothing lost, nothing twice, the same record in the end.

By default a quick version runs. CANVASS_KILLS=50 CANVASS_KILL_SHEETS=300 runs the long one.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.console.progress import SilentProgress
from canvass.record import create_record, open_record
from canvass.verifying.images import verify_images
from canvass.verifying.ledger import verify_ledger
from test_ballots.decks import CLEAN_SCANNING
from test_ballots.demo import write_demo_county
from tests.canvass.conftest import SHEETS, County
from tests.tabulate.ledger_makers import content_digest

if TYPE_CHECKING:
    from canvass.record.store import Record

Start = Callable[[Path, Path], "subprocess.Popen[str]"]

KILLS = int(os.environ.get("CANVASS_KILLS", "3"))
KILL_SHEETS = int(os.environ.get("CANVASS_KILL_SHEETS", str(SHEETS)))
A_COMMIT, AFTER_A_COMMIT_S = (1, 0.1) if KILL_SHEETS < 50 else (4, 0.0)
"""Sheets, and how long the count then waits: so that a few sheets take long enough to be struck in the midst of."""

COUNTER = f"""
import sys
import time
from pathlib import Path
from canvass.counting import writer
from canvass.cli import run
from tests.canvass.recognised_once import RecognisedOnce

class Paced(writer.Writer):
    def commit(self):
        super().commit()
        time.sleep({AFTER_A_COMMIT_S})

writer.SHEETS_A_COMMIT = {A_COMMIT}
writer.Writer = Paced
with RecognisedOnce(Path(sys.argv[1])).in_place():
    print("ready", flush=True)
    sys.exit(run(sys.argv[2:]))
"""


@pytest.fixture
def start_count(recognised: Path) -> Start:
    """Starts a real process that counts a folder into a record; it is given once it is about to begin."""

    def start(record: Path, scans: Path) -> subprocess.Popen[str]:
        what = ["count", str(record), str(scans), "--batch", "B", "--machine", "m"]
        command = [sys.executable, "-c", COUNTER, str(recognised), *what]
        counter = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert counter.stdout is not None
        assert counter.stdout.readline() == "ready\n"
        return counter

    return start


def sheets_in(record: Path) -> int:
    with closing(sqlite3.connect(record / "ledger.sqlite3")) as database:
        found: int = database.execute("select count(*) from ledger where kind like 'sheet %'").fetchone()[0]
        return found


def finish(counter: subprocess.Popen[str]) -> int:
    _, story = counter.communicate(timeout=300)
    assert "Traceback" not in story, story
    return counter.returncode


def kill(counter: subprocess.Popen[str]) -> None:
    counter.kill()
    counter.communicate(timeout=60)


@pytest.fixture(scope="module")
def stack(county: County, tmp_path_factory: pytest.TempPathFactory) -> County:
    """The small county, or as many sheets as asked for."""
    if KILL_SHEETS == SHEETS:
        return county
    paths = write_demo_county(tmp_path_factory.mktemp("stack"), 12, KILL_SHEETS, scanning=CLEAN_SCANNING)
    return County(paths.definition, paths.deck.scans)


def digest_of(record: Path) -> str:
    with open_record(record) as opened:
        return content_digest(opened.ledger())


def fingerprints_of(record: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(record / "ledger.sqlite3")) as database:
        return database.execute("select * from fingerprint order by entry_id").fetchall()


def empty_record(directory: Path, county: County) -> Path:
    create_record(directory, county.definition.read_bytes(), "0.1.0", "").close()
    return directory


def test_a_count_killed_at_random_moments_ends_equal_to_an_undisturbed_one(
    stack: County, tmp_path: Path, start_count: Start
) -> None:
    draw = random.Random(20261103)
    undisturbed, killed = empty_record(tmp_path / "undisturbed", stack), empty_record(tmp_path / "killed", stack)
    began = time.monotonic()
    assert finish(start_count(undisturbed, stack.scans)) in (0, 1)
    whole_s = time.monotonic() - began
    partial = 0
    for number in range(KILLS):
        counter = start_count(killed, stack.scans)
        if number % 2:
            time.sleep(draw.uniform(0, 2 * whole_s / KILLS))
        else:
            _wait_for(counter, killed, sheets_in(killed) + draw.randint(0, max(1, KILL_SHEETS // KILLS)))
        kill(counter)
        partial += 0 < sheets_in(killed) < KILL_SHEETS
    assert partial, "no kill struck in the middle"
    assert finish(start_count(killed, stack.scans)) in (0, 1)
    assert sheets_in(killed) == KILL_SHEETS
    assert digest_of(killed) == digest_of(undisturbed)
    assert fingerprints_of(killed) == fingerprints_of(undisturbed)
    with open_record(killed) as record:
        assert verify_ledger(record).problems == []
        assert verify_images(record, KILL_SHEETS, SilentProgress()) == []


def _wait_for(counter: subprocess.Popen[str], record: Path, sheets: int) -> None:
    """Until the ledger holds so many sheets, or the count ends by itself."""
    limit = time.monotonic() + 120
    while sheets_in(record) < sheets and counter.poll() is None and time.monotonic() < limit:
        time.sleep(0.01)


def test_ctrl_c_ends_after_the_commit_with_its_own_code_and_resumes(
    county: County, tmp_path: Path, start_count: Start
) -> None:
    record = empty_record(tmp_path / "record", county)
    counter = start_count(record, county.scans)
    _wait_for(counter, record, 2)
    counter.send_signal(signal.SIGINT)
    code = finish(counter)
    assert code == 8
    assert 2 <= sheets_in(record) < SHEETS
    assert finish(start_count(record, county.scans)) in (0, 1)
    assert sheets_in(record) == SHEETS


def test_a_second_count_is_turned_away_while_the_first_goes_on(
    county: County, new_record: Callable[[str], Record], start_count: Start
) -> None:
    record = new_record("record")
    with record.counting():
        second = start_count(record.directory, county.scans)
        _, story = second.communicate(timeout=120)
    assert second.returncode == 7
    assert "Another count" in story
    assert sheets_in(record.directory) == 0


def test_the_lock_dies_with_the_process_that_held_it(county: County, tmp_path: Path, start_count: Start) -> None:
    record = empty_record(tmp_path / "record", county)
    counter = start_count(record, county.scans)
    _wait_for(counter, record, 1)
    kill(counter)
    assert finish(start_count(record, county.scans)) in (0, 1)
