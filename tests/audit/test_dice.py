"""The dice tables of the reference (3.4), by county."""

from itertools import product

import pytest

from audit.dice import dice_for, number_of, parse_rolls
from audit.errors import DiceError
from audit.rules import MCA_2021, MCA_2023, NONFEDERAL, RuleSet
from audit.selection import Draw, draw


def drawn(count: int, rolls: str, rules: RuleSet = MCA_2023) -> Draw:
    needed, reserves = rules.precincts_needed(count), rules.reserves_needed(count)
    return draw(count, needed, reserves, parse_rolls(rolls, dice_for(count)))


def said(one: Draw) -> list[str]:
    return [str(outcome.taken or outcome.why) for outcome in one.outcomes]


@pytest.mark.parametrize(("count", "dice"), [(1, 1), (10, 1), (11, 2), (65, 2), (100, 2), (101, 3), (1000, 3)])
def test_the_number_of_dice_follows_from_the_length_of_the_list(count: int, dice: int) -> None:
    assert dice_for(count) == dice


def test_a_longer_list_than_three_dice_can_number_is_refused() -> None:
    with pytest.raises(DiceError, match="1,001 is too long"):
        dice_for(1001)


FACES = [((0,), 10), ((7,), 7), ((0, 0), 100), ((0, 7), 7), ((6, 5), 65), ((9, 9), 99), ((0, 1, 0), 10)]


@pytest.mark.parametrize(("faces", "number"), [*FACES, ((0, 0, 0), 1000), ((1, 2, 3), 123), ((1, 0, 4), 104)])
def test_faces_stand_for_numbers(faces: tuple[int, ...], number: int) -> None:
    assert number_of(faces) == number


def test_every_number_of_a_list_has_exactly_one_roll() -> None:
    for dice in (1, 2, 3):
        numbers = sorted(number_of(faces) for faces in product(range(10), repeat=dice))
        assert numbers == list(range(1, 10**dice + 1))


def test_petroleum_has_one_precinct_and_rolls_nothing() -> None:
    one = drawn(1, "")
    assert (one.needed, one.reserves_needed, one.sample, one.reserves, one.complete) == (1, 0, (1,), (), True)


def test_golden_valley_has_two_and_needs_both() -> None:
    one = drawn(2, "")
    assert (one.needed, one.reserves_needed, one.sample, one.reserves, one.complete) == (2, 0, (1, 2), (), True)


def test_mccone_s_last_reserve_is_what_is_left() -> None:
    one = drawn(3, "7; 0; 3; 3; 1")
    assert said(one) == ["out of range", "out of range", "sample", "already chosen", "sample"]
    assert (one.sample, one.reserves, one.complete) == ((3, 1), (2,), True)


def test_valley_s_reserves_keep_the_order_rolled() -> None:
    before = drawn(4, "9; 4; 2")
    assert said(before) == ["out of range", "sample", "sample"]
    assert (before.sample, before.reserves, before.complete) == ((4, 2), (), False)
    assert drawn(4, "9; 4; 2; 1").reserves == (1, 3)
    assert drawn(4, "9; 4; 2; 3").reserves == (3, 1)


def test_ten_precincts_are_drawn_with_one_die_whose_zero_is_ten() -> None:
    one = drawn(10, "0; 5; 5; 1; 8; 2")
    assert said(one) == ["sample", "sample", "already chosen", "reserve", "reserve", "reserve"]
    assert (one.sample, one.reserves, one.complete) == ((10, 5), (1, 8, 2), True)


def test_jefferson_rolls_two_dice_for_twelve() -> None:
    one = drawn(12, "0 7; 4 5; 1 2; 0 1; 0 0; 1 1; 0 3")
    assert said(one) == ["sample", "out of range", "sample", "reserve", "out of range", "reserve", "reserve"]
    assert [outcome.number for outcome in one.outcomes][4] == 100
    assert (one.sample, one.reserves, one.complete) == ((7, 12), (1, 11, 3), True)


def test_missoula_begins_with_65_and_1() -> None:
    one = drawn(65, "6 5, 6 6, 0 1")
    assert (one.needed, one.reserves_needed, one.sample) == (7, 3, (65, 1))
    assert said(one) == ["sample", "out of range", "sample"]
    assert not one.complete


def test_a_hundred_precincts_have_double_zero_as_their_hundredth() -> None:
    one = drawn(100, "0 0")
    assert (one.needed, one.reserves_needed, one.sample) == (10, 3, (100,))


def test_a_hundred_and_four_precincts_take_three_dice() -> None:
    one = drawn(104, "1 0 4; 1 0 5; 0 9 9")
    assert (one.needed, one.reserves_needed, one.sample) == (11, 3, (104, 99))
    assert said(one) == ["sample", "out of range", "sample"]


def test_rolls_after_the_last_are_not_needed_and_change_nothing() -> None:
    one = drawn(10, "0; 5; 1; 8; 2; 7; 5")
    assert said(one)[-2:] == ["not needed", "not needed"]
    assert (one.sample, one.reserves) == ((10, 5), (1, 8, 2))


def test_the_older_rule_draws_one_of_a_small_county() -> None:
    one = drawn(20, "1 9, 0 2, 2 0, 0 1", MCA_2021)
    assert (one.needed, one.reserves_needed, one.sample, one.reserves) == (1, 3, (19,), (2, 20, 1))


def test_the_nonfederal_audit_draws_one_and_one_in_reserve() -> None:
    one = drawn(8, "3, 3, 8", NONFEDERAL)
    assert (one.needed, one.reserves_needed, one.sample, one.reserves) == (1, 1, (3,), (8,))


BAD_ROLLS = [
    ("6 11", 65, "face of 11"),
    ("65", 65, "2 are rolled here"),
    ("6 5 1", 65, "shows 3 dice"),
    ("11", 8, "face of 11"),
    ("6 5,, 0 1", 65, "Roll 2"),
    ("six five", 65, "no roll"),
    ("-1 5", 65, "no roll"),
    ("6.5", 65, "no roll"),
    ("6 \u0665", 65, "no roll"),
    ("6 99999999999999999999", 65, "no roll"),
    ("1 2", 104, "3 are rolled here"),
]


@pytest.mark.parametrize(("rolls", "count", "words"), BAD_ROLLS)
def test_what_no_dice_can_show_is_refused_with_the_roll_s_number(rolls: str, count: int, words: str) -> None:
    with pytest.raises(DiceError, match=words) as refused:
        drawn(count, rolls)
    assert "Roll " in str(refused.value)


@pytest.mark.parametrize("text", ["", "  ", "\n", ","])
def test_no_rolls_are_no_rolls(text: str) -> None:
    assert parse_rolls(text, 2) == ()


def test_rolls_may_stand_on_lines() -> None:
    assert parse_rolls("6 5\n0 1\n", 2) == ((6, 5), (0, 1))
