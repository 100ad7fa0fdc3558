"""W5 by command: ballots in excess, the board's petition, the precinct's recount, a corrected report (13-15-403(4))."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from canvass import VERSION
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import create_record, open_record
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.polls import PollsClosed
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tabulate.election import PrecinctId
from tests.canvass.audited_county import election_day
from tests.canvass.canvassing.canvassed_counties import JUDGES, by_hand
from tests.canvass.canvassing.canvassed_record import BOARD, SIGNED, WHO, Json, county, entries, pages_of, returns_in
from tests.canvass.recount_by_hand.counted_by_hand import BOARD as RECOUNT_BOARD
from tests.canvass.recount_by_hand.counted_by_hand import BY, STATEMENT, recount
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.split_precincts import contest, document, style

ERROR = (
    *("--contest", "treasurer", "--error", "--petitioner", "the board of county canvassers"),
    *("--statement", "P14 has 35 ballots in excess", "--precinct", "P14", *BY),
)
CERTIFICATE = (
    *("--signer", "Eve Elm", "--signer", "Gus Gray", "--attested-by", "Dee Clerk"),
    *("--proceedings", "P14 was recounted; 35 ballots had been counted twice.", *BY),
)


def day(after: int) -> str:
    return (election_day() + timedelta(days=after)).isoformat()


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """On the night 487 was taken for the pollbook's number of P14; the canvassers find 452 in it."""
    treasurer = contest("treasurer", None, ["a", "b"], office="treasurer", territory="one county")
    named: list[Json] = [{"id": name, "name": name, "districts": []} for name in ("P13", "P14")]
    found = document([], named, [treasurer], [style("1", ["P13", "P14"], ["treasurer"])])
    whole = as_bytes(found | {"date": day(0), "polls_close": f"{day(0)}T20:00:00-07:00"})
    directory = tmp_path / "record"
    made = create_record(directory, whole, VERSION, "0" * 64)
    judges = tuple(Judge(name, name.title(), day(0)) for name in JUDGES)
    made.append([BoardAppointed("east", judges, False, "clerk"), PollsClosed("clerk")])
    made.append(by_hand("P13", "treasurer", {"a": 100, "b": 90}, 10, 0, 200))
    made.append(by_hand("P14", "treasurer", {"a": 239, "b": 239}, 9, 0, 487))
    made.close()
    returns_in(directory, tmp_path, "P13", "P14")
    with open_record(directory) as opened:
        opened.append([BallotsExpected(PrecinctId("P14"), None, 452, ExpectedFrom.POLLBOOK, "clerk")])
    return directory


def petitioned(record: Path) -> None:
    """The board met, petitioned for a recount of P14, and adopted its report beside the petition."""
    assert county(record, "open", *BOARD, *WHO) == ExitCode.DONE
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.WRONG_INPUT, "a check fails"
    said = ("--precinct", "P14", "--words", "Petition for a recount of P14", "--said-by", "Ann Ash", *BY)
    for number in (2, 5):
        assert county(record, "check", *said, "--number", number, "--how", "petition-recount") == ExitCode.DONE
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.DONE


def report(record: Path, folder: Path, version: int) -> dict[str, list[int]]:
    """Votes, undervotes and electors voting of P14."""
    place = folder / f"report-{version}.json"
    county(record, "report", "--version", version, "--out", place)
    (found,) = json.loads(place.read_text("utf-8"))["contests"]
    (one,) = (row for row in found["places"] if row["place"] == "P14")
    return {"figures": [*one["votes"], one["undervotes"]], "electors": [one["electors_voting"]]}


def test_w5_the_recount_of_the_precinct_ends_the_petition_and_both_reports_are_kept(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert county(record, "check", "--precinct", "P14") == ExitCode.WAITING
    assert "check (2), fails: Electors voting 452, found 487 ballots: 35 in excess." in capsys.readouterr().err
    petitioned(record)
    folder = tmp_path / "declared"
    assert county(record, "declare", "--out", folder, *SIGNED) == ExitCode.DONE
    pending = "The board's petition is pending in precinct P14 (13-15-403(4))"
    assert pending in pages_of(folder / "001-treasurer.pdf")[0]
    recounted(record, tmp_path)
    assert county(record, "declare", "--out", folder, *SIGNED) == ExitCode.WRONG_INPUT, "the first report is no more"
    assert county(record, "open", *BOARD, *WHO) == ExitCode.DONE
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.DONE
    assert report(record, tmp_path, 1) == {"figures": [239, 239, 9], "electors": [452]}
    assert report(record, tmp_path, 2) == {"figures": [225, 223, 4], "electors": [452]}
    assert sum(report(record, tmp_path, 2)["figures"]) == 452
    assert county(record, "declare", "--out", tmp_path / "again", *SIGNED) == ExitCode.DONE
    (page,) = pages_of(tmp_path / "again" / "001-treasurer.pdf")
    assert ("pending" in page, "A 325 B 313" in page) == (False, True)
    assert run(["verify", str(record)]) == ExitCode.DONE


def recounted(record: Path, folder: Path) -> None:
    """The record knows the day of the canvass: its board adopted the report."""
    assert recount(record, "petition", "R-1", *ERROR) == ExitCode.DONE
    assert recount(record, "open", "R-1", *RECOUNT_BOARD, "--met", day(8)) == ExitCode.DONE
    sheets = folder / "sheets.csv"
    sheets.write_text("row,ida,jo\nballots,452,452\na,225,225\nb,223,223\nundervotes,4,4\novervotes,0,0\n")
    where = ("--precinct", "P14", "--ballots", 452, "--reader", "hal", *BY)
    assert recount(record, "tally", "R-1", sheets, *where) == ExitCode.DONE
    assert recount(record, "certify", "R-1", *CERTIFICATE, "--on", day(8)) == ExitCode.DONE


def test_no_petition_is_in_time_by_another_day_of_the_canvass_than_that_of_the_adopted_report(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    petitioned(record)
    before = entries(record)
    by_court = ("--order", "DV-1", "--applied", day(8), "--petitioner", "b", "--statement", STATEMENT)
    words = ("--contest", "treasurer", *by_court, "--verified-before", "Nan Notary", "--precinct", "P14", *BY)
    for wrong in (day(2), day(7)):
        assert recount(record, "petition", "R-1", *words, "--canvass", wrong) == ExitCode.WRONG_INPUT
        said = capsys.readouterr().err
        assert f"the day on which the board adopted its report, {day(8)} (13-15-404, 13-16-201)" in said
        assert f"a canvass of {wrong}" in said
    assert entries(record) == before
    assert recount(record, "petition", "R-1", *words, "--canvass", day(8)) == ExitCode.DONE
