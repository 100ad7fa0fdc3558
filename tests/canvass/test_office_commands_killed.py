"""The election office's commands, killed or on a full disk: what they enter is there whole and once, or not at all."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db.backends.signals import connection_created

from canvass.cli import run
from canvass.errors import EnvironmentFault, ExitCode
from canvass.record import open_record
from canvass.verifying.ledger import verify_ledger
from tabulate.ledger.entries import Access, AccessRecorded
from tabulate.ledger.fold import fold
from tests.canvass.audit_of_county import CountyAudit
from tests.canvass.audited_county import CountedCounty, election_day
from tests.canvass.canvassing.canvassed_record import adopted
from tests.canvass.canvassing.conftest import counted, record

if TYPE_CHECKING:
    from canvass.record.store import Record

__all__ = ["counted", "record"]

BY = ("--by", "Dee Clerk")
DAY = election_day().isoformat()
PASSWORD = "nine wet herons at dusk"
LONG = "as the letter says " * 20
"""No leaf of the database has room for it once accesses have filled it."""

DRIVER = """
import io, json, os, signal, sys

import canvass.disk.whole_files, canvass.disk.whole_folders
from canvass.cli import run
from canvass.site.settings import configure_web

configure_web()
from canvass.deciding.decisions import Deciding
from canvass.record.store import Record

def killed(whole, first):
    def step(*given, **named):
        if not first:
            whole(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)
    return step

for when, words in json.loads(sys.argv[1]):
    child = os.fork()
    if child == 0:
        sys.stdin = io.StringIO("nine wet herons at dusk\\n")
        if when == "before":
            Record.append = killed(Record.append, False)
        elif when == "after":
            Deciding.enter = killed(Deciding.enter, False)
        else:
            os.replace = killed(os.replace, True)
        run(words)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    print(os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)
"""
"""Each command is killed in a process of its own: before its entry is on the disk, after it, or before a file is."""


@dataclass(frozen=True)
class OfficeCommand:
    """What is typed, and the kind of entry that it writes once."""

    record: Path
    words: tuple[str, ...]
    kind: str

    def entered(self) -> int:
        with open_record(self.record) as opened:
            assert verify_ledger(opened).problems == []
            return sum(entry.kind == self.kind for entry in opened.outlines())


@pytest.fixture
def commands(record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[OfficeCommand]:
    """Of a canvassed county, and of one whose audit is opened."""
    audited = CountedCounty(tmp_path / "audited")
    with audited.record:
        CountyAudit(audited)
    monkeypatch.setattr("sys.stdin", StringIO(f"{PASSWORD}\n"))
    user = ("ann", "--role", "observer", "--full-name", "Ann Ash", "--password-stdin")
    assert run(["user", "add", str(record), *user]) == ExitCode.DONE
    adopted(record, tmp_path)
    with open_record(record) as opened:
        report = str(fold(opened.outlines()).board.office.canvass.reports[-1][0])
    void = ("--kind", "void", "--contest", "levy", "--begun-by", "Fir", "--grounds", LONG, "--begun-on", DAY, *BY)
    hold = ("--ground", "other", "--words", LONG, "--held-on", DAY, *BY)
    own = ("--place", "the courthouse", "--hours", "from 8 a.m.", "--notice", LONG, "--adopted-by", "the county")
    cost = ("--for", "other", "--what", LONG[:400], "--dollars", "12", "--on", DAY, *BY)
    key = ("--account", "ann", "--name", "Ann Ash", "--title", "county commissioner", "--password-stdin")
    there, elsewhere = str(record), str(audited.record.directory)
    return [
        OfficeCommand(record, ("court", "begin", there, "DV-1", *void), "court action begun"),
        OfficeCommand(record, ("retention", "hold", there, "H-1", *hold), "retention held"),
        OfficeCommand(record, ("policies", "adopt", there, *own, "--adopted-on", DAY, *BY), "local policies adopted"),
        OfficeCommand(record, ("sign", there, report, *key), "paper signed"),
        OfficeCommand(audited.record.directory, ("audit", "costs", "add", elsewhere, *cost), "audit cost entered"),
    ]


def killed(*steps: tuple[str, tuple[str, ...]]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, json.dumps(steps)], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.stdout.split()[-len(steps) :] == [str(int(signal.SIGKILL))] * len(steps), done.stdout + done.stderr


def typed(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> ExitCode:
    monkeypatch.setattr("sys.stdin", StringIO(f"{PASSWORD}\n"))
    return ExitCode(run(list(words)))


def test_a_killed_command_has_entered_nothing_or_all_of_it_and_another_goes_on(
    commands: list[OfficeCommand], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = ("export", "definition", commands[0].words[2], "--out", str(tmp_path / "out"))
    paper = ("retention", "list", commands[0].words[2], "--out", str(tmp_path / "plan.pdf"))
    (tmp_path / "plan.pdf").write_text("as it was")
    killed(*(("before", one.words) for one in commands), ("file", export), ("file", paper))
    assert [one.entered() for one in commands] == [0] * len(commands), "nothing was on the disk"
    assert (tmp_path / "plan.pdf").read_text() == "as it was"
    assert not (tmp_path / "out").exists()
    killed(*(("after", one.words) for one in commands))
    assert [one.entered() for one in commands] == [1] * len(commands), "each once"
    again = [typed(one.words, monkeypatch) for one in commands if one.kind in ("court action begun", "paper signed")]
    assert again == [ExitCode.WRONG_INPUT] * 2, "what is there already is not entered twice"
    assert typed(export, monkeypatch) == ExitCode.DONE


@contextmanager
def without_room() -> Iterator[None]:
    """No database of a record grows by a page."""

    def bound(connection: Any, **_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("pragma page_count")
            cursor.execute(f"pragma max_page_count = {cursor.fetchone()[0]}")

    connection_created.connect(bound, weak=False)
    try:
        yield
    finally:
        connection_created.disconnect(bound)


def fill(place: Path) -> None:
    """Until there is no room for one more access."""
    with open_record(place) as opened, pytest.raises(EnvironmentFault, match="is full"):
        _accesses(opened)


def _accesses(opened: Record) -> None:
    for number in range(2_000):
        opened.append([AccessRecorded("clerk", f"page {number}", Access.TOTALS_SEEN)])


def test_a_command_on_a_full_disk_says_so_enters_nothing_and_is_taken_once_there_is_room(
    commands: list[OfficeCommand], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with without_room():
        for place in {one.record for one in commands}:
            fill(place)
        for one in commands:
            capsys.readouterr()
            assert typed(one.words, monkeypatch) == ExitCode.ENVIRONMENT, one.kind
            assert "is full" in capsys.readouterr().err, one.kind
    assert [one.entered() for one in commands] == [0] * len(commands)
    assert [typed(one.words, monkeypatch) for one in commands] == [ExitCode.DONE] * len(commands)
    assert [one.entered() for one in commands] == [1] * len(commands)


def test_a_paper_on_a_full_disk_leaves_the_one_that_is_there(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "papers" / "plan.csv"
    place.parent.mkdir()
    place.write_text("as it was")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    there, out = str(record), ("--out", str(place))
    own = ("--place", "the courthouse", "--hours", "from 8 a.m.", "--notice", "posted")
    for words in (
        ("retention", "list", there, *out),
        ("court", "list", there, *out),
        ("policies", "draft", there, *own, *out),
        ("export", "definition", there, "--out", str(tmp_path / "papers" / "made")),
    ):
        with monkeypatch.context() as writing:
            writing.setattr(os, "fsync", full)
            assert run(list(words)) == ExitCode.ENVIRONMENT, words
        assert "is full" in capsys.readouterr().err
        assert [one.name for one in place.parent.iterdir()] == ["plan.csv"], words
        assert place.read_text() == "as it was"
    shutil.rmtree(place.parent)
    assert run(["retention", "list", there, *out]) == ExitCode.WAITING
    assert place.read_text().startswith("Retention of ballots")
