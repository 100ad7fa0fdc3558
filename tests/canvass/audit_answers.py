"""What a command of the audit that needs no record answers, and how it refuses."""

import json
from typing import Any

import pytest
from hypothesis import strategies as st

from canvass.cli import run
from canvass.errors import ExitCode

Capture = pytest.CaptureFixture[str]


def answer(capsys: Capture, *words: str) -> dict[str, Any]:
    assert run(["audit", *words, "--json"]) == ExitCode.DONE
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def usage_error(capsys: Capture, *words: str) -> str:
    assert run(["audit", *words]) == ExitCode.USAGE
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    return captured.err


WORDS = st.text("0123456789 ,;-.\n\u0663abc", max_size=20)
