"""Answers on terminals and pipes of any encoding, in any locale."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from canvass.cli import run
from canvass.console.streams import escape_what_cannot_be_shown
from tests.canvass.conftest import County

NAME = "Łucja O\u2019Brien \u2603"
PLAIN = {"latin-1": "\\u0141ucja O\\u2019Brien \\u2603", "cp1252": "\\u0141ucja O\u2019Brien \\u2603"}


@pytest.fixture
def opened(county: County, tmp_path: Path) -> Path:
    definition = json.loads(county.definition.read_bytes())
    definition["contests"][0]["choices"][0]["name"] = NAME
    (tmp_path / "definition.json").write_text(json.dumps(definition), encoding="utf-8")
    assert run(["new", str(tmp_path / "rec"), str(tmp_path / "definition.json")]) == 0
    return tmp_path / "rec"


def results(record: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from canvass.cli import main; main()", "results", str(record)]
    return subprocess.run(command, capture_output=True, timeout=120, check=False, env=os.environ | environment)


FURTHER = [pytest.param(encoding, marks=pytest.mark.long) for encoding in ("latin-1", "cp437", "utf-8")]
"""Each takes a process; the three others are of every kind: a part is shown, nothing is, all is."""


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-16", *FURTHER])
def test_a_name_that_the_terminal_cannot_show_does_not_stop_the_answer(opened: Path, encoding: str) -> None:
    answer = results(opened, {"PYTHONIOENCODING": encoding})
    assert (answer.returncode, answer.stderr) == (0, b"")
    said = answer.stdout.decode("utf-8" if encoding == "ascii" else encoding)
    assert PLAIN.get(encoding, "Brien") in said
    assert said.splitlines()[-1].strip()


OLD = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, OLD])
def test_nor_does_an_old_locale(opened: Path, locale: dict[str, str]) -> None:
    answer = results(opened, locale)
    assert answer.returncode == 0
    assert b"Brien" in answer.stdout


def test_a_name_that_is_no_text_at_all_is_escaped_in_a_message(tmp_path: Path) -> None:
    missing = os.fsencode(tmp_path) + b"/caf\xe9.json"
    new = ("new", str(tmp_path / "rec"), os.fsdecode(missing))
    command = [sys.executable, "-c", "from canvass.cli import main; main()", *new]
    stopped = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert stopped.returncode == 3
    assert b"cannot be read" in stopped.stderr


def test_what_can_be_shown_is_left_as_it_is() -> None:
    for encoding, shown in (("utf-8", "\u2019"), ("latin-1", "\\u2019"), ("cp1252", "\u2019")):
        stream = TextIOWrapper(BytesIO(), encoding)
        escape_what_cannot_be_shown(stream, None)
        stream.write("é\u2019")
        stream.flush()
        stream.seek(0)
        assert stream.read() == f"é{shown}"
