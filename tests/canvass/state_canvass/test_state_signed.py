"""The state's report and declarations signed with own keys: by command and page; what was altered is told by name."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from canvass import clock
from canvass.accounts.models import Account
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.state_canvass.state_folder import canvass_in
from tabulate.board.signing.signing_entries import PaperSigned
from tabulate.state_canvass.county_package import CountyPackage
from tabulate.state_canvass.state_chain import StateCanvass, hash_of_line, line_of_step, replayed
from tabulate.state_canvass.state_steps import StatePaperMade
from tests.canvass.canvassing.canvassed_counties import county, standing, whole_county
from tests.canvass.canvassing.canvassed_record import pages_of
from tests.canvass.canvassing.sent_packages import as_file, package_from
from tests.canvass.state_canvass.conftest import NOW
from tests.canvass.state_canvass.counties_sent import BOARD, begun, pine, state, written
from tests.canvass.state_canvass.state_site import BOARD as TYPED
from tests.canvass.state_canvass.state_site import FILED, OBSERVER, STATE, declared, shown, state_site, zipped
from tests.canvass.web.served_records import PASSWORD, Site

AT = ("--at", "2026-11-30T10:00")
BOARD_NAMES = ["Ann Ash", "Bo Birch", "Cy Cole", "Dee Day"]
PEOPLE = {"ann": "Ann Ash", "bo": "Bo Birch", "cy": "Cy Cole", "dee": "Dee Day", "olive": "Olive Oak"}
Typed = Callable[..., ExitCode]


@pytest.fixture(scope="module")
def big_sky() -> CountyPackage:
    return package_from(standing(county(), whole_county(county())))


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """A command with a password on stdin."""

    def command(*words: object, password: str = PASSWORD) -> ExitCode:
        monkeypatch.setattr("sys.stdin", StringIO(f"{password}\n"))
        return ExitCode(run([*map(str, words), "--password-stdin"]))

    return command


@pytest.fixture(scope="module")
def once(big_sky: CountyPackage, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Declared: step 8 is the report, 9 to 11 what the board declared of three contests. Three have accounts."""
    place = tmp_path_factory.mktemp("declared")
    found = place / "state"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        begun(found)
        for name, full_name in (("ann", "Ann Ash"), ("bo", "Bo Birch"), ("olive", "Olive Oak")):
            patch.setattr("sys.stdin", StringIO(f"{PASSWORD}\n"))
            said = ("--role", "observer", "--full-name", full_name, "--password-stdin")
            assert run(["user", "add", str(found), name, *said]) == ExitCode.DONE
        files = written(place, big_sky, "big-sky.zip"), written(place, pine(big_sky), "pine.zip")
        assert state(found, "receive", *files, "--by", "Dee Day") == ExitCode.DONE
        assert state(found, "declare", "--out", place / "d", "--format", "json", *BOARD, *AT) == ExitCode.DONE
    return found


@pytest.fixture
def folder(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "state"))


def papers(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[int, Any]:
    capsys.readouterr()
    run(["signatures", str(folder), "--json"])
    return {one["step"]: one for one in json.loads(capsys.readouterr().out)["papers"]}


def sign(typed: Typed, folder: Path, name: str, *which: object, **more: str) -> ExitCode:
    said = ("--account", name, "--name", PEOPLE[name], "--title", "member of the board", *AT)
    return typed("sign", folder, *which, *said, **more)


def test_members_sign_the_report_and_each_declaration_and_papers_show_it(
    folder: Path, typed: Typed, tmp_path: Path, big_sky: CountyPackage, capsys: pytest.CaptureFixture[str]
) -> None:
    found = papers(folder, capsys)
    assert [found[number]["paper"] for number in (8, 10)] == [
        "Report of the state canvass",
        "Declaration: House-45",
    ]
    assert found[8]["not_signed_with_a_key"] == BOARD_NAMES
    assert sign(typed, folder, "ann", 8, 10) == ExitCode.DONE
    assert "Not signed with a key yet: Bo Birch, Cy Cole, Dee Day." in capsys.readouterr().out
    assert sign(typed, folder, "ann", "--every") == ExitCode.DONE
    assert "step 9" in capsys.readouterr().out, "those that she had not signed"
    assert sign(typed, folder, "bo", "--every") == ExitCode.DONE
    found = papers(folder, capsys)
    assert all(one["not_signed_with_a_key"] == ["Cy Cole", "Dee Day"] for one in found.values())
    for one in (each for paper in found.values() for each in paper["signatures"]):
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(one["public_key"]))
        key.verify(bytes.fromhex(one["signature"]), one["message"].encode())
    assert run(["verify", str(folder)]) == ExitCode.DONE
    assert "8 signatures with own keys: each holds." in capsys.readouterr().out
    assert state(folder, "report", "--out", tmp_path / "report.json") == ExitCode.DONE
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["figures_sha256"] == found[8]["sha256"]
    assert [one["name"] for one in report["signed_with_keys"]] == ["Ann Ash", "Bo Birch"]
    assert state(folder, "report", "--out", tmp_path / "report.pdf") == ExitCode.DONE
    paper = " ".join(pages_of(tmp_path / "report.pdf"))
    assert ("Signed with own keys (ARM 44.2.301(4))" in paper, "member of the board" in paper) == (True, True)
    corrected = written(tmp_path, pine(big_sky, (1_204, 1_230)), "again.zip")
    assert state(folder, "receive", corrected, "--replace", "--by", "Dee Day") == ExitCode.DONE
    assert sign(typed, folder, "bo", 8) == ExitCode.WRONG_INPUT
    assert "is superseded: other packages are in" in capsys.readouterr().err
    assert papers(folder, capsys)[8]["superseded"].startswith("other packages are in")
    assert run(["verify", str(folder)]) == ExitCode.DONE, "what was signed before still holds"


REFUSED: list[tuple[str, tuple[object, ...], str, str]] = [
    ("ann", (8,), "not the password", "The name or the password is not right"),
    ("cy", (8,), PASSWORD, "The name or the password is not right"),
    ("ann", (3,), PASSWORD, "Step 3 is of no paper that people sign"),
    ("ann", (8, 999), PASSWORD, "Step 999 is of no paper"),
    ("olive", (8,), PASSWORD, "bears the signatures of Ann Ash, Bo Birch, Cy Cole, Dee Day"),
    ("olive", ("--every",), PASSWORD, "No paper that bears the name of Olive Oak"),
]


def test_who_may_not_sign_signs_nothing(folder: Path, typed: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    for name, which, password, said in REFUSED:
        assert sign(typed, folder, name, *which, password=password) == ExitCode.WRONG_INPUT
        assert said in capsys.readouterr().err
    assert canvass_in(folder).signatures.signed == ()
    assert sign(typed, folder, "ann", 8) == ExitCode.DONE
    assert sign(typed, folder, "ann", 9, 8) == ExitCode.WRONG_INPUT, "one of them is signed: none is"
    assert "one signature of Ann Ash under a paper" in capsys.readouterr().err
    assert len(canvass_in(folder).signatures.signed) == 1


def rewritten(folder: Path, change: Callable[[Any], Any]) -> None:
    """Somebody with the whole folder writes every step anew, each with the hash of the one before."""
    lines, head = list[str](), "0" * 64
    for step in canvass_in(folder).steps:
        lines.append(line_of_step(head, change(step)))
        head = hash_of_line(lines[-1])
    (folder / "steps.jsonl").write_text("".join(f"{line}\n" for line in lines), "ascii")


def _other_paper(step: Any) -> Any:
    return replace(step, sha256="ab" * 32) if isinstance(step, StatePaperMade) and step.contest == "" else step


def _other_title(step: Any) -> Any:
    return replace(step, title="governor") if isinstance(step, PaperSigned) else step


def _other_hour(step: Any) -> Any:
    return replace(step, at="2026-11-30T10:01-07:00") if isinstance(step, StatePaperMade) else step


ALTERED = [
    (_other_paper, "the papers that the board signs do not say what follows from the packages"),
    (_other_title, "it is not by this key over this paper, name, title and hour"),
    (_other_hour, "the paper of step 8 is another now than the one that was signed"),
]


def test_a_folder_written_anew_in_one_word_is_told(
    folder: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sign(typed, folder, "ann", 8) == ExitCode.DONE
    steps = folder / "steps.jsonl"
    whole = steps.read_bytes()
    for change, said in ALTERED:
        steps.write_bytes(whole)
        rewritten(folder, change)
        assert run(["verify", str(folder)]) == ExitCode.RECORD_BROKEN
        assert said in capsys.readouterr().err
        assert run(["signatures", str(folder)]) == ExitCode.RECORD_BROKEN
        assert "DOES NOT HOLD: the signature of Ann Ash, step 12" in capsys.readouterr().err


def test_an_altered_line_and_a_replaced_package_that_is_lost_are_told(
    folder: Path, tmp_path: Path, big_sky: CountyPackage, capsys: pytest.CaptureFixture[str]
) -> None:
    corrected = written(tmp_path, pine(big_sky, (1_204, 1_230)), "again.zip")
    first = canvass_in(folder).received["Pine"].sha256
    assert state(folder, "receive", corrected, "--replace", "--by", "Dee Day") == ExitCode.DONE
    (folder / "packages" / f"{first}.zip").unlink()
    assert run(["verify", str(folder)]) == ExitCode.RECORD_BROKEN
    assert "the package of Pine, was altered or is lost" in capsys.readouterr().err
    steps = folder / "steps.jsonl"
    steps.write_bytes(steps.read_bytes().replace(b"Report of", b"Repart of"))
    assert run(["verify", str(folder)]) == ExitCode.RECORD_BROKEN
    assert "line 9 does not follow the one before" in capsys.readouterr().err
    assert run(["verify", str(folder), "--images"]) == ExitCode.WRONG_INPUT


def test_a_folder_without_papers_and_keys_opens_and_goes_on(folder: Path, tmp_path: Path) -> None:
    """As the version before wrote it."""
    old = [one for one in canvass_in(folder).steps if not isinstance(one, StatePaperMade)]
    lines, head = list[str](), "0" * 64
    for step in old[:1] + old[4:]:
        lines.append(line_of_step(head, step))
        head = hash_of_line(lines[-1])
    assert isinstance(replayed(lines), StateCanvass)
    (folder / "steps.jsonl").write_text("".join(f"{line}\n" for line in lines), "ascii")
    assert run(["verify", str(folder)]) == ExitCode.DONE
    assert run(["signatures", str(folder)]) == ExitCode.DONE
    assert state(folder, "declare", "--out", tmp_path / "again", *BOARD, *AT) == ExitCode.DONE
    assert len(canvass_in(folder).papers) == 4


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with state_site(tmp_path / "served") as served:
        for name in ("ann", "dee"):
            account = Account(name=name, full_name=PEOPLE[name], role=OBSERVER.value)
            account.set_password(PASSWORD)
            account.save()
        yield served


def test_the_board_signs_on_the_page_of_its_results(site: Site, big_sky: CountyPackage) -> None:
    dee = site.client(STATE)
    assert "Sign with your own key" not in shown(dee, "results/")
    shown(dee, "counties/receive/", packages=zipped(as_file(big_sky), as_file(pine(big_sky))))
    page = declared(dee, **TYPED, **FILED)
    assert ("Sign with your own key" in page, "Ann Ash (4 papers)" in page) == (True, True)
    assert "or state auditor." in page, "a title of this board"
    said = {"account": "ann", "password": PASSWORD, "name": "Ann Ash", "title": "state auditor", "back": "/results/"}
    page = shown(dee, "accounts/signatures/", entry="0", **said)
    assert "4 papers are signed by Ann Ash, state auditor." in page
    assert ("Ann Ash (4 papers)" in page, "Bo Birch (4 papers)" in page) == (False, True)
    wrong = said | {"account": "dee", "name": "Dee Day", "password": "wrong"}
    assert "is not right" in shown(site.client(OBSERVER), "accounts/signatures/", entry="5", **wrong)
    page = shown(site.client(OBSERVER), "accounts/signatures/")
    assert (page.count('<span class="tag done">holds</span>'), "Step</th>" in page) == (4, True)
    page = shown(dee)
    assert "Ann Ash, state auditor, signed with the own key: 4 papers." in page
    assert "Ann Ash has a key for signing" in page, "made as she signed"
    assert run(["verify", str(site.directory)]) == ExitCode.DONE
