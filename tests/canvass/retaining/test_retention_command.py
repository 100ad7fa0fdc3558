"""22 months of a federal election, 12 of another; a hold, a case, a recount or an audit stops disposal (13-1-303)."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from canvass import VERSION, clock
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record import create_record, open_record
from tabulate.board.county.court_entries import CourtActionEnded
from tabulate.board.polls import PollsClosed
from tabulate.hours import MONTANA_TIME
from tests.canvass.canvassing.canvassed_record import entries, pages_of
from tests.canvass.custody.seals_typed import BY, CLERK, JUDGES, UNUSED
from tests.tabulate.board.recount_makers import ORDER
from tests.tabulate.board.test_court_actions import BEGUN
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.split_precincts import contest, document, style

LAST_HELD, FIRST = "2028-09-02", "2028-09-03"


def definition(office: str, date: str) -> bytes:
    found = contest("office", None, ["elm", "fir"], office=office, territory="state")
    whole = document([], [{"id": "P01", "name": "North", "districts": []}], [found], [style("1", ["P01"], ["office"])])
    return as_bytes(whole | {"date": date, "polls_close": f"{date}T20:00:00-07:00"})


def made(folder: Path, office: str = "us senator", date: str = "2026-11-03") -> Path:
    record = create_record(folder / office, definition(office, date), VERSION, "0" * 64)
    record.append([PollsClosed("clerk")])
    record.close()
    return folder / office


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A federal election's, with one sealed container."""
    found = made(tmp_path)
    at_clock(monkeypatch, "2026-11-04")
    sealed = ("U-1", *UNUSED, "--seal", "1", *JUDGES, "--at", "2026-11-03T21:00", *BY)
    assert run(["seals", "seal", str(found), *sealed]) == ExitCode.DONE
    return found


def at_clock(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    moment = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=MONTANA_TIME)
    monkeypatch.setattr(clock, "now", lambda: moment)


def retention(record: Path, verb: str, *words: object) -> ExitCode:
    return ExitCode(run(["retention", verb, str(record), *map(str, words)]))


def dispose(record: Path, *containers: str) -> ExitCode:
    named = [word for one in containers or ("U-1",) for word in ("--container", one)]
    said = ("--how", "shredded", "--authority", "plan 7 of the county", "--present", CLERK, *BY)
    return retention(record, "dispose", *named, *said)


def listed(record: Path, on: str, folder: Path) -> dict[str, Any]:
    place = folder / "kept.json"
    place.unlink(missing_ok=True)
    retention(record, "list", "--on", on, "--out", place)
    found: dict[str, Any] = json.loads(place.read_text("utf-8"))
    return found


def test_a_federal_elections_ballots_are_kept_for_22_months_to_the_day(
    record: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at_clock(monkeypatch, LAST_HELD)
    assert retention(record, "list") == ExitCode.WAITING
    before = entries(record)
    assert dispose(record) == ExitCode.WRONG_INPUT
    assert "from 2028-09-03 (13-1-303(1))" in capsys.readouterr().err
    assert entries(record) == before
    at_clock(monkeypatch, FIRST)
    assert retention(record, "list") == ExitCode.DONE
    assert dispose(record) == ExitCode.DONE
    assert dispose(record) == ExitCode.WRONG_INPUT, "it is gone"
    assert "container U-1 kept" in capsys.readouterr().err
    opened = ("U-1", "--ground", "court-order", "--paper", "DV-1", "--present", CLERK, "--all-whole", *BY)
    assert run(["seals", "open", str(record), *opened]) == ExitCode.WRONG_INPUT
    assert run(["seals", "list", str(record)]) == ExitCode.DONE
    assert "disposed of on 2028-09-03" in capsys.readouterr().out
    assert run(["verify", str(record)]) == ExitCode.DONE
    assert run(["status", str(record)]) == ExitCode.DONE
    assert "0 containers sealed, 0 open, 1 disposed of" in capsys.readouterr().out


def test_other_elections_are_kept_for_12_months(tmp_path: Path) -> None:
    """13-1-101(19): a governor's race alone is no federal election."""
    assert listed(made(tmp_path, "governor"), "2027-11-02", tmp_path)["disposed_from"] == "2027-11-03"
    odd = made(tmp_path, "us representative", "2025-11-04")
    found = listed(odd, "2026-11-04", tmp_path)
    assert (found["months"], found["may_be_disposed_of"]) == (12, True), "an odd year's special election"
    old = made(tmp_path, "president", "2008-11-04")
    assert listed(old, "2026-11-04", tmp_path)["months"] == 22, "federal, though the law had no audit then"


def test_a_hold_stops_disposal_until_it_is_lifted(
    record: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    at_clock(monkeypatch, FIRST)
    held = ("--ground", "audit-appeal", "--words", "appeal of the cause found in P01", "--held-on", "2028-08-30", *BY)
    assert retention(record, "hold", "DV-28-7", *held) == ExitCode.DONE
    assert retention(record, "hold", "dv-28-7", *held) == ExitCode.WRONG_INPUT
    assert dispose(record) == ExitCode.WRONG_INPUT
    assert "hold DV-28-7 since 2028-08-30: appeal of a decision of the audit" in capsys.readouterr().err
    assert listed(record, FIRST, tmp_path)["held_by"] == [
        "hold DV-28-7 since 2028-08-30: appeal of a decision of the audit"
    ]
    assert run(["calendar", str(record), "--json"]) == ExitCode.DONE
    duties = json.loads(capsys.readouterr().out.splitlines()[-1])["duties"]
    (kept,) = (one for one in duties if one["duty"] == "retention")
    assert kept["remark"].startswith("Held: hold DV-28-7")
    lifted = ("--reason", "the appeal is decided", *BY)
    assert retention(record, "lift", "DV-28-7", "--lifted-on", "2028-08-29", *lifted) == ExitCode.WRONG_INPUT
    assert retention(record, "lift", "DV-28-8", "--lifted-on", FIRST, *lifted) == ExitCode.WRONG_INPUT
    assert retention(record, "lift", "DV-28-7", "--lifted-on", FIRST, *lifted) == ExitCode.DONE
    assert retention(record, "hold", "DV-28-7", *held) == ExitCode.WRONG_INPUT, "a name holds once"
    assert dispose(record) == ExitCode.DONE
    assert retention(record, "list", "--out", tmp_path / "kept.pdf") == ExitCode.DONE
    (page,) = pages_of(tmp_path / "kept.pdf")
    for words in ("22 months", "disposed of on", "the appeal is decided", "Who approves disposal by the plan"):
        assert words in page


def test_an_open_case_and_an_open_recount_hold_by_themselves(
    record: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at_clock(monkeypatch, FIRST)
    with open_record(record) as opened:
        opened.append([BEGUN, ORDER])
    assert dispose(record) == ExitCode.WRONG_INPUT
    said = capsys.readouterr().err
    assert "case DV-26-118 is open in court" in said
    assert f"recount {ORDER.recount} is neither certified nor withdrawn" in said
    with open_record(record) as opened:
        opened.append([CourtActionEnded(BEGUN.case, "withdrawn", "2027-01-04", "2027-01-04T09:00-07:00", "Dee")])
    assert dispose(record) == ExitCode.WRONG_INPUT, "the recount still holds"


def test_a_plan_says_the_first_day_and_that_something_holds(record: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    assert retention(record, "list", "--out", plan) == ExitCode.WAITING
    assert f"from {FIRST}" in plan.read_text("utf-8")
    hold = ("H-1", "--ground", "other", "--words", "a letter", "--held-on", "2026-11-04", *BY)
    assert retention(record, "hold", *hold) == ExitCode.DONE
    assert retention(record, "list", "--out", plan) == ExitCode.WAITING
    assert f"from {FIRST}, once nothing holds it" in plan.read_text("utf-8")


HOSTILE = (
    ("hold", ("", "--ground", "other", "--words", "x", "--held-on", "2026-11-04"), "words of at most"),
    (
        "hold",
        ("H", "--ground", "other", "--words", "x", "--held-on", "2026-11-05"),
        "its day, as 2026-11-25, not after 2026-11-04",
    ),
    ("hold", ("H", "--ground", "other", "--words", "a\u202eb", "--held-on", "2026-11-04"), "characters that are no"),
    ("hold", ("H", "--ground", "other", "--words", "x", "--held-on", "soon"), "is no day"),
    (
        "hold",
        ("H", "--ground", "other", "--words", "x", "--held-on", "2026-11-04", "--at", "2026-11-05T09:00"),
        "has not",
    ),
)


def test_what_is_no_hold_is_refused_and_nothing_is_written(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = entries(record)
    for verb, words, said in HOSTILE:
        assert retention(record, verb, *words, *BY) == ExitCode.WRONG_INPUT, words
        assert said in capsys.readouterr().err
    assert entries(record) == before


def test_of_several_containers_all_or_none_are_gone(
    record: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at_clock(monkeypatch, FIRST)
    before = entries(record)
    assert dispose(record, "U-1", "U-2") == ExitCode.WRONG_INPUT
    capsys.readouterr()
    assert dispose(record, "U-1", "U-1") == ExitCode.WRONG_INPUT
    assert "Container U-1 is named twice" in capsys.readouterr().err
    assert entries(record) == before
