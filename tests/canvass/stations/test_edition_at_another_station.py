"""An edition that one station takes: the others do not count before they have its files, though they run on."""

import shutil
from pathlib import Path

import pytest

from canvass import VERSION
from canvass.correcting.taking import Correction, take_edition
from canvass.errors import RecordError
from canvass.reading.self_test import run_self_test
from canvass.record import create_record, open_record
from canvass.record.definition_files import DefinitionFiles
from canvass.settings import DATABASE_VARIABLE
from test_ballots.definition import definition_bytes
from tests.canvass.corrected_county import first_plan, second_plan
from tests.canvass.stations.cluster import Cluster, needs_postgresql

pytestmark = needs_postgresql


def test_a_station_that_runs_on_does_not_count_without_an_edition_taken_at_another(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, cluster.database())
    first = first_plan()
    create_record(tmp_path / "left", definition_bytes(first), VERSION, run_self_test()).close()
    shutil.copytree(tmp_path / "left", tmp_path / "right")
    given = DefinitionFiles(definition_bytes(second_plan(first)), None)
    with open_record(tmp_path / "left") as left, open_record(tmp_path / "right") as right:
        take_edition(left, given, Correction("the candidate died", "Ann Clerk"))
        with pytest.raises(RecordError, match="copy it from the station"), right.counting("morning"):
            pass
        shutil.copy(tmp_path / "left" / "definition-2.json", tmp_path / "right")
        with right.counting("morning"):
            assert right.election == left.election
