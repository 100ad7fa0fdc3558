"""No two releases of totals, added or subtracted, tell a reader how somebody voted (repair A2)."""

from collections import Counter
from dataclasses import replace

import pytest

from tabulate.election import ChoiceId, ContestId, PrecinctId
from tabulate.publication.cells import NOTHING, ContestCell, settled
from tabulate.publication.releases import (
    CountedFigures,
    Release,
    complete_release,
    figures_of,
    next_release,
    small_precincts,
)
from tabulate.questions import Question
from tabulate.tally import ContestTally, Tally

NORTH, SOUTH, EAST = PrecinctId("north"), PrecinctId("south"), PrecinctId("east")
SHERIFF, COUNCIL = ContestId("sheriff"), ContestId("council")
SEATS = {SHERIFF: 1, COUNCIL: 2}
NONE_HELD = CountedFigures()


def cell(*votes: int, blank: int = 0) -> ContestCell:
    """A contest of one seat whose choices have these votes."""
    named = tuple((ChoiceId(f"c{number}"), count) for number, count in enumerate(votes) if count)
    return ContestCell(sum(votes) + blank, named, blank)


def figures(**rows: ContestCell) -> CountedFigures:
    """The sheriff's race by precinct."""
    return CountedFigures(
        {(PrecinctId(name), SHERIFF): row for name, row in rows.items()},
        {PrecinctId(name): row.ballots for name, row in rows.items()},
    )


def released(*moments: CountedFigures, held: CountedFigures = NONE_HELD) -> list[Release]:
    """A release at each of these moments."""
    found: list[Release] = []
    for now in moments:
        found.append(next_release(found, now, held))
    return found


@pytest.mark.parametrize(
    ("one", "safe"),
    [
        (cell(), True),
        (cell(8, 2), True),
        (cell(9, 1), False),
        (cell(5, 4), False),
        (cell(0, 0, blank=10), False),
        (cell(1, 1, blank=8), True),
        (cell(1, blank=9), False),
        (NOTHING - cell(8, 2), True),
        (cell(12, 2) - cell(2, 12), False),
        (cell(3, 8) - cell(4, 7), False),
    ],
)
def test_repair_a2_a_cell_is_safe_with_ten_ballots_of_which_two_dissent(one: ContestCell, safe: bool) -> None:
    assert one.shows_nobody() is safe


def test_repair_a2_whoever_voted_for_nobody_has_answered_too() -> None:
    assert not ContestCell(10, ((ChoiceId("a"), 1), (ChoiceId("b"), 1)), undervotes=18).shows_nobody()
    assert ContestCell(10, ((ChoiceId("a"), 2), (ChoiceId("b"), 2)), undervotes=16).shows_nobody()
    assert not ContestCell(10, ((ChoiceId("a"), 1),), overvotes=9).shows_nobody()


def test_repair_a2_ballots_that_wait_for_the_board_are_in_no_cell() -> None:
    tally = ContestTally(12, Counter({ChoiceId("a"): 8, ChoiceId("b"): 2}), 0, Counter({Question.OVERVOTE: 2}))
    assert settled(tally) == ContestCell(10, ((ChoiceId("a"), 8), (ChoiceId("b"), 2)))
    whole = Tally({(NORTH, SHERIFF): tally}, Counter({NORTH: 12}), hand_ballots=Counter({SOUTH: 3}))
    assert figures_of(whole) == CountedFigures({(NORTH, SHERIFF): settled(tally)}, {NORTH: 12, SOUTH: 3})


def test_repair_a2_one_provisional_ballot_of_a_precinct_changes_no_figure_until_the_count_is_complete() -> None:
    before = figures(north=cell(40, 30), south=cell(20, 50))
    after = figures(north=cell(41, 30), south=cell(20, 50))
    first, second = released(before, after)
    assert (second.shown, second.pooled, second.unshown) == (first.shown, (), 1)
    assert complete_release(after).shown == after


def test_w46_few_ballots_of_each_of_three_precincts_move_the_sum_alone() -> None:
    before = figures(north=cell(40, 30), south=cell(20, 50), east=cell(30, 30))
    after = figures(north=cell(41, 30), south=cell(22, 52), east=cell(36, 31))
    first, second = released(before, after)
    assert second.shown == first.shown
    assert second.pool == {SHERIFF: cell(9, 3)}
    assert (second.pooled_sheets, second.unshown) == (12, 0)


def test_repair_a2_few_ballots_of_three_precincts_that_agree_are_in_no_row() -> None:
    first, second = released(
        figures(north=cell(40, 30), south=cell(20, 50), east=cell(30, 30)),
        figures(north=cell(41, 30), south=cell(24, 50), east=cell(37, 30)),
    )
    assert (second.shown, second.pool, second.unshown) == (first.shown, {}, 12)


def test_repair_a2_nine_ballots_are_a_number_and_ten_that_agree_wait_too() -> None:
    for more, waiting in (((4, 5), 9), ((10, 0), 10), ((9, 1), 10)):
        first, second = released(figures(north=cell(40, 30)), figures(north=cell(40 + more[0], 30 + more[1])))
        assert (second.shown, second.unshown) == (first.shown, waiting)
    _, second = released(figures(north=cell(40, 30)), figures(north=cell(48, 32)))
    assert second.shown == figures(north=cell(48, 32))


def test_repair_a2_a_ballot_that_the_board_settles_is_seen_with_nine_others() -> None:
    moments = [figures(north=cell(40 + number // 3, 30 + number - number // 3)) for number in range(11)]
    found = released(*moments)
    assert [one.unshown for one in found] == [*range(10), 0]
    assert {one.shown.cell(NORTH, SHERIFF).ballots for one in found} == {70, 80}


def test_repair_a2_a_withdrawn_batch_and_its_recount_are_seen_as_what_they_are() -> None:
    whole, less = figures(north=cell(300, 200)), figures(north=cell(120, 80))
    assert [one.shown for one in released(whole, less, whole)] == [whole, less, whole]


def test_a_precinct_of_which_every_ballot_was_withdrawn_is_shown_no_longer() -> None:
    whole, less = figures(north=cell(300, 200), south=cell(40, 30)), figures(south=cell(40, 30))
    assert [one.shown.sheets for one in released(whole, less)] == [{NORTH: 500, SOUTH: 70}, {SOUTH: 70}]


def test_ballots_taken_out_in_one_precinct_do_not_hide_those_that_wait_in_another() -> None:
    before, now = figures(north=cell(40, 30), south=cell(40, 30)), figures(north=cell(40, 27), south=cell(40, 33))
    second = released(before, now)[1]
    assert (second.shown, second.unshown, second.no_longer_counted) == (before, 3, 3)


def test_repair_a2_a_batch_that_comes_back_but_for_one_ballot_is_not_shown() -> None:
    whole, less, back = figures(north=cell(300, 200)), figures(north=cell(120, 80)), figures(north=cell(299, 200))
    assert [one.shown for one in released(whole, less, back)] == [whole, less, less]


def test_repair_a2_a_precinct_waits_for_ballots_that_are_held() -> None:
    now = figures(north=cell(40, 30), south=cell(20, 50))
    held = figures(north=cell(1))
    (first,) = released(now, held=held)
    assert (set(first.shown.sheets), first.pooled[0].sheets) == ({SOUTH}, {NORTH: 70})
    second = next_release([first], figures(north=cell(41, 30), south=cell(20, 50)), NONE_HELD)
    assert (second.shown, second.pool, second.unshown) == (first.shown, first.pool, 1)


def test_repair_a2_who_leaves_the_row_of_all_leaves_nobody_alone_in_it() -> None:
    """North would leave two electors of the south alone in the row that was published."""
    first = figures(north=cell(8, 1), south=cell(1, 1))
    second = figures(north=cell(20, 20), south=cell(1, 1))
    one, two = released(first, second)
    assert one.pool == {SHERIFF: cell(9, 2)}
    assert (two.shown.sheets, two.pool) == ({}, {SHERIFF: cell(21, 21)})


def test_repair_a2_small_precincts_stand_in_one_row_until_it_is_safe() -> None:
    now = figures(north=cell(3, 1), south=cell(30, 12), east=cell(20, 5))
    assert small_precincts(now) == {NORTH, EAST}
    whole = complete_release(now)
    assert (whole.shown.sheets, whole.pool, whole.complete) == ({SOUTH: 42}, {SHERIFF: cell(23, 6)}, True)


def test_a_county_of_one_small_precinct_has_its_totals() -> None:
    now = figures(north=cell(3, 1))
    assert complete_release(now).pool == {SHERIFF: cell(3, 1)}


def test_the_same_moment_again_is_the_same_release() -> None:
    now = figures(north=cell(40, 30), south=cell(2, 5), east=cell(3, 4))
    one, two = released(now, now)
    assert two == one
    assert replace(one, unshown=0) == replace(two, unshown=0)
