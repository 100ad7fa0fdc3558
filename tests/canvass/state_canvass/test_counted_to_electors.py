"""From ballots that two counties counted to the electors for president: real records, real packages, by command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from canvass import VERSION
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import create_record
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.polls import PollsClosed
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tabulate.election import PrecinctId
from tests.canvass.canvassing.canvassed_counties import JUDGES, by_hand
from tests.canvass.canvassing.canvassed_record import BOARD as MEETING
from tests.canvass.canvassing.canvassed_record import SIGNED, WHO, county, pages_of, returns_in
from tests.canvass.state_canvass.counties_sent import BOARD, state
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.split_precincts import contest, document, style

BY = ("--by", "Dee Day")
DAY = "2025-11-04"
"""Of an odd year: no audit of a federal election comes between (13-1-101(19))."""
TICKETS = """choice,party,elector
smith,Blue,
kay,Blue,Ann Ash
kay,Blue,Bo Birch
cole,Red,Cy Cole
cole,Red,Di Dunn
"""


def definition(name: str) -> bytes:
    """Three tickets, of whom one took another's place once ballots were printed."""
    contests = [contest("president", None, ["smith", "kay", "cole"], office="president", territory="state")]
    precincts = [{"id": "P1", "name": "North", "districts": []}, {"id": "P2", "name": "South", "districts": []}]
    found = document([], precincts, contests, [style("1", ["P1", "P2"], ["president"])])
    return as_bytes(found | {"county": name, "date": DAY, "polls_close": f"{DAY}T20:00:00-07:00"})


def sent(folder: Path, name: str, north: dict[str, int], south: dict[str, int]) -> Path:
    """Counted by hand, canvassed and sent by the county's own commands."""
    folder.mkdir()
    record = create_record(folder / "record", definition(name), VERSION, "0" * 64)
    voting = {"P1": sum(north.values()) + 2, "P2": sum(south.values())}
    record.append(
        [
            BoardAppointed("east", tuple(Judge(one, one.title(), DAY) for one in JUDGES), False, "clerk"),
            PollsClosed("clerk"),
            *by_hand("P1", "president", dict(sorted(north.items())), 2, 0, voting["P1"]),
            *by_hand("P2", "president", dict(sorted(south.items())), 0, 0, voting["P2"]),
            *(
                BallotsExpected(PrecinctId(one), None, number, ExpectedFrom.POLLBOOK, "clerk")
                for one, number in voting.items()
            ),
        ]
    )
    record.close()
    place, file = folder / "record", folder / "package.zip"
    returns_in(place, folder, "P1", "P2")
    assert county(place, "open", *MEETING, *WHO) == ExitCode.DONE
    assert county(place, "report", "--adopt", *SIGNED) == ExitCode.DONE
    assert county(place, "send", "--out", file, "--by", "Dee Clerk") == ExitCode.DONE
    return file


def test_two_counted_counties_elect_the_electors_of_the_ticket_that_a_party_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Kay has 70 and Smith, whom she replaced, 40: their party's electors are elected before Cole's 90."""
    files = [
        sent(tmp_path / "a", "Big Sky County", {"smith": 30, "kay": 20, "cole": 25}, {"kay": 10, "cole": 15}),
        sent(tmp_path / "b", "Pine County", {"smith": 10, "kay": 15, "cole": 20}, {"kay": 25, "cole": 30}),
    ]
    folder, tickets = tmp_path / "state", tmp_path / "tickets.csv"
    tickets.write_text(TICKETS, "utf-8")
    title = json.loads(definition("x"))["title"]
    named = ("--county", "Big Sky", "--county", "Pine")
    assert state(folder, "open", "--election", title, "--date", DAY, *named, *BY) == ExitCode.DONE
    assert state(folder, "receive", files[0], *BY) == ExitCode.DONE
    assert state(folder, "tickets", tickets, "--replaced", "smith=kay", *BY) == ExitCode.DONE
    assert state(folder, "electors") == ExitCode.WRONG_INPUT
    assert "Pine: the package is missing" in capsys.readouterr().err
    assert state(folder, "receive", files[1], *BY) == ExitCode.DONE
    assert state(folder, "check") == ExitCode.DONE
    words = ("--out", tmp_path / "d", "--format", "json", *BOARD)
    assert state(folder, "declare", *words) == ExitCode.DONE
    (found,) = [json.loads(one.read_text("utf-8")) for one in (tmp_path / "d").iterdir()]
    assert found["names"] == ["Ann Ash", "Bo Birch"]
    assert state(folder, "electors", "--out", tmp_path / "electors.json") == ExitCode.DONE
    listed = json.loads((tmp_path / "electors.json").read_text("utf-8"))
    assert (listed["votes"], listed["party"], listed["electors"]) == (110, "Blue", ["Ann Ash", "Bo Birch"])
    assert state(folder, "electors", "--out", tmp_path / "electors.pdf") == ExitCode.DONE
    pages = pages_of(tmp_path / "electors.pdf")
    assert [("Ann Ash" in page, "Governor" in page) for page in pages] == [(True, True)] * 3
    assert state(folder, "report", "--out", tmp_path / "report.json") == ExitCode.DONE
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["contests"][0]["state"]["votes"] == [40, 70, 90], "as they were cast"
    assert run(["verify", str(folder)]) == ExitCode.DONE
