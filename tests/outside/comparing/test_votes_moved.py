"""Votes that stand at another name or contest: said once, of all sheets that have it."""

from dataclasses import replace

from outside.comparing.causes import ChoicesShifted, ContestShifted, NamesExchanged, ScopeKind, SheetScope
from outside.comparing.their_records import TheirContest, TheirVotes
from tests.outside.comparing import other_system as other
from tests.outside.comparing.other_system import compared


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
