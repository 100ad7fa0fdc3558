"""The county whose results are looked at, counted once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from canvass.web.served import serve_record
from tests.canvass.results.shown_county import ShownCounty
from tests.canvass.web.served_records import Site, make_accounts, site_of


@pytest.fixture(scope="package")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To be copied."""
    made = ShownCounty(tmp_path_factory.mktemp("shown") / "record")
    made.record.close()
    with serve_record(made.record.directory):
        make_accounts()
    return made.record.directory


@pytest.fixture
def record(counted: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(counted, tmp_path / "record"))


@pytest.fixture
def shown(record: Path) -> Iterator[Site]:
    """The copy, served within this process."""
    with site_of(record) as site:
        yield site
