"""The 24 worked examples of the reference (3.8), by number."""

from dataclasses import replace

import pytest

from audit.contests import Unit
from audit.coverage import ListedBallot, MachineFigures, Treatment
from audit.discrepancy import Measured, UnitComparison, compare, is_over, measure, measure_pooled, threshold_text
from audit.rules import MCA_2021, MCA_2023, NONFEDERAL, Base, DiscrepancyPolicy, Measure, RuleSet
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tests.audit.audits import Audit


def one(ballots: int, machine: list[int], manual: list[int], seats: int = 1, precinct: str = "p1") -> UnitComparison:
    choices = [ChoiceId(str(number)) for number in range(len(machine))]
    return compare(Unit(PrecinctId(precinct), ContestId("c")), ballots, seats, choices, machine, manual)


def readings(measured: Measured) -> list[tuple[int, bool]]:
    return [(reading.discrepancy, reading.over) for reading in measured.readings]


EXAMPLES = [
    (1, 850, [430, 400], [430, 400], "5", (0, False), (0, False), (0, False)),
    (2, 850, [430, 400], [429, 400], "5", (1, False), (1, False), (1, False)),
    (3, 999, [500, 480], [505, 480], "5", (5, False), (5, False), (5, False)),
    (4, 1000, [500, 480], [505, 480], "5", (5, False), (5, False), (5, False)),
    (5, 1001, [500, 480], [505, 480], "5.005", (5, False), (5, False), (5, False)),
    (6, 999, [500, 480], [506, 480], "5", (6, True), (6, True), (6, True)),
    (7, 1000, [500, 480], [506, 480], "5", (6, True), (6, True), (6, True)),
    (8, 1001, [500, 480], [506, 480], "5.005", (6, True), (6, True), (6, True)),
    (9, 1199, [600, 580], [606, 580], "5.995", (6, True), (6, True), (6, True)),
    (10, 1200, [600, 580], [606, 580], "6", (6, False), (6, False), (6, False)),
    (11, 1201, [600, 580], [607, 580], "6.005", (7, True), (7, True), (7, True)),
    (12, 2497, [1300, 1150], [1312, 1150], "12.485", (12, False), (12, False), (12, False)),
    (13, 2497, [1300, 1150], [1313, 1150], "12.485", (13, True), (13, True), (13, True)),
    (14, 850, [412, 388, 30], [409, 391, 30], "5", (3, False), (3, False), (6, True)),
    (15, 850, [412, 388], [415, 391], "5", (3, False), (6, True), (6, True)),
    (16, 850, [300, 250, 200, 50], [302, 248, 202, 48], "5", (2, False), (4, False), (8, True)),
    (17, 324, [190, 120], [190, 114], "5", (6, True), (6, True), (6, True)),
    (18, 478, [225, 223], [239, 239], "5", (16, True), (30, True), (30, True)),
]


@pytest.mark.parametrize(
    ("number", "ballots", "machine", "manual", "threshold", "d1", "d2", "d3"),
    EXAMPLES,
    ids=[str(e[0]) for e in EXAMPLES],
)
def test_examples_1_to_18_in_one_precinct(
    number: int,
    ballots: int,
    machine: list[int],
    manual: list[int],
    threshold: str,
    d1: tuple[int, bool],
    d2: tuple[int, bool],
    d3: tuple[int, bool],
) -> None:
    measured = measure([one(ballots, machine, manual)], MCA_2023).measured[0]
    assert measured.threshold == threshold, number
    assert readings(measured) == [d1, d2, d3]


@pytest.mark.parametrize("rules", [MCA_2021, MCA_2023, NONFEDERAL])
def test_every_rule_set_has_the_same_threshold(rules: RuleSet) -> None:
    assert (rules.threshold_ballots, rules.threshold_divisor) == (5, 200)


def test_example_2_any_difference_at_all_makes_the_manual_count_definitive() -> None:
    assert one(850, [430, 400], [430, 400]).equal
    assert not one(850, [430, 400], [429, 400]).equal


def test_example_19_the_county_s_ballots_would_hide_what_the_precinct_s_show() -> None:
    measurement = measure([one(478, [225, 223], [239, 239])], MCA_2023, county_ballots=18_226)
    county = next(measured for measured in measurement.measured if measured.base is Base.COUNTY)
    assert county.threshold == "91.13"
    assert readings(county) == [(16, False), (30, False), (30, False)]
    assert measurement.over, "the county's base is shown, and decides nothing"


def test_example_20_pooling_finds_what_single_precincts_do_not() -> None:
    pair = [one(700, [300, 300], [304, 300]), one(700, [300, 300], [304, 300], precinct="p2")]
    first, second, pooled = measure(pair, MCA_2023).measured
    assert readings(first) == readings(second) == [(4, False)] * 3
    assert pooled.threshold == "7"
    assert readings(pooled) == [(8, True)] * 3
    assert measure(pair, MCA_2023).over


def test_example_21_precincts_are_never_netted() -> None:
    pair = [one(700, [300, 300], [304, 300]), one(700, [300, 300], [296, 300], precinct="p2")]
    assert readings(measure_pooled(pair, MCA_2023)) == [(8, True)] * 3


def test_example_22_a_larger_base_bears_more() -> None:
    pair = [one(900, [300, 300], [304, 300]), one(900, [300, 300], [304, 300], precinct="p2")]
    pooled = measure_pooled(pair, MCA_2023)
    assert pooled.threshold == "9"
    assert readings(pooled) == [(8, False)] * 3


def test_example_23_originals_and_copies_are_counted_and_the_unresolved_left_out() -> None:
    audit = Audit().begin()
    unit = audit.first_unit
    remade = tuple(
        ListedBallot(f"{unit.precinct}-polls", number, Treatment.REMADE, "torn", f"{unit.precinct}-polls", 700 + number)
        for number in range(1, 5)
    )
    unresolved = tuple(
        ListedBallot(f"{unit.precinct}-polls", number, Treatment.UNRESOLVED, "soiled") for number in range(5, 8)
    )
    figures = audit.machine_figures(unit, cast=612, listed=remade + unresolved, ballots=609)
    assert figures.ballots == 605 + 4
    assert figures.most_ballots == 609
    assert figures.left_out == 3
    assert figures.unaccounted == 0
    assert threshold_text(figures.ballots_cast, MCA_2023) == "5"
    assert isinstance(figures, MachineFigures)


def test_example_24_one_ballot_may_move_two_votes_where_two_are_elected() -> None:
    compared = one(800, [300, 300, 200, 200, 100], [298, 298, 202, 202, 100], seats=2)
    assert (compared.d2, compared.d2_votes) == (2, 4)
    odd = one(800, [300, 300, 200, 200, 100], [297, 300, 200, 200, 100], seats=2)
    assert (odd.d1, odd.d2, odd.d2_votes) == (3, 2, 3)


def test_the_smallest_discrepancy_that_is_over() -> None:
    for ballots in range(4001):
        smallest = max(6, ballots // 200 + 1)
        assert is_over(smallest, ballots, MCA_2023)
        assert not is_over(smallest - 1, ballots, MCA_2023)


def test_the_policy_alone_decides_and_every_reading_is_reported() -> None:
    switched = [one(850, [412, 388, 30], [409, 391, 30])]
    lenient = replace(MCA_2023, policy=DiscrepancyPolicy((Measure.D1, Measure.D2)))
    assert measure(switched, MCA_2023).over
    assert not measure(switched, lenient).over
    assert {one.measure: one.over for one in measure(switched, lenient).measured[0].readings}[Measure.D3]
