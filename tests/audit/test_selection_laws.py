"""Selection against a plain simulation, and the chance of every precinct over 100,000 draws."""

import random

from hypothesis import given
from hypothesis import strategies as st

from audit.dice import dice_for
from audit.rules import MCA_2021, MCA_2023, NONFEDERAL, RuleSet
from audit.selection import Draw, draw

faces = st.integers(0, 9)


def plain_selection(precincts: int, needed: int, reserves: int, rolls: list[tuple[int, ...]]) -> list[int]:
    """What a clerk with a pencil would write down."""
    if needed == precincts:
        return list(range(1, precincts + 1))
    chosen: list[int] = []
    for dice in rolls:
        number = int("".join(map(str, dice))) or 10 ** len(dice)
        if number <= precincts and number not in chosen and len(chosen) < needed + reserves:
            chosen.append(number)
    left = [number for number in range(1, precincts + 1) if number not in chosen]
    if len(left) == 1 and needed + reserves == precincts:
        chosen += left
    return chosen


@given(st.integers(1, 130), st.sampled_from([MCA_2021, MCA_2023, NONFEDERAL]), st.data())
def test_selection_is_what_a_clerk_with_a_pencil_finds(precincts: int, rules: RuleSet, data: st.DataObject) -> None:
    needed, reserves = rules.precincts_needed(precincts), rules.reserves_needed(precincts)
    dice = dice_for(precincts)
    rolls = data.draw(st.lists(st.tuples(*[faces] * dice), max_size=60))
    drawn = draw(precincts, needed, reserves, rolls)
    expected = plain_selection(precincts, needed, reserves, rolls)
    assert [*drawn.sample, *drawn.reserves] == expected
    assert drawn.complete == (len(expected) == needed + reserves)
    assert len(drawn.outcomes) == len(rolls)
    assert all((outcome.taken is None) != (outcome.why is None) for outcome in drawn.outcomes)


@given(st.integers(1, 130), st.sampled_from([MCA_2021, MCA_2023, NONFEDERAL]), st.integers())
def test_fair_dice_end_every_draw_and_no_precinct_is_drawn_twice(precincts: int, rules: RuleSet, seed: int) -> None:
    drawn = rolled_out(precincts, rules, random.Random(seed))
    chosen = [*drawn.sample, *drawn.reserves]
    assert len(set(chosen)) == len(chosen) == drawn.needed + drawn.reserves_needed
    assert set(chosen) <= set(range(1, precincts + 1))


def rolled_out(precincts: int, rules: RuleSet, dice: random.Random) -> Draw:
    state = Draw(precincts, rules.precincts_needed(precincts), rules.reserves_needed(precincts))
    while not state.complete:
        state = state.roll(tuple(dice.randrange(10) for _ in range(state.dice)))
    return state


def chi_square_beyond(statistic: float, freedom: int) -> float:
    """How many standard deviations a chi-square statistic lies above its mean (Wilson and Hilferty)."""
    scale = 2 / (9 * freedom)
    return float(((statistic / freedom) ** (1 / 3) - (1 - scale)) / scale**0.5)


DRAWS = 100_000


def test_over_100_000_draws_every_precinct_is_equally_likely() -> None:
    """A county of ten: two in the sample, three in reserve."""
    dice = random.Random(13_17_505)
    precincts = 10
    in_sample = dict.fromkeys(range(1, precincts + 1), 0)
    in_reserve = dict.fromkeys(range(1, precincts + 1), 0)
    for _ in range(DRAWS):
        state = rolled_out(precincts, MCA_2023, dice)
        for number in state.sample:
            in_sample[number] += 1
        for number in state.reserves:
            in_reserve[number] += 1
    for counts, share in ((in_sample, 2), (in_reserve, 3)):
        expected = DRAWS * share / precincts
        # Drawn without putting back, counts vary less than a multinomial's.
        narrower = (precincts - share) / (precincts - 1)
        statistic = sum((found - expected) ** 2 for found in counts.values()) / (expected * narrower)
        assert sum(counts.values()) == DRAWS * share
        assert chi_square_beyond(statistic, precincts - 1) < 4


def test_the_chi_square_would_notice_a_modulo() -> None:
    """The same statistic over numbers reduced to the range, which is what must never be done."""
    dice = random.Random(13_17_505)
    precincts = 65
    counts = dict.fromkeys(range(1, precincts + 1), 0)
    for _ in range(DRAWS):
        counts[dice.randrange(100) % precincts + 1] += 1
    expected = DRAWS / precincts
    statistic = sum((found - expected) ** 2 for found in counts.values()) / expected
    assert chi_square_beyond(statistic, precincts - 1) > 10
