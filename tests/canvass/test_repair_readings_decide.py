"""Readings are set by command and page, decide in the audit and its exemption, and are printed where they decide."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from audit.edition import BallotsCompared
from audit.eligibility import bar_of
from audit.errors import Refused
from audit.events.before import AuditOpened
from audit.exemption import Within
from audit.rules import Base, Measure
from canvass.auditing.close_contests import close_in_county, ground_of
from canvass.auditing.readings import check_exempting, opening_event
from canvass.cli import run
from canvass.deciding.decisions import Deciding
from canvass.errors import ExitCode
from tabulate.board.office.open_readings import OpenReading, readings_in
from tabulate.board.office.readings import ReadingSet, ReadingsInForce
from tests.canvass.test_close_contests import SHERIFF, state_of, totals

if TYPE_CHECKING:
    from canvass.record.store import Record


def settled(reading: OpenReading, choice: str) -> ReadingSet:
    return ReadingSet(reading, choice, "opinion 7", "2026-09-01", "clerk")


def opened_in(record: Record) -> AuditOpened:
    event = opening_event(record, record.election)
    assert isinstance(event, AuditOpened)
    return event


def in_force(*chosen: tuple[OpenReading, str]) -> ReadingsInForce:
    state = ReadingsInForce()
    for reading, choice in chosen:
        state.take(settled(reading, choice))
    return state


def test_repair_readings_the_command_shows_and_sets(record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    where = str(record.directory)
    assert run(["readings", where]) == ExitCode.DONE
    shown = capsys.readouterr().out
    assert all(f"{reading.value}: " in shown for reading in readings_in(primary=False))
    assert "two-party-ballots" not in shown, "of primaries alone"
    assert shown.count("Not settled") == len(readings_in(primary=False))
    words = ["readings", where, "identifying-mark", "all-three"]
    assert run(words) == ExitCode.WRONG_INPUT, "nobody sets it"
    assert run([*words, "--by", "clerk", "--on", "2026-09-01"]) == ExitCode.WRONG_INPUT, "no ground"
    assert run([*words, "--by", "clerk", "--ground", "opinion 7"]) == ExitCode.WRONG_INPUT, "no day"
    assert run([*words, "--by", "clerk", "--ground", "opinion 7", "--on", "2026-09-01"]) == ExitCode.DONE
    capsys.readouterr()
    assert run(["readings", where, "identifying-mark", "--json"]) == ExitCode.DONE
    found = json.loads(capsys.readouterr().out)["identifying-mark"]
    assert (found["choice"], found["ground"], found["set_by"]) == ("all-three", "opinion 7", "clerk")
    for command in (["status", where], ["status", where, "--json"], ["results", where], ["results", where, "--json"]):
        assert run(command) in (0, 1)
        assert "opinion 7" in capsys.readouterr().out, command


@pytest.mark.parametrize(
    ("discrepancy", "measures"), [("any", tuple(Measure)), ("d1", (Measure.D1,)), ("d3", (Measure.D3,))]
)
@pytest.mark.parametrize(
    ("cast", "bases"),
    [("both", (Base.PRECINCT, Base.AUDITED)), ("precinct", (Base.PRECINCT,)), ("audited", (Base.AUDITED,))],
)
def test_repair_readings_a_the_audit_is_opened_with_the_measures_and_ballots_set(
    record: Record, discrepancy: str, measures: tuple[Measure, ...], cast: str, bases: tuple[Base, ...]
) -> None:
    before = opened_in(record)
    assert (before.policy.measures, before.policy.bases) == (tuple(Measure), (Base.PRECINCT, Base.AUDITED))
    assert before.compared is BallotsCompared.MACHINE
    Deciding(record).enter(settled(OpenReading.DISCREPANCY, discrepancy), settled(OpenReading.BALLOTS_CAST, cast))
    Deciding(record).enter(settled(OpenReading.BALLOTS_COMPARED, "whole"))
    event = opened_in(record)
    assert (event.policy.measures, event.policy.bases) == (measures, bases)
    assert event.compared is BallotsCompared.WHOLE


def test_repair_readings_j_whether_a_declared_write_in_opposes(record: Record) -> None:
    barred = {one.id for one in opened_in(record).contests if bar_of(one) is not None}
    Deciding(record).enter(settled(OpenReading.OPPOSED, "declared-too"))
    event = opened_in(record)
    opposed = {one.id for one in event.contests if one.declared_oppose}
    now = {one.id for one in event.contests if bar_of(one) is not None}
    assert now <= barred
    assert barred - now <= opposed == {one.id for one in record.election.contests if one.declared_write_ins}


@pytest.mark.parametrize(("choice", "votes", "free"), [("for-the-office", 4_000, False), ("ballots", 10_000, True)])
def test_repair_readings_b_total_votes_are_those_of_the_office_or_its_ballots(
    choice: str, votes: int, free: bool
) -> None:
    figures = totals({}, {"oak": 2_010, "pine": 1_990}, of=SHERIFF.id)
    (close,) = close_in_county(state_of(SHERIFF), figures, in_force((OpenReading.TOTAL_VOTES, choice)))
    assert (close.margin, close.votes, close.within_201) == (20, votes, free)


def test_repair_readings_b_wider_offices_are_measured_by_their_votes_alone() -> None:
    figures = totals({"cedar": 2_010, "doug": 1_990}, {})
    (close,) = close_in_county(state_of(), figures, in_force((OpenReading.TOTAL_VOTES, "ballots")))
    assert (close.votes, close.within_201) == (4_000, False)


def test_repair_readings_c_whose_totals_and_which_margin_exempt_a_county() -> None:
    county = in_force((OpenReading.EXEMPTING_TOTALS, "county"))
    whole = in_force((OpenReading.EXEMPTING_TOTALS, "whole"))
    free = in_force((OpenReading.EXEMPTING_MARGIN, "13-16-201"))
    for margin in Within:
        for as_whole in (False, True):
            check_exempting(ReadingsInForce(), margin, as_whole)
    check_exempting(county, Within.BONDED, whole=False)
    check_exempting(whole, Within.FREE, whole=True)
    check_exempting(free, Within.FREE, whole=False)
    for readings, margin, as_whole in (
        (county, Within.FREE, True),
        (whole, Within.FREE, False),
        (free, Within.BONDED, False),
    ):
        with pytest.raises(Refused, match="opinion 7"):
            check_exempting(readings, margin, as_whole)
    with pytest.raises(Refused, match="opinion 7"):
        ground_of(state_of(SHERIFF), totals({}, {}), SHERIFF.id, Within.FREE, (5, 5), county)
