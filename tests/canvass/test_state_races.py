"""`canvass audit races` and `canvass audit select --state-races`: the board's selection from county to county."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from test_ballots.counties import small_county
from test_ballots.definition import definition_bytes

Capture = pytest.CaptureFixture[str]
ELECTION = date(2026, 11, 3)
MEETING = str(ELECTION + timedelta(days=8))
DICE = "list,dice\nfederal race,2\nfederal race,1\nstatewide issue,3\n"


def opened(folder: Path, name: str, changes: dict[str, str] | None = None) -> str:
    """A county's record, its audit open and what is public of it published."""
    folder = folder / name
    folder.mkdir()
    text = definition_bytes(small_county()).decode().replace("Larkspur County", f"{name} County")
    for old, new in (changes or {}).items():
        text = text.replace(old, new)
    (folder / "definition.json").write_text(text)
    record = str(folder / "record")
    assert run(["new", record, str(folder / "definition.json")]) == ExitCode.DONE
    assert run(["audit", "open", record]) == ExitCode.DONE
    assert run(["audit", "publish", record, "--out", str(folder / "opened.json")]) == ExitCode.DONE
    return record


@pytest.fixture
def counties(tmp_path: Path) -> tuple[str, str]:
    other = {"us-representative": "us-representative-1", "Second District": "First District"}
    return opened(tmp_path, "Aspen"), opened(tmp_path, "Birch", other)


def races(tmp_path: Path, *words: str) -> int:
    files = [str(tmp_path / name / "opened.json") for name in ("Aspen", "Birch")]
    return run(["audit", "races", *files, "--out", str(tmp_path / "races.json"), "--on", MEETING, *words])


def test_repair_c7_the_board_draws_once_and_each_county_takes_it(
    counties: tuple[str, str], tmp_path: Path, capsys: Capture
) -> None:
    capsys.readouterr()
    assert races(tmp_path) == ExitCode.WAITING
    said = capsys.readouterr().out
    assert "Montana, election of 2026-11-03: federal race" in said
    assert "United States Representative, First District" in said
    assert "Still to be rolled for: federal race" in said
    assert not (tmp_path / "races.json").exists()
    (tmp_path / "rolls.csv").write_text(DICE.rsplit("statewide", 1)[0])
    assert races(tmp_path, "--dice", str(tmp_path / "rolls.csv"), "--by", "the state auditor") == ExitCode.DONE
    assert "federal race: United States Representative, Second District" in capsys.readouterr().out
    drawn = []
    for record in counties:
        words = ["audit", "select", record, "--state-races", str(tmp_path / "races.json"), "--on", MEETING, "--json"]
        assert run(words) == ExitCode.DONE
        found = capsys.readouterr()
        assert found.err == "", "nothing is drawn for this county alone"
        lists = {one["list"]: one for one in json.loads(found.out)["lists"]}
        drawn.append({name: one["sample"] for name, one in lists.items()})
        assert lists["federal race"]["rolls"][0]["rolled_by"] == "the state auditor"
    assert drawn[0] == drawn[1]
    assert drawn[0]["statewide race"] == ["justice-5"]
    out = tmp_path / "taken.json"
    assert run(["audit", "publish", counties[0], "--out", str(out)]) == ExitCode.DONE
    assert run(["audit", "replay", str(out)]) == ExitCode.DONE


def test_repair_c7_a_county_that_draws_for_itself_is_told(counties: tuple[str, str], capsys: Capture) -> None:
    capsys.readouterr()
    run(["audit", "select", counties[0], "--on", str(ELECTION + timedelta(days=9))])
    said = capsys.readouterr().err
    assert "statewide races, federal races and statewide issues once for all counties (13-17-505(1)(a))" in said
    run(["audit", "select", counties[0], "--rehearsal"])
    assert "13-17-505(1)(a)" not in capsys.readouterr().err


def test_repair_c7_another_file_and_another_day_are_refused(
    counties: tuple[str, str], tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "rolls.csv").write_text("list,dice\nfederal race,2\nfederal race,1\n")
    late = ["--dice", str(tmp_path / "rolls.csv"), "--on", str(ELECTION + timedelta(days=20))]
    assert races(tmp_path, *late) != ExitCode.DONE
    assert "outside the days of the selection" in capsys.readouterr().err
    (tmp_path / "rolls.csv").write_text("list,roll,dice\nfederal race,1,2\nfederal race,3,1\n")
    assert races(tmp_path, "--dice", str(tmp_path / "rolls.csv")) != ExitCode.DONE
    assert "roll 3 for federal race comes out of order: 2 is next" in capsys.readouterr().err
    assert not (tmp_path / "races.json").exists()
    for file in (tmp_path / "Aspen" / "opened.json", tmp_path / "rolls.csv", tmp_path / "none.json"):
        assert run(["audit", "select", counties[0], "--state-races", str(file)]) != ExitCode.DONE
        assert "Traceback" not in capsys.readouterr().err
    words = ["audit", "select", counties[0], "--rehearsal", "--state-races", str(tmp_path / "rolls.csv")]
    assert run(words) == ExitCode.USAGE
