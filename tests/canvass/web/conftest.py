"""A counted county before its audit, and one in the midst of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.canvass.web.audit_begun import begin
from tests.canvass.web.audit_site import audited_site
from tests.canvass.web.served_records import Site, copy_record, site_of


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A counted county before its audit, and one in the midst of it. To be copied."""
    folder = tmp_path_factory.mktemp("audits")
    with audited_site(folder / "fresh"):
        pass
    with site_of(copy_record(folder / "fresh", folder / "begun")) as site:
        begin(site)
    return {"fresh": folder / "fresh", "begun": folder / "begun"}


@pytest.fixture
def fresh(templates: dict[str, Path], tmp_path: Path) -> Iterator[Site]:
    with site_of(copy_record(templates["fresh"], tmp_path / "fresh")) as site:
        yield site


@pytest.fixture
def audited(templates: dict[str, Path], tmp_path: Path) -> Iterator[Site]:
    with site_of(copy_record(templates["begun"], tmp_path / "begun")) as site:
        yield site
