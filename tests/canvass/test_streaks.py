"""A line at the same place on every sheet is said once for the batch; lines of single sheets are not."""

import pytest

from canvass.counting.streaks import Streaks
from canvass.reading.outcomes import VotedSheet
from imaging.layout import CardId, Side
from imaging.sheets import Cause, ImageSource, Mark, PageReading, ReadSheet, TargetReading
from tabulate.election import BallotStyleId
from tabulate.votes import CastVoteRecord


def sheet(number, *places, cause=Cause.STREAK):
    source = ImageSource("a.png", 1, "0" * 64)
    page = PageReading(source, Side.FRONT, False, 41, 34, 50.0, 0, 0.0, (), ())
    targets = tuple(
        TargetReading(k, Side.FRONT, Mark.AMBIGUOUS, 60, 500, 100.0, place, 0.5, cause=cause)
        for k, place in enumerate(places, 1)
    )
    reading = ReadSheet(number, CardId("card"), (page,), targets)
    return VotedSheet(reading, CastVoteRecord(CardId("card"), None, BallotStyleId("1"), (), ()))


def gathered(*sheets):
    streaks = Streaks()
    for one in sheets:
        streaks.add(one)
    return streaks


@pytest.mark.parametrize("drift", [0.0, 1.5, 4.0])
def test_a_line_at_the_same_place_on_every_sheet_is_counted_and_said_once(drift):
    streaks = gathered(*(sheet(n, 624.0 + drift * n, 624.0 + drift * n) for n in range(1, 7)))
    assert streaks.sheets == 6
    assert streaks.is_to_be_said()
    assert not streaks.is_to_be_said()


def test_lines_at_other_places_on_few_sheets_or_by_folds_are_none():
    assert gathered(*(sheet(n, 100.0 * n) for n in range(1, 7))).sheets == 0
    assert gathered(sheet(1, 624.0), sheet(2, 624.0)).sheets == 0
    assert gathered(*(sheet(n, 624.0, cause=Cause.FOLD) for n in range(1, 7))).sheets == 0
    assert gathered(*(sheet(n, *([624.0] * (n > 3))) for n in range(1, 7))).sheets == 0
