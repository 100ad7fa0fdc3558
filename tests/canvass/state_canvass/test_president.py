"""President and vice president by command: tickets from a list, the report, the declaration, three lists (13-25)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from tabulate.offices import Office
from tabulate.state_canvass.county_package import CountyPackage, PackagedElectors
from tests.canvass.canvassing.canvassed_counties import county, standing, whole_county
from tests.canvass.canvassing.canvassed_record import pages_of
from tests.canvass.canvassing.sent_packages import package_from, sealed
from tests.canvass.state_canvass.counties_sent import BOARD, HOUSE, contest, printed, state, written

BY = ("--by", "Dee Day")
VOTES = (5_000, 3_000, 7_000, 4_000)
TICKETS = """choice,party,elector
smith / jones,Blue,
jones / kay,Blue,Ann Ash
jones / kay,Blue,Bo Birch
birch / cole,Red,Cy Cole
birch / cole,Red,Di Dunn
old,,Ed Elm
old,,Flo Fern
"""


@pytest.fixture(scope="module")
def package() -> CountyPackage:
    like = package_from(standing(county(), whole_county(county())))
    choices = printed("Smith / Jones", "Jones / Kay", "Birch / Cole", "Old")
    votes = sum(VOTES) + 10
    rows = (("precinct", "P1", "P1"), ("house district", str(HOUSE), "House District 45"), ("county", "Pine", "Pine"))
    electors = tuple(PackagedElectors(*row, votes, votes) for row in rows)
    president = contest("president", choices, VOTES, "Pine", office=Office.PRESIDENT, electors=votes)
    return sealed(replace(like, county="Pine", contests=(president,), electors=electors, seal=None))


@pytest.fixture
def folder(package: CountyPackage, tmp_path: Path) -> Path:
    found = tmp_path / "state"
    opened = ("--election", "General Election", "--date", "2026-11-03", "--county", "Pine", *BY)
    assert state(found, "open", *opened) == ExitCode.DONE
    assert state(found, "receive", written(tmp_path, package, "pine.zip"), *BY) == ExitCode.DONE
    return found


def tickets(folder: Path, tmp_path: Path, text: str = TICKETS, *words: str) -> ExitCode:
    file = tmp_path / "tickets.csv"
    file.write_text(text, "utf-8")
    return state(folder, "tickets", file, *words, *BY)


def declare(folder: Path, out: Path) -> ExitCode:
    return state(folder, "declare", "--out", out, "--format", "json", *BOARD, "--at", "2026-11-30T10:00")


def test_the_sum_of_a_replaced_ticket_elects_its_partys_electors(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert declare(folder, tmp_path / "none") == ExitCode.WRONG_INPUT
    assert "none are named (13-25-102)" in capsys.readouterr().err
    assert state(folder, "electors") == ExitCode.WRONG_INPUT
    assert tickets(folder, tmp_path, TICKETS, "--replaced", "smith / jones=jones / kay") == ExitCode.DONE
    assert "its votes are added" in capsys.readouterr().out
    assert state(folder, "electors") == ExitCode.WRONG_INPUT
    assert "is not declared (13-15-507)" in capsys.readouterr().err
    assert declare(folder, tmp_path / "declared") == ExitCode.DONE
    said = json.loads((tmp_path / "declared" / "001-president.json").read_text("utf-8"))
    assert said["names"] == ["Ann Ash", "Bo Birch"]
    assert "8,000 votes" in said["said"]
    assert state(folder, "report", "--out", tmp_path / "report.json") == ExitCode.DONE
    (found,) = json.loads((tmp_path / "report.json").read_text("utf-8"))["contests"]
    assert found["state"]["votes"] == list(VOTES), "as they were cast"
    assert [one["votes"] for one in found["tickets"]] == [8_000, 7_000, 4_000]
    for form in ("pdf", "html", "csv", "json"):
        assert state(folder, "electors", "--out", tmp_path / f"electors.{form}") == ExitCode.DONE
    pages = pages_of(tmp_path / "electors.pdf")
    assert len(pages) == 3, "three lists"
    for page in pages:
        assert "Governor, under the seal of the state" in page
        assert "Ann Ash" in page
    assert state(folder, "report", "--out", tmp_path / "report.pdf") == ExitCode.DONE
    assert "by electors (13-25-102)" in " ".join(pages_of(tmp_path / "report.pdf"))


def test_tickets_that_are_named_anew_ask_for_a_new_declaration(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = TICKETS.replace("smith / jones,Blue,\n", "")
    assert tickets(folder, tmp_path, both) == ExitCode.DONE
    assert declare(folder, tmp_path / "declared") == ExitCode.DONE
    said = json.loads((tmp_path / "declared" / "001-president.json").read_text("utf-8"))
    assert said["names"] == ["Cy Cole", "Di Dunn"], "without the replaced ticket Birch has the most"
    assert tickets(folder, tmp_path, TICKETS, "--replaced", "smith / jones=jones / kay") == ExitCode.DONE
    assert state(folder, "electors") == ExitCode.WRONG_INPUT
    assert "declared others than the figures have now" in capsys.readouterr().err


HOSTILE = [
    ("choice,elector\nold,Ed\n", (), "the first line to be choice,party,elector"),
    (TICKETS.replace("birch / cole,Red,Di", "birch / cole,Blue,Di"), (), "always with the same party"),
    (TICKETS, ("--replaced", "smith / jones"), "does not say which ticket replaced which"),
    (TICKETS, ("--replaced", "smith / jones=birch / cole"), "a replaced ticket of the same party"),
    (TICKETS, ("--replaced", "old=birch / cole"), "a replaced ticket of the same party"),
    (TICKETS.replace("old,", "zoe,"), (), "tickets of the ballot"),
    (TICKETS + "old,,Gus Gray\n", (), "one ticket of a party"),
    ("choice,party,elector\n", (), "the tickets, each once"),
    (TICKETS.replace("Ann Ash", "Ann\u202eAsh"), (), "characters that are no letters"),
    ("\x00\x01", (), "Nothing was written"),
]


def test_what_is_no_list_is_refused_and_no_step_is_written(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "steps.jsonl").read_bytes()
    for text, words, said in HOSTILE:
        assert tickets(folder, tmp_path, text, *words) == ExitCode.WRONG_INPUT, said
        assert said in capsys.readouterr().err
    assert state(folder, "tickets", tmp_path / "none.csv", *BY) == ExitCode.WRONG_INPUT
    assert state(folder, "tickets", tmp_path / "tickets.csv", "--contest", "senator", *BY) == ExitCode.WRONG_INPUT
    assert (folder / "steps.jsonl").read_bytes() == before


@pytest.mark.parametrize(
    ("on", "within"),
    [("2027-04-04", False), ("2027-04-05", True), ("2027-04-20", True), ("2027-04-21", False)],
)
def test_a_vacancy_in_congress_is_filled_85_to_100_days_after(
    on: str, within: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = ExitCode.DONE if within else ExitCode.WAITING
    asked = ["state", "vacancy", "--from", "2027-01-10", "--on", on]
    assert run([*asked, "--json"]) == expected
    found = json.loads(capsys.readouterr().out)
    assert (found["first"], found["last"], found["within"]) == ("2027-04-05", "2027-04-20", within)
    assert found["federal"] is False, "an odd year's"
    assert run(asked) == expected
    assert run(["state", "vacancy", "--from", "soon"]) == ExitCode.WRONG_INPUT
