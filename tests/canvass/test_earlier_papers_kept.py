"""No command writes over another paper without a word: what a file held before is kept beside it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import canvass.commands
from canvass.cli import run
from canvass.commands.audit.working import write_file
from canvass.errors import EnvironmentFault, ExitCode


def test_a_paper_of_another_day_is_kept_under_a_name_of_its_own_and_the_same_one_is_written_again_silently(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "sheriff.pdf"
    for content in (b"tie", b"tie", b"Elm", b"Elm", b"Fir"):
        write_file(paper, content)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {
        "sheriff.pdf": b"Fir",
        "earlier-1-sheriff.pdf": b"tie",
        "earlier-2-sheriff.pdf": b"Elm",
    }
    said = capsys.readouterr().out.splitlines()
    assert said[2] == f"Written: {paper}. It held something else, kept as earlier-1-sheriff.pdf."
    assert [line == f"Written: {paper}" for line in said] == [True, True, False, True, False]


def test_a_command_keeps_what_is_no_paper_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong name typed after --page: the definition is not gone."""
    wrong = tmp_path / "definition.json"
    wrong.write_text("{}", "ascii")
    assert run(["doctor", "--page", str(wrong)]) == ExitCode.DONE
    assert (tmp_path / "earlier-1-definition.json").read_text("ascii") == "{}"
    assert "kept as earlier-1-definition.json" in capsys.readouterr().out
    assert wrong.read_bytes().startswith(b"%PDF")


def test_it_is_kept_where_a_disk_has_no_second_names_and_behind_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    (tmp_path / "kept").mkdir()
    paper, link = tmp_path / "kept" / "a.csv", tmp_path / "a.csv"
    paper.write_bytes(b"one")
    paper.chmod(0o600)
    link.symlink_to(paper)
    for content in (b"two", b"three"):
        write_file(link, content)
    assert link.is_symlink()
    assert sorted((one.name, one.read_bytes()) for one in paper.parent.iterdir()) == [
        ("a.csv", b"three"),
        ("earlier-1-a.csv", b"one"),
        ("earlier-2-a.csv", b"two"),
    ]
    assert {one.stat().st_mode & 0o777 for one in paper.parent.iterdir()} == {0o600}


def test_where_it_cannot_be_kept_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    paper = tmp_path / "a.csv"
    paper.write_bytes(b"one")
    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentFault, match="is full"):
        write_file(paper, b"two")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"a.csv": b"one"}


def test_no_command_writes_a_file_by_another_road() -> None:
    folder = Path(canvass.commands.__path__[0])
    writing = re.compile(r"\.write_bytes\(|\.write_text\(|save_bytes\(|\.open\(\"[wx]")
    found = {str(one.relative_to(folder)) for one in folder.rglob("*.py") if writing.search(one.read_text("utf-8"))}
    assert found == {"audit/working.py"}
