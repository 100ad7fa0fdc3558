"""Pages and answers say ballots where ballots are meant, and sheets where sheets are (13-15-201, 13-17-306)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass import VERSION, clock
from canvass.accounts.roles import Role
from canvass.cli import run
from canvass.reading.self_test import run_self_test
from canvass.record import create_record
from imaging.sheets import Mark, ReadSheet
from tabulate.board.polls import PollsClosed
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tabulate.definitions import parse_definition
from tabulate.election import PrecinctId
from tabulate.ledger.batch_kinds import BatchKind
from tests.canvass.counts import answer_of
from tests.tabulate.several_sheets import Style, batch_of, definition_with, sheet_of

if TYPE_CHECKING:
    from tabulate.election import Election
    from tests.canvass.web.served_records import Site

NORTH = PrecinctId("north")
FOUND = "sheet 2: 38 where sheet 1 has 40"


def _sheets(election: Election) -> list[ReadSheet]:
    """40 sheets 1 and 38 sheets 2, one of these without a mark."""
    first = [sheet_of(election, "S@north", {("mayor", f"mayor-{'abc'[n % 3]}"): Mark.MARKED}) for n in range(40)]
    second = [
        sheet_of(election, "S@north, sheet 2", {("levy", f"levy-{'abc'[n % 3]}"): Mark.MARKED}) for n in range(37)
    ]
    return [*first, *second, sheet_of(election, "S@north, sheet 2")]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A precinct of ballots of two sheets; 40 names in its pollbook."""
    directory = tmp_path_factory.mktemp("template") / "record"
    definition = definition_with([Style("S", ("north",), (("mayor",), ("levy",)))], {"mayor": 1, "levy": 1})
    with create_record(directory, definition, VERSION, run_self_test()) as record:
        batch = batch_of(record.election, "A", BatchKind.POLLS, _sheets(record.election))
        pollbook = BallotsExpected(NORTH, None, 40, ExpectedFrom.POLLBOOK, "the clerk")
        record.append([*batch, pollbook, PollsClosed("the clerk")])
    return directory


@pytest.fixture
def counted(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the record, an hour after the polls closed."""
    moment = parse_definition((template / "definition.json").read_bytes()).polls_close.astimezone(UTC)
    monkeypatch.setattr(clock, "now", lambda: moment + timedelta(hours=1))
    return Path(shutil.copytree(template, tmp_path / "record"))


@dataclass(frozen=True)
class Looking:
    """Pages of the served record."""

    site: Site

    def at(self, address: str, role: Role | None = Role.ELECTION_ADMINISTRATOR) -> str:
        answer = self.site.client(role).get(address, follow=True)
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())


@pytest.fixture
def looking(counted: Path) -> Iterator[Looking]:
    from tests.canvass.web.served_records import make_accounts, site_of

    with site_of(counted) as site:
        make_accounts()
        yield Looking(site)


def test_repair_noun4_status_says_both_numbers(counted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = answer_of(capsys, "status", counted, "--json")
    assert (status["ballots"], status["sheets"]["in"]) == ({"cast": 40, "sheets": 78}, 78)
    assert [FOUND in one for one in status["findings"]] == [True]
    assert not any("expected 40 ballots" in one for one in status["obstacles"])
    run(["status", str(counted)])
    said = capsys.readouterr().out
    assert "40 ballots on 78 sheets (13-15-201)." in said
    assert FOUND in said


def test_repair_noun4_results_say_both_numbers(counted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer_of(capsys, "results", counted, "--by", "precinct", "--json")
    assert found["ballots"]["cast"] == 40
    assert found["ballots"]["sheets"] == [
        {"precinct": "north", "ballot_style": "S", "kind": "polls", "sheets": [40, 38], "printouts": 0, "ballots": 40}
    ]
    assert [(one["ballots"], one["sheets"]) for one in found["precincts"]] == [(40, 78)]
    assert [one["sheets"] for one in found["contests"]] == [40, 38]
    assert [one["questionable"] for one in found["contests"]] == [{}, {"unmarked sheet": 1}]
    run(["results", str(counted), "--by", "precinct"])
    said = capsys.readouterr().out
    assert "40 ballots cast, of several sheets" in said
    assert "== Precinct North: 40 ballots on 78 sheets" in said


def test_repair_noun4_the_pages_say_both_numbers(looking: Looking) -> None:
    page = looking.at("/board/reconciliation/")
    assert "40 ballots on 78 sheets." in page
    assert FOUND in page
    assert "expected 40 ballots" not in page
    assert FOUND in looking.at("/board/reconciliation/report/")
    assert "40 ballots cast." in looking.at("/results/")
    assert "40 ballots on 78 sheets" in looking.at("/results/?by=precinct")
    assert "Sheets by kind of batch" in looking.at("/results/?by=method")


def test_repair_noun4_a_release_says_both_numbers(looking: Looking) -> None:
    looking.site.client(Role.ELECTION_ADMINISTRATOR).post("/results/release/", {"complete": "no", "sure": "yes"})
    page = looking.at("/results/?by=precinct", None)
    assert "40 ballots on 78 sheets" in page
    assert "40 ballots cast, in these figures" in page


def test_repair_noun4_the_queue_asks_about_the_unmarked_sheet(looking: Looking) -> None:
    page = looking.at("/board/", Role.COUNTING_BOARD_MEMBER)
    assert "Unmarked sheet" in page
    assert "Unmarked ballot" not in page


def test_repair_noun4_a_definition_of_one_sheet_says_nothing_new(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    definition = definition_with([Style("S", ("north",), (("mayor", "levy"),))], {"mayor": 1, "levy": 1})
    create_record(tmp_path / "record", definition, VERSION, run_self_test()).close()
    run(["status", str(tmp_path / "record"), "--json"])
    assert {"ballots", "findings"}.isdisjoint(json.loads(capsys.readouterr().out))


def test_repair_noun4_a_ballots_page_says_which_sheet_it_is(looking: Looking) -> None:
    assert "ballot style S, sheet 2 of 2" in looking.at("/board/ballots/A/78/")
