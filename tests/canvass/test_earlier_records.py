"""A record that version 0.1.0 made opens, verifies, says what that version said, and goes on."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db import models

from canvass.cli import run
from canvass.console.progress import SilentProgress
from canvass.counting.batches import BatchRequest
from canvass.counting.count import count
from canvass.deciding.decisions import Deciding
from canvass.record import open_record
from canvass.verifying.images import verify_images
from canvass.verifying.ledger import verify_ledger
from tabulate.board.checking import ruling
from tabulate.board.places import Place, SheetName
from tabulate.board.subjects import HandCountName, TransferNumber
from tabulate.board.write_ins import declared_in
from tabulate.election import ContestId
from tabulate.ledger.fold import fold
from tests.tabulate.every_entry import EVERY_ENTRY

if TYPE_CHECKING:
    from canvass.record.store import Record

BEFORE = Path(__file__).parents[1] / "records" / "0.1.0"
EXPECTED = json.loads((BEFORE / "expected.json").read_text())
LEFT, WENT_ON = EXPECTED["as it was left"], EXPECTED["after it went on"]
BOARD = (("member", "Eve"), ("member", "Flo"), ("member", "Gus"), ("clerk", "Hal"), ("clerk", "Ida"), ("clerk", "Jo"))
BEGUN = SheetName("AB-001", 6)
"""One judge of three has decided about it."""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    with tarfile.open(BEFORE / "record.tar.xz") as archive:
        archive.extractall(tmp_path, filter="data")
    return tmp_path / "record"


@pytest.fixture
def earlier(directory: Path) -> Iterator[Record]:
    with open_record(directory) as opened:
        yield opened


def said(capsys: pytest.CaptureFixture[str], *words: str | Path) -> dict[str, Any]:
    capsys.readouterr()
    assert run([str(word) for word in words]) in (0, 1)
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_it_holds_every_kind_of_entry(earlier: Record) -> None:
    assert {row.kind for row in earlier.ledger()} == {entry.kind for entry in EVERY_ENTRY}


def test_it_ends_where_it_ended(earlier: Record) -> None:
    head = earlier.head()
    assert {"number": head.number, "hash": head.hash} == LEFT["status"]["head"]


def test_its_ledger_verifies(earlier: Record) -> None:
    assert verify_ledger(earlier).problems == []


def test_every_image_shows_what_was_recorded(earlier: Record) -> None:
    assert problems_of_images(earlier, 21) == []


def problems_of_images(record: Record, sheets: int) -> list[str]:
    """But for the words of the one printout, which another version of the recogniser may read otherwise."""
    problems = verify_images(record, sheets, SilentProgress())
    return [problem for problem in problems if "lines of words" not in problem]


@pytest.mark.parametrize("what", ["status", "results", "test results"])
def test_it_says_what_was_said_of_it(what: str, directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, *words_for(what, directory)) == LEFT[what]


def words_for(what: str, directory: Path) -> list[str | Path]:
    options = {"status": [], "results": ["--by", "precinct"], "test results": ["--test"]}[what]
    return [what.rpartition(" ")[2], directory, "--json", *options]


def test_the_tables_worked_out_anew_are_those_that_were_kept(earlier: Record) -> None:
    from canvass.record.work.projections import catch_up, clear

    kept = tables(earlier)
    assert all(kept.values())
    with earlier.writing():
        clear(earlier.alias)
        catch_up(earlier.alias)
    assert tables(earlier) == kept


PARTS_READ = ("boards", "mode", "ballots", "transfers", "declared", "polls_closed", "halts", "hand_counts", "replaced")


def test_what_is_read_for_one_ballot_is_what_the_whole_ledger_comes_to(earlier: Record) -> None:
    from canvass.record.work.replay import Replay

    board = fold(earlier.outlines()).board
    assert len(board.ballots) > 10
    assert board.transfers.by_number
    assert board.hand_counts
    replay = Replay(earlier.alias)
    replay.load(
        (*board.ballots, *map(TransferNumber, board.transfers.by_number), *map(HandCountName, board.hand_counts))
    )
    for part in (
        "boards",
        "mode",
        "ballots",
        "transfers",
        "declared",
        "polls_closed",
        "halting",
        "hand_counts",
        "replaced",
    ):
        assert getattr(replay.state, part) == getattr(board, part), part
    places = [replay.state.place_of(name) for name in board.ballots]
    assert places == [board.place_of(name) for name in board.ballots]


def tables(record: Record) -> dict[str, list[tuple[object, ...]]]:
    from canvass.record.tables.models import BallotRow, EntryAboutRow, QuestionRow

    return {table.__name__: sorted(rows_of(table, record)) for table in (BallotRow, QuestionRow, EntryAboutRow)}


def rows_of(table: type[models.Model], record: Record) -> Iterator[tuple[object, ...]]:
    columns = [field.attname for field in table._meta.fields if not isinstance(field, models.AutoField)]
    yield from table._default_manager.using(record.alias).values_list(*columns)


@contextmanager
def gone_on(directory: Path) -> Iterator[Record]:
    """Three more sheets counted, and the ballot that one judge has decided about decided by the two others."""
    with open_record(directory) as record:
        count(record, BEFORE / "more", BatchRequest("AB-004", "left-scanner"), SilentProgress())
        contest = next(one for one in record.election.contests if one.id == "sheriff")
        for judge in ("bo", "cy"):
            Deciding(record).decide(judge, BEGUN, 1, [ruling(contest, overvoted=True)])
        yield record


def test_it_goes_on_with_another_batch_and_another_decision(directory: Path) -> None:
    with gone_on(directory) as record:
        rows = list(record.ledger(LEFT["status"]["head"]["number"]))
        assert [[row.kind, said_in(json.loads(row.body))] for row in rows] == WENT_ON["entries"]
        assert {row.salt for row in record.ledger()} == {""}, "a record keeps the format that it was opened with"
        assert Deciding(record).ballot(BEGUN).place is Place.RESOLVED
        assert verify_ledger(record).problems == []
        assert problems_of_images(record, 24) == []


def said_in(body: dict[str, Any]) -> object:
    return body.get("votes") or {key: body[key] for key in ("batch", "sheets", "judge", "sheet") if key in body}


@pytest.mark.parametrize("what", ["status", "results", "test results"])
def test_after_it_went_on_it_says_what_the_version_that_made_it_would(
    what: str, directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with gone_on(directory):
        pass
    answer = said(capsys, *words_for(what, directory))
    if what == "status":
        del answer["head"]["hash"]  # of entries that carry today's time
    assert answer == WENT_ON[what]


def test_a_contest_of_it_is_recounted_to_the_certificate(
    directory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For the canvassers' error, while ballots wait: it counts, verifies, and the rest is as it was."""
    with open_record(directory) as record:
        day = record.election.date
        where = record.election.precincts[0].id
        choices = [str(one.id) for one in record.election.contest(ContestId("sheriff")).choices]
        declared = fold(record.outlines()).board.declared
        choices += [one.id for one in declared_in(record.election.contest(ContestId("sheriff")), declared)]
    on = str(day + timedelta(days=14))
    by, named = ("--by", "Dee Clerk"), ("--contest", "sheriff", "--precinct", where)
    paper = ("--error", "--petitioner", "the board of county canvassers", "--statement", "One ballot in excess.")
    days = ("--canvass", on, "--filed", on, "--notice", on)
    board = [f"--{kind}={name}={name.lower()}" for kind, name in BOARD]
    rows = {"ballots": 9, **dict.fromkeys(choices, 0), choices[0]: 4, choices[1]: 5, "undervotes": 0, "overvotes": 0}
    sheets, out = tmp_path / "sheets.csv", tmp_path / "papers"
    sheets.write_text("row,Ida,Jo\n".lower() + "".join(f"{row},{number},{number}\n" for row, number in rows.items()))
    signed = ("--signer", "Eve", "--signer", "Flo", "--attested-by", "Dee Clerk", "--proceedings", "Recounted.")
    steps: list[tuple[str, list[object]]] = [
        ("petition", ["R-1", *named, *paper, *days, *by]),
        ("open", ["R-1", *board, "--secretary", "Dee Clerk", "--met", on, *by]),
        ("tally", ["R-1", sheets, "--precinct", where, "--ballots", 9, "--reader", "hal", *by]),
        ("certify", ["R-1", *signed, "--on", on, "--out", out, *by]),
    ]
    for verb, words in steps:
        assert run(["recount", verb, str(directory), *map(str, words)]) in (0, 1), verb
    found = json.loads((out / "recount.json").read_text("utf-8"))
    assert found["precincts"][0]["recounted"] | {choices[0]: 4, choices[1]: 5} == found["precincts"][0]["recounted"]
    answer = said(capsys, *words_for("results", directory))
    assert [one["contest"] for one in answer.pop("recounts")] == ["sheriff"]
    assert answer == LEFT["results"], "what was counted is kept as it was"
    with open_record(directory) as record:
        assert verify_ledger(record).problems == []
    form = said(capsys, "returns", directory, "--precinct", where, "--partial", "--format", "json")
    sheriff = next(one for one in form["contests"] if one["contest"] == "sheriff")
    assert {row["choice"]: row["counts"] for row in sheriff["rows"] if row["choice"] in choices[:2]} == {
        choices[0]: 4,
        choices[1]: 5,
    }
