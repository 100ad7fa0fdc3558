"""A small simulated county, made once, and fresh records of it; served ones, and browsers to look at them."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass import VERSION
from canvass.reading.self_test import run_self_test
from canvass.record import create_record
from canvass.site.settings import configure_web
from test_ballots.decks import CLEAN_SCANNING
from test_ballots.demo import write_demo_county
from tests.canvass.recognised_once import RecognisedOnce

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from canvass.record.store import Record
    from tests.canvass.web.browsing import Pages
    from tests.canvass.web.served_records import Site

# Django is set up once a process: for pages, so that commands and pages can be tested side by side.
configure_web()

SHEETS = 12


@pytest.fixture
def of_format_1(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records made from here on have the ledger of earlier versions, without salts."""
    monkeypatch.setattr("canvass.record.opening.LEDGER_FORMAT", 1)


@pytest.fixture(scope="session", autouse=True)
def migrated_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Migrations run once a process, and what they made is copied."""
    from tests.canvass.migrated_once import MigratedOnce

    with MigratedOnce(tmp_path_factory.mktemp("migrated")).in_place():
        yield


@pytest.fixture(scope="session")
def recognised(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what was recognised: that of all processes of this run."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if hasattr(request.config, "workerinput") else own) / "recognised"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session", autouse=True)
def recognised_once(recognised: Path) -> Iterator[None]:
    """A picture is given to Tesseract once a run."""
    with RecognisedOnce(recognised).in_place():
        yield


@dataclass(frozen=True)
class County:
    """A definition and a folder of clean scans, two JPEG images a sheet."""

    definition: Path
    scans: Path


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    folder = tmp_path_factory.mktemp("county")
    paths = write_demo_county(folder, seed=11, sheets=SHEETS, scanning=CLEAN_SCANNING)
    return County(paths.definition, paths.deck.scans)


@pytest.fixture(scope="session")
def reader() -> str:
    """What the reader's test of itself comes to."""
    return run_self_test()


@pytest.fixture
def scans(county: County, tmp_path: Path) -> Path:
    """A copy of the scans that the test may change."""
    return Path(shutil.copytree(county.scans, tmp_path / "scans"))


@pytest.fixture
def new_record(county: County, reader: str, tmp_path: Path) -> "Iterator[Callable[[str], Record]]":
    """Makes records of the county, open until the test ends."""
    with ExitStack() as records:

        def make(name: str = "record") -> "Record":
            definition = county.definition.read_bytes()
            return records.enter_context(create_record(tmp_path / name, definition, VERSION, reader))

        yield make


@pytest.fixture
def record(new_record: "Callable[[str], Record]") -> "Record":
    return new_record("record")


@pytest.fixture(scope="session")
def counted_record(county: County, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county's scans counted as one batch, three accounts of every role made. To be copied, not changed."""
    from canvass.console.progress import SilentProgress
    from canvass.counting.batches import BatchRequest
    from canvass.counting.count import count
    from canvass.web.served import serve_record
    from tests.canvass.web.served_records import make_accounts

    directory = tmp_path_factory.mktemp("counted") / "record"
    with create_record(directory, county.definition.read_bytes(), VERSION, run_self_test()) as opened:
        count(opened, county.scans, BatchRequest("AB-001", "left-scanner"), SilentProgress())
    with serve_record(directory):
        make_accounts(each=3)
    return directory


@pytest.fixture
def site(counted_record: Path, tmp_path: Path) -> "Iterator[Site]":
    """A copy of the counted record, served within this process: `site.client(role)`, `site.record`."""
    from tests.canvass.web.served_records import copy_record, site_of

    with site_of(copy_record(counted_record, tmp_path / "served")) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Chromium, started once."""
    from tests.canvass.web.browsing import open_browser

    with open_browser() as opened:
        yield opened


@pytest.fixture
def pages(site: "Site", browser: "Browser") -> "Iterator[Pages]":
    """`pages.page_as(role)` at a live server of `site`."""
    from tests.canvass.web.browsing import Pages
    from tests.canvass.web.served_records import live_address

    with live_address() as address:
        yield Pages(browser, site, address)
        for context in browser.contexts:
            context.close()
