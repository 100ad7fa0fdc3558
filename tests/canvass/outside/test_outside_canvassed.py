"""A county whose only count is another system's printed report: from its file to certificates, by commands alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import open_record
from outside.results import OutsideRowKind
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.polls import PollsClosed
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tests.canvass.audited_county import election_day
from tests.canvass.canvassing.canvassed_counties import JUDGES
from tests.canvass.canvassing.canvassed_record import BOARD, SIGNED, WHO, county, report_of, returns_in
from tests.canvass.outside.county_beside import BY, CountyBeside, county_beside

READ = tuple(word for name in JUDGES for word in ("--judge", name))
ACCEPTED = {
    "run": "no provisional ballot was left",
    "precinct-set": "nobody voted there",
    "election": "the report has the day of the rehearsal",
}


def prepared(beside: CountyBeside) -> tuple[str, ...]:
    """The board that counted, the polls closed, and the electors voting of each precinct."""
    with open_record(beside.record) as opened:
        precincts = [one.id for one in opened.election.precincts]
        day = election_day().isoformat()
        board = BoardAppointed("east", tuple(Judge(one, one.title(), day) for one in JUDGES), False, "c")
        cast = [one.ballots_cast or 0 for one in beside.results.precincts]
        entered = [
            BallotsExpected(precinct, None, ballots, ExpectedFrom.POLLBOOK, "clerk")
            for precinct, ballots in zip(precincts, cast, strict=True)
        ]
        opened.append([board, PollsClosed("clerk"), *entered])
    return tuple(precincts)


def taken(beside: CountyBeside, capsys: pytest.CaptureFixture[str]) -> None:
    beside.outside("add", beside.report(), *BY, "--although", "it is the report of this election")
    assert beside.outside("map", *BY) == ExitCode.DONE
    kinds = {one["kind"] for one in beside.answer(capsys, "check")["findings"]}
    assert kinds <= ACCEPTED.keys(), kinds
    said = [word for kind in kinds for word in ("--accept", f"{kind}={ACCEPTED[kind]}")]
    assert beside.outside("take", *said, *BY) == ExitCode.DONE


def named(beside: CountyBeside) -> None:
    """The judges read every write-in: none of them is for anybody who declared."""
    with open_record(beside.record) as opened:
        precincts = [str(one.id) for one in opened.election.precincts]
        contests = {one.title: str(one.id) for one in opened.election.contests}
    for where, precinct in zip(precincts, beside.results.precincts, strict=True):
        for one in precinct.contests:
            written = sum(row.total for row in one.rows if row.kind is OutsideRowKind.WRITE_INS)
            if written:
                of = ("--precinct", where, "--contest", contests[one.title.title()], "--not-valid", written)
                assert beside.outside("write-ins", *of, *READ, *BY) == ExitCode.DONE


def test_a_printed_report_comes_to_a_signed_report_and_certificates_and_verifies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beside = county_beside(tmp_path, date=election_day().isoformat())
    taken(beside, capsys)
    precincts = prepared(beside)
    named(beside)
    returns_in(beside.record, tmp_path, *precincts)
    assert county(beside.record, "open", *BOARD, *WHO) == ExitCode.DONE
    assert county(beside.record, "check") == ExitCode.DONE
    assert county(beside.record, "report", "--adopt", *SIGNED) == ExitCode.DONE
    report = report_of(beside.record, tmp_path)
    printed = {
        (contest.title.title(), row.name): sum(
            each.total
            for place in beside.results.precincts
            for other in place.contests
            if other.title == contest.title
            for each in other.rows
            if (each.kind, each.name) == (row.kind, row.name)
        )
        for precinct in beside.results.precincts
        for contest in precinct.contests
        for row in contest.rows
        if row.kind is OutsideRowKind.CHOICE
    }
    shown = {
        (one["title"], choice["name"]): votes
        for one in report["contests"]
        for choice, votes in zip(one["choices"], one["county"]["votes"], strict=True)
    }
    assert shown == printed
    assert county(beside.record, "declare", "--out", tmp_path / "declared", *SIGNED) == ExitCode.DONE
    capsys.readouterr()
    assert run(["recounts", "check", str(beside.record), "--json"]) == ExitCode.DONE
    captured = capsys.readouterr()
    assert len([json.loads(line) for line in captured.out.splitlines()]) == len(report["contests"])
    assert "Counted by another system" in captured.err
    assert run(["verify", str(beside.record)]) == ExitCode.DONE
