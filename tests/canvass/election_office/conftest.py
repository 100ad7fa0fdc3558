"""The small county's record, canvassed and declared, with Elm's certificate: made once, and served to each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.accounts.roles import Role
from canvass.errors import ExitCode
from tests.canvass.canvassing.canvassed_record import SIGNED, CanvassedRecord, adopted, county
from tests.canvass.canvassing.certified_record import clear, issue
from tests.canvass.web.served_records import Site, make_accounts, site_of

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture(scope="session")
def declared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Elm has 15 votes and is sheriff, Fir has 5; to be copied."""
    folder = tmp_path_factory.mktemp("office")
    made = CanvassedRecord(folder / "record")
    made.record.close()
    record = made.record.directory
    adopted(record, folder)
    assert county(record, "declare", "--out", folder / "declared", *SIGNED) == ExitCode.DONE
    assert clear(record, "sheriff", "elm") == ExitCode.DONE
    assert issue(record, "sheriff", "elm", folder / "certificate") == ExitCode.DONE
    return record


@pytest.fixture
def office(declared: Path, tmp_path: Path) -> Iterator[Site]:
    with site_of(Path(shutil.copytree(declared, tmp_path / "record"))) as site:
        make_accounts()
        yield site


@pytest.fixture
def clerk(office: Site) -> Client:
    return office.client(Role.ELECTION_ADMINISTRATOR)
