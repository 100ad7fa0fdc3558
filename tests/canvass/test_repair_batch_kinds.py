"""Batches are counted from the hour of their kind on, by Montana's clock, and never before (A4, B5)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from canvass import clock
from canvass.cli import canvass, run
from canvass.demonstrating.small_county import rehearsed
from canvass.errors import ExitCode
from canvass.reporting.results import Breakdown, shown_results
from tabulate.board.places import Place
from tabulate.election import ChoiceId, Election
from tabulate.hours import held_until, lawful_closing, machine_count_from, montana
from tabulate.ledger.batch_kinds import BatchKind, hour_of
from tabulate.ledger.entries import BatchClosed, BatchOpened, Entry
from tabulate.ledger.fold import fold
from tabulate.ledger.state import RecordState
from tabulate.totals.reconciliation import reconcile
from tests.canvass.conftest import SHEETS, County
from tests.tabulate.elections import contest, election_of
from tests.tabulate.ledger_makers import batch_opened, read_sheet_entry, record_opened, votes_for

if TYPE_CHECKING:
    from pathlib import Path

    from canvass.record.store import Record

DENVER = ZoneInfo("America/Denver")
SECOND = timedelta(seconds=1)
E_MINUS_1 = datetime(2026, 11, 2, tzinfo=DENVER)
CLOSE = datetime(2026, 11, 3, 20, tzinfo=DENVER)
SIXTH = datetime(2026, 11, 9, 15, tzinfo=DENVER)
FIRST_MOMENT = {
    BatchKind.POLLS: E_MINUS_1,
    BatchKind.ABSENTEE: E_MINUS_1,
    BatchKind.RESOLVED: E_MINUS_1,
    BatchKind.TRANSFER: E_MINUS_1,
    BatchKind.FEDERAL_WRITE_IN: CLOSE,
    BatchKind.PROVISIONAL: SIXTH + SECOND,
    BatchKind.LATE_COVERED_VOTER: SIXTH + SECOND,
}


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment.astimezone(UTC))


def counted(record: Record, county: County, kind: BatchKind) -> int:
    where = [str(record.directory), str(county.scans)]
    return run(["count", *where, "--batch", "B-1", "--machine", "m", "--kind", kind.value])


@pytest.mark.parametrize("kind", FIRST_MOMENT)
def test_repair_A4_B5_a_second_before_its_hour_a_kind_is_refused_with_the_section_and_at_its_hour_it_is_taken(
    kind: BatchKind,
    record: Record,
    county: County,
    at: Callable[[datetime], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    at(FIRST_MOMENT[kind] - SECOND)
    assert counted(record, county, kind) == ExitCode.WRONG_INPUT
    said = " ".join(capsys.readouterr().err.split())
    assert "Nothing was counted." in said
    assert "(13-" in said
    assert record.batch_opened("B-1") is None
    at(FIRST_MOMENT[kind])
    assert counted(record, county, kind) in (0, 1)
    opened = record.batch_opened("B-1")
    assert opened is not None
    assert opened.batch_kind is kind
    capsys.readouterr()
    assert run(["status", str(record.directory)]) in (0, 1)
    assert kind.value in capsys.readouterr().out


def test_repair_A4_a_rehearsal_is_a_test_batch_and_may_be_counted_at_any_time(
    record: Record, county: County, at: Callable[[datetime], None]
) -> None:
    at(datetime(2026, 10, 1, 12, tzinfo=DENVER))
    assert counted(record, county, BatchKind.ABSENTEE) == ExitCode.WRONG_INPUT
    assert counted(record, county, BatchKind.TEST) in (0, 1)
    assert fold(record.outlines()).real.places.total() == 0


def test_repair_B5_a_provisional_batch_begun_too_early_is_not_gone_on_with(
    record: Record, county: County, at: Callable[[datetime], None]
) -> None:
    at(CLOSE + timedelta(minutes=30))
    record.append([batch_opened("B-1", BatchKind.PROVISIONAL)])
    assert counted(record, county, BatchKind.PROVISIONAL) == ExitCode.WRONG_INPUT
    assert counted(record, county, BatchKind.TEST) == ExitCode.WRONG_INPUT


@given(st.dates(date(2024, 1, 10), date(2036, 12, 1)), st.sampled_from(BatchKind))
def test_repair_B5_the_hours_are_those_of_montanas_clock_on_every_day(day: date, kind: BatchKind) -> None:
    election = replaced(day)
    earliest = hour_of(kind, election)
    if kind is BatchKind.TEST:
        assert earliest is None
        return
    assert earliest is not None
    wall = earliest.opens.astimezone(DENVER)
    after = {BatchKind.PROVISIONAL: (6, time(15)), BatchKind.LATE_COVERED_VOTER: (6, time(15))}
    days, hour = after.get(kind, (0, time(20)) if kind is BatchKind.FEDERAL_WRITE_IN else (-1, time()))
    assert (wall.date(), wall.time()) == (day + timedelta(days=days), hour)
    assert earliest.open_at(earliest.opens) is not earliest.after
    assert earliest.open_at(earliest.opens + timedelta(microseconds=1))
    assert not earliest.open_at(earliest.opens - timedelta(microseconds=1))


def replaced(day: date) -> Election:
    made = election_of([contest("mayor", ["ada", "ben"])])
    return replace(made, date=day, polls_close=lawful_closing(day))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (machine_count_from(date(2026, 11, 2)), datetime(2026, 11, 1, 6, tzinfo=UTC)),  # clocks change that night
        (machine_count_from(date(2026, 11, 3)), datetime(2026, 11, 2, 7, tzinfo=UTC)),
        (held_until(date(2026, 10, 30)), datetime(2026, 11, 5, 22, tzinfo=UTC)),
        (held_until(date(2026, 6, 2)), datetime(2026, 6, 8, 21, tzinfo=UTC)),
        (montana(date(2026, 3, 8), 0, time(20)), datetime(2026, 3, 9, 2, tzinfo=UTC)),
    ],
)
def test_repair_B5_hours_stand_over_the_change_of_clocks(found: datetime, expected: datetime) -> None:
    assert found.astimezone(UTC) == expected


KINDS = (BatchKind.POLLS, BatchKind.RESOLVED, BatchKind.PROVISIONAL, BatchKind.LATE_COVERED_VOTER)


def of_every_kind() -> RecordState:
    entries: list[Entry] = [record_opened()]
    for number, kind in enumerate((*KINDS, BatchKind.FEDERAL_WRITE_IN)):
        name = f"B-{number}"
        sheets = [read_sheet_entry(name, sheet, votes_for(ChoiceId("ada"))) for sheet in range(1, number + 2)]
        entries += [batch_opened(name, kind), *sheets, BatchClosed(name, number + 1, number + 1, 0, 0)]
    return fold(entries)


def test_repair_B5_kinds_held_for_the_sixth_day_are_held_together_and_the_others_count_at_once() -> None:
    state = of_every_kind()
    assert state.real.places == {Place.COUNTED: 1 + 2 + 5}
    assert state.held.places == {Place.COUNTED: 3 + 4}
    assert state.countable(released=True).places.total() == 15


@pytest.mark.parametrize(("moment", "held"), [(SIXTH, 7), (SIXTH + SECOND, 0)])
def test_repair_B5_three_o_clock_itself_is_not_after_it(
    moment: datetime, held: int, at: Callable[[datetime], None]
) -> None:
    at(moment)
    election = election_of([contest("mayor", ["ada", "ben"])])
    shown = shown_results(election, of_every_kind(), Breakdown.METHOD)
    assert (shown.held, shown.held_words) == (held, "provisional and late covered voters'")
    kinds = {line.name: line.counted for line in shown.kinds}
    late = {} if held else {"provisional and late covered voters'": 7}
    assert kinds == {"polls": 1, "provisional resolved on election day": 2, "federal write-in absentee": 5} | late


def test_repair_B5_reconciliation_says_the_kind_of_each_batch() -> None:
    found = reconcile(of_every_kind(), election_of([contest("mayor", ["ada", "ben"])]))
    assert [line.kind for line in found.batches] == [*KINDS, BatchKind.FEDERAL_WRITE_IN]
    assert [line.kind for line in found.precincts] == [None]


def test_repair_B5_the_words_of_old_kinds_stay_in_the_ledger() -> None:
    old = ("polls", "absentee", "provisional", "test", "transfer")
    assert {BatchKind(word).value for word in old} == set(old)
    assert BatchOpened.kind == "batch opened"


def test_repair_A4_the_demonstration_of_an_election_to_come_is_a_rehearsal(
    record: Record, at: Callable[[datetime], None], tmp_path: Path
) -> None:
    at(E_MINUS_1)
    assert not rehearsed(record)
    at(E_MINUS_1 - SECOND)
    assert rehearsed(record)
    done = CliRunner().invoke(canvass, ["demo", str(tmp_path / "demo"), "--sheets", "4", "--date", "2026-11-03"])
    assert done.exit_code == 0, done.output
    assert "TEST BATCHES ONLY" in done.output
    assert "4 sheets in = " in done.output


def test_repair_B5_results_by_method_say_the_kinds(
    record: Record, county: County, at: Callable[[datetime], None], capsys: pytest.CaptureFixture[str]
) -> None:
    at(CLOSE)
    assert counted(record, county, BatchKind.FEDERAL_WRITE_IN) in (0, 1)
    capsys.readouterr()
    run(["results", str(record.directory), "--by", "method", "--json"])
    (line,) = json.loads(capsys.readouterr().out)["kinds"]
    assert (line["kind"], line["counted"] + line["waiting"]) == ("federal write-in absentee", SHEETS)
