"""Batches against batches: the same papers are found however they were scanned again, other papers never."""

from dataclasses import replace
from random import Random

import pytest

from imaging.layout import CardId
from tabulate.election import BallotStyleId, ChoiceId, ContestId
from tabulate.ledger.batch_state import BatchState, KeptSheet
from tabulate.ledger.entries import BatchKind, RecordOpened
from tabulate.ledger.state import RecordState
from tabulate.questions import Question
from tabulate.totals.batches_alike import batches_alike
from tabulate.votes import CastVoteRecord, Counted, Questionable
from tests.soak import examples
from tests.tabulate.ledger_makers import batch_opened

OPENED = RecordOpened(1, "ab" * 32, "General", "2026-11-03", "1", "digest")


class County:
    """Voters of a county: contests whose choices differ in favour, some voters marking one ticket."""

    def __init__(self, seed, contests=None, tickets=None, empty=0.0):
        self.random = Random(seed)
        self.empty = empty
        self.contests = contests or self.random.randint(3, 18)
        self.tickets = self.random.random() if tickets is None else tickets
        self.favour = [self.random.choice((0.5, 0.6, 0.8, 0.95, 1.0)) for _ in range(self.contests)]
        self.cards = [CardId(f"card-{n}") for n in range(self.random.randint(1, 3))]

    def sheet(self):
        ticket = self.random.randint(0, 1) if self.random.random() < self.tickets else None
        partisan = self.contests // 2
        votes = []
        for number in range(self.contests):
            choice = 0 if self.random.random() < self.favour[number] else 1
            choice = ticket if ticket is not None and number < partisan else choice
            left_out = self.random.random() < max(0.1, self.empty)
            choices = () if left_out else (ChoiceId(f"c{choice}"),)
            votes.append(Counted(ContestId(f"k{number}"), choices, int(left_out)))
        card = self.random.choice(self.cards)
        return CastVoteRecord(card, None, BallotStyleId("s"), tuple(votes), ())

    def batch(self, sheets):
        return [self.sheet() for _ in range(sheets)]


def state_of(*stacks, kinds=()):
    state = RecordState(OPENED)
    for number, stack in enumerate(stacks):
        kind = kinds[number] if kinds else BatchKind.POLLS
        opened = replace(batch_opened(f"B{number}"), batch_kind=kind)
        state.batches[opened.batch] = BatchState(opened, kept=[KeptSheet(votes) for votes in stack])
    return state


def found(*stacks, **more):
    return [(run.earlier_batch, run.batch) for run in batches_alike(state_of(*stacks, **more))]


def scanned_again(stack, random):
    """Some sheets were not read the second time, some raised a question, one in forty lost a vote."""
    again: list[CastVoteRecord | None] = []
    for votes in stack:
        fate = random.random()
        if fate < 0.04:
            again.append(None)
        elif fate < 0.12:
            first, *others = votes.contests
            again.append(replace(votes, contests=(Questionable(first.contest, Question.OVERVOTE), *others)))
        elif fate < 0.145:
            *others, last = votes.contests
            again.append(replace(votes, contests=(*others, Counted(last.contest, (), 1))))
        else:
            again.append(votes)
    return again


@pytest.mark.parametrize("seed", range(examples(120)))
def test_papers_of_independent_voters_are_never_taken_for_each_other(seed):
    random = Random(seed)
    county = County(seed)
    assert found(*(county.batch(random.randint(1, 80)) for _ in range(random.randint(2, 8)))) == []


@pytest.mark.parametrize("seed", range(examples(20)))
def test_nor_are_those_of_a_county_that_agrees_on_nearly_everything(seed):
    county = County(seed, contests=4, tickets=1.0)
    county.favour = [0.98] * 4
    assert found(*(county.batch(120) for _ in range(4))) == []


@pytest.mark.parametrize("seed", range(examples(20)))
def test_empty_ballots_and_ballots_with_one_vote_are_not_enough(seed):
    county = County(seed, empty=0.97)
    assert found(county.batch(60), county.batch(60)) == []
    blank = [
        replace(votes, contests=tuple(Counted(one.contest, (), 1) for one in votes.contests))
        for votes in county.batch(60)
    ]
    assert found(blank, blank) == []


@pytest.mark.parametrize("seed", range(examples(40)))
@pytest.mark.parametrize("how", ["whole", "part", "backwards", "backwards part", "between others"])
def test_the_same_papers_are_found(seed, how):
    random = Random(seed)
    county = County(seed, contests=random.randint(8, 18), tickets=0.5)
    first, others = county.batch(60), [county.batch(40) for _ in range(3)]
    stack = scanned_again(first, random)
    stack = stack[10:45] if "part" in how else stack
    stack = stack[::-1] if "backwards" in how else stack
    stack = county.batch(15) + stack + county.batch(15) if how == "between others" else stack
    runs = batches_alike(state_of(first, *others, stack))
    assert [(run.earlier_batch, run.batch) for run in runs] == [("B0", "B4")]
    (run,) = runs
    assert run.sheets >= 20
    assert run.backwards is ("backwards" in how)
    if how == "between others":
        assert 14 <= run.first <= 40


@pytest.mark.parametrize("seed", range(examples(20)))
def test_three_device_printouts_with_many_contests_are_enough(seed):
    county = County(seed, contests=16, tickets=0.0)
    county.favour, county.cards = [0.5] * 16, county.cards[:1]
    first = county.batch(3)
    assert found(first, first) == [("B0", "B1")]
    assert found(first, first[::-1]) == [("B0", "B1")]
    assert found(first[:1], first[:1]) == []


@pytest.mark.parametrize("contests", [1, 2, 4])
def test_ballots_with_few_votes_need_more_sheets(contests):
    county = County(7, contests=contests, tickets=0.0)
    county.favour, county.cards = [0.5] * contests, county.cards[:1]
    first = county.batch(200)
    assert found(first[:4], first[:4]) == []
    assert found(first, first) == [("B0", "B1")]


def test_a_third_scan_of_a_stack_is_found_too():
    first = County(3, contests=12, tickets=0.3).batch(30)
    assert found(first, first, first) == [("B0", "B1"), ("B0", "B2"), ("B1", "B2")]


def test_test_decks_and_new_ballots_are_not_compared():
    first = County(3, contests=12, tickets=0.3).batch(30)
    for kind in (BatchKind.TEST, BatchKind.TRANSFER):
        assert found(first, first, kinds=(BatchKind.POLLS, kind)) == []
    assert found(first, first, kinds=(BatchKind.POLLS, BatchKind.ABSENTEE)) == [("B0", "B1")]


def test_what_the_operator_allowed_is_not_asked_about_again():
    first = County(3, contests=12, tickets=0.3).batch(30)
    for batch, other in (("B1", "B0"), ("B0", "B1")):
        state = state_of(first, first)
        state.batches[batch].alike_allowed = (other,)
        assert batches_alike(state) == ()


def test_a_run_says_which_sheets_are_alike():
    county = County(5, contests=14, tickets=0.2)
    first = county.batch(40)
    (run,) = batches_alike(state_of(first, county.batch(5) + first[10:30]))
    assert str(run) == ("sheets 6 to 25 of batch B1 have the votes of sheets 11 to 30 of batch B0, in the same order")
