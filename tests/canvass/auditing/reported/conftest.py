"""A county that another system counted: its audit is begun, and no precinct counted by hand yet."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.canvass.auditing.reported.reported_audit import begun
from tests.canvass.outside.county_beside import at_clock
from tests.canvass.reported_county import ON_AUDIT_DAY, ReportedCounty, reported_county


@pytest.fixture(scope="package")
def begun_once(tmp_path_factory: pytest.TempPathFactory) -> ReportedCounty:
    """To be copied, not changed."""
    with pytest.MonkeyPatch.context() as patch:
        return begun(reported_county(tmp_path_factory.mktemp("reported"), patch))


@pytest.fixture
def county(begun_once: ReportedCounty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReportedCounty:
    """The report taken, the committee sworn, two precincts drawn."""
    at_clock(monkeypatch, ON_AUDIT_DAY)
    folder = tmp_path / "county"
    shutil.copytree(begun_once.directory.parent, folder)
    return replace(begun_once, directory=folder / "record", report=folder / begun_once.report.name)
