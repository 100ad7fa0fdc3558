"""What an audit publishes of batches shows nobody's choices, and comes to the same (repair A2)."""

from dataclasses import replace
from random import Random

import pytest

from audit.contests import WRITE_INS, AuditChoice, AuditContest, Unit
from audit.coverage import BatchFigures, ChoiceVotes, Container, MachineFigures, check_figures
from audit.errors import Refused
from audit.public_figures import DISSENT, FEWEST, as_published
from tabulate.election import ChoiceId, ContestId, ContestKind, PrecinctId
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


def with_ovals(one: BatchFigures, by_hand: bool = False) -> BatchFigures:
    """With a row of write-in ovals, which a hand count leaves empty."""
    return replace(
        one, machine="" if by_hand else one.machine, votes=(*one.votes, ChoiceVotes(WRITE_INS, 0)), by_hand=by_hand
    )


@pytest.mark.parametrize("hand_first", [False, True])
def test_repair_a2_what_a_hand_count_left_unsaid_explains_as_much_among_others(hand_first: bool) -> None:
    pair = [with_ovals(batch("PR-1", 2, 1, blank=1)), with_ovals(batch("H-1", 20, 10, blank=4), by_hand=True)]
    given = figures(*(reversed(pair) if hand_first else pair))
    public = as_published(given)
    assert [one.ballots for one in public.batches] == [38, 0]
    assert (public.ovals_not_said, public.machines) == (given.ovals_not_said, given.machines) == (4, ("m1",))
    assert as_published(public) == public


@pytest.mark.parametrize("said", [-1, 3])
def test_no_more_undervotes_are_a_hand_counts_than_there_are(said: int) -> None:
    choice = AuditChoice(ChoiceId("a"), "A")
    contest = AuditContest(UNIT.contest, "Sheriff", ContestKind.CANDIDATE, None, 1, (choice,))
    one = replace(batch("PR-1", 20, blank=2), together=True, undervotes_by_hand=said)
    with pytest.raises(Refused, match="undervotes are said to be of hand counts"):
        check_figures(figures(one), contest, (Container("seal", ("PR-1",)),))


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
