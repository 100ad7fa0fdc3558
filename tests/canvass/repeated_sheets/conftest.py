"""Papers scanned once, some of them scanned again, and a record of their county."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.record import create_record
from tests.canvass.repeated_sheets.papers_made import SHEETS, Papers

if TYPE_CHECKING:
    from canvass.record.store import Record


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    return Papers(tmp_path_factory.mktemp("papers"))


@pytest.fixture(scope="session")
def first(papers: Papers) -> Path:
    return papers.scanned(range(1, SHEETS + 1))


@pytest.fixture(scope="session")
def again(papers: Papers) -> Path:
    """The last four papers once more, by another scanner, and two that were not scanned before."""
    return papers.scanned_again(range(SHEETS - 3, SHEETS + 3))


@pytest.fixture
def record(papers: Papers, tmp_path: Path) -> "Iterator[Record]":
    with create_record(tmp_path / "record", papers.definition, "0.1.0", "") as opened:
        yield opened
