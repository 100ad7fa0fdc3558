"""A record in PostgreSQL, and the directories of two stations that count into it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from canvass.record import create_record
from canvass.settings import DATABASE_VARIABLE
from tests.canvass.repeated_sheets.papers_made import SHEETS, Papers
from tests.canvass.stations.cluster import Cluster, running


@dataclass(frozen=True, slots=True)
class Stations:
    """Two directories of one record."""

    left: Path
    right: Path


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    with running() as one:
        yield one


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    return Papers(tmp_path_factory.mktemp("papers"))


@pytest.fixture(scope="session")
def first(papers: Papers) -> Path:
    return papers.scanned(range(1, SHEETS + 1))


@pytest.fixture(scope="session")
def again(papers: Papers) -> Path:
    """The same papers once more, by another scanner."""
    return papers.scanned_again(range(1, SHEETS + 1))


@pytest.fixture
def stations(cluster: Cluster, papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stations:
    monkeypatch.setenv(DATABASE_VARIABLE, cluster.database())
    create_record(tmp_path / "left", papers.definition, "0.1.0", "").close()
    shutil.copytree(tmp_path / "left", tmp_path / "right")
    return Stations(tmp_path / "left", tmp_path / "right")
