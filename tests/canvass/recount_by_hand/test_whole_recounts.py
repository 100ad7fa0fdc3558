"""`canvass recount` from petition to certificate: the worked examples W13, W14, W19 to W21, and what then counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from canvass.cli import run
from canvass.errors import ExitCode
from tests.canvass.counts import answer_of
from tests.canvass.recount_by_hand.counted_by_hand import (
    BOARD,
    BY,
    CERTIFICATE,
    FILED,
    PETITION,
    SHERIFF,
    W2,
    contest,
    hd45,
    make_record,
    recount,
    refused,
    sheets,
    tally,
    w19,
)


def test_w13_w19_w20_the_whole_way_of_a_recount(opened: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = opened
    w19(record)
    (one,) = answer_of(capsys, "recount", "list", record, "--json")["recounts"]
    stands = [(two["precinct"], two["stands"], two["unequal_rounds"]) for two in one["precincts"]]
    assert stands == [("P1", "locked", 1), ("P2", "not begun", 0)]
    assert "298" not in json.dumps(one), "no figure is shown before the end"
    assert tally(record, "P2", (102, 101, 11), ballots=214) == 0
    out = record.parent / "out"
    assert recount(record, "certify", "R-1", *CERTIFICATE, "--costs", "850.50", "--out", out) == 0
    said = capsys.readouterr().out
    assert "The result is the same: nothing more is done" in said
    assert "goes to the secretary of state by certified mail (13-16-418)" in said
    assert "Costs of the recount: $850.50." in said
    assert "the bond is $1,200.00 (13-16-211)" in said
    found = json.loads((out / "recount.json").read_text())
    figures = [(two["precinct"], two["canvassed"], two["recounted"]) for two in found["precincts"]]
    assert figures == [
        ("P1", {"c": 300, "d": 298}, {"c": 298, "d": 298}),
        ("P2", {"c": 102, "d": 100}, {"c": 102, "d": 101}),
    ]
    assert [two["undervotes"] for two in found["precincts"]] == [16, 11]
    assert (found["before"]["votes"], found["after"]["votes"]) == ({"c": 402, "d": 398}, {"c": 400, "d": 399})
    assert (found["changed"], found["first_certificate"]) == (False, "stands")
    assert (out / "certificate.pdf").read_bytes().startswith(b"%PDF")
    assert run(["verify", str(record)]) == 0


def test_what_was_recounted_counts_in_returns_results_and_margins_and_supersedes_the_first_return(
    opened: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record, first = opened, opened.parent / "P1.json"
    assert run(["returns", str(record), "--precinct", "P1", "--partial", "--out", str(first)]) == ExitCode.WAITING
    w19(record)
    assert tally(record, "P2", (102, 101, 11), ballots=214) == 0
    before = answer_of(capsys, "returns", record, "--precinct", "P1", "--partial", "--format", "json")
    assert "recount" not in before["contests"][0]["rows"][0], "nothing counts before the certificate"
    assert recount(record, "certify", "R-1", *CERTIFICATE) == 0
    after = answer_of(capsys, "returns", record, "--precinct", "P1", "--partial", "--format", "json")
    rows = {row["name"]: (row["hand"], row["recount"], row["counts"]) for row in after["contests"][0]["rows"]}
    assert rows == {
        "C": (300, 298, 298),
        "D": (298, 298, 298),
        "undervotes": (14, 16, 16),
        "overvotes": (0, 0, 0),
        "ballots with the contest": (612, 612, 612),
    }
    assert "recount" not in after["contests"][1]["rows"][0]
    assert run(["returns", str(record), "--check", str(first)]) == ExitCode.WAITING
    said = capsys.readouterr()
    assert "IS SUPERSEDED" in said.err
    assert "hd45, c, counts" in said.out
    shown = answer_of(capsys, "results", record, "--json")["recounts"]
    assert shown[0]["choices"] == [
        {"choice": "c", "name": "C", "canvassed": 402, "recounted": 400},
        {"choice": "d", "name": "D", "canvassed": 398, "recounted": 399},
    ]
    assert run(["results", str(record)]) in (0, 1)
    assert "Recount R-1, certified on 2024-11-26 (13-16-418)" in capsys.readouterr().out
    assert run(["recounts", "check", str(record), "--json"]) in (0, 1)
    line = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (line["winners"], line["margin"]) == (["c"], 1)


def test_w14_w21_of_two_counties_the_whole_vote_decides_and_a_changed_result_voids_the_certificate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = make_record(tmp_path / "record", [hd45(territory="several counties")], W2)
    pine, again = tmp_path / "pine.csv", tmp_path / "again.csv"
    pine.write_text("contest,choice,votes\nhd45,c,1204\nhd45,d,1211\n")
    again.write_text("contest,choice,votes\nhd45,c,1209\nhd45,d,1208\n")
    words = ("--contest", "hd45", "--statement", PETITION[3], "--verified-before", "Nan", *FILED)
    alone = recount(record, "petition", "R-1", *words, "--petitioner", "c")
    assert "Name them with --elsewhere" in refused(record, capsys, alone)
    winner = recount(record, "petition", "R-1", *words, "--petitioner", "d", "--elsewhere", pine)
    assert "a candidate who was defeated: c" in refused(record, capsys, winner)
    assert recount(record, "petition", "R-1", *words, "--petitioner", "c", "--elsewhere", pine) == 0
    assert recount(record, "open", "R-1", *BOARD) == 0
    assert tally(record, "P1", (298, 298, 16), ballots=612) == 0
    assert tally(record, "P2", (102, 101, 11), ballots=214) == 0
    out = tmp_path / "out"
    assert recount(record, "certify", "R-1", *CERTIFICATE, "--elsewhere", again, "--out", out) == 0
    said = capsys.readouterr()
    assert "The first certificate, of D, is void; C has a new one (13-16-419)." in said.out
    assert "THE RESULT IS ANOTHER" in said.err
    found = json.loads((out / "recount.json").read_text())
    assert (found["before"]["votes"], found["after"]["votes"]) == ({"c": 1606, "d": 1609}, {"c": 1609, "d": 1607})
    assert (found["first_certificate"], len(found["ledger"]["hash"])) == ("void", 64)
    assert found["ledger"]["hash"] != found["canvassed_at"]["hash"]


def test_a_write_in_that_the_board_finds_has_its_row_and_its_vote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wren = [{"id": "w", "name": "Wren Wu", "forms": ["Wren Wu"]}]
    coroner = contest("coroner", ("m", "n"), office="coroner", territory="one county", write_ins=1)
    record = make_record(tmp_path / "record", [coroner | {"declared_write_ins": wren}], {"P1": {"coroner": (9, 9, 2)}})
    assert recount(record, "petition", "R-1", "--contest", "coroner", "--tie", *FILED) == 0
    assert recount(record, "open", "R-1", *BOARD) == 0
    file = tmp_path / "sheets.csv"
    file.write_text("row,ida,jo\nballots,20,20\nm,9,9\nn,9,9\nw,1,1\nundervotes,1,1\novervotes,0,0\n")
    where = ("--precinct", "P1", "--ballots", "20", "--reader", "hal", *BY)
    assert recount(record, "tally", "R-1", file, *where) == 0
    file.write_text("row,ida,jo\nballots,0,0\nm,0,0\nn,0,0\nw,0,0\nundervotes,0,0\novervotes,0,0\n")
    assert recount(record, "tally", "R-1", file, "--precinct", "P2", *where[2:3], "0", *where[4:]) == 0
    assert recount(record, "certify", "R-1", *CERTIFICATE) == ExitCode.WAITING, "still tied"
    found = answer_of(capsys, "returns", record, "--precinct", "P1", "--partial", "--format", "json")
    row = next(one for one in found["contests"][0]["rows"] if one["row"] == "write-in")
    assert (row["choice"], row["name"], row["hand"], row["recount"], row["counts"]) == (
        "w",
        "Wren Wu (write-in)",
        0,
        1,
        1,
    )


def test_a_recount_that_was_certified_while_another_of_the_contest_was_open_is_in_the_others_figures(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = ("--order", "DV-24-9", "--applied", "2024-11-22", "--filed", "2024-11-22")
    for name, precinct in (("R-1", "P1"), ("R-2", "P2")):
        words = ("--contest", "hd45", *PETITION, *FILED, *order, "--precinct", precinct)
        assert recount(record, "petition", name, *words) == 0
        assert recount(record, "open", name, *BOARD) == 0
    where = ("--reader", "hal", *BY)
    first = sheets(record.parent, (298, 299, 15))
    assert recount(record, "tally", "R-1", first, "--precinct", "P1", "--ballots", "612", *where) == 0
    second = sheets(record.parent, (101, 102, 11))
    assert recount(record, "tally", "R-2", second, "--precinct", "P2", "--ballots", "214", *where) == 0
    assert recount(record, "certify", "R-1", *CERTIFICATE, "--out", record.parent / "first") == 0
    assert recount(record, "certify", "R-2", *CERTIFICATE, "--out", record.parent / "second") == 0
    assert recount(record, "papers", "R-1", "--out", record.parent / "again") == 0
    found = [
        [json.loads((record.parent / name / "recount.json").read_text())[when]["votes"] for when in ("before", "after")]
        for name in ("first", "second", "again")
    ]
    one = [{"c": 402, "d": 398}, {"c": 400, "d": 399}]
    assert found == [one, [{"c": 400, "d": 399}, {"c": 399, "d": 401}], one]
    assert "The first certificate, of C, is void" in capsys.readouterr().out


@pytest.mark.parametrize(("others", "ends"), [("", None), ("hd45,c,10\nhd45,d,5\n", "stands")])
def test_an_error_recounted_in_one_of_several_counties_voids_no_certificate_by_its_votes_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], others: str, ends: str | None
) -> None:
    record = make_record(tmp_path / "record", [hd45(territory="several counties")], W2)
    paper = ("--error", "--petitioner", "board of county canvassers", "--statement", "35 ballots in excess in P1")
    assert recount(record, "petition", "R-1", "--contest", "hd45", *paper, "--precinct", "P1", *FILED) == 0
    assert recount(record, "open", "R-1", *BOARD) == 0
    assert tally(record, "P1", (296, 300, 16), ballots=612) == 0
    pine = tmp_path / "pine.csv"
    pine.write_text("contest,choice,votes\n" + others)
    more = ("--elsewhere", pine) if others else ()
    assert recount(record, "certify", "R-1", *CERTIFICATE, *more, "--out", tmp_path / "out") == 0
    said = capsys.readouterr()
    assert ("These figures are this county's alone" in said.out) is not bool(others)
    assert "void" not in said.out
    assert "THE RESULT IS ANOTHER" not in said.err
    found = json.loads((tmp_path / "out" / "recount.json").read_text())
    assert (found["changed"], found["first_certificate"]) == (False if others else None, ends)
    assert found["before"]["votes"] == ({"c": 412, "d": 403} if others else {"c": 402, "d": 398})
    won = [(found[when]["winners"], found[when]["margin"]) for when in ("before", "after")]
    assert won == ([(["c"], 9), (["c"], 3)] if others else [(None, None), (None, None)]), "the whole vote alone decides"


def test_a_recount_that_finds_what_was_canvassed_says_that_the_report_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = make_record(tmp_path / "record", [hd45(), SHERIFF], W2 | {"P1": {**W2["P1"], "sheriff": (5, 4, 603)}})
    order = ("--order", "DV-24-9", "--applied", "2024-11-22", "--filed", "2024-11-22", "--precinct", "P1")
    for name, votes, agrees in (("R-1", (5, 4, 603), True), ("R-2", (4, 4, 604), False)):
        petition = ("--contest", "sheriff", "--petitioner", "birch", *PETITION[2:], *FILED, *order)
        assert recount(record, "petition", name, *petition) == 0
        assert recount(record, "open", name, *BOARD) == 0
        where = ("--precinct", "P1", "--ballots", 612, "--reader", "hal", *BY)
        file = sheets(tmp_path, votes, choices=("ash", "birch"))
        assert recount(record, "tally", name, file, *where) == 0
        capsys.readouterr()
        recount(record, "certify", name, *CERTIFICATE)
        said = capsys.readouterr().out
        assert ("the report that the board adopted stands" in said) is agrees
        assert ("correct the abstract" in said) is not agrees
