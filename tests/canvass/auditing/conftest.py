"""A county whose record is open, and nothing counted in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.canvass.audited_county import CountedCounty


@pytest.fixture
def county(tmp_path: Path) -> Iterator[CountedCounty]:
    made = CountedCounty(tmp_path / "record")
    with made.record:
        yield made
