"""A register of the record's county that nobody is entered in yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.people_register.lines import begin_people

if TYPE_CHECKING:
    from canvass.record.store import Record


@pytest.fixture
def register(tmp_path: Path, record: Record) -> Path:
    file = tmp_path / "people.jsonl"
    begin_people(file, record.election.county)
    return file
