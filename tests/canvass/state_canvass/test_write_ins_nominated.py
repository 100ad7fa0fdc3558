"""Who was written in at a primary, against the last general election's permanent record (13-10-204; W10)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from canvass.errors import ExitCode
from tabulate.offices import Office
from tabulate.state_canvass.county_package import CountyPackage, PackagedChoice, PackagedContest, PackagedElectors
from tests.canvass.canvassing.canvassed_counties import county, standing, whole_county
from tests.canvass.canvassing.canvassed_record import pages_of
from tests.canvass.canvassing.sent_packages import package_from, sealed
from tests.canvass.state_canvass.counties_sent import HOUSE, contest, printed, state, written

BY = ("--by", "Dee Day")


@pytest.fixture(scope="module")
def big_sky() -> CountyPackage:
    return package_from(standing(county(), whole_county(county())))


def party(id_: str, office: Office, votes: int) -> PackagedContest:
    """Quinn is written in with these votes; nobody is printed with more than two."""
    choices = (*printed("Reed"), PackagedChoice("write-in:Quinn", "Quinn (write-in)", write_in=True))
    return replace(contest(id_, choices, (2, votes), "Pine", office=office, electors=900), party="Blue", nominated=1)


def primary(like: CountyPackage, folder: Path, *contests: PackagedContest) -> Path:
    electors = tuple(PackagedElectors(kind, "P1", "P1", 900, 900) for kind in ("precinct", "county"))
    electors = (electors[0], replace(electors[1], place="Pine", name="Pine"))
    package = sealed(replace(like, county="Pine", contests=contests, electors=electors, seal=None))
    found = folder / "primary"
    opened = ("--election", "General Election", "--date", "2026-11-03", "--county", "Pine", *BY)
    assert state(found, "open", *opened) == ExitCode.DONE
    assert state(found, "receive", written(folder, package, "pine.zip"), *BY) == ExitCode.DONE
    return found


def last_general(folder: Path, *successful: dict[str, Any]) -> Path:
    place = folder / "record.json"
    whole = {
        "format": "canvass-permanent-record/1",
        "election": "General Election",
        "date": "2024-11-05",
        "successful": list(successful),
    }
    place.write_text(json.dumps(whole), "utf-8")
    return place


HOUSE_THEN = {
    "contest": "house-45", "title": "House-45", "office": "state representative", "district": str(HOUSE),
    "name": "Elm", "votes": 812,
}  # fmt: skip
SENATOR_THEN = HOUSE_THEN | {"contest": "senator", "office": "us senator", "district": None, "votes": 300_000}


def asked(folder: Path, tmp_path: Path, record: Path, *words: str) -> tuple[ExitCode, list[dict[str, Any]]]:
    out = tmp_path / "out.json"
    code = state(folder, "write-ins", record, "--out", out, *words)
    return code, json.loads(out.read_text("utf-8"))["nominations"]


@pytest.mark.parametrize(("votes", "standing"), [(40, "no nominee"), (41, "may accept")])
def test_forty_one_of_812_nominate_and_forty_do_not_w10(
    big_sky: CountyPackage, tmp_path: Path, votes: int, standing: str
) -> None:
    folder = primary(big_sky, tmp_path, party("house-45-d", Office.STATE_REPRESENTATIVE, votes))
    code, (found,) = asked(folder, tmp_path, last_general(tmp_path, SENATOR_THEN, HOUSE_THEN))
    assert (code, found["name"], found["state"]) == (ExitCode.DONE, "Quinn (write-in)", standing)
    assert found["then"] == [{"contest": "house-45", "name": "Elm", "votes": 812}]
    record = last_general(tmp_path, HOUSE_THEN)
    for form in ("pdf", "html", "csv"):
        assert state(folder, "write-ins", record, "--out", tmp_path / f"out.{form}") == ExitCode.DONE
    (page,) = pages_of(tmp_path / "out.pdf")
    assert (standing in page, "41" in page) == (True, True)


def test_it_says_that_a_board_has_not_declared_now_or_had_not_then(
    big_sky: CountyPackage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = primary(big_sky, tmp_path, party("house-45-d", Office.STATE_REPRESENTATIVE, 41))
    record = last_general(tmp_path, HOUSE_THEN)
    capsys.readouterr()
    assert state(folder, "write-ins", record, "--out", tmp_path / "out.html") == ExitCode.DONE
    assert "NOT DECLARED: the board of state canvassers has not declared" in capsys.readouterr().err
    page = (tmp_path / "out.html").read_text("utf-8")
    assert ("has not declared" in page, "that record was written before" in page) == (True, False)
    undeclared = json.loads(record.read_text("utf-8")) | {"not_declared": "NOT DECLARED: ..."}
    record.write_text(json.dumps(undeclared), "utf-8")
    assert state(folder, "write-ins", record, "--out", tmp_path / "then.html") == ExitCode.DONE
    assert "that record was written before the board had declared" in (tmp_path / "then.html").read_text("utf-8")


def test_an_office_of_several_is_named_by_its_contest(big_sky: CountyPackage, tmp_path: Path) -> None:
    folder = primary(big_sky, tmp_path, party("senator-d", Office.US_SENATOR, 50))
    other = SENATOR_THEN | {"contest": "senator-short", "votes": 900}
    record = last_general(tmp_path, SENATOR_THEN, other)
    code, (found,) = asked(folder, tmp_path, record)
    assert (code, found["state"], len(found["then"])) == (ExitCode.WAITING, "not known", 2)
    code, (found,) = asked(folder, tmp_path, record, "--then", "senator-d=senator-short")
    assert (code, found["state"]) == (ExitCode.DONE, "may accept")
    code, (found,) = asked(folder, tmp_path, record, "--then", "senator-d=senator")
    assert (code, found["state"]) == (ExitCode.DONE, "no nominee")


def test_who_is_printed_and_leads_is_none_of_them(big_sky: CountyPackage, tmp_path: Path) -> None:
    folder = primary(big_sky, tmp_path, party("senator-d", Office.US_SENATOR, 1))
    assert asked(folder, tmp_path, last_general(tmp_path, SENATOR_THEN)) == (ExitCode.DONE, [])


def test_what_is_no_permanent_record_is_refused(
    big_sky: CountyPackage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = primary(big_sky, tmp_path, party("senator-d", Office.US_SENATOR, 50))
    place = tmp_path / "record.json"
    for text in (
        "", "[]", "{}", '"x"', "[" * 100_000, '{"format":"canvass-permanent-record/2"}',
        json.dumps({"format": "canvass-permanent-record/1", "election": "a", "date": "b", "successful": [1]}),
        last_general(tmp_path, SENATOR_THEN | {"votes": "many"}).read_text(),
        last_general(tmp_path, SENATOR_THEN | {"votes": -1}).read_text(),
        last_general(tmp_path, SENATOR_THEN | {"votes": 10**20}).read_text(),
        last_general(tmp_path, SENATOR_THEN | {"office": "king"}).read_text(),
        last_general(tmp_path, SENATOR_THEN | {"name": "a\u202eb"}).read_text(),
    ):  # fmt: skip
        place.write_text(text, "utf-8")
        assert state(folder, "write-ins", place) == ExitCode.WRONG_INPUT, text[:60]
        assert "is no permanent record" in capsys.readouterr().err
    assert state(folder, "write-ins", tmp_path / "none.json") == ExitCode.WRONG_INPUT
    record = last_general(tmp_path, SENATOR_THEN)
    assert state(folder, "write-ins", record, "--then", "senator-d=nothing") == ExitCode.WRONG_INPUT
