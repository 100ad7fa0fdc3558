"""A small simulated county, made once, and fresh records of it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass import VERSION
from canvass.record import create_record
from canvass.self_test import run_self_test
from test_ballots.decks import CLEAN_SCANNING
from test_ballots.demo import write_demo_county

if TYPE_CHECKING:
    from canvass.record.store import Record

SHEETS = 12


@dataclass(frozen=True)
class County:
    """A definition and a folder of clean scans, two JPEG images a sheet."""

    definition: Path
    scans: Path


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    folder = tmp_path_factory.mktemp("county")
    paths = write_demo_county(folder, seed=11, sheets=SHEETS, scanning=CLEAN_SCANNING)
    return County(paths.definition, paths.deck.scans)


@pytest.fixture
def scans(county: County, tmp_path: Path) -> Path:
    """A copy of the scans that the test may change."""
    return Path(shutil.copytree(county.scans, tmp_path / "scans"))


@pytest.fixture
def new_record(county: County, tmp_path: Path) -> "Iterator[Callable[[str], Record]]":
    """Makes records of the county, open until the test ends."""
    with ExitStack() as records:

        def make(name: str = "record") -> "Record":
            definition = county.definition.read_bytes()
            return records.enter_context(create_record(tmp_path / name, definition, VERSION, run_self_test()))

        yield make


@pytest.fixture
def record(new_record: "Callable[[str], Record]") -> "Record":
    return new_record("record")
