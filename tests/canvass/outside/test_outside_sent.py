"""A county whose only count is another system's printed report sends its returns, and the state replays them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from canvass import VERSION
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import create_record, open_record
from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, OutsideRow, OutsideRowKind
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.polls import PollsClosed
from tests.canvass.audited_county import election_day
from tests.canvass.canvassing.canvassed_counties import JUDGES
from tests.canvass.canvassing.canvassed_record import BOARD, SIGNED, WHO, county, pages_of, returns_in
from tests.canvass.outside.county_beside import BY, CountyBeside
from tests.canvass.outside.test_outside_canvassed import taken
from tests.outside.simulated_county import NOTHING
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.split_precincts import contest, document, style

SECRETARY, HOUSE = "SECRETARY OF STATE", "HOUSE DISTRICT 45"
NAMES = {SECRETARY: ("Ann Ash", "Ben Birch"), HOUSE: ("Cyd Cedar", "Dee Dogwood")}
VOTED = {"P1": 900, "P2-A": 615, "P2-B": 412}


def printed(title: str, *by_group: tuple[int, int]) -> OutsideContest:
    """Votes of the two candidates, overvotes and undervotes; each at the polls and absentee."""
    kinds = ((OutsideRowKind.CHOICE,) * 2, (OutsideRowKind.OVERVOTES, OutsideRowKind.UNDERVOTES))
    named = zip((*NAMES[title], "", ""), (*kinds[0], *kinds[1]), by_group, strict=True)
    rows = tuple(OutsideRow(name, kind, sum(figures), figures) for name, kind, figures in named)
    votes, every = sum(map(sum, by_group[:2])), sum(map(sum, by_group))
    return OutsideContest(title, rows, 1, total_votes=votes, contest_total=every)


def results() -> OutsideResults:
    """The house district holds North, and 615 of the 1,027 ballots of South."""
    north = (
        printed(SECRETARY, (200, 250), (195, 245), (1, 0), (4, 5)),
        printed(HOUSE, (201, 240), (194, 255), (0, 1), (5, 4)),
    )
    south = (
        printed(SECRETARY, (210, 290), (211, 303), (0, 1), (6, 6)),
        printed(HOUSE, (120, 180), (127, 179), (1, 1), (2, 5)),
    )
    precincts = (
        OutsidePrecinct("NORTH", north, "", 900, 0, 1_000, (400, 500)),
        OutsidePrecinct("SOUTH", south, "", 1_027, 0, 1_200, (427, 600)),
    )
    return OutsideResults(NOTHING, ("Election Day", "Absentee"), precincts)


def definition() -> bytes:
    of: dict[str, dict[str, Any]] = {
        "secretary": {"office": "secretary of state", "title": SECRETARY.title()},
        "house": {"office": "state representative", "territory": "one county", "title": HOUSE.title()},
    }
    names = {"secretary": NAMES[SECRETARY], "house": NAMES[HOUSE]}
    contests = [
        contest(name, "hd-45" if name == "house" else None, ["a", "b"], **stated)
        | {"choices": [{"id": id_, "name": each} for id_, each in zip("ab", names[name], strict=True)]}
        for name, stated in of.items()
    ]
    parts = [{"id": "P2-A", "name": "P2-A", "districts": ["hd-45"]}, {"id": "P2-B", "name": "P2-B", "districts": []}]
    precincts: list[dict[str, Any]] = [
        {"id": "P1", "name": "North", "districts": ["hd-45"]},
        {"id": "P2", "name": "South", "districts": ["hd-45"], "parts": parts},
    ]
    styles = [style("1", ["P1", "P2"], ["secretary", "house"], ["P2-A"]), style("2", ["P2"], ["secretary"], ["P2-B"])]
    found = document([{"id": "hd-45", "name": "House District 45"}], precincts, contests, styles)
    day = election_day().isoformat()
    named = {"title": "Larkspur County General Election", "county": "Larkspur"}
    return as_bytes(found | named | {"date": day, "polls_close": f"{day}T20:00:00-07:00"})


def taken_and_adopted(folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """From the file to the report that the board adopted."""
    create_record(folder / "record", definition(), VERSION, "0" * 64).close()
    beside = CountyBeside(folder / "record", results(), folder)
    taken(beside, capsys)
    judges = tuple(Judge(one, one.title(), election_day().isoformat()) for one in JUDGES)
    with open_record(beside.record) as opened:
        opened.append([BoardAppointed("east", judges, False, "c"), PollsClosed("clerk")])
    voted = folder / "voted.csv"
    voted.write_text("part,electors\n" + "".join(f"{part},{number}\n" for part, number in VOTED.items()), "utf-8")
    assert run(["electors-voting", str(beside.record), "--file", str(voted), *BY]) == ExitCode.DONE
    returns_in(beside.record, folder, "P1", "P2")
    assert county(beside.record, "open", *BOARD, *WHO) == ExitCode.DONE
    assert county(beside.record, "report", "--adopt", *SIGNED) == ExitCode.DONE
    return beside.record


def test_the_state_asks_nothing_of_a_split_precinct_whose_ballots_no_report_tells_by_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report prints a precinct's ballots, and the house district is told by its contest alone."""
    record, state = taken_and_adopted(tmp_path, capsys), tmp_path / "state"
    capsys.readouterr()
    assert county(record, "send", "--out", tmp_path / "county.zip", *BY) == ExitCode.DONE
    assert "will ask" not in capsys.readouterr().err
    of = ("--election", "Larkspur County General Election", "--date", election_day().isoformat())
    assert run(["state", "open", str(state), *of, "--county", "Larkspur", *BY]) == ExitCode.DONE
    assert run(["state", "receive", str(state), str(tmp_path / "county.zip"), *BY]) == ExitCode.DONE
    assert run(["state", "check", str(state)]) == ExitCode.DONE, capsys.readouterr().err
    for form in ("json", "pdf"):
        assert run(["state", "report", str(state), "--out", str(tmp_path / f"state.{form}")]) == ExitCode.DONE
    found = json.loads((tmp_path / "state.json").read_text("utf-8"))
    assert found["counted_by_another_system"] == {"Larkspur": ["North", "South"]}
    totals = {one["contest"]: one["state"] for one in found["contests"]}
    for name, title in (("secretary", SECRETARY), ("house", HOUSE)):
        sums = [sum(figures) for figures in zip(*(_rows(place, title) for place in results().precincts), strict=True)]
        assert [*totals[name]["votes"], totals[name]["overvotes"], totals[name]["undervotes"]] == sums, title
    assert totals["house"]["electors_voting"] == VOTED["P1"] + VOTED["P2-A"]
    assert "counted by another system in North, South" in " ".join(pages_of(tmp_path / "state.pdf"))


def _rows(place: OutsidePrecinct, title: str) -> list[int]:
    (one,) = (each for each in place.contests if each.title == title)
    return [row.total for row in one.rows]
