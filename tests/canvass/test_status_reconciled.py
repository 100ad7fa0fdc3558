"""What `canvass status` says of ballots missing or in excess, before anybody calls the count complete."""

from pathlib import Path

import pytest

from canvass.cli import run
from canvass.deciding.decisions import Deciding
from canvass.errors import ExitCode
from canvass.record import open_record
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tests.canvass.conftest import County
from tests.canvass.counts import answer_of
from tests.canvass.test_cli import count_of


def test_status_calls_nothing_complete_that_was_held_against_no_number_or_is_in_excess(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["new", str(tmp_path / "rec"), str(county.definition)])
    run(count_of(tmp_path / "rec", county.scans, "P-14"))
    before = answer_of(capsys, "status", tmp_path / "rec", "--json")
    assert not before["complete"]
    assert before["obstacles"][0].startswith("No number of ballots is entered")
    with open_record(tmp_path / "rec") as record:
        precincts = [precinct.id for precinct in record.election.precincts]
        numbers = [BallotsExpected(one, None, 0, ExpectedFrom.POLLBOOK, "the clerk") for one in precincts]
        Deciding(record).enter(*numbers)
    assert run(["status", str(tmp_path / "rec")]) == ExitCode.WAITING
    assert "in excess. Find out why; scan what is missing, strike what was scanned twice" in capsys.readouterr().err
