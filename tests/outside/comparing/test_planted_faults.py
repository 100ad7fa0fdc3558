"""2,000 simulated ballots with planted faults of every class: all are found, each by its cause, and nothing else is."""

from collections import Counter
from dataclasses import replace

import pytest

from outside.comparing.causes import (
    BatchMissing,
    BatchTwice,
    ChoicesShifted,
    ContestShifted,
    MarksAdded,
    MarksLost,
    NamesExchanged,
    PrecinctsMixed,
    ScopeKind,
    ScopeUnlike,
    SheetScope,
    StyleUnread,
)
from outside.comparing.classes import ComparedAs
from outside.comparing.comparison import OutsideComparison, compare
from outside.comparing.our_readings import DoubtKind, OurQuestion, OurVotes
from outside.comparing.record_findings import (
    JoinedSide,
    KeyTwice,
    PictureWithoutRecord,
    PlaceDiffers,
    RecordWithoutPicture,
)
from outside.comparing.their_records import TheirContest, TheirVotes
from tests.outside.comparing import other_system as other
from tests.outside.comparing.other_system import CONTESTS, SimulatedFiles, VotedSheet

SEEDS = (11, 12, 13)
TWICE, MISSING, EXCHANGED, THRESHOLD = "B005", "B012", "P03", "0002"


def compared(files: SimulatedFiles) -> OutsideComparison:
    return compare(files.pictures, files.records, CONTESTS)


def keys_of(comparison: OutsideComparison, kind: ComparedAs, *, explained: bool = False) -> set[str]:
    return {
        one.line.record.key for one in comparison.lines if one.line.kind is kind if (one.cause is not None) is explained
    }


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
    altered = next(one for one in free if _has(one, "judge", 1))
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


def _has(sheet: VotedSheet, contest: str, marks: int) -> bool:
    """Whether so many choices are marked darkly in it."""
    return any(one.contest == contest and len(one.ink) == marks and one.ink[0][1] > 50 for one in sheet.contests)


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


def test_names_exchanged_over_all_sheets_are_said_once() -> None:
    files = other.counted_files(other.voted_sheets(21, 600))
    for precinct in {one.precinct for one in files.sheets}:
        other.exchange(files, "clerk", ("dale", "ede"), precinct)
    ((one),) = compared(files).causes
    assert isinstance(one.cause, NamesExchanged)
    assert one.cause.scope == SheetScope(ScopeKind.ALL)
    assert one.cause.sheets > 400


def test_names_exchanged_on_one_style_are_said_of_the_style() -> None:
    """Names rotate from style to style (13-12-205): a layout of the wrong rotation looks so."""
    files = other.counted_files(other.voted_sheets(22, 900))
    styled = [one.key for one in files.sheets if one.style == "style-2"]
    files.change("x", styled, lambda one: other.with_moves(one, "clerk", {"dale": "ede", "ede": "dale"}))
    ((one),) = compared(files).causes
    assert isinstance(one.cause, NamesExchanged)
    assert one.cause.scope == SheetScope(ScopeKind.STYLE, "style-2")


def test_rows_moved_by_one_are_no_exchange() -> None:
    files = other.counted_files(other.voted_sheets(23, 900))
    keys = [one.key for one in files.sheets if one.precinct == "P02"]
    files.change(
        "x", keys, lambda one: other.with_moves(one, "sheriff", {"able": "baker", "baker": "cook", "cook": "able"})
    )
    ((one),) = compared(files).causes
    assert isinstance(one.cause, ChoicesShifted)
    assert one.cause.pairs == (("able", "baker"), ("baker", "cook"), ("cook", "able"))


def test_a_contest_counted_as_another_one_is_named() -> None:
    files = other.counted_files(other.voted_sheets(24, 1200))
    renamed = {"dale": "yes", "ede": "no"}

    def shifted(one: TheirContest, all_of: tuple[TheirContest, ...]) -> TheirContest:
        clerk = next(two for two in all_of if two.contest == "clerk")
        if one.contest == "judge" and isinstance(clerk, TheirVotes):
            return TheirVotes("judge", tuple(renamed[choice] for choice in clerk.choices))
        return one

    keys = [one.key for one in files.sheets if one.precinct == "P04"]
    files.change(
        "x", keys, lambda one: replace(one, contests=tuple(shifted(each, one.contests) for each in one.contests))
    )
    ((one),) = compared(files).causes
    assert isinstance(one.cause, ContestShifted)
    assert (one.cause.contest, one.cause.other) == ("judge", "clerk")
    assert one.cause.scope == SheetScope(ScopeKind.PRECINCT, "P04")


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


def test_a_machine_that_counts_dirt_is_named() -> None:
    files = other.counted_files(other.voted_sheets(29, 1200))
    blank = [
        one.key
        for one in files.sheets
        if one.machine == "0003" and other.reading_of(one, "clerk") == OurVotes("clerk", ())
    ][:12]
    files.change(
        "x",
        blank,
        lambda one: replace(
            one,
            contests=tuple(
                TheirVotes("clerk", ("dale",)) if each.contest == "clerk" else each for each in one.contests
            ),
        ),
    )
    ((one),) = compared(files).causes
    assert isinstance(one.cause, MarksAdded)
    assert (one.cause.machine, one.cause.sheets) == ("0003", len(blank))


def test_the_only_machine_of_a_county_is_named_where_all_goes_one_way() -> None:
    files = other.counted_files(other.voted_sheets(30, 600))
    for machine in other.MACHINES:
        other.raise_threshold(files, machine)
    files.records = [replace(one, machine="") for one in files.records]
    ((one),) = compared(files).causes
    assert isinstance(one.cause, MarksLost)
    assert (one.cause.machine, one.cause.rest_of) == ("", 0)


def test_precincts_mixed_up_in_the_mapping_are_said_once() -> None:
    files = other.counted_files(other.voted_sheets(31, 600))
    swapped = {"P01": "P02", "P02": "P01"}
    files.records = [replace(one, precinct=swapped.get(one.precinct or "", one.precinct)) for one in files.records]
    comparison = compared(files)
    assert {type(one.cause) for one in comparison.causes} == {PrecinctsMixed}
    assert len(comparison.causes) == 2
    assert [one for one in comparison.findings if one.cause is None] == []


def test_a_few_altered_records_are_listed_and_no_rule_is_made_of_them() -> None:
    files = other.counted_files(other.voted_sheets(32, 900))
    keys = [one.key for one in files.sheets if _has(one, "clerk", 1)][:4]
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
