"""W1, W2, W3 and W7 by command: every ballot of the worked county in a record, from its returns to its documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from canvass import VERSION
from canvass.errors import ExitCode
from canvass.record import create_record
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.polls import PollsClosed
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tabulate.election import PrecinctId
from tests.canvass.audited_county import election_day
from tests.canvass.canvassing.canvassed_counties import JUDGES, SENATOR, whole_county
from tests.canvass.canvassing.canvassed_record import BOARD, SIGNED, WHO, county, pages_of, returns_in
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.split_precincts import big_sky

VOTING = {"P1": 612, "P2": 345, "P3": 405}


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The senator's votes are a governor's here: an election without federal offices is canvassed without an audit."""
    folder = tmp_path_factory.mktemp("worked")
    found, day = big_sky(), election_day().isoformat()
    found["contests"][0] |= {"office": "governor", "territory": "state"}
    record = create_record(
        folder / "record", as_bytes(found | {"date": day, "polls_close": f"{day}T20:00:00-07:00"}), VERSION, "0" * 64
    )
    judges = tuple(Judge(name, name.title(), day) for name in JUDGES)
    pollbook = ExpectedFrom.POLLBOOK
    expected = [BallotsExpected(PrecinctId(name), None, number, pollbook, "clerk") for name, number in VOTING.items()]
    record.append([BoardAppointed("east", judges, False, "clerk"), *whole_county(record.election)])
    record.append([PollsClosed("clerk"), *expected])
    record.close()
    returns_in(record.directory, folder, *VOTING)
    assert county(record.directory, "open", *BOARD, *WHO) == ExitCode.DONE
    assert county(record.directory, "report", "--adopt", *SIGNED) == ExitCode.DONE
    return record.directory


Json = dict[str, Any]


@pytest.fixture(scope="module")
def report(adopted: Path) -> dict[str, Json]:
    """Each contest of the report."""
    place = adopted.parent / "report.json"
    assert county(adopted, "report", "--out", place) == ExitCode.DONE
    return {one["contest"]: one for one in json.loads(place.read_text("utf-8"))["contests"]}


def rows(found: Json, field: str = "votes") -> dict[str, Any]:
    return {one["name"]: one[field] for one in (*found["places"], found["county"])}


def test_w1_the_report_has_each_part_precinct_and_the_county_and_each_row_adds_to_its_electors(
    report: dict[str, Json],
) -> None:
    """Overvotes are undervotes here: a scanned overvote waits for the board."""
    senator = report["senator"]
    assert [one["name"] for one in senator["choices"]] == ["A", "B", "Wren (write-in)"]
    assert rows(senator) == {part: [*votes[:3]] for part, votes in SENATOR.items()} | {
        "P2": [171, 162, 1],
        "House District 45": [411, 387, 5],
        "House District 46": [268, 245, 2],
        "Big Sky": [679, 632, 7],
    }
    for one in (*senator["places"], senator["county"]):
        assert sum(one["votes"]) + one["undervotes"] + one["overvotes"] == one["electors_voting"]
    assert (senator["county"]["electors_voting"], senator["county"]["undervotes"]) == (1_362, 42 + 2)


def test_w2_each_portion_of_a_district_has_its_votes_and_its_electors(report: dict[str, Json], adopted: Path) -> None:
    assert rows(report["house-45"]) == {
        "P1": [300, 298],
        "P2-A": [102, 100],
        "House District 45": [402, 398],
        "Big Sky": [402, 398],
    }
    assert rows(report["house-46"])["House District 46"] == [262, 260]
    voting = [rows(report[one], "electors_voting")["Big Sky"] for one in ("house-45", "house-46")]
    assert (voting, sum(voting)) == ([826, 536], 1_362)
    assert county(adopted, "report", "--out", adopted.parent / "report.pdf") == ExitCode.DONE
    paper = " ".join(pages_of(adopted.parent / "report.pdf"))
    for words in (
        "House District 45 house district 826 826",
        "House District 45 826 402 398 26 0",
        "Larch 826 470 448 437 297 0",
        "Big Sky, total 1,362 679 632 7 44 0",
    ):
        assert words in paper, words


def test_w3_and_w7_the_town_has_its_votes_and_its_body_the_result_and_the_states_contests_are_the_states(
    report: dict[str, Json], adopted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    council = report["council"]
    assert (rows(council)["Larch"], rows(council, "electors_voting")["Larch"]) == ([470, 448, 437], 826)
    assert council["total_vote"] == "677.5"
    for one in ("senator", "house-45", "house-46"):
        assert county(adopted, "declare", "--contest", one, "--out", tmp_path, *SIGNED) == ExitCode.WRONG_INPUT
        said = capsys.readouterr().err
        assert ("is not declared by the county" in said, "13-15-501" in said) == (True, True), one
    assert county(adopted, "declare", "--out", tmp_path / "d", *SIGNED, "--format", "json") == ExitCode.DONE
    (place,) = (tmp_path / "d").iterdir()
    found = json.loads(place.read_text("utf-8"))
    assert (found["act"], found["names"]) == ("certificate to the governing body", ["X", "Y"])
