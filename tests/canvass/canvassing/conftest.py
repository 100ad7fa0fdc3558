"""The small county's record, counted once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.canvass.canvassing.canvassed_record import CanvassedRecord


@pytest.fixture(scope="session")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To be copied."""
    made = CanvassedRecord(tmp_path_factory.mktemp("canvassed") / "record")
    made.record.close()
    return made.record.directory


@pytest.fixture
def record(counted: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(counted, tmp_path / "record"))
