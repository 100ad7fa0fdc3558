"""The second look as a folder: records beside pictures, and the faults that were planted, alone."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from canvass.errors import ExitCode
from tests.canvass.outside.compared_county import (
    NO_RECORD,
    ComparedCounty,
)
from tests.canvass.outside.county_beside import at_clock

if TYPE_CHECKING:
    pass


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / name).read_text("utf-8-sig"))))


def test_the_planted_faults_alone_are_found(taken: ComparedCounty) -> None:
    out = taken.folder / "comparison"
    assert taken.outside("compare", "--out", out) == ExitCode.WAITING
    rows = rows_of(out, "differences.csv")
    assert [(row["Number"], row["Class"]) for row in rows] == [(taken.altered, "differs")]
    assert rows[0]["Canvass"] != rows[0]["Machine's"]
    (unjoined,) = rows_of(out, "not-joined.csv")
    assert taken.pictures[NO_RECORD].key in unjoined["What"]
    found = json.loads((out / "comparison.json").read_text())
    assert (found["pictures"], found["records"], found["joined"], found["blind"]) == (5, 4, 4, True)
    assert sum(one["classes"]["differ"] for one in found["contests"]) == 1
    (ballots,) = found["ballots"]
    assert (ballots["report"], ballots["records"], ballots["pictures"], ballots["electors"]) == (None, 4, 5, None)
    assert [row["Equal"] for row in rows_of(out, "ballots.csv")] == ["no"]
    papers = [pypdfium2.PdfDocument(out / name) for name in ("comparison.pdf", "differences.pdf")]
    for paper in papers:
        assert "Only paper checks paper" in paper[0].get_textpage().get_text_range()
    assert len(papers[1]) == 2
    assert len(list(papers[1][1].get_objects(filter=[3]))) >= 2, "the contest and the sheet"
    assert taken.outside("compare", "--out", out) == ExitCode.WRONG_INPUT, "the folder is there"


def test_a_list_may_be_of_one_contest_or_precinct(taken: ComparedCounty, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = (one.id for one in taken.election.contests[:2])
    for number, (contest, lines) in enumerate(((first, 1), (second, 0))):
        assert taken.outside("compare", "--out", taken.folder / f"out{number}", "--contest", contest) in (0, 1)
        assert len(rows_of(taken.folder / f"out{number}", "differences.csv")) == lines
    capsys.readouterr()
    for option in ("--contest", "--precinct"):
        assert taken.outside("compare", "--out", taken.folder / "no", option, "strange") == ExitCode.WRONG_INPUT
        assert "'strange'" in capsys.readouterr().err
    assert not (taken.folder / "no").exists()


def test_nothing_is_compared_while_results_are_sealed(
    taken: ComparedCounty, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_clock(monkeypatch, "2026-11-03T12:00:00")
    assert taken.outside("compare", "--out", taken.folder / "out") == ExitCode.SEALED
    assert "sealed until the polls close" in capsys.readouterr().err
    assert not (taken.folder / "out").exists()
