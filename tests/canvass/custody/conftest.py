"""One precinct, counted, whose ballots can be laid into containers."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.record import open_record
from tests.canvass.audited_county import CountedCounty

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One precinct of three ballots, counted. To be copied, not changed."""
    made = CountedCounty(tmp_path_factory.mktemp("counted") / "record")
    made.count_precinct(1, ballots=3)
    made.record.close()
    return made.record.directory


@pytest.fixture
def county(counted: Path, tmp_path: Path) -> Iterator[CountedCounty]:
    found = CountedCounty.__new__(CountedCounty)
    with open_record(Path(shutil.copytree(counted, tmp_path / "record"))) as found.record:
        yield found


@pytest.fixture
def record(county: CountedCounty) -> Path:
    return county.record.directory
