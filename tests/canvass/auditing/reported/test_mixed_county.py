"""A county of two systems: some precincts by Canvass's own scanner, all others by another system's report."""

import json
from collections import Counter
from pathlib import Path

import pytest

from audit.coverage import Container
from audit.errors import Refused
from audit.events.counting import OutsideReportChosen
from audit.outside_reports import ALL_GROUPS
from audit.random_sample import fold as fold_audit
from canvass.auditing.boxes import opening_boxes
from canvass.auditing.poll_book import BallotsCast, with_parts
from canvass.auditing.reported.outside_report import choosing_report
from canvass.cli import run
from canvass.record import open_record
from tabulate.board.polls import PollsClosed
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tabulate.election import PrecinctId
from tabulate.ledger.fold import fold
from tabulate.totals.reconciliation import reconcile
from tests.canvass.audit_of_county import SELECTED_ON, CountyAudit, seat_board
from tests.canvass.audited_county import BALLOTS, PRECINCTS, CountedCounty, usual_votes

OWN, BOTH = (6, 7), 2
"""Counted here alone; and one that the other system counted, of which ten sheets were scanned here, too."""
BY = ("--by", "Dee Clerk")
_CHOICES = {
    "us-senator": ("ash", "birch", "cedar"),
    "us-representative": ("dale",),
    "sheriff": ("elm", "fir"),
    "retain-3": ("yes", "no"),
    "ca-116": ("for", "against"),
}


def report_of(county: CountedCounty) -> str:
    """Typed columns: each precinct but the own ones, twenty ballots with the usual votes."""
    votes = Counter(choice for place in range(BALLOTS) for choice in usual_votes(place))
    rows = ["precinct,contest,choice,kind,votes,seats"]
    for number in range(1, PRECINCTS + 1):
        if number in OWN:
            continue
        name = f"Larkspur {number}"
        rows.append(f"{name},,,ballots cast,{BALLOTS},")
        for contest in county.election.contests:
            found = {one: votes[one] for one in _CHOICES[contest.id]}
            rows += [f"{name},{contest.title},{one.title()},choice,{number},1" for one, number in found.items()]
            written = [f"{name},{contest.title},,write-ins,0,1"] if contest.write_ins else []
            left = BALLOTS - sum(found.values())
            rows += [*written, f"{name},{contest.title},,overvotes,0,1", f"{name},{contest.title},,undervotes,{left},1"]
    return "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def mixed_once(tmp_path_factory: pytest.TempPathFactory) -> CountedCounty:
    """The record, reopened, with all steps by their commands."""
    folder = tmp_path_factory.mktemp("mixed")
    county = CountedCounty(folder / "record")
    seat_board(county)
    for number in OWN:
        county.count_precinct(number)
    county.count_precinct(BOTH, ballots=10)
    county.record.append([PollsClosed("clerk")])
    places = [f"P{number:02}" for number in range(1, PRECINCTS + 1)]
    county.record.append(
        [BallotsExpected(PrecinctId(one), None, BALLOTS, ExpectedFrom.POLLBOOK, "c") for one in places]
    )
    (folder / "report.csv").write_text(report_of(county))
    county.record.close()
    for words in (("add", folder / "report.csv"), ("map",), ("take", "--accept", "precinct-set=counted here")):
        verb, *more = words
        assert run(["outside", verb, str(folder / "record"), *map(str, more), *BY]) == 0, verb
    county.record = open_record(folder / "record")
    return county


def says(audit: CountyAudit, number: int) -> None:
    chosen = OutsideReportChosen(PrecinctId(f"P{number:02}"), ("DS450",), 0, False, "Dee", SELECTED_ON)
    audit.log.take(*choosing_report(audit.state, audit.counted, chosen))


def opens(audit: CountyAudit, number: int, *batches: str) -> None:
    precinct, counted = PrecinctId(f"P{number:02}"), audit.counted
    boxes = (Container(f"seal {number}", batches or (ALL_GROUPS,)),)
    cast = with_parts(BallotsCast(), audit.county.election, counted, precinct)
    audit.log.take(
        *opening_boxes(audit.state, counted, precinct, boxes, opened_by=("Ann", "Ben"), on=SELECTED_ON, cast=cast)
    )


def test_a_county_of_two_systems_is_audited_each_precinct_by_its_own_count(
    mixed_once: CountedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    county, record = mixed_once, str(mixed_once.record.directory)
    audit = CountyAudit(county).select()
    assert audit.state.results is not None
    assert audit.state.results.county_ballots == PRECINCTS * BALLOTS, "ten sheets scanned twice over are in no total"
    assert audit.state.results.report_sha256
    with pytest.raises(Refused, match="another system's, and nobody said"):
        opens(audit, BOTH, f"P{BOTH:02}-polls")
    for number in range(1, 8):
        if number in OWN:
            audit.open_boxes(PrecinctId(f"P{number:02}"))
        else:
            says(audit, number)
            opens(audit, number)
    sources = {str(one.unit.precinct): one.figures.source.value for one in audit.state.units if one.figures}
    assert sources == {f"P{n:02}": "own batches" if n in OWN else "outside report" for n in range(1, 8)}
    moved = audit.state.units[0].unit
    first = audit.as_machine(moved)
    one, other = first.votes[:2]
    names = {str(one.choice).replace("-", "_"): one.votes - 1, str(other.choice).replace("-", "_"): other.votes + 1}
    audit.tally(moved, audit.as_machine(moved, **names))
    audit.count_the_rest().certify()
    assert fold_audit(audit.log.events) == audit.state
    capsys.readouterr()
    assert run(["results", record, "--json"]) in (0, 1)
    shown = json.loads(capsys.readouterr().out)
    assert sum(choice["votes"] for choice in shown["contests"][1]["choices"]) == PRECINCTS * BALLOTS
    (changed,) = [each for each in shown["audit"]["contests"] if each["contest"] == moved.contest]
    by_choice = {each["name"]: each["definitive"] - each["machine"] for each in changed["choices"]}
    assert sorted(by_choice.values())[0] == -1
    assert sum(by_choice.values()) == 0
    state = fold(county.record.outlines())
    lines = {str(each.precinct): (each.found, each.expected) for each in reconcile(state, county.election).precincts}
    assert set(lines.values()) == {(BALLOTS, BALLOTS)}
    for number in (OWN[0], 1, BOTH):
        out = tmp_path / f"P{number:02}.json"
        run(["returns", record, "--precinct", f"P{number:02}", "--out", str(out), "--partial"])
        paper = json.loads(out.read_text("utf-8"))
        assert paper["ballots"] == BALLOTS, number
        waits = " ".join(each["what"] for each in paper["waits"])
        assert ("in no total" in waits) is (number == BOTH), waits
    audit.county.record.close()
    assert run(["audit", "publish", record, "--out", str(tmp_path / "published.json")]) == 0
    assert run(["audit", "replay", str(tmp_path / "published.json")]) == 0
    assert run(["audit", "report", record, "--out", str(tmp_path / "report.html")]) == 0
    capsys.readouterr()
    assert run(["verify", record]) == 0, capsys.readouterr().err
