"""Entries to canonical JSON and back: nothing is lost, nothing is ambiguous, old ledgers stay readable."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from imaging.layout import Side
from imaging.sheets import Doubt, Mark, PrintedBlock, ReadPrintout, ReadSheet, Shape, TargetReading
from tabulate.ledger.entries import KINDS, Entry, SheetCounted
from tabulate.ledger.errors import LedgerBroken, NewerLedger
from tabulate.ledger.lines import read_entry, write_body
from tests.tabulate.ledger_makers import (
    ANN,
    any_entry,
    as_recorded,
    batch_opened,
    read_sheet_entry,
    record_opened,
    source,
    unread_sheet_entry,
    votes_for,
)
from tests.tabulate.printout_makers import block

COUNTED_BODY = (
    '{"batch":"AB-001","images":[{"file":"front.png","page":1,"sha256":"72cebe5791185cc16d5024d1c46d1ecab'
    'a230e247f589ac026d4b2e593ac4190"}],"reading":{"card":"card","number":1,"pages":[{"columns":34,"left_'
    'px":[[1250,2025]],"missing_marks":0,"pitch_px":5025,"right_px":[[1275,165000]],"rows":41,"side":"fro'
    'nt","source":{"file":"front.png","page":1,"sha256":"72cebe5791185cc16d5024d1c46d1ecaba230e247f589ac0'
    '26d4b2e593ac4190"},"turned":false,"worst_error_px":40}],"targets":[[1,"front","marked",300,700,10025'
    ',5050,37,null,null,false],[2,"front","unmarked",0,700,10025,10100,37,null,null,false]]},"votes":{"ba'
    'llot_style":"1","card":"card","contests":[{"choices":["ann"],"contest":"mayor","is":"counted","under'
    'votes":0}],"precinct":"north","questions":[]}}'
)


@given(any_entry)
def test_an_entry_comes_back_as_it_went(entry: Entry) -> None:
    assert as_recorded(entry) == entry


@given(any_entry)
def test_a_body_is_canonical_ascii_json_without_floats(entry: Entry) -> None:
    body = write_body(entry)
    assert body.isascii()
    plain = json.loads(body, parse_float=lambda text: pytest.fail(f"{text} is a float"))
    assert body == json.dumps(plain, sort_keys=True, separators=(",", ":"))


def test_the_bytes_of_a_counted_sheet_never_change() -> None:
    """A ledger written by this version must be read by all later ones: never change this constant."""
    entry = read_sheet_entry("AB-001", 1, votes_for(ANN), "front.png")
    assert write_body(entry) == COUNTED_BODY
    assert read_entry(3, "sheet counted", COUNTED_BODY) == entry


def test_positions_are_kept_to_a_hundredth_of_a_pixel() -> None:
    entry = read_sheet_entry("AB-001", 1, votes_for(ANN))
    assert isinstance(entry, SheetCounted)
    assert isinstance(entry.reading, ReadSheet)
    (target, *_) = entry.reading.targets
    fine = TargetReading(1, Side.FRONT, Mark.MARKED, 3, 7, 100.25499, 50.50501, 0.3719)
    recorded = as_recorded(SheetCounted(entry.batch, entry.images, _with_target(entry, fine), entry.votes))
    assert isinstance(recorded, SheetCounted)
    assert isinstance(recorded.reading, ReadSheet)
    (target, *_) = recorded.reading.targets
    assert (target.centre_row_px, target.centre_col_px, target.error_px) == (100.25, 50.51, 0.37)


def _with_target(entry: SheetCounted, target: TargetReading) -> Any:
    sheet = entry.reading
    assert isinstance(sheet, ReadSheet)
    return ReadSheet(sheet.number, sheet.card, sheet.pages, (target,))


def test_each_kind_has_one_name() -> None:
    assert len(set(KINDS.values())) == len(KINDS)
    assert record_opened().kind == "record opened"


def test_an_unknown_kind_names_the_newer_version() -> None:
    with pytest.raises(NewerLedger, match="newer version"):
        read_entry(5, "board decision", "{}")


def test_an_unknown_field_names_the_newer_version() -> None:
    body = json.loads(write_body(batch_opened())) | {"weather": "rain"}
    with pytest.raises(NewerLedger, match="'weather'"):
        read_entry(5, "batch opened", json.dumps(body))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "null",
        "[]",
        "{}",
        '"text"',
        write_body(batch_opened()).replace('"images_per_sheet":1', '"images_per_sheet":1.0'),
        write_body(batch_opened()).replace('"images_per_sheet":1', '"images_per_sheet":true'),
        write_body(batch_opened()).replace('"images_per_sheet":1', '"images_per_sheet":"1"'),
        write_body(batch_opened()).replace('"images_per_sheet":1', '"images_per_sheet":NaN'),
        write_body(batch_opened()).replace('"polls"', '"poles"'),
        "[" * 100_000,
    ],
)
def test_a_body_that_is_not_an_entry_breaks_the_ledger_at_its_number(body: str) -> None:
    with pytest.raises(LedgerBroken) as broken:
        read_entry(5, "batch opened", body)
    assert broken.value.number == 5


@pytest.mark.parametrize("targets", ["[[1]]", "[1]", '"x"', "{}", '[[1,"front","marked",1,2,3,4,5,null,null,0]]'])
def test_targets_that_are_no_rows_break_the_ledger(targets: str) -> None:
    whole = json.loads(write_body(read_sheet_entry("AB-001", 1, votes_for(ANN))))
    whole["reading"]["targets"] = json.loads(targets)
    with pytest.raises(LedgerBroken):
        read_entry(5, "sheet counted", json.dumps(whole))


def test_more_values_a_target_than_known_name_the_newer_version() -> None:
    whole = json.loads(write_body(read_sheet_entry("AB-001", 1, votes_for(ANN))))
    whole["reading"]["targets"][0] += [7, None, None, None, None, None, "new"]
    with pytest.raises(NewerLedger, match="values a target"):
        read_entry(5, "sheet counted", json.dumps(whole))


def test_a_target_with_evidence_is_longer_and_one_without_is_written_as_it_always_was() -> None:
    entry = read_sheet_entry("AB-001", 1, votes_for(ANN))
    assert isinstance(entry, SheetCounted)
    plain = TargetReading(1, Side.FRONT, Mark.UNMARKED, 0, 700, 10.0, 20.0, 0.5)
    seen = replace(plain, mark=Mark.AMBIGUOUS, around_px=12, shape=Shape.LOOP, doubt=Doubt.AROUND)
    rows = []
    for target in (plain, replace(plain, around_px=3), seen):
        counted = SheetCounted(entry.batch, entry.images, _with_target(entry, target), entry.votes)
        assert as_recorded(counted) == counted
        rows += json.loads(write_body(counted))["reading"]["targets"]
    assert [len(row) for row in rows] == [11, 12, 15]
    assert rows[2][11:] == [12, "loop", None, "around"]


def test_reasons_come_back_in_order() -> None:
    entry = unread_sheet_entry("AB-001", 4)
    assert as_recorded(entry) == entry


def test_a_batch_without_accepted_hashes_is_written_as_it_always_was_and_one_with_them_comes_back() -> None:
    plain = batch_opened()
    assert "accepted_hashes" not in json.loads(write_body(plain))
    accepting = replace(plain, accepted_hashes=("b52e9f4728bb34e7ff48",))
    assert json.loads(write_body(accepting))["accepted_hashes"] == ["b52e9f4728bb34e7ff48"]
    assert as_recorded(accepting) == accepting


def test_a_batch_of_which_no_first_side_was_said_is_written_as_it_always_was_and_one_with_it_comes_back() -> None:
    plain = batch_opened()
    assert "first_side" not in json.loads(write_body(plain))
    said = replace(plain, first_side=Side.BACK)
    assert json.loads(write_body(said))["first_side"] == "back"
    assert as_recorded(said) == said


def test_a_record_without_a_layout_is_opened_as_it_always_was_and_one_with_it_comes_back() -> None:
    plain = record_opened()
    assert "layout_sha256" not in json.loads(write_body(plain))
    with_layout = replace(plain, layout_sha256="0" * 64)
    assert json.loads(write_body(with_layout))["layout_sha256"] == "0" * 64
    assert as_recorded(with_layout) == with_layout


def test_a_printed_line_whose_words_were_not_kept_apart_is_written_as_it_always_was() -> None:
    (old,) = block("Ada Field").lines
    old = replace(old, least_confidence=None)
    new = replace(old, least_confidence=70)
    assert (old.worst_word, new.worst_word) == (old.confidence, 70)
    for line, written in ((old, {}), (new, {"least_confidence": 70})):
        image = source("printout.png")
        reading = ReadPrintout(1, image, False, (), (PrintedBlock((line,)),))
        entry = SheetCounted("AB-001", (image,), reading, votes_for(ANN))
        (shown,) = json.loads(write_body(entry))["reading"]["blocks"][0]["lines"]
        assert {key: shown[key] for key in shown if key == "least_confidence"} == written
        assert as_recorded(entry) == entry
