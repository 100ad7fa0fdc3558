"""One contest of one sheet: its class, and how far it could move a margin."""

import pytest

from outside.comparing.classes import ComparedAs
from outside.comparing.classing import compared_as, compared_sheet
from outside.comparing.comparable_contests import ComparableContest
from outside.comparing.comparison import compare
from outside.comparing.our_readings import DoubtKind, OurContest, OurQuestion, OurUnread, OurVotes, PictureReading
from outside.comparing.their_records import (
    TheirContest,
    TheirHidden,
    TheirOvervote,
    TheirRecord,
    TheirUncounted,
    TheirVotes,
)

OVER = OurQuestion("c", DoubtKind.OVERVOTE, ("a", "b"))
FAINT = OurQuestion("c", DoubtKind.AMBIGUOUS, ("a",))
A, B, NONE, LINE, NAME = (
    OurVotes("c", ("a",)),
    OurVotes("c", ("b",)),
    OurVotes("c", ()),
    OurVotes("c", (), 1),
    OurVotes("c", (), 0, 1),
)
THEIR_A, THEIR_NONE, THEIR_LINE = TheirVotes("c", ("a",)), TheirVotes("c", ()), TheirVotes("c", (), 1)
GIVEN = TheirVotes("c", (), 0, ("z",))
NOT_TOLD = TheirVotes("c", (), surely_told=False)
OVERVOTED = TheirOvervote("c")


def record(*contests: TheirContest, changed: bool = False, scanned: TheirContest | None = None) -> TheirRecord:
    as_scanned = None if scanned is None else (scanned,)
    return TheirRecord("7", "P1", "S", 1, "B", "M", contests, changed_by_people=changed, as_scanned=as_scanned)


def picture(*contests: OurContest) -> PictureReading:
    return PictureReading("7", "P1", "s", 1, "B", contests)


@pytest.mark.parametrize(
    ("ours", "theirs", "kind"),
    [
        (A, THEIR_A, "same"),
        (NONE, THEIR_NONE, "same"),
        (LINE, THEIR_LINE, "same"),
        (OVER, OVERVOTED, "same"),
        (NONE, TheirUncounted("c", "blank"), "same"),
        (NONE, NOT_TOLD, "same"),
        (B, THEIR_A, "differ"),
        (NONE, THEIR_A, "differ"),
        (A, THEIR_NONE, "differ"),
        (A, OVERVOTED, "differ"),
        (A, TheirUncounted("c", "blank"), "differ"),
        (A, NOT_TOLD, "differ"),
        (A, THEIR_LINE, "differ"),
        (NONE, THEIR_LINE, "differ"),
        (LINE, THEIR_NONE, "differ"),
        (OVER, THEIR_A, "we doubt"),
        (FAINT, THEIR_A, "we doubt"),
        (FAINT, THEIR_NONE, "we doubt"),
        (FAINT, OVERVOTED, "we doubt"),
        (LINE, THEIR_A, "write-in assigned"),
        (LINE, GIVEN, "write-in assigned"),
        (NAME, THEIR_NONE, "name without oval"),
        (NAME, THEIR_LINE, "name without oval"),
        (NAME, GIVEN, "name without oval"),
        (OurUnread("c"), THEIR_A, "unread"),
        (A, TheirHidden("c"), "redacted"),
        (OurUnread("c"), TheirHidden("c"), "redacted"),
    ],
)
def test_each_pair_of_readings_has_its_class(ours: OurContest, theirs: TheirContest, kind: str) -> None:
    assert compared_as(ours, theirs, record(theirs)) == ComparedAs(kind)


@pytest.mark.parametrize(
    ("ours", "theirs", "scanned", "kind"),
    [
        (OVER, THEIR_A, None, "they decided"),
        (FAINT, THEIR_NONE, None, "they decided"),
        (OVER, THEIR_A, OVERVOTED, "they decided"),
        (OVER, THEIR_A, THEIR_A, "we doubt"),
        (OVER, OVERVOTED, None, "same"),
        (A, THEIR_A, None, "same"),
        (B, THEIR_A, None, "differ"),
        (B, THEIR_A, TheirVotes("c", ("b",)), "they decided"),
        (B, THEIR_A, OVERVOTED, "differ"),
    ],
)
def test_what_people_changed_is_told_apart(
    ours: OurContest, theirs: TheirContest, scanned: TheirContest | None, kind: str
) -> None:
    assert compared_as(ours, theirs, record(theirs, changed=True, scanned=scanned)) == ComparedAs(kind)


def test_a_sheet_of_another_style_is_compared_in_no_contest() -> None:
    lines = list(compared_sheet(picture(A, OurVotes("d", ())), record(THEIR_A, TheirVotes("e", ()))))
    assert {one.kind for one in lines} == {ComparedAs.STYLE_DIFFERS}
    assert sorted(one.contest for one in lines) == ["c", "d", "e"]


def test_an_empty_cell_where_we_read_a_write_in_does_not_hide_the_other_contests() -> None:
    lines = list(compared_sheet(picture(LINE, OurVotes("d", ("x",))), record(TheirVotes("d", ("y",)))))
    assert [(one.contest, one.kind.value) for one in lines] == [("c", "style differs"), ("d", "differ")]


TWO = (ComparableContest("c", 1, ("a", "b")),)


def county(*pairs: tuple[OurContest, TheirContest]) -> tuple[list[PictureReading], list[TheirRecord]]:
    pictures = [PictureReading(f"{n}", "P", "s", 1, "B", (ours,)) for n, (ours, _) in enumerate(pairs)]
    records = [TheirRecord(f"{n}", "P", "S", 1, "B", "M", (theirs,)) for n, (_, theirs) in enumerate(pairs)]
    return pictures, records


@pytest.mark.parametrize(
    ("unlike", "possible"),
    [
        ((B, THEIR_A), 2),
        ((A, TheirVotes("c", ("b",))), 0),
        ((FAINT, THEIR_NONE), 1),
        ((OVER, THEIR_A), 2),
        ((A, OVERVOTED), 1),
        ((B, TheirHidden("c")), 2),
        ((OurUnread("c"), THEIR_A), 2),
    ],
)
def test_a_sheet_moves_a_margin_by_what_its_vote_allows(unlike: tuple[OurContest, TheirContest], possible: int) -> None:
    same = (A, THEIR_A)
    (figures,) = compare(*county(*[same] * 9, unlike), TWO).contests
    assert figures.nearest is not None
    assert (figures.nearest.winner, figures.nearest.loser, figures.nearest.possible) == ("a", "b", possible)
    assert not figures.could_change


@pytest.mark.parametrize(("same", "could"), [(1, True), (2, False)])
def test_an_outcome_could_change_where_the_margin_is_reached(same: int, could: bool) -> None:
    """One vote for A that is B's: with one other the margin is two and could be none; with two it is three."""
    (figures,) = compare(*county(*[(A, THEIR_A)] * same, (B, THEIR_A)), TWO).contests
    assert figures.could_change is could
    assert {one.choice: one.change for one in figures.changes} == {"a": -1, "b": 1}


def test_records_without_a_picture_could_move_a_margin_too() -> None:
    pictures, records = county(*[(A, THEIR_A)] * 9)
    (figures,) = compare(pictures[:4], records, TWO).contests
    assert figures.nearest is not None
    assert (figures.no_picture, figures.nearest.margin, figures.nearest.possible) == (5, 9, 10)
    assert figures.could_change


def test_pictures_without_a_record_could_be_votes_for_others() -> None:
    pictures, records = county(*[(A, THEIR_A)] * 9)
    (figures,) = compare(pictures, records[:5], TWO).contests
    assert figures.nearest is not None
    assert (figures.no_record, figures.nearest.margin, figures.nearest.possible) == (4, 5, 4)


def test_a_number_that_is_there_twice_with_other_contents_is_compared_with_nothing() -> None:
    pictures, records = county((A, THEIR_A), (A, THEIR_A))
    again = PictureReading("1", "P", "s", 1, "B", (B,))
    comparison = compare([*pictures, again], records, TWO)
    assert comparison.joined == 1
    (found,) = comparison.findings
    assert (found.finding.key, found.finding.times, found.finding.is_alike) == ("1", 2, False)  # type: ignore[union-attr]


def test_a_number_that_is_there_twice_with_the_same_content_is_compared_once() -> None:
    pictures, records = county((A, THEIR_A), (A, THEIR_A))
    comparison = compare([*pictures, pictures[1]], records, TWO)
    assert comparison.joined == 2
    assert len(comparison.findings) == 1


def test_a_tie_that_nothing_moves_is_no_change() -> None:
    (figures,) = compare(*county((A, THEIR_A), (B, TheirVotes("c", ("b",)))), TWO).contests
    assert not figures.could_change
