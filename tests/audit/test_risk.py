"""The measure of risk: figures worked out by others, and what it promises whatever the errors are."""

import random
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest

from audit.coverage import ChoiceVotes
from audit.risk.contest_risk import CountedByHand, RiskMeasured, RiskNotComputed, beyond_the_county, contest_risk
from audit.risk.overstatements import PublicContest, PublicUnit, UnitByHand, bound, overstatement, pairs_of
from audit.risk.wager import ALL_IN, STAKE, risk_of, wager
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tests.audit.audits import BALLOT, BALLOTS, Audit, opened
from tests.plain.alpha import alpha_risk

ASH, BIRCH = ChoiceId("ash"), ChoiceId("birch")
WORKED = {
    "P01": (612, 331, 262),
    "P02": (548, 300, 221),
    "P03": (497, 262, 214),
    "P04": (455, 240, 197),
    "P05": (388, 199, 170),
    "P06": (301, 160, 126),
    "P07": (214, 118, 85),
    "P08": (120, 61, 52),
    "P09": (44, 20, 22),
    "P10": (31, 17, 13),
}
"""A county worked out by hand: ballots, the winner's votes, the loser's."""


def _votes(ash: int, birch: int) -> tuple[ChoiceVotes, ...]:
    return ChoiceVotes(ASH, ash), ChoiceVotes(BIRCH, birch)


COUNTY = PublicContest(
    ContestId("sheriff"),
    1,
    (ASH, BIRCH),
    tuple(PublicUnit(PrecinctId(name), ballots, _votes(*votes)) for name, (ballots, *votes) in WORKED.items()),
)


def _found(*drawn: str, **otherwise: tuple[int, int]) -> list[Fraction]:
    """x of these precincts, counted as the public figures have them but for those given."""
    pairs = pairs_of(COUNTY)
    largest = max(bound(one, pairs) for one in COUNTY.units)
    errors = []
    for name in drawn:
        ballots, *votes = WORKED[name]
        counted = UnitByHand(PrecinctId(name), ballots, _votes(*otherwise.get(name, votes)))
        unit = next(one for one in COUNTY.units if one.precinct == name)
        errors.append(max(overstatement(unit, counted, pairs), Fraction(0)))
    return [1 - one / largest for one in errors]


T = Fraction(3232, 3405)


def _risk(found: Sequence[Fraction], stake: Fraction = STAKE) -> Fraction:
    return risk_of(wager(found, 10, T, stake))


def test_bounds_of_the_worked_county() -> None:
    (pair,) = pairs_of(COUNTY)
    assert (pair.winner, pair.loser, pair.margin) == (ASH, BIRCH, 346)
    bounds = [bound(one, [pair]) for one in COUNTY.units]
    assert [one * 346 for one in bounds] == [681, 627, 545, 498, 417, 335, 247, 129, 42, 35]
    assert sum(bounds) == Fraction(1778, 173)
    assert 1 - 1 / (10 * max(bounds)) == T


@pytest.mark.parametrize(
    ("found", "all_in", "shown"),
    [
        (_found("P01", "P04"), 0.895607675314, 0.896569083216),
        (_found("P01", "P04", "P07", "P02", "P09"), 0.711983231049, 0.714323392292),
        (_found("P01", "P04", "P07", "P02", "P09", P04=(239, 198)), 0.715065655690, 0.717386837300),
    ],
    ids=["two without error", "five without error", "one ballot misread"],
)
def test_worked_examples_to_twelve_digits(found: list[Fraction], all_in: float, shown: float) -> None:
    assert float(_risk(found, ALL_IN)) == pytest.approx(all_in, abs=5e-13)
    assert float(_risk(found)) == pytest.approx(shown, abs=5e-13)


def test_two_without_error_as_a_fraction() -> None:
    assert _risk(_found("P01", "P04"), ALL_IN) == Fraction(18690656, 20869245)


def test_an_error_against_the_winner_counts_for_nothing() -> None:
    assert _found("P07", P07=(120, 85)) == [1]


def test_the_plain_twin_has_the_published_figure_and_staking_all_is_its_upper_end() -> None:
    ones = [Fraction(1)] * 8
    assert float(alpha_risk(ones, 1000, Fraction(1, 2), Fraction(3, 4))) == pytest.approx(0.038290840, abs=5e-10)
    assert float(alpha_risk([Fraction(3, 4)] * 14, 1000, Fraction(1, 2), Fraction(3, 4))) < 0.05
    assert float(alpha_risk([Fraction(3, 4)] * 13, 1000, Fraction(1, 2), Fraction(3, 4))) > 0.05
    dice = random.Random(7)
    for _ in range(50):
        found = [1 - Fraction(dice.randrange(3), 40) * dice.randrange(2) for _ in range(dice.randrange(1, 10))]
        assert alpha_risk(found, 10, T, Fraction(1)) == _risk(found, ALL_IN)


def test_one_total_miss_ends_only_what_stakes_everything() -> None:
    found = [Fraction(0), *[Fraction(1)] * 25]
    threshold = Fraction(1, 2)
    assert risk_of(wager(found, 60, threshold, ALL_IN)) == 1
    assert risk_of(wager(found, 60, threshold)) < Fraction(1, 100)


def test_what_no_wrong_outcome_has_is_no_risk() -> None:
    ones = [Fraction(1)] * 8
    assert risk_of(wager(ones[:7], 10, Fraction(3, 4))) > 0
    assert risk_of(wager(ones, 10, Fraction(3, 4))) == 0
    # Exactly as much as a wrong outcome may have is not more.
    assert risk_of(wager(ones, 10, Fraction(8, 10))) > 0
    assert risk_of(wager([*ones, Fraction(0)], 10, Fraction(8, 10))) > 0


def test_no_draw_says_nothing_and_strange_figures_are_refused() -> None:
    assert risk_of(()) == 1
    for found in ([Fraction(1)] * 3, [Fraction(-1)], [Fraction(2)]):
        with pytest.raises(ValueError, match="not of these units"):
            wager(found, 2, Fraction(1, 2))


@pytest.mark.parametrize("stake", [STAKE, ALL_IN])
@pytest.mark.parametrize(
    "units",
    [(1, 1, 1, 0, 0, 0), (1, 1, 1, 1, 1, 0), (1, 1, "1/2", "1/2", "1/4", 1), ("9/10",) * 6, (1, 1, 1, 1, "1/3", "1/7")],
)
def test_in_every_order_of_the_dice_the_promise_holds_exactly(units: tuple[str | int, ...], stake: Fraction) -> None:
    """The outcome is just wrong, and one stops where the risk is least: for no alpha is P <= alpha more likely."""
    found = [Fraction(one) for one in units]
    threshold = sum(found, Fraction(0)) / len(found)
    orders = list(permutations(found))
    risks = sorted(risk_of(wager(order[:5], len(found), threshold, stake)) for order in orders)
    for number, risk in enumerate(risks, 1):
        assert risk == 1 or Fraction(number, len(orders)) <= risk


def test_wrong_outcomes_of_drawn_counties_pass_no_more_often_than_said() -> None:
    """Counties whose winner lost by hand: errors in few precincts, or in all; five of twenty are drawn."""
    dice = random.Random(13_17_503)
    low = dict.fromkeys((Fraction(1, 2), Fraction(1, 5), Fraction(1, 10)), 0)
    trials = 250
    for _ in range(trials):
        public, truth = _lost_county(dice)
        pairs = pairs_of(public)
        largest = max(bound(one, pairs) for one in public.units)
        drawn = dice.sample(range(len(public.units)), 5)
        errors = [overstatement(public.units[one], truth[one], pairs) for one in drawn]
        found = [1 - max(one, Fraction(0)) / largest for one in errors]
        risk = risk_of(wager(found, len(public.units), 1 - 1 / (len(public.units) * largest)))
        for alpha in low:
            low[alpha] += risk <= alpha
    for alpha, passed in low.items():
        error = 3 * (float(alpha * (1 - alpha)) / trials) ** 0.5
        assert passed / trials <= float(alpha) + error


def _lost_county(dice: random.Random) -> tuple[PublicContest, list[UnitByHand]]:
    units, truth, lead = [], [], 0
    for number in range(20):
        ballots = dice.randrange(20, 200)
        ash = dice.randrange(ballots // 2, ballots * 7 // 10)
        lead += 2 * ash - ballots
        precinct = PrecinctId(f"P{number}")
        units.append(PublicUnit(precinct, ballots, _votes(ash, ballots - ash)))
        truth.append(UnitByHand(precinct, ballots, _votes(ash, ballots - ash)))
    order = dice.sample(range(20), 20)
    step = dice.choice((1, 10, 200))
    while lead > 0:
        for one in order:
            votes = truth[one].votes
            moved = min(step, votes[0].votes, max(0, -(-lead // 2)))
            lead -= 2 * moved
            truth[one] = UnitByHand(
                truth[one].precinct, truth[one].ballots, _votes(votes[0].votes - moved, votes[1].votes + moved)
            )
    return PublicContest(ContestId("sheriff"), 1, (ASH, BIRCH), tuple(units)), truth


def test_ballots_nobody_saw_are_each_two_votes_wrong_and_never_more_than_the_bound() -> None:
    pairs = pairs_of(COUNTY)
    unit = COUNTY.units[0]
    whole = UnitByHand(unit.precinct, 612, _votes(331, 262))
    fewer = UnitByHand(unit.precinct, 610, _votes(329, 262))
    assert overstatement(unit, whole, pairs) == 0
    assert overstatement(unit, fewer, pairs) == Fraction(4, 346)
    assert overstatement(unit, UnitByHand(unit.precinct, 0, ()), pairs) == bound(unit, pairs)
    assert overstatement(unit, UnitByHand(unit.precinct, 612, _votes(0, 612)), pairs) == bound(unit, pairs)
    with pytest.raises(ValueError, match="more ballots"):
        overstatement(unit, UnitByHand(unit.precinct, 613, ()), pairs)


def test_the_worst_pair_is_what_counts_where_several_win_or_lose() -> None:
    cedar = ChoiceId("cedar")
    votes = (*_votes(50, 40), ChoiceVotes(cedar, 10))
    public = PublicContest(ContestId("council"), 2, (ASH, BIRCH, cedar), (PublicUnit(PrecinctId("P"), 60, votes),))
    pairs = pairs_of(public)
    assert [(one.winner, one.loser, one.margin) for one in pairs] == [(ASH, cedar, 40), (BIRCH, cedar, 30)]
    assert bound(public.units[0], pairs) == Fraction(90, 30)
    counted = UnitByHand(PrecinctId("P"), 60, (*_votes(50, 37), ChoiceVotes(cedar, 10)))
    assert overstatement(public.units[0], counted, pairs) == Fraction(3, 30)


LEVY = ContestId("levy")


def public_of(audit: Audit, contest: ContestId, **ballots: int) -> PublicContest:
    """Eight hundred ballots in each precinct, with the votes that every unit of the audit has."""
    found = audit.state.contest(contest)
    votes = audit.usual_votes(contest)
    rows = tuple(ChoiceVotes(choice.id, count) for choice, count in zip(found.choices, votes, strict=True))
    having = [one.id for one in audit.state.opened.precincts if contest in one.contests]
    units = tuple(PublicUnit(one, ballots.get(one, BALLOTS), rows) for one in having)
    return PublicContest(contest, 1, tuple(one.id for one in found.printed), units)


def test_an_audit_without_errors_takes_its_precincts_in_the_order_of_the_dice() -> None:
    audit = Audit(opened(24)).begin(seed=3).count_all()
    drawn = audit.state.selection.precincts
    assert drawn is not None
    senator = ContestId("senator")
    found = contest_risk(audit.state, public_of(audit, senator))
    assert isinstance(found, RiskMeasured)
    assert [one.public.precinct for one in found.drawn] == [item.id for item in drawn.sample]
    assert found.risk == risk_of(wager([Fraction(1)] * len(found.drawn), 24, found.threshold))
    first = found.drawn[0].public.precinct
    more = contest_risk(audit.state, public_of(audit, senator, **{first: BALLOTS - 1}))
    assert isinstance(more, RiskNotComputed)
    assert "more ballots were counted by hand than the public figures have" in more.reasons[0]
    fewer = contest_risk(audit.state, public_of(audit, senator, **{first: BALLOTS + 3}))
    assert isinstance(fewer, RiskMeasured)
    assert fewer.drawn[0].overstatement == Fraction(3, fewer.pairs[0].margin)
    assert fewer.unseen == 3


def test_every_reason_against_a_figure_is_said_at_once() -> None:
    audit = Audit(opened(24)).begin(seed=3)
    public = public_of(audit, ContestId("senator"))
    level = replace(public, units=tuple(replace(one, votes=_votes(300, 300)) for one in public.units[1:]))
    found = contest_risk(audit.state, level)
    assert isinstance(found, RiskNotComputed)
    missing, waiting, tie = found.reasons
    assert missing == "The public figures have no row for Precinct 1."
    assert "not locked" in waiting
    assert "tie" in tie
    alone = contest_risk(audit.count_all().state, replace(public, people=(ASH,)))
    assert alone == RiskNotComputed(("Nobody can have lost: there are no more names than places.",))


def test_where_every_precinct_is_counted_there_is_nothing_to_reckon() -> None:
    audit = Audit(opened(2)).begin().count_all()
    found = contest_risk(audit.state, public_of(audit, ContestId("senator")))
    assert isinstance(found, CountedByHand)
    assert found.said in ("counted by hand entirely", "counted by hand in half of its precincts")


def test_precincts_of_an_escalation_follow_the_sample_and_the_reserves() -> None:
    audit = Audit(opened(24)).begin(first=[(0, 4), (0, 2), (0, 1)])
    unit = audit.first_unit
    audit.prepare(unit).tally(unit, [310, 280]).count_all()
    senator = ContestId("senator")
    before = contest_risk(audit.state, public_of(audit, senator))
    audit.find("senator").count_all()
    after = contest_risk(audit.state, public_of(audit, senator))
    assert isinstance(before, RiskMeasured)
    assert isinstance(after, RiskMeasured)
    assert after.drawn[: len(before.drawn)] == before.drawn
    drawn = audit.state.selection.precincts
    assert drawn is not None
    reserves = tuple(item.id for item in drawn.reserves)
    assert tuple(one.public.precinct for one in after.drawn[len(before.drawn) :])[: len(reserves)] == reserves
    assert after.risk <= before.risk


def test_a_contest_of_which_all_that_was_left_was_counted_without_dice_is_counted_entirely() -> None:
    """House district 1 votes in four precincts; the sample has one of them, the reserves none."""
    audit, house = Audit(opened(8)).begin(first=[(1,), (2,), (4,), (6,), (8,)]), ContestId("house-1")
    (unit,) = (one.unit for one in audit.state.units if one.unit.contest == house)
    audit.prepare(unit).tally(unit, [310, 280]).count_all()
    assert isinstance(contest_risk(audit.state, public_of(audit, house)), RiskMeasured)
    audit.find(house).count_all()
    assert contest_risk(audit.state, public_of(audit, house)) == CountedByHand(4, 4, 0)
    more = contest_risk(audit.state, public_of(audit, house, p7=BALLOTS - 1))
    assert more == RiskNotComputed(("In Precinct 7 more ballots were counted by hand than the public figures have.",))


def test_a_contest_of_this_county_alone_and_one_beyond() -> None:
    contests = {one.id: one for one in BALLOT}
    assert not beyond_the_county(contests[LEVY])
    for name in ("senator", "house-1", "judge", "initiative-1"):
        assert beyond_the_county(contests[ContestId(name)])
