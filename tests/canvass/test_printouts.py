"""Device printouts beside hand-marked ballots, from the folder to the totals."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from canvass import clock
from canvass.cli import canvass, run
from canvass.console.progress import SilentProgress
from canvass.counting.batches import BatchRequest, new_batch
from canvass.counting.count import count
from canvass.errors import ExitCode, InputError
from canvass.reading.outcomes import accepted
from canvass.record import open_record
from canvass.verifying.ledger import verify_ledger
from imaging.sheets import ReadPrintout
from tabulate.board.polls import PollsClosed
from tabulate.election import CountingMethod
from tabulate.ledger.entries import SheetCounted, SheetQuestioned
from tabulate.votes import Counted
from test_ballots.printouts.truth import PrintoutTruth
from tests.canvass.conftest import County
from tests.canvass.counts import answer_of
from tests.canvass.printout_decks import add_printouts, votes_of

if TYPE_CHECKING:
    from canvass.record.store import Record

HAND_MARKED, PRINTOUTS = 3, 4
AFTER = datetime(2026, 11, 4, 3, 0, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Mixed:
    """One folder with both kinds of ballot, counted as one batch of a record."""

    record: Path
    definition: Path
    scans: Path
    truths: dict[str, PrintoutTruth]


@pytest.fixture(scope="module")
def mixed(county: County, tmp_path_factory: pytest.TempPathFactory) -> Mixed:
    folder = tmp_path_factory.mktemp("mixed")
    scans = folder / "scans"
    truths = add_printouts(county.definition, scans, PRINTOUTS, seed=31)
    for number in range(1, HAND_MARKED + 1):
        for side in (1, 2):
            shutil.copy(county.scans / f"sheet-{number:05d}-{side}.jpg", scans)
    assert run(["new", str(folder / "rec"), str(county.definition)]) == 0
    assert run(["count", str(folder / "rec"), str(scans), "--batch", "M-1", "--machine", "left"]) in (0, 1)
    with open_record(folder / "rec") as record:
        record.append([PollsClosed("the administrator")])
    return Mixed(folder / "rec", county.definition, scans, truths)


@pytest.fixture(scope="module")
def mixed_lines(mixed: Mixed) -> list[dict[str, Any]]:
    """What `canvass read --json` says of the mixed folder."""
    done = CliRunner().invoke(
        canvass, ["read", str(mixed.definition), str(mixed.scans), "--json"], standalone_mode=False
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def after_the_polls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER)


def test_a_mixed_folder_is_told_apart_and_every_vote_is_the_truth_s(
    mixed: Mixed, mixed_lines: list[dict[str, Any]]
) -> None:
    assert Counter(line["kind"] for line in mixed_lines) == {"hand-marked": HAND_MARKED, "device printout": PRINTOUTS}
    for line in mixed_lines:
        assert line["outcome"] == "read"
        assert ("targets" in line, "words" in line) == (line["kind"] == "hand-marked", line["kind"] != "hand-marked")
        if line["kind"] == "device printout":
            truth = mixed.truths[Path(line["files"][0]).name]
            assert (line["ballot_style"], line["precinct"], line["card"]) == (
                truth.ballot_style,
                truth.precinct,
                truth.card,
            )
            assert {one["contest"]: sorted(one["choices"]) for one in line["contests"]} == votes_of(truth)
            contests = [contest.contest for contest in truth.contests]
            assert line["words"] == {"agree": contests, "differ": [], "unread": []}
            assert bool(line["reasons"]) is any(
                "write-in:" in vote for votes in votes_of(truth).values() for vote in votes
            )


def test_an_overlay_is_drawn_of_a_printout_too(mixed: Mixed, tmp_path: Path) -> None:
    name = min(mixed.truths)
    run(["read", str(mixed.definition), str(mixed.scans / name), "--json", "--overlay", str(tmp_path / "out")])
    (picture,) = (tmp_path / "out").iterdir()
    assert picture.name == f"00001-printout-{Path(name).stem}.png"
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_people_are_told_too(mixed: Mixed, capsys: pytest.CaptureFixture[str]) -> None:
    name = min(mixed.truths)
    run(["read", str(mixed.definition), str(mixed.scans / name)])
    shown = capsys.readouterr().out
    assert "device printout, ballot style" in shown
    assert f"{len(mixed.truths[name].contests)} contests agree, 0 differ, 0 unread" in shown


def test_status_and_results_count_the_words_of_printouts(
    mixed: Mixed, capsys: pytest.CaptureFixture[str], after_the_polls: None
) -> None:
    contests = sum(len(truth.contests) for truth in mixed.truths.values())
    expected = {"sheets": PRINTOUTS, "words": {"agree": contests, "differ": 0, "unread": 0}}
    assert answer_of(capsys, "status", mixed.record, "--json")["printouts"] == expected
    assert answer_of(capsys, "results", mixed.record, "--json")["printouts"] == expected
    run(["status", str(mixed.record)])
    run(["results", str(mixed.record)])
    assert capsys.readouterr().out.count(f"{PRINTOUTS} device printouts read") == 2


def test_the_totals_are_those_of_both_kinds_together(
    mixed: Mixed, mixed_lines: list[dict[str, Any]], capsys: pytest.CaptureFixture[str], after_the_polls: None
) -> None:
    expected: Counter[tuple[str, str]] = Counter()
    for line in mixed_lines:
        for contest in line["contests"]:
            expected.update((contest["contest"], choice) for choice in contest["choices"] if "write-in" not in choice)
    results = answer_of(capsys, "results", mixed.record, "--json")
    found = Counter(
        {
            (contest["contest"], choice["choice"]): choice["votes"]
            for contest in results["contests"]
            for choice in contest["choices"]
        }
    )
    assert expected.total() > 20
    assert +found == expected
    assert results["sheets"]["in"] == HAND_MARKED + PRINTOUTS


def test_results_by_method_show_nothing_of_so_few_ballots(
    mixed: Mixed, capsys: pytest.CaptureFixture[str], after_the_polls: None
) -> None:
    methods = answer_of(capsys, "results", mixed.record, "--by", "method", "--json")["methods"]
    assert methods
    for contest in methods:
        assert contest["whole"] is None
        assert all(row["device printout"]["sheets"] == 0 for row in contest["precincts"])
    assert run(["results", str(mixed.record), "--by", "method"]) in (0, 1)
    shown = capsys.readouterr().out
    assert "13-3-208(4)" in shown
    assert "all precincts: suppressed" in shown


def test_results_by_method_wait_for_a_finished_count(
    county: County, new_record: Callable[[str], Record], after_the_polls: None, capsys: pytest.CaptureFixture[str]
) -> None:
    record = new_record("rec")
    record.append([PollsClosed("the administrator")])
    stopped = iter([False, True])
    with pytest.raises(Exception, match="stopped"):
        count(record, county.scans, BatchRequest("B", "m"), SilentProgress(), lambda: next(stopped, True))
    assert run(["results", str(record.directory), "--by", "method"]) == ExitCode.WRONG_INPUT
    assert "not finished: batch B" in capsys.readouterr().err


def test_a_record_with_printouts_verifies_with_its_images(mixed: Mixed, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", str(mixed.record), "--images"]) == 0


def test_the_same_printout_scanned_into_another_batch_is_a_repeat(
    mixed: Mixed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = Path(shutil.copytree(mixed.record, tmp_path / "rec"))
    scans = tmp_path / "again"
    scans.mkdir()
    name = min(mixed.truths)
    for file in mixed.truths[name].files:
        shutil.copy(mixed.scans / file, scans)
    assert run(["count", str(record), str(scans), "--batch", "M-2", "--machine", "left"]) == ExitCode.WAITING
    assert answer_of(capsys, "status", record, "--json")["reasons"] == {"repeated image": 1}


def test_a_record_whose_printout_was_given_other_votes_does_not_verify(
    mixed: Mixed, new_record: Callable[[str], Record]
) -> None:
    with open_record(mixed.record) as honest:
        entry = next(
            entry
            for entry in honest.entries()
            if isinstance(entry, SheetCounted | SheetQuestioned) and isinstance(entry.reading, ReadPrintout)
        )
    first = next(one for one in entry.votes.contests if isinstance(one, Counted) and one.choices)
    others = tuple(
        replace(one, choices=(), undervotes=one.undervotes + len(first.choices)) if one is first else one
        for one in entry.votes.contests
    )
    record = new_record("forged")
    forged = replace(
        entry, reading=replace(entry.reading, number=1), votes=replace(entry.votes, contests=others), batch="F"
    )
    record.append([new_batch(record.election, BatchRequest("F", "left"), "digest"), forged])
    (problem,) = verify_ledger(record).problems
    assert "what the law makes of the barcodes and words recorded" in problem


@pytest.mark.parametrize("typed", ["", "xyz", "12", "0" * 65, "b52e9f4728bb34e7ff4g"])
def test_what_is_no_hash_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="accept-hash"):
        accepted([typed])


def test_accepted_hashes_are_bound_to_the_batch(
    mixed: Mixed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = Path(shutil.copytree(mixed.record, tmp_path / "rec"))
    again = ["count", str(record), str(mixed.scans), "--batch", "M-1", "--machine", "left"]
    assert run([*again, "--accept-hash", "ABCDEF0123"]) == ExitCode.WRONG_INPUT
    assert "another set of accepted hashes" in capsys.readouterr().err
    assert run(again) in (0, 1)


def test_the_methods_are_the_kinds_that_reading_names() -> None:
    assert {method.value for method in CountingMethod} == {"hand-marked", "device printout"}
