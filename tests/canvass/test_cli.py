"""The commands as people type them: answers on stdout, the story on stderr, an exit code of the table."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import click
import pytest
from click.testing import CliRunner

from canvass import VERSION, clock
from canvass.cli import COMMANDS, canvass, run
from canvass.commands import audit, layout
from canvass.console.lazy_commands import CommandTable
from canvass.errors import MEANING, ExitCode
from canvass.record import open_record
from tabulate.ledger.entries import Access, AccessRecorded
from tests.canvass.conftest import SHEETS, County
from tests.canvass.counts import answer_of

BEFORE, AFTER = datetime(2026, 11, 4, 2, 59, 59, tzinfo=UTC), datetime(2026, 11, 4, 3, 0, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def counted_once(county: County, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    assert run(["new", str(folder / "rec"), str(county.definition)]) == 0
    assert run(count_of(folder / "rec", county.scans)) in (0, 1)
    return folder / "rec"


@pytest.fixture
def counted(counted_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(counted_once, tmp_path / "rec"))


@pytest.fixture
def after_the_polls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER)


def count_of(record: Path, scans: Path, batch: str = "AB-001", *more: str) -> list[str]:
    return ["count", str(record), str(scans), "--batch", batch, "--machine", "left-scanner", *more]


def process(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from canvass.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_an_election_from_new_to_verified_by_real_processes(county: County, tmp_path: Path) -> None:
    record, scans, sheets = tmp_path / "general-2026", tmp_path / "scans", 3
    scans.mkdir()
    for file in sorted(county.scans.iterdir())[: 2 * sheets]:
        shutil.copy(file, scans)
    new = process("new", record, county.definition)
    assert (new.returncode, new.stderr) == (0, "")
    counted = process(*count_of(record, scans))
    assert counted.returncode in (0, 1)
    assert f"{sheets} sheets in = " in counted.stdout
    assert f"Counting batch AB-001: {sheets} of {sheets} sheets" in counted.stderr
    status = process("status", record)
    assert f"{sheets} sheets in = " in status.stdout
    verified = process("verify", record, "--images")
    assert (verified.returncode, "every target shows what was recorded" in verified.stdout) == (0, True)


NOT_FOR_A_HAND_MARKED_JPEG = {"PIL", "cv2", "django", "pikepdf", "pypdfium2", "pyzbar", "rapidfuzz", "tesserocr"}


def test_a_hand_marked_sheet_in_jpeg_files_is_read_without_the_libraries_of_anything_else(county: County) -> None:
    sides = sorted(map(str, county.scans.glob("*.jpg")))[:2]
    code = (
        f"import sys; from canvass.cli import run; run({['read', str(county.definition), *sides, '--json']});"
        f"print(sorted({NOT_FOR_A_HAND_MARKED_JPEG} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    answer, loaded = done.stdout.splitlines()
    assert (json.loads(answer)["outcome"], loaded) == ("read", "[]")


def test_a_record_that_can_read_no_ballot_says_so_when_it_is_opened(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = json.loads(county.definition.read_bytes())
    document["layouts"] = []
    for style in document["ballot_styles"]:
        del style["layout"]
    bare = tmp_path / "bare.json"
    bare.write_text(json.dumps(document))
    for definition, said in ((county.definition, False), (bare, True)):
        assert run(["new", str(tmp_path / f"record-{said}"), str(definition)]) == 0
        assert ("No layout is given: no sheet is counted in this record." in capsys.readouterr().out) is said


NOT_TO_SHOW_A_RECORD = {"PIL", "cv2", "imaging.pages", "imaging.reader", "numba", "numpy", "reportlab"} | {
    "django.http",
    "django.urls",
    "kernels.compiled",
    "llvmlite",
    "tesserocr",
}


def test_commands_that_only_show_a_record_load_no_library_for_pixels_papers_or_pages(counted: Path) -> None:
    commands = [["--help"], *([name, str(counted)] for name in ("status", "sheets", "results"))]
    code = (
        f"import sys; from canvass.cli import run; codes = [run(one) for one in {commands}];"
        f"print(set(codes) <= {{0, 1, {ExitCode.SEALED:d}}}, sorted({NOT_TO_SHOW_A_RECORD} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.splitlines()[-1] == "True []"


def test_nothing_is_said_on_stderr_at_the_end() -> None:
    done = process("read", "--help")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    result = CliRunner().invoke(canvass, [command, "--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.output


@pytest.mark.parametrize("table", [COMMANDS, audit.COMMANDS, layout.COMMANDS], ids=["canvass", "audit", "layout"])
def test_each_command_is_where_the_table_says(table: CommandTable) -> None:
    assert [name for name, (_, place) in table.items() if not isinstance(resolve_name(place), click.Command)] == []


def test_the_version_is_the_project_s() -> None:
    assert CliRunner().invoke(canvass, ["--version"]).output == f"canvass {VERSION}\n"


def test_every_exit_code_has_its_meaning_and_is_printed() -> None:
    assert set(MEANING) == set(ExitCode)
    output = CliRunner().invoke(canvass, ["--exit-codes"]).output
    assert [line[0] for line in output.splitlines()] == [str(code.value) for code in ExitCode]


@pytest.mark.parametrize(
    "arguments",
    [[], ["cuont"], ["count"], ["status"], ["status", "a", "b"], ["results", "x", "--by", "moon"], ["--nonsense"]],
)
def test_what_is_not_typed_as_it_must_be_is_a_usage_error(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == ExitCode.USAGE
    assert capsys.readouterr().err


def test_a_kind_that_is_none_is_a_usage_error(county: County, counted: Path) -> None:
    assert run(count_of(counted, county.scans, "X", "--kind", "mail")) == ExitCode.USAGE


@pytest.mark.parametrize("command", ["status", "results", "verify"])
def test_a_directory_that_is_no_record_is_wrong_input(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, str(tmp_path)]) == ExitCode.WRONG_INPUT
    assert "is not an election record" in capsys.readouterr().err


def test_a_definition_that_is_none_is_wrong_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "definition.json").write_text('{"contests": 3}')
    assert run(["new", str(tmp_path / "rec"), str(tmp_path / "definition.json")]) == ExitCode.WRONG_INPUT
    assert "definition.json" in capsys.readouterr().err
    assert run(["new", str(tmp_path / "rec"), str(tmp_path / "nowhere.json")]) == ExitCode.WRONG_INPUT
    assert not (tmp_path / "rec").exists()


def test_a_folder_that_is_not_there_is_wrong_input(counted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(count_of(counted, counted / "nowhere", "AB-009")) == ExitCode.WRONG_INPUT
    assert "nowhere" in capsys.readouterr().err


def test_a_changed_definition_is_a_broken_record(counted: Path) -> None:
    (counted / "definition.json").write_text("{}")
    assert run(["status", str(counted)]) == ExitCode.RECORD_BROKEN


def test_a_fault_of_ours_is_told_without_a_traceback(
    counted: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("canvass.commands.status.fold", fail)
    assert run(["status", str(counted)]) == ExitCode.FAULT
    story = capsys.readouterr().err
    assert "ZeroDivisionError" in story
    assert "Traceback" not in story


def test_totals_are_sealed_until_the_second_the_polls_close(
    counted: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(clock, "now", lambda: BEFORE)
    assert run(["results", str(counted)]) == ExitCode.SEALED
    out, err = capsys.readouterr()
    assert out == ""
    assert "2026-11-03 20:00" in err
    assert run(["results", str(counted), "--json", "--by", "precinct"]) == ExitCode.SEALED
    assert run(["close-polls", str(counted), "--by", "Ada"]) == ExitCode.WRONG_INPUT
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    assert run(["results", str(counted)]) in (0, 1), "without accounts the hour decides"
    with open_record(counted) as record:
        record.append([AccessRecorded("ada", "election administrator", Access.ACCOUNT_CHANGED, "ada added")])
    capsys.readouterr()
    assert run(["results", str(counted)]) == ExitCode.SEALED
    assert "has not closed the polls" in capsys.readouterr().err
    assert run(["close-polls", str(counted), "--by", "Ada"]) == ExitCode.DONE
    assert run(["results", str(counted)]) in (0, 1)
    assert run(["close-polls", str(counted), "--by", "Ada"]) == ExitCode.WRONG_INPUT, "the polls close once"


def test_status_never_shows_a_vote(counted: Path, capsys: pytest.CaptureFixture[str], county: County) -> None:
    capsys.readouterr()
    run(["status", str(counted)])
    run(["status", str(counted), "--json"])
    shown = capsys.readouterr().out
    names = [
        choice["name"]
        for contest in json.loads(county.definition.read_text())["contests"]
        for choice in _named(contest)
    ]
    assert len(names) > 5
    assert [name for name in names if name in shown] == []


def _named(contest: dict[str, Any]) -> list[dict[str, Any]]:
    choices: list[dict[str, Any]] = contest.get("candidates", contest.get("choices", []))
    return [choice for choice in choices if len(choice["name"]) > 4]


def test_status_and_results_agree_on_the_sheets(
    counted: Path, capsys: pytest.CaptureFixture[str], after_the_polls: None
) -> None:
    status = answer_of(capsys, "status", counted, "--json")
    results = answer_of(capsys, "results", counted, "--json")
    assert status["sheets"] == results["sheets"]
    assert status["sheets"]["in"] == SHEETS == status["sheets"]["counted"] + status["sheets"]["set_aside"]


def test_precincts_add_up_to_the_whole(
    counted: Path, capsys: pytest.CaptureFixture[str], after_the_polls: None
) -> None:
    results = answer_of(capsys, "results", counted, "--json", "--by", "precinct")
    for contest in results["contests"]:
        parts = [
            part
            for precinct in results["precincts"]
            for part in precinct["contests"]
            if part["contest"] == contest["contest"]
        ]
        assert sum(part["sheets"] for part in parts) == contest["sheets"]
        assert sum(part["undervotes"] for part in parts) == contest["undervotes"]


def test_a_test_deck_is_shown_apart_and_never_sealed(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: BEFORE)
    run(["new", str(tmp_path / "rec"), str(county.definition)])
    run(count_of(tmp_path / "rec", county.scans, "T-1", "--kind", "test"))
    results = answer_of(capsys, "results", tmp_path / "rec", "--test", "--json")
    assert (results["test"], results["sheets"]["in"]) == (True, SHEETS)
    status = answer_of(capsys, "status", tmp_path / "rec", "--json")
    assert (status["sheets"]["in"], status["test_sheets"]["in"]) == (0, SHEETS)


def test_a_batch_that_differs_from_what_was_expected_is_told_loudly(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["new", str(tmp_path / "rec"), str(county.definition)])
    assert run(count_of(tmp_path / "rec", county.scans, "P-14", "--expected", "110")) == ExitCode.WAITING
    assert f"expected 110, found {SHEETS}" in capsys.readouterr().err
    assert run(["status", str(tmp_path / "rec")]) == ExitCode.WAITING
    out, err = capsys.readouterr()
    assert f"{SHEETS - 110:+}" in out
    assert f"THE BALLOTS DO NOT AGREE. Batch P-14: expected 110 sheets, found {SHEETS}: {110 - SHEETS} missing" in err
    assert "Not complete" in out
