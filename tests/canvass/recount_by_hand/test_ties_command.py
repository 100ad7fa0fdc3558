"""`canvass ties`: the worked examples W22 and W23 by command; nothing breaks a tie but those whom the law names."""

from __future__ import annotations

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
    LEVY,
    SHERIFF,
    contest,
    hd45,
    make_record,
    recount,
    sheets,
)

COMMISSIONER = contest("commissioner", ("e", "f"), office="county commissioner", territory="one county")
NOMINATED = SHERIFF | {"nominated": 1, "choices": [{"id": one, "name": one.title()} for one in ("ash", "birch", "elm")]}


def ties(record: Path, command: str, *words: object) -> int:
    return run(["ties", command, str(record), *map(str, words)])


def recounted(
    record: Path, one: str, choices: tuple[str, str], votes: tuple[int, int], more: tuple[str, ...] = ()
) -> None:
    """Both precincts of a tie recounted: P1 with these votes, P2 with them the other way round."""
    assert recount(record, "petition", "R-1", "--contest", one, "--tie", *FILED) == 0
    assert recount(record, "open", "R-1", *BOARD) == 0
    for precinct, (first, second) in (("P1", votes), ("P2", votes[::-1])):
        file = sheets(record.parent, (first, second, 0), choices=choices)
        where = ("--precinct", precinct, "--ballots", first + second, "--reader", "hal", *BY)
        assert recount(record, "tally", "R-1", file, *where) == 0
    assert recount(record, "certify", "R-1", *CERTIFICATE) == ExitCode.WAITING


def test_w23_a_commissioners_tie_is_recounted_without_a_petition_and_is_then_the_senior_judges(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counted = {"P1": {"commissioner": (1_004, 1_100, 6)}, "P2": {"commissioner": (1_100, 1_004, 0)}}
    record = make_record(tmp_path / "record", [COMMISSIONER], counted)
    (tie,) = answer_of(capsys, "ties", "list", record, "--json")["ties"]
    assert (tie["tied"], tie["votes"], tie["recounted_by"]) == (["e", "f"], {"e": 2_104, "f": 2_104}, None)
    out = tmp_path / "statement.html"
    assert ties(record, "statement", "commissioner", "--out", out) == ExitCode.WRONG_INPUT
    assert "is recounted before anyone breaks it (13-16-203)" in capsys.readouterr().err
    with_petition = ("--petitioner", "f", "--statement", "x", "--verified-before", "y", *FILED)
    assert recount(record, "petition", "R-1", "--contest", "commissioner", "--tie", *with_petition) == 3
    assert "a tie needs none" in capsys.readouterr().err
    recounted(record, "commissioner", ("e", "f"), (1_004, 1_100))
    assert "breaks the tie (13-16-501 to 13-16-507)" in capsys.readouterr().out
    assert ties(record, "statement", "commissioner", "--out", out) == 0
    text = out.read_text()
    assert "the senior district judge of the county appoints one of those tied (13-16-505)" in text
    assert text.count("2,104") == 2
    assert "This statement breaks no tie." in text
    words = ("--at", "2024-12-02T10:00", "--place", "Room 2", "--given", "e=2024-11-29", "--given", "f=2024-11-29", *BY)
    assert ties(record, "notice", "commissioner", *words) == ExitCode.WRONG_INPUT
    assert "is broken by no lot" in capsys.readouterr().err


def test_w22_a_legislators_tie_over_two_counties_is_the_governors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counted = {"P1": {"hd45": (300, 298, 0)}, "P2": {"hd45": (98, 99, 0)}}
    record = make_record(tmp_path / "record", [hd45(territory="several counties")], counted)
    pine = tmp_path / "pine.csv"
    pine.write_text("contest,choice,votes\nhd45,c,1210\nhd45,d,1211\n")
    assert answer_of(capsys, "ties", "list", record, "--json")["ties"] == [], "one county does not tell it"
    assert recount(record, "petition", "R-1", "--contest", "hd45", "--tie", *FILED, "--elsewhere", pine) == 0
    assert recount(record, "open", "R-1", *BOARD) == 0
    for precinct, figures in (("P1", (300, 298, 0)), ("P2", (98, 99, 0))):
        where = ("--precinct", precinct, "--ballots", sum(figures), "--reader", "hal", *BY)
        assert recount(record, "tally", "R-1", sheets(tmp_path, figures), *where) == 0
    assert recount(record, "certify", "R-1", *CERTIFICATE) == ExitCode.WAITING
    (tie,) = answer_of(capsys, "ties", "list", record, "--json")["ties"]
    assert (tie["votes"], tie["officer"], tie["section"]) == ({"c": 1_608, "d": 1_608}, "the governor", "13-16-503")
    assert ties(record, "statement", "hd45", "--out", tmp_path / "hd45.pdf") == 0
    assert (tmp_path / "hd45.pdf").read_bytes().startswith(b"%PDF")


def test_w23_a_nomination_is_drawn_by_lot_with_notices_and_anyone_can_replay_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counted = {"P1": {"sheriff": (200, 210, 0)}, "P2": {"sheriff": (210, 200, 0)}}
    record = make_record(tmp_path / "record", [NOMINATED], counted)
    assert recount(record, "petition", "R-1", "--contest", "sheriff", "--tie", *FILED) == 0
    assert recount(record, "open", "R-1", *BOARD) == 0
    for precinct, (ash, birch) in (("P1", (200, 210)), ("P2", (210, 200))):
        rows = f"ballots,410,410\nash,{ash},{ash}\nbirch,{birch},{birch}\nelm,0,0\nundervotes,0,0\novervotes,0,0\n"
        (tmp_path / "three.csv").write_text(f"row,ida,jo\n{rows}")
        where = ("--precinct", precinct, "--ballots", 410, "--reader", "hal", *BY)
        assert recount(record, "tally", "R-1", tmp_path / "three.csv", *where) == 0
    lot = ("--rolls", "7, 2", "--drawn-by", "Dee Clerk", "--witness", "Ash Ames", "--witness", "Lou Lark", *BY)
    assert ties(record, "lot", "sheriff", *lot) == ExitCode.WRONG_INPUT
    assert "is recounted before anyone breaks it (13-16-203)" in capsys.readouterr().err
    assert recount(record, "certify", "R-1", *CERTIFICATE) == ExitCode.WAITING
    assert ties(record, "lot", "sheriff", *lot) == ExitCode.WRONG_INPUT
    assert "a lot announced to each candidate" in capsys.readouterr().err
    place = ("--at", "2024-12-02T10:00", "--place", "Room 2", *BY)
    assert ties(record, "notice", "sheriff", *place, "--given", "ash=2024-11-29") == ExitCode.WRONG_INPUT
    assert "Each tied candidate has a written notice (13-16-501(1)): ash, birch." in capsys.readouterr().err
    given = ("--given", "birch=2024-11-29", "--given", "ash=2024-11-29")
    assert ties(record, "notice", "sheriff", *place, *given) == 0
    assert "1 = ash, 2 = birch; other numbers are rolled again" in capsys.readouterr().out
    for rolls, asked in (
        ("7", "rolls until 1 of 2"),
        ("2, 1", "the lot had fallen"),
        ("12", "no roll"),
        ("", "rolls until"),
    ):
        wrong = ("--rolls", rolls, *lot[2:])
        assert ties(record, "lot", "sheriff", *wrong) == ExitCode.WRONG_INPUT, rolls
        said = capsys.readouterr().err
        assert asked in said or "shows 0 to 9" in said or "1 dice" in said, said
    assert ties(record, "lot", "sheriff", *lot) == 0
    assert "Drawn: birch, by 7, 2." in capsys.readouterr().out
    (tie,) = answer_of(capsys, "ties", "list", record, "--json")["ties"]
    assert (tie["rolls"], tie["nominated"], tie["how"]) == ([7, 2], ["birch"], "drawn by lot")
    assert run(["ties", str(record)]) == 0
    assert "drawn by lot: Birch (13-16-501(1))" in capsys.readouterr().out
    out = tmp_path / "lot.csv"
    assert ties(record, "statement", "sheriff", "--out", out) == 0
    assert "notice on 2024-11-29" in out.read_text()
    assert run(["verify", str(record)]) == 0


def test_a_tie_is_recounted_as_a_whole_before_anyone_breaks_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counted = {"P1": {"commissioner": (10, 11, 0)}, "P2": {"commissioner": (10, 10, 0)}}
    record = make_record(tmp_path / "record", [COMMISSIONER], counted)
    paper = ("--petitioner", "e", "--statement", "13-15-206 was not followed", "--verified-before", "Nan")
    order = ("--order", "DV-1", "--applied", "2024-11-22", "--precinct", "P1", *FILED, "--notice", "2024-11-26")
    words = ("--contest", "commissioner", *paper, *order, "--filed", "2024-11-26")
    assert recount(record, "petition", "R-1", *words) == 0
    assert recount(record, "open", "R-1", *BOARD) == 0
    where = ("--precinct", "P1", "--ballots", "21", "--reader", "hal", *BY)
    assert recount(record, "tally", "R-1", sheets(tmp_path, (10, 10, 1), choices=("e", "f")), *where) == 0
    assert recount(record, "certify", "R-1", *CERTIFICATE) == ExitCode.WAITING
    capsys.readouterr()
    assert ties(record, "list") == ExitCode.WAITING
    assert "to be recounted first, without a petition (13-16-203)" in capsys.readouterr().out
    assert recount(record, "petition", "R-2", "--contest", "commissioner", "--tie", *FILED) == 0


def test_a_tie_that_several_recounts_have_left_was_recounted_as_a_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By two orders, each of one precinct; while the second is open, nobody breaks the tie."""
    counted = {"P1": {"commissioner": (10, 11, 0)}, "P2": {"commissioner": (10, 10, 0)}}
    record = make_record(tmp_path / "record", [COMMISSIONER], counted)
    paper = ("--petitioner", "e", "--statement", "13-15-206 was not followed", "--verified-before", "Nan")
    recounts = (("R-1", "P1", (10, 10, 1)), ("R-2", "P2", (10, 10, 0)))
    for name, precinct, _ in recounts:
        order = ("--order", f"DV-{name}", "--applied", "2024-11-22", "--precinct", precinct, *FILED)
        words = ("--contest", "commissioner", *paper, *order, "--notice", "2024-11-26", "--filed", "2024-11-26")
        assert recount(record, "petition", name, *words) == 0
        assert recount(record, "open", name, *BOARD) == 0
    for name, precinct, votes in recounts:
        where = ("--precinct", precinct, "--ballots", sum(votes), "--reader", "hal", *BY)
        assert recount(record, "tally", name, sheets(tmp_path, votes, choices=("e", "f")), *where) == 0
        capsys.readouterr()
        assert ties(record, "statement", "commissioner", "--out", tmp_path / "tie.json") == ExitCode.WRONG_INPUT
        assert recount(record, "certify", name, *CERTIFICATE) == ExitCode.WAITING
    capsys.readouterr()
    assert ties(record, "list") == ExitCode.WAITING
    assert "still equal after recount R-2: the senior district judge" in capsys.readouterr().out
    (told,) = answer_of(capsys, "results", record, "--json")["recounts"]
    assert told["recount"] == "R-1, R-2"
    assert told["precincts"] == ["Precinct P1", "Precinct P2"]
    assert run(["recounts", "check", str(record)]) == 0
    said = capsys.readouterr()
    assert {f"by recount {name}" for name in ("R-1", "R-2") if f"by recount {name}," in said.out + said.err} == {
        "by recount R-1",
        "by recount R-2",
    }
    found = answer_of(capsys, "calendar", record, "--json")
    boards = {one["duty"]: (one["first"], one["standing"]) for one in found["duties"] if "court-recount" in one["duty"]}
    assert boards == {
        "court-recount R-1": ("2024-11-26", "done"),
        "court-recount R-2": ("2024-11-26", "done"),
    }


def test_w23_an_issue_that_is_still_equal_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counted = {"P1": {"levy": (500, 480, 0)}, "P2": {"levy": (480, 500, 0)}}
    record = make_record(tmp_path / "record", [LEVY], counted)
    recounted(record, "levy", ("for", "against"), (500, 480))
    capsys.readouterr()
    assert ties(record, "list") == ExitCode.WAITING
    assert "the issue fails: it was not approved by a majority (13-27-503)" in capsys.readouterr().out


def test_an_error_recounted_in_one_of_several_counties_makes_no_tie_of_its_votes_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counted = {"P1": {"hd45": (300, 298, 14)}, "P2": {"hd45": (98, 100, 12)}}
    record = make_record(tmp_path / "record", [hd45(territory="several counties")], counted)
    paper = ("--error", "--petitioner", "board of county canvassers", "--statement", "35 ballots in excess in P1")
    assert recount(record, "petition", "R-1", "--contest", "hd45", *paper, "--precinct", "P1", *FILED) == 0
    capsys.readouterr()
    assert ties(record, "list") == 0
    assert "No votes are equal" in capsys.readouterr().out
