"""The minutes: every step with its hour, and what the law says against the day of a meeting (13-15-401, 13-15-402)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from canvass.canvassing.minutes import minutes_document
from canvass.cli import run
from canvass.errors import ExitCode
from tabulate.board.county.canvass_entries import CanvassPostponed
from tabulate.election import PrecinctId
from tabulate.ledger.entries import Entry
from tests.canvass.canvassing.canvassed_counties import MET, by_hand, one_contest, received, standing
from tests.canvass.canvassing.canvassed_record import (
    SIGNED,
    CanvassedRecord,
    adopted,
    county,
    entries,
    pages_of,
    recounted,
)
from tests.tabulate.split_precincts import contest

SHERIFF = contest("sheriff", None, ["a", "b"], office="sheriff", territory="one county")


def steps(*entries: Entry) -> list[str]:
    election = one_contest(SHERIFF, "P1", "P2")
    return [str(row[1]) for row in minutes_document(standing(election, entries)).tables[0].rows]


def postponed(day: int) -> CanvassPostponed:
    at, until = f"2026-11-{day}T10:30-07:00", f"2026-11-{day + 1}"
    return CanvassPostponed(until, (PrecinctId("P2"),), (), "Snow.", at, "Dee")


def met(day: int) -> Entry:
    return replace(MET, at=f"2026-11-{day}T10:00-07:00")


def test_a_meeting_after_the_fourteenth_day_is_called_late() -> None:
    assert [("LATE" in step, "13-15-401(1)" in step) for step in steps(met(17))] == [(False, False)]
    (late,) = steps(met(18))
    assert "LATE: the last lawful day for the county canvass was Tuesday 2026-11-17 (13-15-401(1))." in late


def test_two_postponements_stand_in_the_minutes_and_a_day_that_was_missed_is_told() -> None:
    found = steps(met(15), postponed(15), met(16), postponed(16), met(18))
    assert [step.count("postponed the canvass to") for step in found] == [0, 1, 0, 1, 0]
    assert "LATE: the board had postponed to 2026-11-17 (13-15-402)." in found[-1]
    assert "LATE" not in found[2]


def test_returns_stand_apart_and_what_is_missing_is_said() -> None:
    election = one_contest(SHERIFF, "P1", "P2")
    counted = by_hand("P1", "sheriff", {"a": 4, "b": 3}, 1, 0, 8)
    came = received(standing(election, counted), "P2")
    document = minutes_document(standing(election, [*counted, *came, met(16)]))
    assert [len(table.rows) for table in document.tables] == [1, 1]
    assert "Returns that have not come in: P2." in document.lines
    assert document.signatures[-1] == "Dee Clerk, election administrator, secretary"


def test_certificates_recounts_and_signatures_stand_in_the_minutes_with_their_hours(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What follows the canvass, too: as tables on paper, and by keys in JSON, empty before it happened."""
    adopted(record, tmp_path)
    assert county(record, "minutes", "--out", tmp_path / "minutes.json") == ExitCode.DONE
    before = json.loads((tmp_path / "minutes.json").read_text("utf-8"))
    assert [len(before[name]) for name in ("steps", "returns", "certificates", "recounts", "signatures")] == [
        2,
        3,
        0,
        0,
        0,
    ]
    recounted(record, "sheriff", "P1", {"elm": 9, "fir": 3}, under=0)
    issued = cleared_and_issued(record, tmp_path)
    assert county(record, "minutes", "--out", tmp_path / "minutes.json") == ExitCode.DONE
    found = json.loads((tmp_path / "minutes.json").read_text("utf-8"))
    assert [one["what"].partition(" (")[0] for one in found["recounts"]] == [
        "Recount R-1 of Sheriff in North: court order",
        "The board of recount R-1 met: Eve, Flo, Gus.",
        "Recount R-1 certified by Eve, Flo",
    ]
    assert [one["entry"] is None for one in found["recounts"]] == [False, True, False]
    assert found["returns"][0]["what"].startswith("The return of precinct North (P1) came in")
    said = [one["what"] for one in found["certificates"]]
    assert "wrote on" in said[0]
    assert said[1].startswith("Certificate of election issued to Elm by Dee Clerk (13-15-406): Sheriff.")
    assert found["certificates"][1]["entry"] == issued
    assert all(one["when"] for name in ("steps", "returns", "certificates", "recounts") for one in found[name])
    assert county(record, "minutes", "--out", tmp_path / "minutes.pdf") == ExitCode.DONE
    paper = " ".join(pages_of(tmp_path / "minutes.pdf"))
    for words in ("Certificates", "Recounts", "Recount R-1 certified by Eve, Flo (13-16-418)."):
        assert words in paper


def cleared_and_issued(record: Path, folder: Path) -> int:
    """The number of the entry that issued the sheriff's certificate."""
    assert county(record, "declare", "--out", folder / "declared", *SIGNED) == ExitCode.DONE
    notice = ("--notice-date", CanvassedRecord.again(record).election.date.isoformat(), "--notice-sha256", "ab" * 32)
    certificates = ("county", "certificates")
    assert run([*certificates, "clear", str(record), "sheriff", "elm", *notice, "--by", "Dee Clerk"]) == ExitCode.DONE
    issue = ("sheriff", "elm", "--issued-by", "Dee Clerk", "--out", str(folder / "certificates"), "--by", "Dee Clerk")
    assert run([*certificates, "issue", str(record), *issue]) == ExitCode.DONE
    return entries(record)
