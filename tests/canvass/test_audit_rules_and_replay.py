"""`canvass audit rules` and `replay`: the answers, and what is not an answer; and the help of all commands."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from audit.publication import publish
from canvass.cli import run
from canvass.commands.audit import COMMANDS
from canvass.errors import ExitCode
from tests.audit.audits import WHOLE
from tests.canvass.audit_answers import Capture, answer, usage_error

if TYPE_CHECKING:
    from canvass.record.store import Record


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--date", "2024-11-05"], "mca-2023"),
        (["--date", "2020-11-03"], "mca-2021"),
        (["--date", "2025-11-04"], "nonfederal"),
        (["--rules", "nonfederal"], "nonfederal"),
    ],
)
def test_rules_are_those_of_the_date(capsys: Capture, words: list[str], expected: str) -> None:
    found = answer(capsys, "rules", *words)
    assert found["rules"] == expected
    assert found["figures"]["threshold_ballots"] == 5
    assert found["parameters"]["committee"] == {"value": "at least 3 members", "section": "13-17-504(1)"}


def test_rules_of_a_record_are_those_of_its_election(capsys: Capture, record: "Record") -> None:
    assert run(["audit", "rules", str(record.directory)]) == ExitCode.DONE
    said = capsys.readouterr().out
    assert "mca-2023" in said
    assert "13-17-507(2)" in said


@pytest.mark.parametrize(
    "words", [[], ["--date", "2024-11-05", "--rules", "mca-2021"], ["--date", "2008-11-04"], ["--date", "yesterday"]]
)
def test_rules_of_nothing_or_of_two_things_are_refused(capsys: Capture, words: list[str]) -> None:
    assert usage_error(capsys, "rules", *words)


def test_rules_of_what_is_no_record_are_refused(capsys: Capture, tmp_path: Path) -> None:
    assert run(["audit", "rules", str(tmp_path)]) == ExitCode.WRONG_INPUT
    assert "Traceback" not in capsys.readouterr().err


@pytest.fixture
def published(tmp_path: Path) -> Path:
    file = tmp_path / "published.json"
    file.write_text(publish(WHOLE))
    return file


def test_replay_derives_sample_comparison_and_outcome(capsys: Capture, published: Path) -> None:
    found = answer(capsys, "replay", str(published))
    assert (found["sample"], found["reserves"]) == (["p4", "p2"], ["p1", "p3"])
    assert (found["phase"], found["over"], found["verified"]) == ("certified", ["senator"], True)
    differing = [unit for unit in found["units"] if unit["definitive"] == "manual"]
    assert [(unit["machine"], unit["manual"]) for unit in differing] == [([300, 280], [310, 280])]
    assert run(["audit", "replay", str(published), "--sha256", found["sha256"].upper()]) == ExitCode.DONE
    said = capsys.readouterr().out
    for words in ("Precinct 4", "310", "Outcome: certified", "none altered"):
        assert words in said


def test_replay_stops_at_what_was_altered(capsys: Capture, published: Path) -> None:
    published.write_text(published.read_text().replace('"undervotes": 220', '"undervotes": 221', 1))
    assert run(["audit", "replay", str(published)]) == ExitCode.RECORD_BROKEN
    assert "was altered" in capsys.readouterr().err


def test_replay_of_another_file_than_announced_stops(capsys: Capture, published: Path) -> None:
    assert run(["audit", "replay", str(published), "--sha256", "ab" * 32]) == ExitCode.RECORD_BROKEN
    assert "announced" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"[1]"])
def test_replay_of_something_else_stops(capsys: Capture, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "other.json"
    file.write_bytes(content)
    assert run(["audit", "replay", str(file)]) == ExitCode.WRONG_INPUT
    assert run(["audit", "replay", str(tmp_path / "none.json")]) == ExitCode.WRONG_INPUT
    assert run(["audit", "replay", str(tmp_path)]) == ExitCode.WRONG_INPUT
    assert "Traceback" not in capsys.readouterr().err


def test_the_help_names_every_audit_command(capsys: Capture) -> None:
    assert run(["audit", "--help"]) == ExitCode.DONE
    said = capsys.readouterr().out
    for name, (line, _) in COMMANDS.items():
        assert f"  {name} " in said
        assert line in " ".join(said.split())
