"""`canvass returns`: under the seal, refused or partial, with the same figures in every form, and superseded."""

import csv
import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from canvass.cli import run
from canvass.clock import now
from canvass.errors import ExitCode
from canvass.record import open_record
from tabulate.board.decisions import DecisionReopened
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tabulate.election import PrecinctId
from tests.canvass.audit_of_county import (
    DANA,
    SENATE_UNIT,
    WRITTEN,
    CountyAudit,
    count_drawn,
    decide,
    declare,
    seat_board,
    written_in,
)
from tests.canvass.audited_county import CountedCounty, usual_votes
from tests.canvass.counts import answer_of

BATCH, ASKED = "P01-polls", 20


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two precincts; of the first, one ballot with a name written in waits for the board. To be copied."""
    county = CountedCounty(tmp_path_factory.mktemp("returns") / "record")
    seat_board(county)
    declare(county)
    county.count_batch(BATCH, PrecinctId("P01"), [*map(usual_votes, range(19)), WRITTEN])
    county.count_precinct(2)
    expect(county, 1, 2)
    county.record.close()
    return county.record.directory


def expect(county: CountedCounty, *precincts: int) -> None:
    entries = [
        BallotsExpected(PrecinctId(f"P{number:02d}"), None, 20, ExpectedFrom.POLLBOOK, "clerk") for number in precincts
    ]
    county.record.append(entries)


@pytest.fixture
def county(counted: Path, tmp_path: Path) -> "CountedCounty":
    """A copy of the record."""
    found = CountedCounty.__new__(CountedCounty)
    found.record = open_record(Path(shutil.copytree(counted, tmp_path / "record")))
    return found


Returns = Callable[..., ExitCode]


@pytest.fixture
def returns(county: CountedCounty) -> Returns:
    def command(*words: object) -> ExitCode:
        return ExitCode(run(["returns", str(county.record.directory), *map(str, words)]))

    return command


def test_a_precinct_for_which_a_ballot_waits_has_no_return_and_the_message_says_what_settles_it(
    returns: Returns, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert returns("--precinct", "P01", "--out", tmp_path / "P01.pdf") == ExitCode.WRONG_INPUT
    message = capsys.readouterr().err
    assert "Precinct P01 is not complete" in message
    assert "P01-polls: for the counting board, 1 sheet of this precinct. Decide upon them: page Counting" in message
    assert not (tmp_path / "P01.pdf").exists()


def test_a_partial_return_says_so_on_every_page_of_both_copies(returns: Returns, tmp_path: Path) -> None:
    assert returns("--precinct", "P01", "--partial", "--out", tmp_path / "P01.pdf") == ExitCode.WAITING
    pages = pages_of(tmp_path / "P01.pdf")
    assert len(pages) == 4
    assert all(page.count("PARTIAL: the precinct is not complete") == 1 for page in pages)
    assert [["Copy 1", "Copy 2"].index(page[page.index("Copy") :][:6]) for page in pages] == [0, 0, 1, 1]
    assert "Jo, judge of board 1" in pages[1]


def test_every_form_has_the_same_figures(
    county: CountedCounty, returns: Returns, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(county, BATCH, ASKED, written_in(DANA))
    for form in ("pdf", "html", "csv", "json"):
        assert returns("--precinct", "Larkspur 1", "--out", tmp_path / f"P01.{form}") == ExitCode.DONE
    found = json.loads((tmp_path / "P01.json").read_text("utf-8"))
    head = county.record.head()
    assert (found["ledger"], found["partial"]) == ({"number": head.number, "hash": head.hash}, False)
    rows = [
        [row["name"], row["machine"], row["board"], row["hand"], row["counts"]] for row in found["contests"][0]["rows"]
    ]
    assert rows == [
        ["Ash", 9, 0, 0, 9],
        ["Birch", 7, 0, 0, 7],
        ["Cedar", 3, 0, 0, 3],
        ["Dana Gray (write-in)", 0, 1, 0, 1],
        ["undervotes", 0, 0, 0, 0],
        ["overvotes", 0, 0, 0, 0],
        ["ballots with the contest", 19, 1, 0, 20],
    ]
    in_csv = list(csv.reader(StringIO((tmp_path / "P01.csv").read_text("utf-8"))))
    page, paper = (tmp_path / "P01.html").read_text("utf-8"), pages_of(tmp_path / "P01.pdf")[0]
    for name, *figures in rows:
        machine, board, hand, counts = map(str, figures)
        assert [name, machine, board, hand, "", counts] in in_csv
        assert (
            f"<td>{name}</td>" + "".join(f'<td class="n">{one}</td>' for one in (machine, board, hand, "", counts))
            in page
        )
        assert f"{name} {machine} {board} {hand} {counts}" in paper
    assert all(
        f"{head.number}:{head.hash}" in text for text in (page, paper, (tmp_path / "P01.csv").read_text("utf-8"))
    )
    assert returns("--precinct", "P01") == ExitCode.DONE
    assert "Dana Gray (write-in)" in capsys.readouterr().out


def test_a_return_has_the_totals_of_results_by_precinct(
    county: CountedCounty, returns: Returns, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(county, BATCH, ASKED, written_in(DANA))
    shown = answer_of(capsys, "results", county.record.directory, "--by", "precinct", "--json")
    own = next(one for one in shown["precincts"] if one["precinct"] == "P01")
    made = answer_of(capsys, "returns", county.record.directory, "--precinct", "P01", "--format", "json")
    assert len(made["contests"]) == 5
    for totals, contest in zip(own["contests"], made["contests"], strict=True):
        people = {one["choice"]: one["votes"] for one in (*totals["choices"], *totals["write_ins"])}
        assert {row["choice"]: row["counts"] for row in contest["rows"] if row["choice"] is not None} == people
        others = {row["row"]: row["counts"] for row in contest["rows"] if row["choice"] is None}
        assert others == {
            "undervotes": totals["undervotes"],
            "overvotes": totals["overvotes"],
            "ballots with the contest": totals["sheets"],
        }


def test_a_ballot_opened_again_supersedes_the_return_and_what_differs_is_said(
    county: CountedCounty, returns: Returns, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(county, BATCH, ASKED, written_in(DANA))
    returns("--precinct", "P01", "--out", tmp_path / "P01.json")
    head = county.record.head()
    expect(county, 3)
    assert returns("--check", tmp_path / "P01.json") == ExitCode.DONE, "another precinct's number changes nothing"
    assert f"stands: its figures are those of the record now, at entry {head.number + 1}" in capsys.readouterr().out
    county.record.append([DecisionReopened(BATCH, ASKED, 1, "jo", "the name was misread")])
    for given in ((tmp_path / "P01.json",), (f"{head.number}:{head.hash}", "--precinct", "P01")):
        assert returns("--check", *given) == ExitCode.WAITING
        out, err = capsys.readouterr()
        assert f"at entry {head.number} IS SUPERSEDED" in err
        assert ["us-senator,", "dana-gray,", "counts", "1", "0"] in [line.split() for line in out.splitlines()]
        assert "page Counting board" in out


def test_an_altered_file_and_one_of_another_record_are_told(
    county: CountedCounty, returns: Returns, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "P02.json"
    returns("--precinct", "P02", "--out", place)
    found = json.loads(place.read_text("utf-8"))
    assert checked(returns, place, found | {"ballots": 21}) == ExitCode.WAITING
    assert "IS NOT WHAT THE RECORD SAID THERE" in capsys.readouterr().err
    named = json.loads(json.dumps(found).replace("Birch", "Beech"))
    assert checked(returns, place, named) == ExitCode.WAITING
    assert "NAMES SOMETHING OTHERWISE" in capsys.readouterr().err
    assert checked(returns, place, found | {"ledger": {"number": 10**30, "hash": "0" * 64}}) == ExitCode.WRONG_INPUT
    assert checked(returns, place, found | {"ledger": {"number": 9, "hash": "0" * 64}}) == ExitCode.WRONG_INPUT
    assert "has no entry 9 with the hash 000" in capsys.readouterr().err
    broken_files: list[Any] = [
        [],
        {"format": "canvass-return/1"},
        found | {"contests": [1]},
        found | {"ballots": "20"},
        found | {"ledger": {"number": float("inf"), "hash": "0"}},
    ]
    for broken in broken_files:
        assert checked(returns, place, broken) == ExitCode.WRONG_INPUT
        assert "The file is no return in JSON" in capsys.readouterr().err
    assert returns("--check", tmp_path / "none.json") == ExitCode.WRONG_INPUT
    assert returns("--check", f"9:{'0' * 64}") == ExitCode.USAGE
    for number in ("9" * 150, "\u0969", "1,5"):
        assert returns("--check", f"{number}:{'0' * 64}", "--precinct", "P02") == ExitCode.WRONG_INPUT
        assert "is no file, and no head of a ledger" in capsys.readouterr().err
    assert returns("--check", f"{'9' * 5_000}:{'0' * 64}", "--precinct", "P02") == ExitCode.ENVIRONMENT
    assert returns("--precinct", "P99") == ExitCode.WRONG_INPUT
    assert returns() == ExitCode.USAGE


def checked(returns: Returns, place: Path, content: Any) -> ExitCode:
    place.write_text(json.dumps(content), encoding="utf-8")
    return returns("--check", place)


def test_the_certified_audit_supersedes_the_return_with_its_manual_count(
    county: CountedCounty, returns: Returns, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(county, BATCH, ASKED, written_in(None))
    returns("--precinct", "P01", "--out", tmp_path / "P01.json")
    count_drawn(counted_again(county), but=(1, 2))
    audit = CountyAudit(counted_again(county)).select().open_boxes(SENATE_UNIT.precinct)
    audit.tally(SENATE_UNIT, audit.as_machine(SENATE_UNIT, ash=10, birch=6)).count_the_rest().certify()
    capsys.readouterr()
    assert returns("--check", tmp_path / "P01.json") == ExitCode.WAITING
    out, _ = capsys.readouterr()
    changed = [line.split() for line in out.splitlines()]
    assert ["us-senator,", "ash,", "counts", "9", "10"] in changed
    assert not any(words and words[0] == "ca-116," for words in changed), "there the manual count agrees"
    assert returns("--precinct", "P01") == ExitCode.DONE


def counted_again(county: CountedCounty) -> CountedCounty:
    county._cards = {card.precinct: card for card in county.election.cards}
    return county


def test_no_return_is_made_or_checked_before_the_polls_close(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    county = CountedCounty(tmp_path / "sealed", (now() + timedelta(days=20)).date())
    county.count_precinct(1)
    head = county.record.head()
    for words in (("--precinct", "P01", "--partial"), ("--precinct", "P01", "--check", f"{head.number}:{head.hash}")):
        assert run(["returns", str(tmp_path / "sealed"), *words]) == ExitCode.SEALED
        out, err = capsys.readouterr()
        assert (out, "sealed until the polls close" in err) == ("", True)


def pages_of(place: Path) -> list[str]:
    document = pypdfium2.PdfDocument(place.read_bytes())
    return [page.get_textpage().get_text_range() for page in document]
