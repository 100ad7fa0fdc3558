"""`canvass publish evidence`: refused in words until nothing is open, then whole or not at all, by two people."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from canvass import clock
from canvass.cli import run
from canvass.disk.whole_files import save_bytes
from canvass.errors import ExitCode
from canvass.record import open_record
from tabulate.election import PrecinctId
from tabulate.ledger.entries import AccessRecorded
from tests.canvass.canvassing.canvassed_record import CanvassedRecord, _votes, adopted

Says = Callable[..., tuple[int, str]]
PEOPLE = ("--by", "Ada Clerk", "--second", "Bo Second")


@pytest.fixture
def says(record: Path, capsys: pytest.CaptureFixture[str]) -> Says:
    key = record.parent / "key"
    assert run(["keys", "make", str(key), "--name", "small.example/canvass"]) == 0

    def publish(*more: object, people: tuple[str, ...] = PEOPLE, signer: Path = key) -> tuple[int, str]:
        where = ("--out", record.parent / "package", "--sealed", record.parent / "sealed", "--key", signer)
        capsys.readouterr()
        code = run(["publish", "evidence", str(record), *map(str, where), *people, *map(str, more)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return publish


def left(record: Path) -> set[str]:
    """What stands beside the record, but for its key and what the canvass wrote."""
    names = {one.name for one in record.parent.iterdir()}
    return {name for name in names if name.startswith(("package", ".package", "sealed", "key.heads"))} - {
        "key.heads.lock"
    }


def weeks_later(monkeypatch: pytest.MonkeyPatch) -> None:
    later = clock.now() + timedelta(days=14)
    monkeypatch.setattr(clock, "now", lambda: later)


def test_it_waits_for_the_totals_the_board_and_the_petitions(
    record: Path, says: Says, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code, said = says()
    assert code == ExitCode.WRONG_INPUT
    assert "The complete totals are not released" in said
    assert "has not adopted its report" in said
    assert run(["release", str(record), "--complete", "--by", "Ada Clerk"]) == 0
    adopted(record, tmp_path)
    code, said = says()
    assert (code, "A recount may be asked for until" in said) == (ExitCode.WRONG_INPUT, True)
    assert left(record) == set(), "nothing is written and nothing signed"
    weeks_later(monkeypatch)
    assert says("--dry-run")[0] == 0
    assert left(record) == set()
    code, said = says()
    assert code == 0, said
    assert left(record) == {"package", "sealed", "key.heads"}
    assert stat.S_IMODE((record.parent / "sealed").stat().st_mode) == 0o600
    package = record.parent / "package"
    command = [sys.executable, "-I", str(package / "data/verify.py"), str(package)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout
    with open_record(record) as opened:
        access = list(opened.entries())[-1]
    assert isinstance(access, AccessRecorded)
    manifest = sha256((package / "manifest-sha256.txt").read_bytes()).hexdigest()
    assert (access.who, f"manifest {manifest}, with Bo Second" in access.detail) == ("Ada Clerk", True)
    code, said = says()
    assert (code, "exists and is not empty" in said) == (ExitCode.WRONG_INPUT, True)


def test_totals_that_changed_after_their_release_are_released_again_first(
    record: Path, says: Says, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert run(["release", str(record), "--complete", "--by", "Ada Clerk"]) == 0
    made = CanvassedRecord.again(record)
    made.count_batch("found in a drawer", PrecinctId("P1"), [_votes(3)])
    made.expect(P1=13)
    made.record.close()
    adopted(record, tmp_path)
    weeks_later(monkeypatch)
    code, said = says()
    assert (code, "What is counted is no longer what was released" in said) == (ExitCode.WRONG_INPUT, True), said
    assert run(["release", str(record), "--complete", "--by", "Ada Clerk"]) == 0
    assert says()[0] == 0


@pytest.fixture
def ready(record: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    assert run(["release", str(record), "--complete", "--by", "Ada Clerk"]) == 0
    adopted(record, tmp_path)
    weeks_later(monkeypatch)
    return record


def test_one_person_a_witness_no_key_and_a_used_file_are_refused_in_words(ready: Path, says: Says) -> None:
    code, said = says(people=("--by", "Ada Clerk", "--second", "ADA clerk"))
    assert (code, "named twice" in said) == (ExitCode.WRONG_INPUT, True)
    code, said = says(signer=ready.parent / "none")
    assert (code, "none" in said, "Traceback" in said) == (ExitCode.ENVIRONMENT, True, False)
    witness = ready.parent / "witness"
    assert run(["keys", "make", str(witness), "--name", "witness.example", "--witness"]) == 0
    assert "witness" in says(signer=witness)[1]
    assert says("--head", ready / "definition.json")[0] == ExitCode.WRONG_INPUT
    (ready.parent / "sealed").write_text("of before")
    assert "is there already" in says()[1]
    assert (ready.parent / "sealed").read_text() == "of before"
    assert left(ready) == {"sealed"}


def test_a_full_disk_leaves_neither_package_nor_openings(
    ready: Path, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: Path, content: bytes, mode: int = 0o644) -> None:
        if file.name == "err.json":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        save_bytes(file, content, mode)

    monkeypatch.setattr("canvass.disk.whole_folders.save_bytes", full)
    code, said = says()
    assert (code, "full" in said) == (ExitCode.ENVIRONMENT, True)
    assert left(ready) == {"key.heads"}
    monkeypatch.undo()
    weeks_later(monkeypatch)
    assert says()[0] == 0
