"""A batch that looks like another one scanned again is asked about, where ink tells no paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.cli import run
from canvass.counting.batches import BatchRequest
from canvass.record import open_record
from tabulate.ledger.entries import BatchClosed
from tests.canvass.counts import count_quietly

if TYPE_CHECKING:
    from canvass.record.store import Record


def test_a_batch_with_the_votes_of_another_in_order_is_asked_about_until_somebody_says_it_is_of_other_papers(
    record: Record, scans: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("canvass.counting.seen_before.SeenBefore.find", lambda *_: None)  # no ink tells papers apart
    again = scans.parent / "again"
    again.mkdir()
    for file in scans.iterdir():
        (again / file.name).write_bytes(file.read_bytes() + b"rescanned")
    assert count_quietly(record, scans).alike == ()
    (run_found,) = count_quietly(record, again, BatchRequest("AGAIN", "left scanner")).alike
    assert (run_found.batch, run_found.earlier_batch, run_found.backwards) == ("AGAIN", "AB-001", False)
    assert run_found.sheets >= 8
    directory = str(record.directory)
    record.close()
    assert run(["status", directory]) == 1
    assert "The same papers scanned twice? Sheets" in capsys.readouterr().out
    command = ["count", directory, str(again), "--batch", "AGAIN", "--machine", "left scanner"]
    assert run(command) == 1
    assert "The same papers scanned twice? Sheets" in capsys.readouterr().out
    run([*command, "--allow-repeats"])
    assert "scanned twice?" not in capsys.readouterr().out
    run(command)
    run(["status", directory])
    assert "scanned twice?" not in capsys.readouterr().out
    with open_record(record.directory) as opened:
        closed = [entry for entry in opened.entries() if isinstance(entry, BatchClosed) and entry.batch == "AGAIN"]
    assert [entry.alike_allowed for entry in closed] == [(), ("AB-001",)]
