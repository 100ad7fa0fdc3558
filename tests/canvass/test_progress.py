"""Progress is a story for stderr, told alike to terminals, logs and nobody."""

import json
import re
from contextlib import suppress
from pathlib import Path

import click
import pytest

from canvass.console.answers import with_answer_options
from canvass.console.progress import (
    PROGRESS_FILE,
    BarProgress,
    LineProgress,
    Progress,
    SilentProgress,
    stderr_progress,
)


def tell(progress: Progress) -> None:
    with progress:
        progress.start("Counting", 3)
        for _ in range(3):
            progress.advance()
        progress.note("Passed over: notes.txt")


@pytest.mark.parametrize("kind", [LineProgress, SilentProgress, BarProgress])
def test_nothing_is_ever_told_on_stdout(kind: type[Progress], capsys: pytest.CaptureFixture[str]) -> None:
    tell(kind())
    out, err = capsys.readouterr()
    assert out == ""
    assert ("Passed over: notes.txt" in err) is (kind is not SilentProgress)


def test_lines_tell_the_beginning_and_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    tell(LineProgress())
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "Counting: 3 sheets"
    assert re.fullmatch(r"Counting: 3 of 3 sheets, [\d,.]+ a second", lines[-1])


def test_work_that_ends_early_tells_how_far_it_came(capsys: pytest.CaptureFixture[str]) -> None:
    with suppress(ValueError), LineProgress() as progress:
        progress.start("Counting", 3)
        progress.advance()
        raise ValueError
    assert "1 of 3 sheets" in capsys.readouterr().err


def test_a_pipe_gets_lines_and_a_terminal_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: False)
    assert isinstance(stderr_progress(), LineProgress)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert isinstance(stderr_progress(), BarProgress)


@pytest.mark.parametrize(("typed", "lines"), [([], 3), (["--quiet"], 1)])
def test_a_file_has_how_far_it_is_beside_what_is_told_and_quiet_is_quiet_then_too(
    typed: list[str], lines: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(PROGRESS_FILE, str(tmp_path / "progress.json"))

    @click.command()
    def told() -> None:
        tell(stderr_progress())

    with_answer_options(told)
    told.main(typed, standalone_mode=False)
    assert len(capsys.readouterr().err.splitlines()) == lines
    found = json.loads((tmp_path / "progress.json").read_text())
    assert found == {"what": "Counting", "done": 3, "total": 3, "of": "sheets"}
