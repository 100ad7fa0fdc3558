"""2,000 simulated ballots with planted faults of every class: all are found, each by its cause, and nothing else is."""

from collections import Counter

import pytest

from outside.comparing.causes import BatchMissing, BatchTwice, MarksLost, NamesExchanged, ScopeKind, SheetScope
from outside.comparing.classes import ComparedAs
from outside.comparing.comparison import compare
from outside.comparing.our_readings import DoubtKind, OurQuestion, OurVotes
from outside.comparing.record_findings import (
    JoinedSide,
    KeyTwice,
    PictureWithoutRecord,
    PlaceDiffers,
    RecordWithoutPicture,
)
from tests.outside.comparing import other_system as other
from tests.outside.comparing.other_system import CONTESTS, VotedSheet, compared, keys_of, marks_darkly

SEEDS = (11, 12, 13)
TWICE, MISSING, EXCHANGED, THRESHOLD = "B005", "B012", "P03", "0002"


def untouched(sheet: VotedSheet) -> bool:
    return sheet.batch not in (TWICE, MISSING) and sheet.precinct != EXCHANGED and sheet.machine != THRESHOLD


@pytest.mark.parametrize("seed", SEEDS)
def test_without_a_fault_nothing_is_listed_but_what_we_doubt(seed: int) -> None:
    comparison = compared(other.counted_files(other.voted_sheets(seed)))
    assert comparison.joined == 2000
    assert not comparison.causes
    assert not comparison.findings
    assert {one.line.kind for one in comparison.lines} == {ComparedAs.WE_DOUBT}
    assert not any(one.could_change for one in comparison.contests)


@pytest.mark.parametrize("seed", SEEDS)
def test_all_faults_at_once_are_found_each_by_its_cause(seed: int) -> None:
    sheets = other.voted_sheets(seed)
    files, free = other.counted_files(sheets), [one for one in sheets if untouched(one)]
    other.raise_threshold(files, THRESHOLD)
    other.exchange(files, "sheriff", ("able", "cook"), EXCHANGED)
    altered = next(one for one in free if marks_darkly(one, "judge", 1))
    other.alter(files, altered.key, "judge")
    over = [one.key for one in free if one is not altered and _is_overvoted(one, "clerk")][:2]
    other.adjudicate(files, over, "clerk")
    named = [one.key for one in free if _writes_in(one, "council") and one.key not in {altered.key, *over}][:5]
    other.assign_write_ins(files, named, "council", "ives")
    used = {altered.key, *over, *named}
    plain = [one for one in free if one.key not in used]
    styled = [one.key for one in plain if one.style == "style-2"][:5]
    other.wrong_style(files, styled, "style-1")
    rest = [one.key for one in plain if one.key not in styled]
    other.number_twice(files, rest[:9])
    other.lose_some_records(files, rest[20:32])
    other.lose_pictures(files, rest[40:44])
    other.scan_twice(files, TWICE, "B900")
    other.lose_records(files, MISSING)

    comparison = compared(files)

    kinds = Counter(type(one.cause) for one in comparison.causes)
    assert kinds == {MarksLost: 1, NamesExchanged: 1, BatchTwice: 1, BatchMissing: 1}
    for found in comparison.causes:
        match found.cause:
            case NamesExchanged(contest=contest, scope=scope, pairs=pairs):
                assert (contest, scope) == ("sheriff", SheetScope(ScopeKind.PRECINCT, EXCHANGED))
                assert pairs == (("able", "cook"), ("cook", "able"))
            case MarksLost(machine=machine, rest=rest_lost):
                assert machine == THRESHOLD
                assert rest_lost == 0
            case BatchTwice(batch=batch, other=again, sheets=number):
                assert {batch, again, number} == {TWICE, "B900", 50}
            case BatchMissing(scope=scope, missing=missing, sheets=number):
                assert (scope, missing, number) == (SheetScope(ScopeKind.BATCH, MISSING), JoinedSide.RECORDS, 50)
    assert keys_of(comparison, ComparedAs.DIFFER) == {altered.key}
    assert keys_of(comparison, ComparedAs.THEY_DECIDED) == set(over)
    assert keys_of(comparison, ComparedAs.WRITE_IN_ASSIGNED) == set(named)
    assert keys_of(comparison, ComparedAs.STYLE_DIFFERS) == set(styled)
    assert keys_of(comparison, ComparedAs.UNREAD) == keys_of(comparison, ComparedAs.NAME_WITHOUT_OVAL) == set()
    alone = [one.finding for one in comparison.findings if one.cause is None]
    assert {one.key for one in alone if isinstance(one, PictureWithoutRecord)} == set(rest[20:32])
    assert {one.key for one in alone if isinstance(one, RecordWithoutPicture)} == set(rest[40:44])
    assert {one.key for one in alone if isinstance(one, KeyTwice)} == set(rest[:9])
    assert {one.key for one in alone if isinstance(one, PlaceDiffers)} == set(styled)
    assert len(alone) == 12 + 4 + 9 + 5
    (rate,) = [one for one in comparison.rates if one.stands_out and one.kind is ScopeKind.MACHINE]
    assert rate.name == THRESHOLD
    sheriff = next(one for one in comparison.contests if one.contest == "sheriff")
    assert sheriff.stopped
    assert [one.contest for one in comparison.contests if one.stopped] == ["sheriff"]


def _is_overvoted(sheet: VotedSheet, contest: str) -> bool:
    reading = other.reading_of(sheet, contest)
    return isinstance(reading, OurQuestion) and reading.kind is DoubtKind.OVERVOTE


def _writes_in(sheet: VotedSheet, contest: str) -> bool:
    reading = other.reading_of(sheet, contest)
    return isinstance(reading, OurVotes) and reading.write_ins == 1 and "ives" not in reading.choices


@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_of_a_contest_adds_up(seed: int) -> None:
    files = other.counted_files(other.voted_sheets(seed, 600))
    other.exchange(files, "levy", ("for", "against"), "P01")
    comparison = compared(files)
    for one in comparison.contests:
        assert sum(number for _, number in one.classes) == one.joined
        listed = [line for line in comparison.lines if line.line.contest == one.contest]
        assert len(listed) == one.joined - one.of_class(ComparedAs.SAME)
        assert one.explained == sum(line.line.kind is ComparedAs.DIFFER and line.cause is not None for line in listed)
    levy = next(one for one in comparison.contests if one.contest == "levy")
    assert levy.explained
    assert sum(one.change for one in levy.changes) == 0


def test_a_few_altered_records_are_listed_and_no_rule_is_made_of_them() -> None:
    files = other.counted_files(other.voted_sheets(32, 900))
    keys = [one.key for one in files.sheets if marks_darkly(one, "clerk", 1)][:4]
    for key in keys:
        other.alter(files, key, "clerk")
    comparison = compared(files)
    assert comparison.causes == ()
    assert keys_of(comparison, ComparedAs.DIFFER) == set(keys)


def test_the_order_of_the_files_changes_nothing() -> None:
    files = other.counted_files(other.voted_sheets(33, 600))
    other.exchange(files, "sheriff", ("able", "cook"), "P03")
    turned = compare(files.pictures[::-1], files.records[::-1], CONTESTS)
    assert turned == compared(files)
