"""What the campaign calls wrong, doubted and whose doing, and what its counts prove."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import comb
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.campaign.bounds import compare_places, upper_bound
from benchmarks.campaign.causes import MACHINE, NOBODY, VOTER, causes_of
from benchmarks.campaign.grid import DENSE_HABITS, ShareTreatment, plan_share
from benchmarks.campaign.judging import Fault, wrong_positions
from benchmarks.campaign.shares import printed, read_made, sheet_of
from benchmarks.campaign.tallies import CauseOfQuestion
from imaging.sheets import Mark, ReadSheet
from tabulate.election import Election
from tabulate.questions import Question
from tabulate.rules_edition import CURRENT_RULES
from tabulate.votes import cast_vote_record
from test_ballots.decks import CAREFUL, CLEAN_SCANNING
from test_ballots.voters.true_marks import SheetTruth, TrueMark
from tests.soak import examples


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was read right, and its truth."""

    reading: ReadSheet
    truth: SheetTruth
    election: Election

    def with_mark(self, index: int, mark: Mark) -> "Sheet":
        """Read otherwise at one target."""
        targets = list(self.reading.targets)
        targets[index] = replace(targets[index], mark=mark)
        return replace(self, reading=replace(self.reading, targets=tuple(targets)))

    def faults(self) -> set[Fault]:
        votes = cast_vote_record(self.reading, self.election, CURRENT_RULES)
        return {wrong.fault for wrong in wrong_positions(self.reading, votes, self.truth)}

    def causes(self) -> set[CauseOfQuestion]:
        return set(causes_of(self.reading, cast_vote_record(self.reading, self.election, CURRENT_RULES), self.truth))

    def first(self, wanted: Callable[[TrueMark], bool]) -> int:
        return next(i for i, true in enumerate(self.truth.targets) if wanted(true.mark))


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Sheet:
    folder: Path = tmp_path_factory.mktemp("sheet")
    plan = replace(plan_share(1, 1), habits=CAREFUL, scanning=CLEAN_SCANNING, treatment=ShareTreatment.OFFICE)
    made = sheet_of(plan, 1, 0)
    reading = read_made(made, plan, folder)
    assert isinstance(reading, ReadSheet)
    return Sheet(reading, made.truth, printed(plan).press.election)


def test_a_sheet_read_right_has_no_fault(sheet: Sheet) -> None:
    assert sheet.faults() == set()


def test_a_filled_oval_read_as_unmarked_is_wrong_and_so_is_its_contest(sheet: Sheet) -> None:
    filled = sheet.first(lambda mark: mark is TrueMark.YES)
    assert sheet.with_mark(filled, Mark.UNMARKED).faults() == {Fault.LOST, Fault.COUNTED}


def test_an_untouched_oval_read_as_marked_is_wrong(sheet: Sheet) -> None:
    untouched = sheet.first(lambda mark: mark is TrueMark.NO)
    assert Fault.INVENTED in sheet.with_mark(untouched, Mark.MARKED).faults()


def test_a_mark_nobody_meant_is_wrong_only_as_a_vote(sheet: Sheet) -> None:
    place = sheet.first(lambda mark: mark is TrueMark.NO)
    targets = list(sheet.truth.targets)
    targets[place] = replace(targets[place], mark=TrueMark.MARGINAL, intent=False, ink_share=0.05)
    unmeant = replace(sheet, truth=replace(sheet.truth, targets=tuple(targets)))
    assert Fault.UNMEANT in unmeant.with_mark(place, Mark.MARKED).faults()
    assert unmeant.with_mark(place, Mark.AMBIGUOUS).faults() == set()


def test_another_card_is_wrong_however_the_marks_are(sheet: Sheet) -> None:
    other = replace(sheet, truth=replace(sheet.truth, card="another"))
    assert other.faults() == {Fault.CARD}


def test_doubt_is_not_wrong_and_is_the_machine_s_where_the_oval_is_plain(sheet: Sheet) -> None:
    filled = sheet.first(lambda mark: mark is TrueMark.YES)
    doubted = sheet.with_mark(filled, Mark.AMBIGUOUS)
    assert doubted.faults() == set()
    assert CauseOfQuestion(MACHINE, str(sheet.truth.targets[filled].kind)) in doubted.causes()


def test_doubt_about_a_mark_that_truth_leaves_open_is_nobody_s(sheet: Sheet) -> None:
    place = sheet.first(lambda mark: mark is TrueMark.YES)
    targets = list(sheet.truth.targets)
    targets[place] = replace(targets[place], mark=TrueMark.MARGINAL, intent=None)
    open_mark = replace(sheet, truth=replace(sheet.truth, targets=tuple(targets)))
    assert {cause.doing for cause in open_mark.with_mark(place, Mark.AMBIGUOUS).causes()} >= {NOBODY}


def test_an_overvote_is_the_voter_s_doing_only_if_the_voter_made_it(sheet: Sheet) -> None:
    place = sheet.first(lambda mark: mark is TrueMark.YES)
    contest = sheet.truth.targets[place].contest
    own = [i for i, true in enumerate(sheet.truth.targets) if true.contest == contest]
    read = sheet
    for i in own:
        read = read.with_mark(i, Mark.MARKED)
    assert MACHINE in {cause.doing for cause in read.causes()}
    targets = list(sheet.truth.targets)
    for i in own:
        targets[i] = replace(targets[i], mark=TrueMark.YES, intent=True)
    made = replace(read, truth=replace(sheet.truth, targets=tuple(targets)))
    assert CauseOfQuestion(VOTER, Question.OVERVOTE) in made.causes()


@pytest.mark.parametrize(("events", "trials", "bound"), [(1, 10, 0.394163), (0, 10, 0.258866), (5, 100, 0.102253)])
def test_the_bound_is_the_published_one(events: int, trials: int, bound: float) -> None:
    assert upper_bound(events, trials) == pytest.approx(bound, abs=2e-6)


def test_no_error_in_ten_million_bounds_the_rate_at_three_in_ten_million() -> None:
    assert upper_bound(0, 10_000_000) == pytest.approx(2.9957e-7, rel=1e-4)


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(1, 60), st.data())
def test_at_the_bound_so_few_events_have_a_chance_of_five_percent(trials: int, data: st.DataObject) -> None:
    events = data.draw(st.integers(0, trials))
    rate = upper_bound(events, trials)
    if events == trials:
        assert rate == 1.0
    else:
        assert sum(comb(trials, k) * rate**k * (1 - rate) ** (trials - k) for k in range(events + 1)) == (
            pytest.approx(0.05, rel=1e-6)
        )


def _flags(bias: float, seed: int) -> float | None:
    """The test's p where each of 60 shares has its own rate, and one cell a higher one by `bias`."""
    rng = np.random.default_rng(seed)
    looked_at = [np.full(48, 200, np.int64) for _ in range(60)]
    flagged = []
    for sizes in looked_at:
        rates = np.full(48, rng.uniform(0.0, 0.05))
        rates[7] *= 1 + bias
        flagged.append(rng.binomial(sizes, rates).astype(np.int64))
    return compare_places(flagged, looked_at).p_value


def test_a_place_that_is_treated_otherwise_is_found_and_chance_is_not() -> None:
    found = _flags(1.0, 1)
    assert found is not None
    assert found < 0.001
    even = [p for p in (_flags(0.0, seed) for seed in range(20)) if p is not None]
    assert len(even) == 20
    assert sum(p < 0.05 for p in even) <= 3


def test_with_hardly_a_flag_nothing_is_said_about_places() -> None:
    flagged = [np.zeros(48, np.int64) for _ in range(30)]
    flagged[3][5] = 2
    assert compare_places(flagged, [np.full(48, 100, np.int64)] * 30).p_value is None


def test_dense_voters_mark_in_every_way() -> None:
    assert DENSE_HABITS.mixed > 0
    assert len(DENSE_HABITS.kinds) >= 7
