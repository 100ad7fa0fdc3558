"""What an audit publishes of batches shows nobody's choices, and comes to the same (repair A2)."""

from dataclasses import replace
from random import Random

import pytest

from audit.contests import Unit
from audit.coverage import BatchFigures, ChoiceVotes, MachineFigures
from audit.public_figures import DISSENT, FEWEST, as_published
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tabulate.publication import cells
from tests.soak import examples

UNIT = Unit(PrecinctId("north"), ContestId("sheriff"))


def batch(name: str, *votes: int, blank: int = 0, machine: str = "m1") -> BatchFigures:
    rows = tuple(ChoiceVotes(ChoiceId("abc"[number]), count) for number, count in enumerate(votes))
    return BatchFigures(name, machine, sum(votes) + blank, rows, blank, 0)


def figures(*batches: BatchFigures) -> MachineFigures:
    return MachineFigures(UNIT, sum(one.ballots for one in batches), batches)


def test_the_numbers_are_those_of_every_publication() -> None:
    assert (FEWEST, DISSENT) == (cells.FEWEST, cells.DISSENT)


def test_repair_a2_a_provisional_ballot_does_not_stand_alone() -> None:
    public = as_published(figures(batch("AB-1", 40, 30), batch("PR-1", 0, 1, machine="m2"), batch("PO-1", 20, 10)))
    assert [one.ballots for one in public.batches] == [70, 31, 0]
    assert [one.together for one in public.batches] == [False, True, True]
    assert public.machines == ("m1", "m2")


def test_a_precinct_with_one_batch_is_public_by_law() -> None:
    alone = figures(batch("AB-1", 2, 1))
    assert as_published(alone) == alone


def test_figures_of_enough_ballots_are_published_as_they_are() -> None:
    safe = figures(batch("AB-1", 40, 30), batch("AB-2", 8, 2))
    assert as_published(safe) == safe


@pytest.mark.parametrize("seed", range(examples(60)))
def test_repair_a2_what_is_published_of_batches_is_safe_or_all_there_is(seed: int) -> None:
    draw = Random(seed)
    batches = [
        batch(f"B-{number}", draw.choice([0, 1, 5, 30]), draw.choice([0, 1, 8, 40]), blank=draw.choice([0, 0, 1, 12]))
        for number in range(draw.randint(1, 6))
    ]
    given = figures(*batches)
    public = as_published(given)
    assert as_published(public) == public
    assert (public.votes, public.ballots, public.undervotes) == (given.votes, given.ballots, given.undervotes)
    assert [one.batch for one in public.batches] == [one.batch for one in given.batches]
    with_ballots = [one for one in public.batches if one.ballots]
    for one in with_ballots:
        leading = max(one.undervotes, *(row.votes for row in one.votes))
        assert (one.ballots >= 10 and leading <= one.ballots - 2) or len(with_ballots) == 1
    assert replace(public, batches=()) == replace(given, batches=())
