"""An office that is tied, recounted, filled by whom an officer appoints, and certified (13-16-505, 13-15-406; W23)."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from canvass import VERSION
from canvass.accounts.roles import Role
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import create_record
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.polls import PollsClosed
from tests.canvass.audited_county import election_day
from tests.canvass.canvassing.canvassed_counties import JUDGES, by_hand
from tests.canvass.canvassing.canvassed_record import BOARD, WHO, county, entries, recounted, returns_in
from tests.canvass.canvassing.certified_record import BY, certificates, clear, issue
from tests.canvass.canvassing.test_certificates_issued import states
from tests.canvass.contesting.test_drawn_by_lot_certified import canvassed, declared
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import live_address, make_accounts, site_of
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.split_precincts import contest, document, style

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VOTES = {"ash": 30, "birch": 30, "cedar": 12}
SHA = "cd" * 32


def definition() -> bytes:
    """Commissioners are appointed by the senior district judge, where votes are equal."""
    office = contest(
        "commissioner", None, ["ash", "birch", "cedar"], office="county commissioner", territory="one county"
    )
    found = document(
        [], [{"id": "P1", "name": "P1", "districts": []}], [office], [style("1", ["P1"], ["commissioner"])]
    )
    day = election_day().isoformat()
    return as_bytes(found | {"date": day, "polls_close": f"{day}T20:00:00-07:00"})


@pytest.fixture(scope="module")
def left_tied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Counted, canvassed, recounted, and certified as a tie again."""
    folder = tmp_path_factory.mktemp("tied")
    made = create_record(folder / "record", definition(), VERSION, "0" * 64)
    day = election_day().isoformat()
    board = BoardAppointed("east", tuple(Judge(one, one.title(), day) for one in JUDGES), False, "c")
    made.append([board, PollsClosed("clerk"), *by_hand("P1", "commissioner", VOTES, 0, 0, 72)])
    made.close()
    record = folder / "record"
    returns_in(record, folder, "P1")
    canvassed(record, folder)
    recounted(record, "commissioner", "P1", VOTES, under=0)
    assert county(record, "open", *BOARD, *WHO) == ExitCode.DONE
    declared(record, folder)
    return record


@dataclass(frozen=True)
class Tied:
    """The record, and where papers go."""

    record: Path
    folder: Path

    def appoint(self, *words: object) -> ExitCode:
        said = ("--appointed-on", election_day().isoformat(), "--paper-sha256", SHA.upper(), *BY)
        return ExitCode(
            run(["ties", "appointed", str(self.record), "commissioner", *map(str, words or ("Birch",)), *said])
        )

    def states(self) -> list[tuple[str, str]]:
        return list(states(self.record, self.folder, "commissioner"))


@pytest.fixture
def tied(left_tied: Path, tmp_path: Path) -> Tied:
    return Tied(Path(shutil.copytree(left_tied, tmp_path / "record")), tmp_path)


def test_who_is_appointed_after_a_tie_has_a_certificate_as_others_have(
    tied: Tied, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tied.states() == [], "nobody before somebody is appointed"
    assert run(["ties", "list", str(tied.record)]) == ExitCode.WAITING
    assert clear(tied.record, "commissioner", "birch") == ExitCode.WRONG_INPUT
    assert tied.appoint() == ExitCode.DONE
    assert "Birch appointed by the senior district judge of the county" in capsys.readouterr().out
    assert run(["ties", "list", str(tied.record)]) == ExitCode.DONE
    assert tied.states() == [("Birch", "declared")]
    assert clear(tied.record, "commissioner", "ash") == ExitCode.WRONG_INPUT
    assert clear(tied.record, "commissioner", "birch") == ExitCode.DONE
    assert issue(tied.record, "commissioner", "birch", tied.folder / "made") == ExitCode.DONE
    (paper,) = (tied.folder / "made").iterdir()
    found = json.loads(paper.read_text("utf-8"))
    assert (found["name"], found["appointed"]["section"], found["void"]) == ("Birch", "13-16-505", None)
    assert certificates(tied.record, "papers", "--out", tied.folder / "all", "--format", "html") == ExitCode.DONE
    (page,) = (one.read_text("utf-8") for one in (tied.folder / "all").iterdir())
    assert "Birch was appointed by the senior district judge of the county after a tie" in page
    out = tied.folder / "tie.csv"
    assert run(["ties", "statement", str(tied.record), "commissioner", "--out", str(out)]) == ExitCode.DONE
    assert "It was appointed by the senior district judge" in out.read_text("utf-8")
    assert run(["verify", str(tied.record)]) == ExitCode.DONE


def test_an_appointment_that_was_entered_wrong_gives_way_to_another_and_voids_its_certificate(tied: Tied) -> None:
    assert tied.appoint("ash") == ExitCode.DONE
    assert clear(tied.record, "commissioner", "ash") == ExitCode.DONE
    assert issue(tied.record, "commissioner", "ash", tied.folder / "first") == ExitCode.DONE
    assert tied.appoint("birch") == ExitCode.DONE
    assert tied.states() == [("Ash", "void"), ("Birch", "declared")]
    assert clear(tied.record, "commissioner", "birch") == ExitCode.DONE
    assert issue(tied.record, "commissioner", "birch", tied.folder / "second") == ExitCode.DONE
    assert tied.states() == [("Ash", "void"), ("Birch", "issued")]
    (page,) = (tied.folder / "first").iterdir()
    assert json.loads(page.read_text("utf-8"))["void"] is None, "as it was issued"
    assert certificates(tied.record, "papers", "--out", tied.folder / "all", "--format", "html") == ExitCode.DONE
    pages = [one.read_text("utf-8") for one in sorted((tied.folder / "all").iterdir())]
    assert ["another was appointed (13-16-505)" in one for one in pages] == [True, False]
    assert county(tied.record, "minutes", "--out", tied.folder / "minutes.json") == ExitCode.DONE
    told = [one["what"] for one in json.loads((tied.folder / "minutes.json").read_text("utf-8"))["ties"]]
    officer = "After the tie of Commissioner, the senior district judge of the county named"
    assert told == [f"{officer} Ash (13-16-505).", f"{officer} Birch (13-16-505)."], "both, the wrong one too"


def test_what_is_no_appointment_is_refused_and_nothing_is_written(
    tied: Tied, capsys: pytest.CaptureFixture[str]
) -> None:
    before = entries(tied.record)
    for words, said in (
        (("cedar",), "'cedar' is not among those tied: Ash (ash), Birch (birch) (13-16-505)"),
        (("ash", "birch"), "1 of those tied in Commissioner are appointed"),
        (("ash", "--at", "2999-01-01T00:00"), "has not come"),
        (("a\u202eb",), "characters that are no letters"),
    ):
        assert tied.appoint(*words) == ExitCode.WRONG_INPUT, words
        assert said in capsys.readouterr().err
    base = ["ties", "appointed", str(tied.record), "commissioner", "ash", *BY]
    for more, said in (
        (["--appointed-on", "2999-01-01", "--paper-sha256", SHA], "the day of the appointment (13-16-505)"),
        (["--appointed-on", "soon", "--paper-sha256", SHA], "is no day"),
        (["--appointed-on", "2026-01-01", "--paper-sha256", "12"], "64 digits in hex"),
    ):
        assert run([*base, *more]) == ExitCode.WRONG_INPUT
        assert said in capsys.readouterr().err
    assert entries(tied.record) == before


def test_the_page_of_ties_enters_it_and_the_page_of_certificates_shows_it(tied: Tied) -> None:
    day = election_day().isoformat()
    said = {"appointed": ["ash"], "appointed_on": day, "paper_sha256": SHA}
    with site_of(tied.record) as site:
        make_accounts()
        client = site.client(Role.ELECTION_ADMINISTRATOR)
        page = client.get("/recounts/ties/").content.decode()
        assert "the senior district judge of the county appoints one of those tied" in page
        assert client.get("/recounts/ties/1/statement/?form=csv").content.startswith(b"Statement of a tie")
        path = "/recounts/ties/1/appointed/"
        before = site.record.head().number
        refused = client.post(path, said | {"paper_sha256": "12", "sure": "yes"})
        assert (refused.status_code, "64 digits in hex" in refused.content.decode()) == (422, True)
        assert "Was this the appointment?" in client.post(path, said).content.decode()
        assert site.record.head().number == before, "nothing is written before somebody is sure"
        entered = client.post(path, said | {"sure": "yes"}, follow=True).content.decode()
        assert "The appointment is entered." in entered
        assert ">declared</span>" in client.get("/canvass/certificates/").content.decode()
        assert client.get("/recounts/ties/2/appointed/").status_code == 404
        observer, forged = site.client(Role.OBSERVER), site.client(Role.ELECTION_ADMINISTRATOR, enforce_csrf=True)
        assert (observer.post(path, said).status_code, forged.post(path, said).status_code) == (403, 403)


def test_the_page_of_ties_can_be_read_by_everyone(tied: Tied, browser: Browser) -> None:
    windows: list[tuple[int, Any, tuple[str, ...]]] = [
        (1280, "dark", ("color-contrast",)),
        (320, "light", ()),
    ]
    with site_of(tied.record) as site:
        make_accounts()
        with live_address() as address:
            pages = Pages(browser, site, address)
            for width, scheme, rules in windows:
                window: dict[str, Any] = {"viewport": {"width": width, "height": 900}, "java_script_enabled": True}
                page = pages.page_as(Role.ELECTION_ADMINISTRATOR, color_scheme=scheme, **window)
                for name in ("", "1/appointed/"):
                    page.goto(f"/recounts/ties/{name}")
                    picture(page, f"ties-{name.replace('/', '-')}{width}")
                    check_fits(page)
                    check_axe(page, *rules)
            page.get_by_label("Birch").check()
            page.get_by_label("Or its SHA-256").fill(SHA)
            page.get_by_role("button", name="Enter it").press("Enter")
            page.get_by_role("button", name="Enter it").press("Enter")
            assert page.get_by_text("The appointment is entered.").is_visible()
            for context in browser.contexts:
                context.close()
