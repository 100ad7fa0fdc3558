"""The event log: every entry once, valid, documented from the code, and nothing of a ballot in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from canvass.exporting.logged_events import OPEN_FIELDS, OPEN_KINDS, documentation, event_log
from canvass.record import open_record
from tabulate.board.boards import WorkingMode, WorkingModeSet
from tabulate.ledger.entries import KINDS, Access, AccessRecorded
from tests.canvass.audit_of_county import decide, printed, seat_board
from tests.canvass.exporting.common_formats import Json, at_hand, schema_faults
from tests.canvass.exporting.exported_county import WAITS, ExportedCounty, about, again, exported

SCHEMA = "nist-event-log-v1.json"
OPEN = {
    "record opened",
    "edition taken",
    "board appointed",
    "board dismissed",
    "working mode set",
    "polls closed",
    "count halted",
    "halt ended",
    "batch withdrawn",
    "write-in declared",
    "candidate died",
    "successor named",
    "death struck",
    "qualified electors stated",
    "election cancelled",
    "position appointed",
    "totals released",
}
CLOSED = {
    "outside file kept",
    "outside file withdrawn",
    "outside names mapped",
    "outside figures taken",
    "outside write-ins named",
    "outside records taken",
    "sheet counted",
    "sheet questioned",
    "sheet not read",
    "judge decided",
    "question raised",
    "decision reopened",
    "objection",
    "repeat allowed",
    "transfer made",
    "transfer paired",
    "access",
    "tally sheet",
    "audit",
}


@pytest.fixture
def folder(record: Path, tmp_path: Path) -> Path:
    """Of a record in which a board decided a ballot, and somebody was refused."""
    county = again(record)
    seat_board(county)
    county.count_batch("asked", county.election.precincts[0].id, [WAITS])
    decide(county, "asked", 1, printed("ann"))
    county.record.append([AccessRecorded("</script>\N{RIGHT-TO-LEFT OVERRIDE}", "", Access.SIGN_IN_REFUSED)])
    county.record.close()
    return exported("log", record, tmp_path / "out")


@pytest.fixture
def events(folder: Path) -> list[Json]:
    log = json.loads((folder / "event-log.json").read_bytes())
    return [event for device in log["Device"] for event in device["Event"]]


def test_every_entry_is_one_event(record: Path, events: list[Json]) -> None:
    with open_record(record) as opened:
        rows = list(opened.ledger())
    found = {(one["Sequence"], one["Id"], one["Type"], one["TimeStamp"]) for one in events}
    assert found == {(str(row.number), f"canvass-{row.number}", row.kind, row.written_at) for row in rows}
    assert len(events) == len(rows)


def test_only_what_anyone_may_know_has_its_body(record: Path, events: list[Json]) -> None:
    for one in events:
        assert ("Details" in one) is (one["Type"] in {*OPEN_KINDS, *OPEN_FIELDS})
    assert {one["Type"] for one in events} & CLOSED >= {"sheet counted", "sheet questioned", "judge decided", "access"}
    assert OPEN_KINDS == OPEN
    assert not CLOSED & {*OPEN_KINDS, *OPEN_FIELDS}
    assert set(KINDS) > {*OPEN_KINDS, *OPEN_FIELDS, *CLOSED}


def test_no_hash_covers_an_entry_that_is_not_open(tmp_path: Path) -> None:
    """A decision between two hashes is found by trying every decision that it could be."""
    county = ExportedCounty(tmp_path / "record", opened_with=[WorkingModeSet(WorkingMode.OWN_SCREENS, "clerk")])
    county.record.append([WorkingModeSet(WorkingMode.OWN_SCREENS, "clerk")])
    rows = {str(row.number): row for row in county.record.ledger()}
    events = [event for device in event_log(county.election, rows.values())["Device"] for event in device["Event"]]
    county.record.close()
    assert {one["Sequence"]: one["Hash"] for one in events if "Hash" in one} == {n: rows[n].hash for n in ("1", "2")}
    assert sum(one["Type"] == WorkingModeSet.kind for one in events) == 2


def test_no_picture_ballot_or_precinct_stands_in_it(record: Path, folder: Path) -> None:
    text = (folder / "event-log.json").read_text("ascii")
    with open_record(record) as opened:
        sources = [source for found in opened.images_of_batch("one").values() for source in found]
        hashes = [row.hash for row in opened.ledger() if row.kind in CLOSED]
    assert len(hashes) > 80
    words = [*(one.file for one in sources), *(one.sha256 for one in sources), *hashes, "precinct", "choices"]
    assert [word for word in words if word in text] == []


def test_refusals_are_failures(events: list[Json]) -> None:
    failed = [one for one in events if one["Disposition"] == "failure"]
    assert [(one["Type"], one["Description"]) for one in failed] == [("access", "sign-in refused")]
    assert failed[0]["UserId"] == "</script>\N{REPLACEMENT CHARACTER}"


def test_each_kind_of_entry_is_documented_from_the_code() -> None:
    found = {one["Type"]: one["Description"] for one in documentation("2026-11-03")["EventTypeDescription"]}
    assert set(found) == set(KINDS)
    assert found["polls closed"] != "polls closed"
    assert all(words and words != kind for kind, words in found.items())


def test_it_is_for_officials_and_the_same_bytes_each_time(record: Path, folder: Path, tmp_path: Path) -> None:
    assert (folder.stat().st_mode & 0o777, about(folder)["public"]) == (0o700, False)
    second = exported("log", record, tmp_path / "second")
    for path in folder.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes()


@pytest.mark.skipif(not at_hand(SCHEMA), reason="the schema is not here")
def test_both_files_are_valid(folder: Path) -> None:
    for name in ("event-log.json", "event-log-documentation.json"):
        document = json.loads((folder / name).read_bytes())
        assert schema_faults(document, SCHEMA) == []
    assert schema_faults(document | {"GeneratedDate": "soon"}, SCHEMA) != []
