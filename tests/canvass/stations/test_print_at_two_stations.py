"""Print that one station learned is known to the others before they write: the ledger has it before their sheets."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from canvass import VERSION
from canvass.console.progress import SilentProgress
from canvass.counting.batches import BatchRequest
from canvass.counting.count import count
from canvass.counting.print_learning import PrintLearner
from canvass.reading.self_test import run_self_test
from canvass.record import create_record, open_record
from canvass.settings import DATABASE_VARIABLE
from canvass.verifying.images import verify_images
from canvass.verifying.ledger import verify_ledger
from tabulate.board.machine.known_print import PrintLearned
from tests.canvass.counts import count_quietly
from tests.canvass.print_decks import SHEETS, Printed, asked_around, make
from tests.canvass.repeated_sheets.papers_made import sheets_of
from tests.canvass.stations.cluster import Cluster, needs_postgresql
from tests.canvass.stations.conftest import Stations

if TYPE_CHECKING:
    from canvass.record.store import Record

pytestmark = needs_postgresql
LEFT, RIGHT = BatchRequest("left", "left scanner"), BatchRequest("right", "right scanner")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printed]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("canvass.counting.printed_names.PrintWatch.look", lambda *_: None)  # is compared elsewhere
        yield make(tmp_path_factory.mktemp("printed"), by_hand=False)


@pytest.fixture
def both(cluster: Cluster, printed: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stations:
    monkeypatch.setenv(DATABASE_VARIABLE, cluster.database())
    left, right = tmp_path / "left", tmp_path / "right"
    create_record(left, printed.definition, VERSION, run_self_test()).close()
    shutil.copytree(left, right)
    return Stations(left, right)


def copy_images(record: "Record", other: "Record") -> None:
    """As docs/running_it.md has it: together they can be verified."""
    kept = record.images.directory
    shutil.copytree(kept, other.images.directory, ignore=shutil.ignore_patterns(".*"), dirs_exist_ok=True)


def verifies(record: "Record") -> bool:
    return verify_ledger(record).problems == [] and verify_images(record, SHEETS, SilentProgress()) == []


def times_learned(record: "Record") -> int:
    return sum(isinstance(entry, PrintLearned) for entry in record.entries())


def once(before: Callable[[], object], then: Callable[..., Any]) -> Callable[..., Any]:
    """Do something else, as another station would, when this is called first."""
    waiting = [before]

    def done(*given: Any) -> Any:
        if waiting:
            waiting.pop()()
        return then(*given)

    return done


def test_print_learned_meanwhile_at_another_station_is_no_question(both: Stations, printed: Printed) -> None:
    with open_record(both.left) as left, open_record(both.right) as right:
        never = once(lambda: count_quietly(left, printed.folder, LEFT), lambda: False)
        count(right, printed.second, RIGHT, SilentProgress(), never)
        assert times_learned(left) == 1
        assert not any(asked_around(entry, printed.target) for entry in sheets_of(left, "right"))
        copy_images(left, right)
        assert verifies(right)


def test_print_that_two_stations_notice_is_learned_once(
    both: Stations, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_record(both.left) as left, open_record(both.right) as right:

        def learns_first() -> None:
            copy_images(right, left)  # It learns from these sheets, too.
            count_quietly(left, printed.second, LEFT)
            copy_images(left, right)

        monkeypatch.setattr(PrintLearner, "_asked_less", once(learns_first, PrintLearner._asked_less))
        count_quietly(right, printed.folder, RIGHT)
        assert times_learned(left) == 1
        assert verifies(right)
