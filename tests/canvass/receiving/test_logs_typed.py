"""The office's logs as a clerk types them: what is missing is named, few ballots lie with others, no name comes in."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from canvass import clock
from canvass.cli import run
from canvass.errors import ExitCode, InputError
from canvass.receiving.accepted_scanned import AcceptedLine, AcceptedScanned, tracked
from canvass.receiving.intake_typed import second_typed
from canvass.record import open_record
from tabulate.election import PrecinctId
from tabulate.hours import MONTANA_TIME
from tabulate.ledger.batch_kinds import BatchKind
from tests.canvass.audited_county import election_day
from tests.canvass.canvassing.canvassed_record import CanvassedRecord, pages_of
from tests.canvass.election_office.test_log_pages import LIST, NAMES, hour

BY = ("--by", "Dee Clerk")
P1, P2, P3 = (PrecinctId(f"P{number}") for number in (1, 2, 3))
TWO = ("--official", "Ada Ash", "--official", "Bo Birch")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small county with two absentee batches, and one of ballots that were held."""
    made = CanvassedRecord(tmp_path_factory.mktemp("kept") / "record")
    made.count_batch("A-1", P1, [{}] * 12, kind=BatchKind.ABSENTEE)
    made.count_batch("A-2", P2, [{}] * 11, kind=BatchKind.ABSENTEE)
    made.record.close()
    return made.record.directory


@pytest.fixture
def record(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "record"))


def typed(record: Path, command: str, verb: str, *words: object) -> ExitCode:
    return ExitCode(run([command, verb, str(record), *map(str, words)]))


def as_json(record: Path, folder: Path, command: str, verb: str = "list") -> Any:
    out = folder / f"{command}-{verb}.json"
    typed(record, command, verb, "--out", out)
    return json.loads(out.read_text("utf-8"))


def accepted(folder: Path, **batches: tuple[str, int]) -> Path:
    rows, number = ["precinct,ballot,status,batch"], 0
    for batch, (precinct, ballots) in batches.items():
        for _ in range(ballots):
            number += 1
            rows.append(f"{precinct},{number},accepted,{batch.replace('_', '-')}")
    file = folder / "accepted.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def test_one_ballot_of_all_that_were_accepted_is_missing_and_its_batch_is_named(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """G1: 24 accepted, 23 scanned; of 1,204 and 1,203 it is said alike."""
    file = accepted(tmp_path, A_1=("P1", 12), A_2=("P2", 12))
    assert typed(record, "absentee", "take", file, *BY) == ExitCode.DONE
    assert typed(record, "absentee", "list") == ExitCode.WAITING
    said = capsys.readouterr().out
    assert "24 accepted; 23 scanned." in said
    assert "Batch A-2: 12 accepted, 11 scanned: 1 missing." in said
    assert "Batch A-1:" not in said
    assert typed(record, "absentee", "take", accepted(tmp_path, A_1=("P1", 12), A_2=("P2", 11)), *BY) == ExitCode.DONE
    assert typed(record, "absentee", "list") == ExitCode.DONE
    assert "Every accepted ballot is scanned." in capsys.readouterr().out
    assert run(["verify", str(record)]) == ExitCode.DONE


def test_of_1_204_accepted_and_1_203_scanned_the_batch_is_named() -> None:
    lines = (AcceptedLine("A-1", 602, 602, 602, True), AcceptedLine("A-2", 602, 602, 601, True))
    found = AcceptedScanned(lines, 1_204, 0)
    assert found.said == "1,204 accepted; 1,203 scanned."
    assert found.differences == ("Batch A-2: 602 accepted, 601 scanned: 1 missing.",)


def scanned(**batches: int) -> AcceptedScanned:
    lines = tuple(AcceptedLine(name, count, count, count, True) for name, count in batches.items())
    return AcceptedScanned(lines, sum(batches.values()), 0)


@pytest.mark.parametrize(
    ("batches", "shown"),
    [
        ({"a": 9}, {}),
        ({"a": 10}, {"a": 10}),
        ({"a": 4, "b": 5}, {}),
        ({"a": 4, "b": 6}, {"a+b": 10}),
        ({"a": 1, "b": 10, "c": 30}, {"a+b": 11, "c": 30}),
        ({"a": 9, "b": 9, "c": 12}, {"a+b": 18, "c": 12}),
        ({}, {}),
    ],
)
def test_a_tracker_is_told_of_no_batch_of_fewer_than_ten_nor_of_one_by_subtraction(
    batches: dict[str, int], shown: dict[str, int]
) -> None:
    found = {"+".join(one.batches): one.accepted for one in tracked(scanned(**batches))}
    assert found == shown
    left = sum(batches.values()) - sum(found.values())
    assert left == 0 or not found, "nothing is left over beside what is told"


def test_what_a_tracker_is_told_says_nothing_of_a_sheet_a_number_or_a_precinct(record: Path, tmp_path: Path) -> None:
    typed(record, "absentee", "take", accepted(tmp_path, A_1=("P1", 12), A_2=("P2", 12)), *BY)
    rows = as_json(record, tmp_path, "absentee", "tracker")["tables"][0]["rows"]
    assert rows == [
        {"Batches": "A-1", "Accepted": 12, "Stands": "counted"},
        {"Batches": "A-2", "Accepted": 12, "Stands": "accepted"},
    ]


def test_the_papers_of_absentee_ballots_hold_numbers_and_no_name(record: Path, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text(NAMES, encoding="utf-8")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    assert typed(record, "absentee", "take", tmp_path / "names.csv", *BY) == ExitCode.WRONG_INPUT
    said = (tmp_path / "names.csv", "--leave-out", "Voter Name", *BY)
    assert typed(record, "absentee", "take", *said) == ExitCode.DONE
    assert typed(record, "absentee", "take", tmp_path / "list.csv", *BY) == ExitCode.DONE
    out = tmp_path / "certificate.pdf"
    assert typed(record, "absentee", "certificate", "--out", out) == ExitCode.DONE
    text = " ".join(pages_of(out))
    assert "1-5" in text
    assert "I certify that 7 ballots of these numbers were issued" in " ".join(text.split())
    with open_record(record) as opened:
        assert "Secretname" not in str(list(opened.entries()))


def test_w46_few_provisional_ballots_are_counted_with_nine_ordinary_ones(record: Path, tmp_path: Path) -> None:
    """Three precincts with 1, 4 and 7 pending ballots: each with nine ordinary ones in one batch."""
    number = 0
    for precinct, ballots in ((P1, 1), (P2, 4), (P3, 7)):
        for _ in range(ballots):
            number += 1
            said = ("--precinct", precinct, "--why", "no-identification", *BY)
            assert typed(record, "provisional", "receive", f"V-{number}", *said) == ExitCode.DONE
            outcome = ("--outcome", "proved", "--decided-at", hour("09:00", 1), *BY)
            assert typed(record, "provisional", "decide", f"V-{number}", *outcome) == ExitCode.DONE

    def together() -> list[str]:
        return [row["How they stand"] for row in as_json(record, tmp_path, "provisional")["tables"][1]["rows"]]

    assert together() == ["hold back 9 ordinary ballots more"] * 3
    for precinct in (P1, P2, P3):
        back = ("--precinct", precinct, "--ballots", "9", *TWO, *BY)
        assert typed(record, "provisional", "hold-back", *back) == ExitCode.DONE
    assert together() == ["held together"] * 3
    made = CanvassedRecord.again(record)
    for precinct, ballots in ((P1, 10), (P2, 13), (P3, 7)):
        made.count_batch(f"held-{precinct}", precinct, [{}] * ballots, kind=BatchKind.PROVISIONAL)
    made.record.close()
    alone = "7 lie alone in batch held-P3: withdraw it, and count them with ordinary ballots"
    assert together() == ["counted together", "counted together", alone]


def test_letters_say_the_reason_and_neither_a_name_nor_a_vote(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(record, "provisional", "letters", "--out", tmp_path / "none") == ExitCode.WRONG_INPUT
    typed(record, "provisional", "receive", "V-1", "--precinct", P1, "--why", "not-on-register", *BY)
    typed(record, "provisional", "decide", "V-1", "--outcome", "not-eligible", "--decided-at", hour("09:00", 1), *BY)
    assert typed(record, "provisional", "letters", "--out", tmp_path / "letters") == ExitCode.DONE
    (letter,) = (tmp_path / "letters").iterdir()
    assert typed(record, "provisional", "letters", "--out", tmp_path / "letters") == ExitCode.WRONG_INPUT
    assert "has letters of before" in capsys.readouterr().err, "else one of a struck envelope lies among those to send"
    assert typed(record, "provisional", "letters", "--out", letter) != ExitCode.FAULT, "a file is no folder"
    text = " ".join(" ".join(pages_of(letter)).split())
    assert "envelope V-1 of precinct North is rejected, and stays unopened" in text
    assert "The reason of the decision: not registered in the county (13-15-107(4))." in text
    (row,) = as_json(record, tmp_path, "provisional")["tables"][0]["rows"]
    assert row["Where the ballot goes"] == "TO BE SEALED with rejected ballots"
    signed = ("--signer", "Dee Clerk=administrator")
    sealed = ("X-1", "--holds", "rejected", "--precinct", "P1", "--seal", "77", *signed, *BY)
    assert typed(record, "seals", "seal", *sealed) == ExitCode.DONE
    (row,) = as_json(record, tmp_path, "provisional")["tables"][0]["rows"]
    assert row["Where the ballot goes"] == "sealed with rejected ballots: container X-1"


def test_w41_the_monday_to_the_second_by_commands(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monday = 7 - election_day().weekday()
    later = datetime.fromisoformat(hour("12:00", monday + 1)).replace(tzinfo=MONTANA_TIME)
    monkeypatch.setattr(clock, "now", lambda: max(later, datetime.now(MONTANA_TIME)))
    for number, received, regular in (
        ("F-1", hour("14:59", monday), ()),
        ("F-2", hour("15:00:01", monday), ()),
        ("F-3", hour("14:59", monday), ("--regular-at", hour("19:30"))),
    ):
        said = ("--sent-at", hour("19:59"), "--received-at", received, *regular, *BY)
        assert typed(record, "electronic", "federal", number, *said) == ExitCode.DONE
    rows = as_json(record, tmp_path, "electronic")["tables"][0]["rows"]
    first, second, third = (row["Whether it counts"] for row in rows)
    assert first == "counts; to be transcribed"
    assert second.startswith("does not count: it came in after 3 p.m. of Monday")
    assert third.startswith("does not count: the elector's regular ballot was in")
    three = (*TWO, "--official", "Cy Cole", "--transcribed-at", hour("16:00", monday), *BY)
    assert typed(record, "electronic", "transcribe", "F-1", *three) == ExitCode.DONE
    assert typed(record, "electronic", "transcribe", "F-2", *three) == ExitCode.WRONG_INPUT
    assert "Keep it unopened" in capsys.readouterr().err
    out = tmp_path / "transcriptions.pdf"
    assert typed(record, "electronic", "transcriptions", "--out", out) == ExitCode.DONE
    assert {"Ada", "Bo", "Cy"} <= set(" ".join(pages_of(out)).split())
    assert typed(record, "electronic", "report") == ExitCode.WRONG_INPUT, "no federal election"


@pytest.mark.parametrize("typed_hour", ["2026-11-09", "20261109", "2026-11-09T14", "2026-W46-1", "", "14:59"])
def test_a_day_is_no_hour_since_at_its_midnight_what_came_late_would_count(typed_hour: str) -> None:
    with pytest.raises(InputError, match="is no hour"):
        second_typed(typed_hour)


@pytest.mark.parametrize("typed_hour", ["2026-11-09T14:59", "2026-11-09 14:59:00", "2026-11-09T21:59Z"])
def test_an_hour_is_typed_with_its_minute(typed_hour: str) -> None:
    assert second_typed(f" {typed_hour} ") == "2026-11-09T14:59:00-07:00"


def test_w45_a_bill_is_written_and_paid_before_copies_are_given(record: Path, tmp_path: Path) -> None:
    asked = ("--asked-by", "a newspaper", "--wanted", "all images", "--asked-on", hour("")[:10], *BY)
    assert typed(record, "requests", "enter", "R-1", *asked) == ExitCode.DONE
    out = tmp_path / "bill.pdf"
    cost = ("--pages", "120", "--images", "800", "--staff-minutes", "25", "--staff-cost", "15")
    assert typed(record, "requests", "bill", "R-1", *cost, "--out", out, *BY) == ExitCode.DONE
    text = " ".join(pages_of(out))
    for words in ("$60.00", "$120.00", "nothing up to 30 minutes", "$180.00"):
        assert words in text
    answer = ("--answer", "redacted", "--remarks", "without images of few", "--answered-on", hour("", 1)[:10], *BY)
    assert typed(record, "requests", "answer", "R-1", *answer) == ExitCode.WRONG_INPUT
    assert typed(record, "requests", "answer", "R-1", "--paid-on", hour("", 1)[:10], *answer) == ExitCode.DONE
    assert typed(record, "requests", "strike", "R-2", "--reason", "twice", *BY) == ExitCode.WRONG_INPUT
