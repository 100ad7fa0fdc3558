"""F1: two stations count at the same time into one record, and no paper counts twice."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.console.progress import SilentProgress
from canvass.counting import writer
from canvass.counting.count import count
from canvass.counting.seen_before import SeenBefore
from canvass.errors import BusyError
from canvass.record import open_record
from canvass.verifying.ledger import verify_ledger
from tabulate.ledger.entries import SheetNotRead
from tabulate.ledger.fold import fold
from tests.canvass.repeated_sheets.papers_made import (
    EVENING,
    MORNING,
    SHEETS,
    are_set_aside,
    count_quietly,
    sheets_of,
)
from tests.canvass.stations.cluster import needs_postgresql
from tests.canvass.stations.conftest import Stations

if TYPE_CHECKING:
    from canvass.record.store import Record

pytestmark = needs_postgresql
COUNTER = "import sys; from canvass.cli import run; sys.exit(run(['count', *sys.argv[1:]]))"


def in_the_midst(record: "Record", scans: Path, after: int, meanwhile: Callable[[], None]) -> None:
    """Count, and once so many sheets were taken do something else, as another station would."""
    taken = 0

    def stopping() -> bool:
        nonlocal taken
        taken += 1
        if taken == after:
            meanwhile()
        return False

    count(record, scans, MORNING, SilentProgress(), stopping)


@pytest.mark.parametrize("sheets_a_commit", [1, 3, 16])
def test_papers_that_another_station_counted_meanwhile_are_set_aside(
    stations: Stations, first: Path, again: Path, monkeypatch: pytest.MonkeyPatch, sheets_a_commit: int
) -> None:
    monkeypatch.setattr(writer, "SHEETS_A_COMMIT", sheets_a_commit)
    monkeypatch.setattr(writer, "SECONDS_A_COMMIT", 1e9)
    with open_record(stations.left) as left, open_record(stations.right) as right:
        in_the_midst(left, first, 3, lambda: count_quietly(right, again, EVENING))
        written = 3 // sheets_a_commit * sheets_a_commit
        assert are_set_aside(left, "morning") == [False] * written + [True] * (SHEETS - written)
        assert are_set_aside(left, "evening") == [True] * written + [False] * (SHEETS - written)
        assert sum(fold(left.entries()).real.sheets.values()) == SHEETS
        assert verify_ledger(right).problems == []


def test_images_that_another_station_counted_meanwhile_are_set_aside(
    stations: Stations, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "SHEETS_A_COMMIT", 2)
    with open_record(stations.left) as left, open_record(stations.right) as right:
        in_the_midst(left, first, 2, lambda: count_quietly(right, first, EVENING))
        assert sum(fold(left.entries()).real.sheets.values()) == SHEETS
        aside = [one for batch in ("morning", "evening") for one in sheets_of(left, batch)]
        assert sum(isinstance(one, SheetNotRead) for one in aside) == SHEETS
        assert verify_ledger(left).problems == []


def test_images_counted_elsewhere_in_the_midst_of_a_commit_are_set_aside(
    stations: Stations, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "SECONDS_A_COMMIT", 1e9)
    with open_record(stations.left) as left, open_record(stations.right) as right:
        asked = 0

        def written_one_by_one(seen: SeenBefore, ink: object) -> bool:
            nonlocal asked
            asked += 1
            if asked == 3:
                count_quietly(right, first, EVENING)
                monkeypatch.setattr(SeenBefore, "is_unwritten", lambda seen, ink: True)
            return True

        monkeypatch.setattr(SeenBefore, "is_unwritten", written_one_by_one)
        monkeypatch.setattr(SeenBefore, "find", lambda seen, ink: None)  # as of ballots with few marks
        count_quietly(left, first, MORNING)
        assert sum(fold(left.entries()).real.sheets.values()) == SHEETS
        assert verify_ledger(left).problems == []


def test_one_batch_is_of_one_station_at_a_time(stations: Stations, first: Path) -> None:
    with open_record(stations.left) as left, open_record(stations.right) as right:
        with left.counting("morning"):
            with pytest.raises(BusyError, match="Batch morning is being counted at another station"):
                count_quietly(right, first, MORNING)
            with pytest.raises(BusyError, match="Another station counts"), right.counting():
                pass
            with right.counting("evening"):
                pass
        with right.counting():
            pass
        count_quietly(right, first, MORNING)
        assert sum(fold(left.entries()).real.sheets.values()) == SHEETS


def test_two_processes_at_once_count_each_paper_once(stations: Stations, first: Path, again: Path) -> None:
    counts = [
        subprocess.Popen(
            [sys.executable, "-c", COUNTER, station, scans, "--batch", one.batch, "--machine", one.machine],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for station, scans, one in ((stations.left, first, MORNING), (stations.right, again, EVENING))
    ]
    said = [one.communicate(timeout=400)[0] for one in counts]
    assert all(one.returncode in (0, 1) for one in counts), said  # 1: sheets wait for the board
    with open_record(stations.left) as left:
        assert sum(fold(left.entries()).real.sheets.values()) == SHEETS
        assert sum([*are_set_aside(left, "morning"), *are_set_aside(left, "evening")]) == SHEETS
        assert verify_ledger(left).problems == []
