"""A county whose only count is another system's report comes to its signed report, certificates and package."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from canvass.canvassing.county_standing import standing_now
from canvass.canvassing.report_figures import source_rows
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import open_record
from tabulate.board.polls import WriteInDeclared
from tabulate.board.write_ins import person_id
from tabulate.election import ContestId
from tabulate.ledger.fold import fold
from tabulate.precincts import PrecinctId
from tabulate.totals.reconciliation import reconcile
from tests.canvass.audited_county import election_day
from tests.canvass.canvassing.canvassed_counties import by_hand
from tests.canvass.canvassing.canvassed_record import (
    BOARD,
    SIGNED,
    WHO,
    Json,
    county,
    entries,
    pages_of,
    recounted,
    report_of,
    returns_in,
)
from tests.canvass.canvassing.certified_record import BY, clear, issue
from tests.canvass.canvassing.counted_elsewhere import NORTH, CountedElsewhere, Told, figures

MAPPING = 5
"""The entry that says what names mean: after the board, the closing of the polls and the file."""
JUDGES = tuple(word for name in ("Ada", "Bea", "Cal") for word in ("--judge", name))


@pytest.fixture
def record(tmp_path: Path) -> Path:
    CountedElsewhere(tmp_path / "record").record.close()
    return tmp_path / "record"


def write_ins(record: Path, *words: object) -> ExitCode:
    return ExitCode(run(["outside", "write-ins", str(record), *map(str, words)]))


def read_as_nobody(record: Path) -> None:
    """The one write-in for sheriff in North is for nobody who declared."""
    where = ("--precinct", "P1", "--contest", "sheriff")
    assert write_ins(record, *where, "--not-valid", 1, *JUDGES, *BY) == ExitCode.DONE


def return_of(record: Path, precinct: str, folder: Path, *words: str) -> Json:
    out = folder / f"{precinct}.json"
    run(["returns", str(record), "--precinct", precinct, "--out", str(out), *words])
    found: Json = json.loads(out.read_text("utf-8"))
    return found


def rows_of(paper: Json, contest: str) -> dict[str, tuple[int | None, ...]]:
    """By row: machine, other system, board, hand, what counts."""
    (own,) = (one for one in paper["contests"] if one["contest"] == contest)
    keys = ("machine", "outside", "board", "hand", "counts")
    return {row["choice"] or row["row"]: tuple(row.get(key, 0) for key in keys) for row in own["rows"]}


def test_its_papers_say_whose_count_it_is_and_it_comes_to_certificates_and_package(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert write_ins(record) == ExitCode.WAITING
    read_as_nobody(record)
    assert write_ins(record) == ExitCode.DONE
    returns_in(record, tmp_path, "P1", "P2", "P3")
    found = rows_of(return_of(record, "P1", tmp_path), "sheriff")
    assert found["elm"] == (0, 8, 0, 0, 8)
    assert found["undervotes"] == (0, 1, 1, 0, 2), "the write-in for nobody is no vote"
    assert county(record, "open", *BOARD, *WHO) == ExitCode.DONE
    capsys.readouterr()
    assert county(record, "check") == ExitCode.DONE
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.DONE
    report = report_of(record, tmp_path)
    sheriff = next(one for one in report["contests"] if one["contest"] == "sheriff")
    assert sheriff["county"]["votes"] == [11, 6]
    assert [place["remark"] for place in sheriff["places"]] == ["another system, board", "another system", ""]
    assert run(["status", str(record), "--json"]) == ExitCode.DONE
    status = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert "3 precincts: P1, P2, P3" in status["outside"][0]
    assert status["complete"], status["obstacles"]
    for name in ("report", "minutes"):
        assert county(record, name, "--out", tmp_path / f"{name}.pdf") == ExitCode.DONE
    paper = " ".join(pages_of(tmp_path / "report.pdf"))
    for words in ("Counted by another system", "Electionware Precinct Summary (PDF)", "run at 11/09/2026", "OFFICIAL"):
        assert words in paper
    assert county(record, "declare", "--out", tmp_path / "declared", *SIGNED) == ExitCode.DONE
    assert clear(record, "sheriff", "elm") == ExitCode.DONE
    assert issue(record, "sheriff", "elm", tmp_path / "certificates") == ExitCode.DONE
    assert county(record, "send", "--out", tmp_path / "county.zip", *BY) == ExitCode.DONE
    received_by_the_state(tmp_path)
    capsys.readouterr()
    assert run(["recounts", "check", str(record), "--json"]) == ExitCode.DONE
    captured = capsys.readouterr()
    lines = [json.loads(line) for line in captured.out.splitlines()]
    assert next(one["margin"] for one in lines if one["contest"] == "sheriff") == 5
    assert "Counted by another system" in captured.err


def received_by_the_state(folder: Path) -> None:
    """The state replays the package, and its report says whose count it is."""
    state, day = folder / "state", election_day().isoformat()
    named = ("--election", "General Election", "--date", day, "--county", "Big Sky")
    assert run(["state", "open", str(state), *named, *BY]) == ExitCode.DONE
    assert run(["state", "receive", str(state), str(folder / "county.zip"), *BY]) == ExitCode.DONE
    assert run(["state", "check", str(state)]) in (ExitCode.DONE, ExitCode.WAITING)
    assert run(["state", "report", str(state), "--out", str(folder / "state.json")]) == ExitCode.DONE
    found = json.loads((folder / "state.json").read_text("utf-8"))
    assert found["counted_by_another_system"] == {"Big Sky": ["North", "South"]}
    (house,) = found["contests"]
    assert house["state"]["votes"] == [9, 9]


def test_a_report_with_several_sources_has_each_in_a_column_of_its_own(tmp_path: Path) -> None:
    found = CountedElsewhere(tmp_path / "record")
    found.record.append(by_hand("P2", "levy", {"against": 1, "for": 2}, 0, 0, 3))
    levy = next(one for one in standing_now(found.record).contests if one.contest.id == "levy")
    rows = {(one.place, one.choice): one for one in source_rows(levy, "Big Sky")}
    south, whole = rows["P2", "For"], rows["Big Sky", "For"]
    assert (south.machine, south.outside, south.hand, south.counts) == (0, 5, 2, 7)
    assert (whole.machine, whole.outside, whole.hand, whole.counts) == (0, 10, 2, 12)
    found.record.close()


def test_own_sheets_of_a_precinct_that_another_system_counted_are_in_no_total_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Mixed sources: North by both, South by another system alone, and ballots counted by hand on top in South."""
    found = CountedElsewhere(tmp_path / "record")
    before = fold(found.record.outlines()).countable(True)
    found.count_batch("north", found.election.precincts[0].id, [{} for _ in range(12)])
    state = fold(found.record.outlines())
    assert state.real.sheets.total() == 12, "they were read"
    assert state.countable(True).contests == before.contests
    assert state.countable(True).sheets == before.sheets
    found.record.append(by_hand("P2", "levy", {"against": 1, "for": 2}, 0, 0, 3))
    found.record.close()
    waits = [one["what"] for one in return_of(tmp_path / "record", "P1", tmp_path, "--partial")["waits"]]
    assert any("batch north has 12 sheets of it that are in no total" in one for one in waits)
    south = return_of(tmp_path / "record", "P2", tmp_path, "--partial")
    assert rows_of(south, "levy")["for"] == (0, 5, 0, 2, 7)
    assert (south["ballots"], south["in_totals"]) == (11, 11)
    capsys.readouterr()
    assert run(["results", str(tmp_path / "record"), "--by", "precinct", "--json"]) == ExitCode.WAITING
    said = json.loads(capsys.readouterr().out)
    assert said["outside"]["ballots"] == 20
    assert "P1, P2, P3" in said["outside"]["said"][0]


def test_figures_that_the_other_system_does_not_tell_are_no_noughts_and_the_board_explains_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = CountedElsewhere(tmp_path / "record")
    untold = figures("P1", 12, NORTH | {"levy": ((5, 6), None, None, None)})
    found.record.append([replace(found.figures_taken(untold), mapping=MAPPING)])
    found.record.close()
    levy = rows_of(return_of(tmp_path / "record", "P1", tmp_path, "--partial"), "levy")
    assert levy["undervotes"][-1] is None
    assert levy["not told by the other system"] == (0, 1, 0, 0, 1)
    returns_in(tmp_path / "record", tmp_path, "P1")
    county(tmp_path / "record", "check")
    assert "11 votes, undervotes and overvotes on ballots for 12. Another system counted" in capsys.readouterr().out


def test_votes_for_two_seats_are_not_two_ballots_where_no_ballots_are_told(tmp_path: Path) -> None:
    """20 votes for council of two seats need ten ballots; the levy has 12 votes, and so has the precinct ballots."""
    found = CountedElsewhere(tmp_path / "record")
    alone: Told = {contest: (votes, written, None, None) for contest, (votes, written, _, _) in NORTH.items()}
    found.record.append([replace(found.figures_taken(figures("P1", None, alone)), mapping=MAPPING)])
    state = fold(found.record.outlines())
    north = reconcile(state, found.election).precincts[0]
    assert (north.found, north.expected) == (12, 12)
    council = state.counted_outside()[PrecinctId("P1")].system.contests[PrecinctId("P1"), ContestId("council")]
    assert (council.sheets, council.votes.total()) == (10, 20)
    found.record.close()


def test_a_precinct_of_it_is_recounted_and_the_recount_counts(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read_as_nobody(record)
    returns_in(record, tmp_path, "P1", "P2", "P3")
    assert county(record, "open", *BOARD, *WHO) == ExitCode.DONE
    assert county(record, "report", "--adopt", *SIGNED) == ExitCode.DONE
    recounted(record, "sheriff", "P1", {"elm": 2, "fir": 9}, under=1)
    paper = return_of(record, "P1", tmp_path)
    assert rows_of(paper, "sheriff")["elm"] == (0, 8, 0, 0, 2)
    report = report_of(record, tmp_path)
    assert next(one["county"]["votes"] for one in report["contests"] if one["contest"] == "sheriff") == [5, 13]


def test_a_declared_write_in_has_the_votes_that_the_judges_read(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """W1: the report names whoever was written in; a second reading takes the place of the first."""
    read_as_nobody(record)
    name = "Wilma Wren"
    declared = WriteInDeclared("sheriff", person_id("sheriff", name), name, (name,), "13-10-211(7)", "clerk")
    with open_record(record) as opened:
        opened.append([declared])
    where = ("--precinct", "P1", "--contest", "sheriff")
    assert write_ins(record, *where, "--found", "wilma wren=1", *JUDGES, *BY) == ExitCode.DONE
    found = rows_of(return_of(record, "P1", tmp_path), "sheriff")
    (person,) = (key for key in found if "wren" in key)
    assert (found[person], found["undervotes"]) == ((0, 0, 1, 0, 1), (0, 1, 0, 0, 1))
    assert write_ins(record, *where, "--found", "Wren=1", *JUDGES, *BY) == ExitCode.WRONG_INPUT
    assert "names nobody who declared" in capsys.readouterr().err, "a surname alone is nobody's"


def test_other_figures_taken_later_supersede_the_return_and_the_judges_read_anew(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read_as_nobody(record)
    return_of(record, "P1", tmp_path)
    again = CountedElsewhere.again(record)
    assert isinstance(again, CountedElsewhere)
    more = figures("P1", 12, NORTH | {"sheriff": ((7, 3), 1, 0, 1)})
    taken = replace(again.figures_taken(more), mapping=MAPPING)
    again.record.append([taken])
    again.record.close()
    assert run(["returns", str(record), "--check", str(tmp_path / "P1.json")]) == ExitCode.WAITING
    assert "IS SUPERSEDED" in capsys.readouterr().err
    assert write_ins(record) == ExitCode.WAITING, "what was read of earlier figures holds no more"


def test_what_is_released_and_exported_of_it_says_whose_count_it_is(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read_as_nobody(record)
    assert run(["release", str(record), "--complete", *BY]) == ExitCode.DONE
    out = tmp_path / "export"
    assert run(["export", "results", str(record), "--out", str(out)]) == ExitCode.DONE
    assert "Counted by another system: Electionware" in capsys.readouterr().out
    assert "Counted by another system" in json.loads((out / "err.json").read_text("ascii"))["Notes"]
    assert "Counted by another system" in (out / "export.json").read_text("utf-8")
    assert "ELM" in (out / "results.csv").read_text("utf-8-sig").upper()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--found", "elm=1"), "names nobody who declared for Sheriff"),
        (("--not-valid", "2"), "at most the 1 write-ins"),
        (("--not-valid", "1", "--judge", "Ada"), "3 judges, each once"),
        (("--found", "=1"), "names nobody who declared"),
    ],
)
def test_write_ins_that_do_not_fit_are_refused(
    record: Path, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = entries(record)
    judges = () if "--judge" in words else JUDGES
    where = ("--precinct", "P1", "--contest", "sheriff")
    assert write_ins(record, *where, *words, *judges, *BY) == ExitCode.WRONG_INPUT
    assert said in capsys.readouterr().err
    assert entries(record) == before
