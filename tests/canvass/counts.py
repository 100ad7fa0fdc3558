"""Counts without progress, what they came to, and what commands answer."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from canvass.cli import run
from canvass.console.progress import SilentProgress
from canvass.counting.batches import BatchRequest
from canvass.counting.count import CountReport, count
from tabulate.ledger.entries import SheetCounted, SheetNotRead, SheetQuestioned
from tests.tabulate.ledger_makers import content_digest

if TYPE_CHECKING:
    from canvass.record.store import Record

    NewRecord = Callable[[str], Record]

REQUEST = BatchRequest("AB-001", "left scanner")


def count_quietly(record: Record, folder: Path, request: BatchRequest = REQUEST, **more: Any) -> CountReport:
    return count(record, folder, request, SilentProgress(), **more)


def digest(record: Record) -> str:
    return content_digest(record.ledger())


def sheets_of(record: Record) -> list[SheetCounted | SheetQuestioned | SheetNotRead]:
    return [entry for entry in record.entries() if isinstance(entry, SheetCounted | SheetQuestioned | SheetNotRead)]


def make_old(file: Path) -> None:
    """As if the file was written an hour ago, so that what it lacks is no sign that it is still being written."""
    then = file.stat().st_mtime - 3600
    os.utime(file, (then, then))


def answer_of(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> dict[str, Any]:
    """What a command says with --json, whether all is counted or sheets wait."""
    capsys.readouterr()
    assert run([str(argument) for argument in arguments]) in (0, 1)
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def lines_of(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[dict[str, Any]]:
    """What `canvass read --json` says, one sheet a line."""
    capsys.readouterr()
    assert run(["read", *map(str, arguments), "--json"]) in (0, 1)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]
