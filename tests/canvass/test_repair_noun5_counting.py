"""Drawn ballots of two editions in one record: counted, verified, told apart, and shown (13-12-204, 13-15-106)."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from canvass.cli import run
from canvass.record import open_record
from imaging.layout import CardId
from imaging.sheets import ReasonCode
from tabulate.board.places import SheetName
from tabulate.editions.joined import JoinedElection
from tabulate.ledger.entries import SheetCounted, SheetNotRead
from tests.canvass.corrected_county import DEAD_ID, NEW, NEW_ID, CorrectedCounty, corrected_county
from tests.canvass.counts import answer_of, sheets_of
from tests.canvass.printout_decks import add_printouts
from tests.tabulate.ledger_makers import batch_opened

SHEETS = 4
TAKE = ("--ground", "the candidate died", "--on", "2026-10-20", "--by", "Ann Clerk")


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> CorrectedCounty:
    return corrected_county(tmp_path_factory.mktemp("corrected"), SHEETS)


def does(*arguments: str | Path) -> int:
    return run([str(argument) for argument in arguments])


@pytest.fixture
def record(county: CorrectedCounty, tmp_path: Path) -> Path:
    """Opened with the first edition."""
    assert does("new", tmp_path / "record", county.definitions[0]) == 0
    return tmp_path / "record"


def count(record: Path, scans: Path, batch: str, *more: str) -> int:
    return does("count", record, scans, "--batch", batch, "--machine", "left scanner", *more)


def test_ballots_of_both_editions_in_one_batch_count_each_for_whom_it_names(
    county: CorrectedCounty, record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert does("edition", record, county.definitions[1], *TAKE) == 0
    assert "Edition 2 of the ballots, taken by Ann Clerk, ordered on 2026-10-20" in capsys.readouterr().out
    assert count(record, county.scans(tmp_path / "scans"), "B") == 0
    totals = answer_of(capsys, "results", record, "--json")
    assert totals["sheets"]["counted"] == 2 * SHEETS
    for contest in totals["contests"]:
        votes = {one["choice"]: one["votes"] for one in contest["choices"]}
        assert {choice: n for choice, n in votes.items() if n} == dict(county.true_votes(contest["contest"]))
    (changed,) = [one for one in totals["contests"] if one["contest"] == county.contest]
    printed_on = {one["choice"]: one["editions"] for one in changed["choices"]}
    assert (printed_on.pop(DEAD_ID), printed_on.pop(NEW_ID)) == ([1], [2])
    assert set(map(tuple, printed_on.values())) == {(1, 2)}
    assert does("results", record) == 0
    said = capsys.readouterr().out
    assert f"{NEW.name} (edition 2)" in said
    assert "Edition 2 of the ballots, taken by Ann Clerk" in said
    assert does("verify", record, "--images") == 0
    status = answer_of(capsys, "status", record, "--json")
    assert [(one["number"], one["ground"]) for one in status["editions"]] == [(2, "the candidate died")]


def test_sheets_scanned_before_their_edition_was_taken_count_when_scanned_again(
    county: CorrectedCounty, record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert count(record, county.scans(tmp_path / "early"), "early") == 1
    with open_record(record) as opened:
        early = [one for one in sheets_of(opened) if isinstance(one, SheetNotRead)]
    assert [[reason.code for reason in one.reading.reasons] for one in early] == [[ReasonCode.OTHER_ELECTION]] * SHEETS
    capsys.readouterr()
    assert does("edition", record, county.definitions[1], *TAKE) == 0
    assert f"{SHEETS} sheets of this record were set aside as of another election" in capsys.readouterr().err
    assert count(record, county.scans(tmp_path / "again", [2]), "again") == 0
    totals = answer_of(capsys, "results", record, "--json")
    (changed,) = [one for one in totals["contests"] if one["contest"] == county.contest]
    votes = {one["choice"]: one["votes"] for one in changed["choices"] if one["votes"]}
    assert votes == dict(county.true_votes(county.contest))
    assert does("verify", record, "--images") == 0, "what was set aside before the edition was taken stays as it was"


def test_where_batches_are_apart_each_says_its_edition(
    county: CorrectedCounty, record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert does("edition", record, county.definitions[1], *TAKE, "--apart") == 0
    scans = county.scans(tmp_path / "scans")
    assert count(record, scans, "B") == 3
    assert "say with --edition which it is" in capsys.readouterr().err
    assert count(record, scans, "B", "--edition", "3") == 3
    assert "2 editions of the ballots, and no edition 3" in capsys.readouterr().err
    assert count(record, scans, "B", "--edition", "2", "--ballot-style", "S99") == 3
    assert count(record, scans, "B", "--edition", "2") == 1
    with open_record(record) as opened:
        entries = sheets_of(opened)
        batch = opened.batch_opened("B")
    assert batch is not None
    assert batch.edition == 2
    counted = [one for one in entries if isinstance(one, SheetCounted)]
    assert len(counted) == SHEETS
    assert all(one.votes.ballot_style.endswith("-edition-2") for one in counted)
    assert count(record, scans, "B", "--edition", "1") == 3
    assert "was opened with another edition" in capsys.readouterr().err
    assert_same_paper_is_found_in_the_other_edition(record)
    assert does("verify", record, "--images") == 0


def assert_same_paper_is_found_in_the_other_edition(record: Path) -> None:
    """The ink of a sheet counted as one of edition 2 is known when the paper comes as one of edition 1."""
    from canvass.counting.seen_before import SeenBefore
    from canvass.record.ink.fingerprints import SheetInk, kept

    with open_record(record) as opened:
        rows = enumerate(opened.entries(), start=1)
        number, entry = next((n, one) for n, one in rows if isinstance(one, SheetCounted))
        fingerprint, card = kept(opened.alias, number), entry.votes.card
        assert fingerprint is not None
        seen = SeenBefore(opened, batch_opened("C"))
        again = SheetInk(SheetName("C", 1), CardId(card.replace("-edition-2", "")), fingerprint)
        paper = seen.find(again)
        assert paper is not None
        assert paper.name == SheetName("B", entry.reading.number)


def test_a_record_that_is_open_sees_the_edition_that_another_process_takes(
    county: CorrectedCounty, record: Path
) -> None:
    with open_record(record) as opened:
        assert not isinstance(opened.election, JoinedElection)
        assert does("edition", record, county.definitions[1], *TAKE) == 0
        assert isinstance(opened.election, JoinedElection)
        names = opened.election.contest(county.contest).names
    assert {DEAD_ID, NEW_ID} <= set(names)


def test_a_record_without_a_further_edition_says_nothing_of_editions(
    county: CorrectedCounty, record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert count(record, county.scans(tmp_path / "scans", [1]), "B") == 0
    totals, status = (answer_of(capsys, what, record, "--json") for what in ("results", "status"))
    assert '"editions"' not in json.dumps(totals) + json.dumps(status)
    with open_record(record) as opened:
        assert all('"edition"' not in row.body for row in opened.ledger())


def test_device_printouts_of_both_editions_count_by_the_contests_of_their_own(
    county: CorrectedCounty, record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scans = tmp_path / "printouts"
    scans.mkdir()
    expected: Counter[str] = Counter()
    for edition, definition in enumerate(county.definitions, start=1):
        made = add_printouts(definition, tmp_path / f"made-{edition}" / "scans", 1, seed=edition)
        for scan in (tmp_path / f"made-{edition}" / "scans").iterdir():
            scan.rename(scans / f"{edition}{scan.name}")
        votes = (one.votes for truth in made.values() for one in truth.contests if one.contest == county.contest)
        expected.update(choice for chosen in votes for choice in chosen if not choice.startswith("write-in"))
    assert does("edition", record, county.definitions[1], *TAKE) == 0
    assert count(record, scans, "D") in (0, 1)
    totals = answer_of(capsys, "results", record, "--json")
    assert totals["printouts"]["sheets"] == 2
    assert totals["sheets"]["not_read"] == 0
    (changed,) = [one for one in totals["contests"] if one["contest"] == county.contest]
    assert {one["choice"]: one["votes"] for one in changed["choices"] if one["votes"]} == dict(expected)
    assert does("verify", record) == 0
