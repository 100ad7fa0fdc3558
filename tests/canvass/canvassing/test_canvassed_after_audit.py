"""A federal election: no canvass before the audit is certified, and its manual count in the report (13-17-507(1))."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audit.opening import open_audit
from canvass.canvassing.county_standing import county_standing, standing_now
from canvass.canvassing.entering import receive_returns
from canvass.errors import ExitCode
from canvass.recounting.of_record import record_totals
from canvass.returning.made_return import MadeReturn
from tabulate.board.polls import PollsClosed
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tabulate.county_canvass.canvassed import PlaceKind
from tests.canvass.audit_of_county import SENATE_UNIT, CountyAudit, count_drawn
from tests.canvass.audited_county import BALLOTS, CountedCounty
from tests.canvass.canvassing.canvassed_counties import contest_of
from tests.canvass.canvassing.canvassed_record import BOARD, SIGNED, WHO, county


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> CountedCounty:
    """Seven of 65 precincts have ballots; in P01 the committee finds one vote more for Ash and one fewer for Birch."""
    found = CountedCounty(tmp_path_factory.mktemp("audited") / "record")
    count_drawn(found)
    counted = {f"P{number:02d}" for number in range(1, 8)}
    pollbook = ExpectedFrom.POLLBOOK
    electors = [
        BallotsExpected(one.id, None, BALLOTS if one.id in counted else 0, pollbook, "clerk")
        for one in found.election.precincts
    ]
    found.record.append([PollsClosed("clerk"), *electors])
    return found


def receive_all(found: CountedCounty) -> None:
    standing = standing_now(found.record)
    made = (MadeReturn(one, standing.head, standing.made_at) for one in standing.returns)
    signed = [(one, ("Ada", "Bea", "Cal")) for one in made]
    receive_returns(found.record, signed, "2026-01-01T00:00-07:00", "clerk")


def test_the_board_meets_after_the_audit_and_its_count_is_in_the_report(
    audited: CountedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = audited.record.directory
    receive_all(audited)
    audit = CountyAudit(audited)
    assert county(place, "open", *BOARD, *WHO) == ExitCode.WRONG_INPUT
    said = capsys.readouterr().err
    assert ("the audit is not certified" in said, "13-17-506(1)" in said) == (True, True)
    audit = audit.select().open_boxes(SENATE_UNIT.precinct)
    audit.tally(SENATE_UNIT, audit.as_machine(SENATE_UNIT, ash=10, birch=6)).count_the_rest().certify()
    assert county(place, "open", *BOARD, *WHO) == ExitCode.DONE
    standing = standing_now(audited.record)
    assert standing.failing == (), "a form from before the audit says what the record said then"
    senator = contest_of(standing, SENATE_UNIT.contest)
    assert senator.county.votes == (64, 48, 21)
    row = next(one for one in senator.places if one.kind is PlaceKind.PRECINCT and one.place == "P01")
    assert (row.votes, row.remark) == ((10, 6, 3), "audit")
    positions = {one.contest.id: one for one in record_totals(audited.record).positions}
    for found in standing.contests:
        votes = tuple(one.votes for one in positions[found.contest.id].votes)
        assert votes == found.county.votes, "the margins go by the same figures"
    assert county(place, "report", "--adopt", *SIGNED, "--out", tmp_path / "report.json") == ExitCode.DONE
    given = json.loads((tmp_path / "report.json").read_text("utf-8"))["contests"][0]
    ash = next(one for one in given["by_source"] if (one["place"], one["name"]) == ("P01", "Ash"))
    assert (ash["machine"], ash["counted"], ash["manual"], ash["counts"]) == (9, 9, 10, 10)
    assert county(place, "declare", "--out", tmp_path / "declared", *SIGNED, "--format", "json") == ExitCode.DONE
    assert [one.name for one in (tmp_path / "declared").iterdir()] == ["003-sheriff.json"]
    out = capsys.readouterr().out
    assert "Not declared: Shall Justice Gray be retained?: the definition does not say who votes on it" in out
    sheriff = json.loads((tmp_path / "declared" / "003-sheriff.json").read_text("utf-8"))
    assert (sheriff["names"], sheriff["section"]) == (["Elm"], "13-15-405(1)")


def test_a_rehearsal_is_no_audit_before_the_canvass(audited: CountedCounty) -> None:
    election, counted = audited.election, CountyAudit.counted_of(audited)
    rehearsed = CountyAudit.unsaved(audited, open_audit(election, rehearsal=True))
    standing = county_standing(election, counted, rehearsed, audited.record.head(), with_held=False)
    assert "the record's audit is a rehearsal" in standing.counts.audit_wanted
