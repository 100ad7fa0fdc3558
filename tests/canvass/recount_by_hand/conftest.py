"""A record counted by hand, and one whose recount board has met: made once, each test with a copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.canvass.recount_by_hand.counted_by_hand import (
    BOARD,
    LEVY,
    SHERIFF,
    W2,
    file_bond,
    hd45,
    make_record,
    recount,
)


@pytest.fixture(scope="session")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """HD 45 in this county alone, canvassed 402 to 398: a margin of 4 in 800, for a bond (W13). To be copied."""
    return make_record(tmp_path_factory.mktemp("counted") / "record", [hd45(), SHERIFF, LEVY], W2)


@pytest.fixture(scope="session")
def board(counted: Path) -> Path:
    """The same with its board before its first count. To be copied."""
    record = Path(shutil.copytree(counted, counted.parent / "board"))
    assert file_bond(record) == 0
    assert recount(record, "open", "R-1", *BOARD) == 0
    return record


@pytest.fixture
def record(counted: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(counted, tmp_path / "record"))


@pytest.fixture
def opened(board: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(board, tmp_path / "record"))
