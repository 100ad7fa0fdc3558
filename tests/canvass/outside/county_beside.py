"""A county whose ballots another system counts: its simulated report, and the definition that fits it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from canvass import VERSION, clock
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import create_record, open_record
from outside.results import OutsideContest, OutsideResults, OutsideRow, OutsideRowKind
from tabulate.board.outside.outside_counts import OutsideCounts
from tabulate.hours import MONTANA_TIME
from tabulate.ledger.fold import fold
from tests.outside.simulated_county import simulated_county
from tests.outside.summary_writer import precinct_summary
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.split_precincts import contest, document, style

BY = ("--by", "Dee Clerk")
SEED, PRECINCTS = 7, 4
ACCEPTED = ("--accept", "run=no provisional ballot was left", "--accept", "precinct-set=nobody voted there")
"""What is found in every simulated county: its report is of the sixth day at ten, and one precinct has no ballot."""


@dataclass(frozen=True)
class CountyBeside:
    """The record, and where reports for it are written."""

    record: Path
    results: OutsideResults
    """What the other system counted."""
    folder: Path

    def report(self, results: OutsideResults | None = None, name: str = "Precinct Summary.pdf") -> Path:
        """The report of these results as the other system prints it."""
        file = self.folder / name
        file.write_bytes(precinct_summary(self.results if results is None else results))
        return file

    def outside(self, verb: str, *words: object) -> ExitCode:
        """A command about the record."""
        return ExitCode(run(["outside", verb, str(self.record), *map(str, words)]))

    def answer(self, capsys: pytest.CaptureFixture[str], verb: str, *words: object) -> dict[str, Any]:
        """What a command says as JSON."""
        capsys.readouterr()
        self.outside(verb, *words, "--json")
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found


def county_results(seed: int = SEED, precincts: int = PRECINCTS) -> OutsideResults:
    """A simulated county with overvotes and undervotes, written-in names left out."""
    return simulated_county(seed, precincts)


def county_beside(folder: Path, results: OutsideResults | None = None, date: str = "2026-11-03") -> CountyBeside:
    """A record whose definition has the precincts, contests and choices of the results, under ids of its own."""
    results = county_results() if results is None else results
    folder.mkdir(parents=True, exist_ok=True)
    create_record(folder / "record", definition_of(results, date), VERSION, "0" * 64).close()
    return CountyBeside(folder / "record", results, folder)


def definition_of(results: OutsideResults, date: str = "2026-11-03") -> bytes:
    """The definition, in the field's own words."""
    first = {one.title: one for precinct in results.precincts for one in precinct.contests}
    ids = {title: f"contest-{at}" for at, title in enumerate(sorted(first))}
    contests = [_contest(ids[title], one) for title, one in sorted(first.items())]
    precincts = [
        {"id": f"P{at:02}", "name": one.name.title(), "districts": []} for at, one in enumerate(results.precincts, 1)
    ]
    styles: dict[tuple[str, ...], list[str]] = {}
    for of, precinct in zip(precincts, results.precincts, strict=True):
        whole = [one for one in precinct.contests if one.ballots == precinct.ballots_cast]
        for carried in (precinct.contests, tuple(whole)):
            places = styles.setdefault(tuple(ids[one.title] for one in carried), [])
            places += [str(of["id"])] if of["id"] not in places else []
    made = [style(str(at), places, list(on)) for at, (on, places) in enumerate(styles.items(), 1)]
    definition = document([], precincts, contests, made)
    names = {"title": "Larkspur County General Election", "county": "Larkspur"}
    return as_bytes(definition | names | {"date": date, "polls_close": f"{date}T20:00:00-07:00"})


def _contest(id_: str, one: OutsideContest) -> dict[str, Any]:
    names = [row.name for row in one.rows if row.kind is OutsideRowKind.CHOICE]
    found = contest(id_, None, [f"c{at}" for at in range(len(names))], seats=one.seats or 1)
    choices = [{"id": f"c{at}", "name": name} for at, name in enumerate(names)]
    asks = {"kind": "issue"} if names == ["YES", "NO"] else {"office": "other county office"}
    of = {"title": one.title.title(), "choices": choices, "territory": "one county"}
    return found | of | asks | {"write_ins": 0 if names == ["YES", "NO"] else 1}


def with_row(results: OutsideResults, precinct: int, contest_at: int, row_at: int, more: int) -> OutsideResults:
    """The results with another figure in one row, in the total and in its first group."""
    place = results.precincts[precinct]
    one = place.contests[contest_at]
    row = one.rows[row_at]
    groups = None if row.by_group is None else (row.by_group[0] + more, *row.by_group[1:])
    changed = OutsideRow(row.name, row.kind, row.total + more, groups, row.party)
    rows = (*one.rows[:row_at], changed, *one.rows[row_at + 1 :])
    contests = (*place.contests[:contest_at], replace(one, rows=rows), *place.contests[contest_at + 1 :])
    return with_precinct(results, precinct, replace(place, contests=contests))


def with_precinct(results: OutsideResults, at: int, *instead: Any) -> OutsideResults:
    """The results with other precincts in the place of one."""
    precincts = (*results.precincts[:at], *instead, *results.precincts[at + 1 :])
    return replace(results, precincts=precincts)


def at_clock(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """The application's clock stands at this hour of Montana."""
    now = datetime.fromisoformat(moment).replace(tzinfo=MONTANA_TIME)
    monkeypatch.setattr(clock, "now", lambda: now)


def files_in(folder: Path) -> Sequence[Path]:
    """Every file below a folder."""
    return sorted(one for one in folder.rglob("*") if one.is_file())


def counts(beside: CountyBeside) -> OutsideCounts:
    """The other system's count as the record's ledger has it."""
    with open_record(beside.record) as opened:
        return fold(opened.outlines()).board.office.outside


def taken(beside: CountyBeside) -> CountyBeside:
    """The record, once its report is kept, its names are mapped, and its figures are taken."""
    assert beside.outside("add", beside.report(), *BY) == ExitCode.DONE
    assert beside.outside("map", *BY) == ExitCode.DONE
    assert beside.outside("take", *ACCEPTED, *BY) == ExitCode.DONE
    return beside


def kinds(beside: CountyBeside, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Each kind of finding that a check lists."""
    return sorted({one["kind"] for one in beside.answer(capsys, "check")["findings"]})
