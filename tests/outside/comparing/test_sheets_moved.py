"""Sheets that are missing, there twice, unread or at another place: said once, of the batch, style or precinct."""

from dataclasses import replace

from outside.comparing.causes import (
    BatchMissing,
    BatchTwice,
    PrecinctsMixed,
    ScopeKind,
    ScopeUnlike,
    SheetScope,
    StyleUnread,
)
from outside.comparing.classes import ComparedAs
from outside.comparing.record_findings import JoinedSide
from tests.outside.comparing import other_system as other
from tests.outside.comparing.other_system import compared, keys_of


def test_pictures_joined_with_other_ballots_are_said_of_the_batch() -> None:
    files = other.counted_files(other.voted_sheets(25, 900))
    batch = [one.key for one in files.records if one.batch == "B004"]
    contents = {one.key: one for one in files.records}
    turned = dict(zip(batch, batch[7:] + batch[:7], strict=True))
    files.change("x", batch, lambda one: replace(contents[turned[one.key]], key=one.key))
    comparison = compared(files)
    ((one),) = comparison.causes
    assert isinstance(one.cause, ScopeUnlike)
    assert one.cause.scope == SheetScope(ScopeKind.BATCH, "B004")
    assert one.cause.sheets > 25


def test_a_style_that_cannot_be_read_is_said_once() -> None:
    files = other.counted_files(other.voted_sheets(26, 600))
    files.pictures = [
        replace(one, contests=(), style=None, sheet=None, reason="A watermark covers the ovals.")
        if one.style == "style-3" and int(one.key) % 2
        else one
        for one in files.pictures
    ]
    comparison = compared(files)
    ((one),) = comparison.causes
    assert isinstance(one.cause, StyleUnread)
    assert one.cause.scope == SheetScope(ScopeKind.STYLE, "Ballot Style 3")
    assert keys_of(comparison, ComparedAs.UNREAD) == set()


def test_records_loaded_twice_under_new_numbers_are_a_batch_twice() -> None:
    """No picture shows it: the records alone are there again."""
    files = other.counted_files(other.voted_sheets(27, 900))
    other.scan_twice(files, "B003", "B901", pictures=False)
    comparison = compared(files)
    ((one),) = comparison.causes
    assert isinstance(one.cause, BatchTwice)
    assert not one.cause.by_paper
    assert [each for each in comparison.findings if each.cause is None] == []


def test_pictures_of_a_batch_that_are_missing_are_said_once() -> None:
    files = other.counted_files(other.voted_sheets(28, 600))
    other.lose_pictures(files, [one.key for one in files.sheets if one.batch == "B002"])
    comparison = compared(files)
    ((one),) = comparison.causes
    assert one.cause == BatchMissing(SheetScope(ScopeKind.BATCH, "B002"), JoinedSide.PICTURES, 50, 50)


def test_precincts_mixed_up_in_the_mapping_are_said_once() -> None:
    files = other.counted_files(other.voted_sheets(31, 600))
    swapped = {"P01": "P02", "P02": "P01"}
    files.records = [replace(one, precinct=swapped.get(one.precinct or "", one.precinct)) for one in files.records]
    comparison = compared(files)
    assert {type(one.cause) for one in comparison.causes} == {PrecinctsMixed}
    assert len(comparison.causes) == 2
    assert [one for one in comparison.findings if one.cause is None] == []
