"""What a record with precinct parts says by command: its parts, and results by part and district to officials alone."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass import clock
from canvass.cli import run
from canvass.deciding.decisions import Deciding
from tabulate.board.office.totals_released import TotalsReleased
from tabulate.board.polls import PollsClosed
from tabulate.ledger.entries import BatchClosed, BatchKind
from tests.canvass.counts import answer_of
from tests.canvass.precinct_parts.split_county import AFTER, electors
from tests.tabulate.split_precincts import Cast, big_sky, sheets

if TYPE_CHECKING:
    from canvass.record.store import Record


def test_repair_noun2_results_by_district_give_each_portion(split: Record, capsys: pytest.CaptureFixture[str]) -> None:
    Deciding(split).enter(electors("P1", 30), electors("P2-A", 21), electors("P2-B", 13), electors("P3", 40))
    found = answer_of(capsys, "results", split.directory, "--by", "district", "--json")
    first, second, larch = found["district_portions"]
    assert (first["district"], first["kind"], first["electors_voting"]) == ("hd-45", "house district", 51)
    assert (second["parts"], second["electors_voting"]) == (["P2-B", "P3"], 53)
    assert (larch["kind"], larch["ballots"], larch["cannot_be_told"]) == ("municipality", 51, [])
    house = next(one for one in first["contests"] if one["contest"] == "house-45")
    assert [one["votes"] for one in house["choices"]] == [30, 21]
    assert found["not_for_publication"] is True
    assert found["electors_voting"][1:] == [
        {"name": "P2", "electors_voting": 34, "ballots": 34},
        {"name": "P3", "electors_voting": 40, "ballots": 40},
        {"name": "Big Sky", "electors_voting": 104, "ballots": 104},
    ]


def test_repair_noun2_held_ballots_are_not_told_by_part_before_the_count_is_complete(
    split: Record, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two provisional ballots of P2-B, counted on the seventh day: by part they would show how their electors voted."""
    late = sheets(split.election, "V", [Cast("2", "P2", (("senator", "b"),), 2)], BatchKind.PROVISIONAL)
    split.append([*late, BatchClosed("V", 2, 2, 0, 0), PollsClosed("clerk")])
    monkeypatch.setattr(clock, "now", lambda: AFTER + timedelta(days=7))

    def ballots() -> tuple[list[int], int]:
        found = answer_of(capsys, "results", split.directory, "--by", "part", "--json")
        return [one["ballots"] for one in found["precinct_parts"]], found["held_sheets_not_by_part"]

    assert ballots() == ([30, 21, 13, 40], 2)
    split.append([TotalsReleased(True, True, "clerk")])
    assert ballots() == ([30, 21, 15, 40], 0)


def test_repair_noun2_results_by_part_are_in_words_for_officials(
    split: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    Deciding(split).enter(electors("P2-A", 21))
    assert run(["results", str(split.directory), "--by", "part"]) == 0
    said = capsys.readouterr().out
    assert "Not for publication: few electors may live in a part (13-1-102)." in said
    rows = [line.split() for line in said.splitlines() if line.startswith("  P2-")]
    assert rows == [
        ["P2-A", "House", "District", "45", "-", "Larch", "21", "21"],
        ["P2-B", "House", "District", "46", "-", "-", "-", "13"],
    ]
    assert "== Precinct part P2-B: 13 ballots" in said
    assert run(["results", str(split.directory), "--by", "district"]) == 0
    assert "== Votes in the portion of House District 45: 51 ballots (P1, P2-A)" in capsys.readouterr().out


def test_repair_noun2_neither_is_shown_before_the_polls_close_nor_of_test_batches(
    split: Record, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for by in ("part", "district"):
        assert run(["results", str(split.directory), "--by", by, "--test"]) == 3
        assert "Leave out --test" in capsys.readouterr().err
    monkeypatch.setattr(clock, "now", lambda: AFTER - timedelta(hours=2))
    for by in ("part", "district"):
        assert run(["results", str(split.directory), "--by", by]) == 6
        assert capsys.readouterr().out == ""


def test_repair_noun2_other_results_are_the_same_with_electors_entered(
    split: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    before = [answer_of(capsys, "results", split.directory, "--json", *more) for more in ((), ("--by", "precinct"))]
    Deciding(split).enter(electors("P2-A", 21))
    after = [answer_of(capsys, "results", split.directory, "--json", *more) for more in ((), ("--by", "precinct"))]
    assert before == after


def test_repair_noun2_opening_a_record_says_its_parts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    definition = tmp_path / "definition.json"
    definition.write_text(json.dumps(big_sky()))
    assert run(["new", str(tmp_path / "record"), str(definition)]) == 0
    assert "3 precincts in 4 parts" in capsys.readouterr().out
