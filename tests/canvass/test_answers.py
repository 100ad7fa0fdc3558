"""Answers for programs: every command has --json and --quiet, and says by its exit code what it says in text."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest

from canvass.cli import run
from canvass.console.answers import HeldAnswer, with_answer_options
from canvass.console.text import say, say_table
from canvass.reporting.forms import say_document
from canvass.reporting.tables import Column, Document, Table
from tests.canvass.conftest import SHEETS, County
from tests.canvass.web.served_records import copy_record
from tests.house.shown_commands import COMMANDS

WITHOUT = {
    "canvass serve",
    "canvass define serve",
    "canvass layout edit",
    "canvass completion",
    "canvass manual",
    "canvass demo",
}


@pytest.fixture
def directory(counted_record: Path, tmp_path: Path) -> Path:
    return copy_record(counted_record, tmp_path / "record")


def json_of(capsys: pytest.CaptureFixture[str], *typed: str, code: int = 0) -> Any:
    capsys.readouterr()
    assert run([*typed, "--json"]) == code
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("path", sorted(set(COMMANDS) - WITHOUT))
def test_every_command_that_answers_does_so_as_json_or_not_at_all(path: str) -> None:
    options = [option for one in COMMANDS[path].params for option in one.opts]
    assert (options.count("--json"), options.count("--quiet")) == (1, 1)


@pytest.mark.parametrize("path", sorted(WITHOUT))
def test_a_command_that_goes_on_until_it_is_stopped_has_neither(path: str) -> None:
    assert not {"--json", "--quiet"} & {option for one in COMMANDS[path].params for option in one.opts}


def test_a_count_answers_with_every_number_and_the_entry(
    directory: Path, county: County, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = ["count", str(directory), str(county.scans), "--batch", "AB-001", "--machine", "left-scanner"]
    in_words = run([*typed])
    said = json_of(capsys, *typed, code=in_words)
    assert (said["sheets"], said["new"], said["already"]) == (SHEETS, 0, SHEETS)
    assert said["counted"] + said["questioned"] + said["not_read"] == SHEETS
    assert said["head"] == json_of(capsys, "verify", str(directory))["head"]


def test_a_record_that_verifies_says_so_and_one_that_does_not_names_why(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = json_of(capsys, "verify", str(directory))
    assert (said["verifies"], said["problems"], said["sheets"], said["images_read"]) == (True, [], SHEETS, False)
    with closing(sqlite3.connect(directory / "ledger.sqlite3")) as database, database:
        database.execute("delete from question")
    said = json_of(capsys, "verify", str(directory), code=4)
    assert said["verifies"] is False
    assert said["problems"]


def test_a_table_is_one_for_programs_too(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = json_of(capsys, "user", "list", str(directory))
    (table,) = said["tables"]
    assert table["columns"] == ["name", "full name", "role", "state"]
    assert ["observer-1", "Observer 1", "observer", "may sign in"] in table["rows"]
    assert said["exit_code"] == 0


def test_quiet_says_nothing_and_the_exit_code_tells(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for typed in (["verify", str(directory)], ["user", "list", str(directory)], ["status", str(directory)]):
        code = run(typed)
        capsys.readouterr()
        assert run([*typed, "--quiet"]) == code
        assert capsys.readouterr().out == ""


def test_quiet_keeps_errors_and_the_command_s_own_json(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert json_of(capsys, "status", str(directory), "--quiet", code=run(["status", str(directory)]))["batches"]
    assert run(["verify", str(directory / "nothing"), "--quiet"]) == 3
    found = capsys.readouterr()
    assert (found.out, "nothing" in found.err) == ("", True)


def test_an_error_leaves_no_half_an_answer(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["user", "disable", str(directory), "nobody", "--json"]) == 3
    found = capsys.readouterr()
    assert (found.out, "There is no account 'nobody'" in found.err) == ("", True)


def test_numbers_stay_numbers_and_nothing_is_null() -> None:
    answer = HeldAnswer()
    answer.take_table(("a", "b"), [(1, None), (Path("x"), True)])
    answer.said += ["one", ""]
    rows = [[1, None], ["x", True]]
    expected = {"said": ["one"], "tables": [{"columns": ["a", "b"], "rows": rows}], "exit_code": 1}
    assert json.loads(answer.printed(1)) == expected


def test_a_report_s_tables_are_whole_for_programs_however_wide_and_their_numbers_are_numbers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    row = ("a precinct of a long name " * 6, 1_204, None)

    @click.command()
    def told() -> None:
        columns = (Column("Precinct"), Column("Votes", number=True), Column("Why"))
        say_document(Document("Report", (), (Table("Votes", "", columns, (row,)),)))

    with_answer_options(told)
    told.main(["--json"], standalone_mode=False)
    (table,) = json.loads(capsys.readouterr().out)["tables"]
    assert table == {"columns": ["Precinct", "Votes", "Why"], "rows": [list(row)]}


def test_a_command_is_given_the_options_once() -> None:
    @click.command()
    def told() -> None:
        say("told")
        say_table(("x",), [(1,)])

    with_answer_options(told)
    with_answer_options(told)
    assert [one.opts for one in told.params] == [["--json"], ["--quiet"]]
