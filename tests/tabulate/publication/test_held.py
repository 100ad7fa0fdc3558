"""Held ballots that are few stand in one row with other such ballots, and not in their precincts' (repair A2)."""

from collections import Counter
from random import Random

import pytest

from tabulate.election import ChoiceId, ContestId, PrecinctId
from tabulate.publication.held import grouped
from tabulate.publication.released import NOT_YET_BY_PRECINCT
from tabulate.tally import ContestTally, Tally
from tests.soak import examples

SHERIFF = ContestId("sheriff")


def tally(**rows: tuple[int, ...]) -> Tally:
    """A race of one seat by precinct."""
    found = Tally()
    for name, votes in rows.items():
        place = PrecinctId(name)
        counted = Counter({ChoiceId("abc"[number]): count for number, count in enumerate(votes) if count})
        found.contests[place, SHERIFF] = ContestTally(sum(votes), counted)
        found.sheets[place] = sum(votes)
    return found


def rows(of: Tally) -> dict[str | None, int]:
    return {place: part.sheets for (place, _), part in of.contests.items()}


def test_repair_a2_one_provisional_ballot_does_not_stand_in_its_precinct() -> None:
    both = grouped(tally(north=(40, 30), south=(20, 50)), tally(north=(1,)))
    assert rows(both) == {"north": 70, "south": 70, NOT_YET_BY_PRECINCT: 1}
    assert both.sheets == {PrecinctId("north"): 70, PrecinctId("south"): 70, NOT_YET_BY_PRECINCT: 1}


def test_ten_provisional_ballots_that_differ_stand_in_their_precinct() -> None:
    assert rows(grouped(tally(north=(40, 30)), tally(north=(6, 4), south=(3,)))) == {
        "north": 80,
        NOT_YET_BY_PRECINCT: 3,
    }


def test_ballots_counted_by_hand_in_a_precinct_do_not_move_its_held_ones() -> None:
    real = tally(north=(40, 30))
    real.hand_ballots[PrecinctId("north")] = 20
    both = grouped(real, tally(north=(6, 4)))
    assert (rows(both), both.hand_ballots.total()) == ({"north": 80}, 20)


@pytest.mark.parametrize("seed", range(examples(40)))
def test_repair_a2_no_precinct_changes_by_few_and_nothing_is_lost(seed: int) -> None:
    draw = Random(seed)
    names = [f"p{number}" for number in range(6)]
    real = tally(**{name: (draw.randint(1, 60), draw.randint(0, 60)) for name in names})
    held = tally(**{name: (draw.randint(0, 15), draw.randint(0, 3)) for name in names[:4]})
    both = grouped(real, held)
    for name in names:
        key = (PrecinctId(name), SHERIFF)
        more = both.contests[key].sheets - real.contests[key].sheets
        leading = max((both.contests[key].votes - real.contests[key].votes).values(), default=0)
        assert more == 0 or (more >= 10 and leading <= more - 2)
    whole = sum(both.contests.values(), ContestTally())
    assert whole == sum((real + held).contests.values(), ContestTally())
    assert both.sheets.total() == real.sheets.total() + held.sheets.total()
