"""A primary from print to report: three parties in one folder, counted, decided, reconciled, returned, canvassed."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from canvass import VERSION, clock
from canvass.auditing.opening import with_opening
from canvass.auditing.strength.public_again import MadePublicAgain, made_public_again
from canvass.auditing.unofficial_results import results_published
from canvass.cli import run
from canvass.demonstrating.small_county import compare_with_truth
from canvass.errors import ExitCode
from canvass.reading.self_test import run_self_test
from canvass.record import create_record
from canvass.record.audit_log import AuditLog
from canvass.returning.precinct_return import precinct_return
from canvass.verifying.ledger import verify_ledger
from tabulate.board.polls import PollsClosed
from tabulate.election import PrecinctId
from tabulate.ledger.fold import fold
from tabulate.primaries.parties import parties_in
from tabulate.totals.reconciliation import reconcile
from tabulate.totals.results import total
from test_ballots.demo import write_county
from test_ballots.primaries import primary_county
from tests.canvass.counts import count_quietly
from tests.canvass.nominating.stacked_primary import StackedPrimary, stacked
from tests.tabulate.primaries.primary_makers import kept, pollbook


def unvoted(primary: StackedPrimary, precinct: PrecinctId) -> Mapping[str, int]:
    """Of every party, as many ballots as sets, less those that were voted."""
    parties, sets = parties_in(primary.county.election, precinct), primary.electors[precinct]
    return {party: sets - primary.voted(precinct, party) for party in parties}


def goes_through(primary: StackedPrimary, folder: Path, *, separate: bool) -> None:
    """Count, reconcile, return and report; every figure against what the voters' pens did."""
    county, election = primary.county, primary.county.election
    with create_record(folder / "record", county.definition.read_bytes(), VERSION, run_self_test()) as record:
        report = count_quietly(record, county.deck.scans)
        assert (report.sheets, report.not_read, report.other_parties) == (len(primary.cards), 0, ())
        assert compare_with_truth(record, county).wrong == 0
        for precinct, electors in primary.electors.items():
            record.append([pollbook(electors, precinct), kept(electors, unvoted(primary, precinct), precinct)])
        record.append([PollsClosed("clerk")])
        state = fold(record.outlines())
        found = reconcile(state, election)
        assert found.differences == ()
        for line in found.primary:
            assert [one.voted for one in line.parties] == [
                primary.voted(line.precinct, one.party) for one in line.parties
            ]
            assert line.others == (primary.voted(line.precinct, None) if separate else None)
        results, truth = total(election, state.real, False), primary.votes()
        for contest in results.contests:
            told = {one.choice: one.votes for one in contest.choices}
            waiting = contest.waiting
            for choice, votes in told.items():
                assert truth[contest.contest][choice] - waiting <= votes <= truth[contest.contest][choice]
            on_ballots = sum(
                any(each.contest == contest.contest for each in election.card(card).meanings) for card in primary.cards
            )
            assert contest.sheets == on_ballots, "of one party's ballots alone"
        for place in election.precincts:
            made = precinct_return(election, state, None, place, released=False)
            by_party = {one.party for one in made.contests}
            assert by_party == {"Sunrise", "Lantern", "Meadow", ""}
        assert verify_ledger(record).problems == []


@pytest.fixture
def at_night(monkeypatch: pytest.MonkeyPatch) -> None:
    """The evening of the primary, after the polls closed."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 6, 3, 4, tzinfo=UTC))


@pytest.mark.usefixtures("at_night")
def test_a_small_primary_of_three_parties_goes_through_with_nothing_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    goes_through(stacked(tmp_path, 5, 5, precincts=1), tmp_path, separate=True)
    record = tmp_path / "record"
    assert run(["results", str(record), "--json"]) in (ExitCode.DONE, ExitCode.WAITING)
    shown = json.loads(capsys.readouterr().out)
    sheriffs = [one for one in shown["contests"] if one["title"] == "Sheriff"]
    assert len(sheriffs) == 3, "one for each party, never added"
    assert {shown["parties"][one["contest"]] for one in sheriffs} == {"Sunrise", "Lantern", "Meadow"}
    assert "justice" not in shown["parties"]
    assert run(["results", str(record), "--csv"]) in (ExitCode.DONE, ExitCode.WAITING)
    rows = csv.reader(capsys.readouterr().out.splitlines())
    named = {cell for row in rows for cell in row if cell.startswith("Sheriff")}
    assert named == {"Sheriff, Sunrise", "Sheriff, Lantern", "Sheriff, Meadow"}
    assert run(["primary", "reconcile", str(record)]) == ExitCode.DONE
    table = capsys.readouterr().out
    assert [name in table for name in ("Sunrise", "Lantern", "Meadow", "of no party")] == [True] * 4
    for contest, on, said in (
        ("justice", "2026-06-20", "the tie is broken first (13-16-203, 13-16-501)"),
        ("justice", "2026-06-02", "is not after the primary of 2026-06-02"),
        ("levy-elsewhere", "2026-06-20", "Nonpartisan ones are: justice"),
    ):
        assert run(["primary", "vacancy", str(record), contest, "justice-1", "--on", on]) == ExitCode.WRONG_INPUT
        assert said in capsys.readouterr().err


@pytest.mark.usefixtures("at_night")
def test_the_published_hash_of_a_primary_is_of_the_line_that_the_command_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Earlier it was of the line without the parties: the figures of such a record are found again, too."""
    county = write_county(tmp_path, primary_county(5, 1, separate=True))
    folder, on = tmp_path / "record", date(2026, 6, 3)
    with create_record(folder, county[1].read_bytes(), VERSION, run_self_test()) as record:
        record.append([PollsClosed("clerk")])
        assert run(["results", str(folder), "--by", "precinct", "--json"]) == ExitCode.DONE
        line = capsys.readouterr().out.rstrip("\n")
        event = results_published(record.election, fold(record.outlines()), on)
        assert event.results_sha256 == sha256(line.encode()).hexdigest()
        found = json.loads(line)
        assert found.pop("parties")
        earlier = replace(event, results_sha256=sha256(json.dumps(found).encode()).hexdigest())
        log = AuditLog(record)
        with_opening(log, earlier)
        assert isinstance(made_public_again(record), MadePublicAgain)


@pytest.mark.long
@pytest.mark.usefixtures("at_night")
@pytest.mark.parametrize("separate", [True, False])
def test_a_larger_primary_goes_through(tmp_path: Path, separate: bool) -> None:
    goes_through(stacked(tmp_path, 8, 120, separate=separate, precincts=3), tmp_path, separate=separate)
