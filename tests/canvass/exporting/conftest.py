"""The county of hostile names, counted once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.canvass.exporting.exported_county import made


@pytest.fixture(scope="session")
def exported_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To be copied."""
    return made(tmp_path_factory.mktemp("exported") / "record")


@pytest.fixture
def record(exported_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(exported_once, tmp_path / "record"))
