"""A county that another system counts, and one whose pictures were read: made once, copied for each test."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from canvass.errors import ExitCode
from tests.canvass.outside.compared_county import BY, ComparedCounty, compared_county
from tests.canvass.outside.county_beside import CountyBeside, county_beside


@pytest.fixture
def beside(tmp_path: Path) -> CountyBeside:
    """A record without a report of the other system."""
    return county_beside(tmp_path)


@pytest.fixture(scope="session")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> ComparedCounty:
    """A county whose pictures are read; tests work on copies."""
    county = compared_county(tmp_path_factory.mktemp("pictured"))
    assert county.read_pictures() == ExitCode.DONE
    return county


@pytest.fixture
def county(pictured: ComparedCounty, tmp_path: Path) -> ComparedCounty:
    """A copy of it."""
    shutil.copytree(pictured.record, tmp_path / "record")
    for name in ("Cast Vote Records.csv", "layout.json"):
        shutil.copy(pictured.folder / name, tmp_path)
    return replace(pictured, folder=tmp_path, record=tmp_path / "record")


@pytest.fixture
def taken(county: ComparedCounty) -> ComparedCounty:
    """With its records."""
    assert county.outside("cvrs", county.folder / "Cast Vote Records.csv", *BY) == ExitCode.DONE
    return county
