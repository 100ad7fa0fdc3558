"""The arithmetic of 13-17-507(2): a discrepancy of more than 0.5% of total ballots cast or five ballots, the greater.

    over  <=>  D > 5 and 200 D > B        integers only, strictly greater

The law defines neither D nor B. Three readings of D are measured, in each precinct and over all audited precincts of a
contest together; differences in different precincts are never netted. Which readings count is a policy of the rule set.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audit.contests import WRITE_INS, Unit
from audit.coverage import MachineFigures
from audit.errors import FiguresError
from audit.rules import Base, DiscrepancyPolicy, Measure, RuleSet
from audit.sheet_figures import Figures
from tabulate.election import ChoiceId, PrecinctId


@dataclass(frozen=True, slots=True)
class Difference:
    """One choice: the machine's votes and the committee's."""

    choice: ChoiceId
    machine: int
    manual: int
    explained: int = 0
    """Votes that the first count could not say: so many more by the committee are no discrepancy."""

    @property
    def signed(self) -> int:
        """Manual less machine, without what is explained."""
        return explained_difference(self.machine, self.manual, self.explained)


def explained_difference(machine: int, manual: int, explained: int) -> int:
    """Manual less machine; of a plus, only what goes beyond what is explained."""
    return manual - machine if manual < machine else max(0, manual - machine - explained)


@dataclass(frozen=True, slots=True)
class UnitComparison:
    """Both counts of one contest in one precinct."""

    unit: Unit
    ballots_cast: int
    seats: int
    differences: tuple[Difference, ...]
    """Every choice, in the order of the ballot; the row of write-in ovals among them."""
    written: tuple[Difference, ...] = ()
    """Valid write-in votes, by person: what machine and board found, and what the committee did."""
    apart: tuple[Difference, ...] = ()
    """Shown and not compared: write-ins of a report that does not tell what they are."""

    @property
    def equal(self) -> bool:
        """Whether everyone has the same votes in both counts."""
        return all(one.signed == 0 for one in self.differences) and all(
            one.machine == one.manual for one in self.written
        )

    @property
    def ways(self) -> tuple[tuple[Difference, ...], ...]:
        """A write-in vote has two rows, an oval and a name: it is measured by the one or the other, never by both."""
        if not self.written:
            return (self.differences,)
        return self.differences, tuple(one for one in self.differences if one.choice != WRITE_INS) + self.written

    @property
    def d1(self) -> int:
        """The largest difference of any one choice."""
        return max((abs(one.signed) for one in (*self.differences, *self.written)), default=0)

    @property
    def d2_votes(self) -> int:
        """Max of pluses and minuses, in votes: what `d2` is for one seat."""
        return max(max(_pluses(rows), _minuses(rows)) for rows in self.ways)

    @property
    def d2(self) -> int:
        """The fewest ballots that can explain the differences: one ballot moves up to k votes in k seats."""
        return -(-self.d2_votes // self.seats)

    @property
    def d3(self) -> int:
        """The sum of the absolute differences."""
        return max(_pluses(rows) + _minuses(rows) for rows in self.ways)


def _pluses(rows: Sequence[Difference]) -> int:
    """Votes the committee found and the machine did not."""
    return sum(max(0, one.signed) for one in rows)


def _minuses(rows: Sequence[Difference]) -> int:
    """Votes the machine counted and the committee did not find."""
    return sum(max(0, -one.signed) for one in rows)


def compared(figures: MachineFigures, manual: Figures, seats: int) -> UnitComparison:
    """The machine's count of a unit beside the committee's. Raises FiguresError for rows that do not match."""
    first = compare(
        figures.unit,
        figures.ballots_cast,
        seats,
        [one.choice for one in figures.votes],
        [one.votes for one in figures.votes],
        [one.votes for one in manual.votes],
    )
    ovals = figures.ovals_not_said
    rows = tuple(replace(one, explained=ovals) if one.choice == WRITE_INS else one for one in first.differences)
    written = tuple(_written(figures, manual))
    if figures.outside is None or figures.outside.compares_write_ins:
        return replace(first, differences=rows, written=written)
    compared_rows = tuple(one for one in rows if one.choice != WRITE_INS)
    apart = tuple(one for one in rows if one.choice == WRITE_INS)
    return replace(first, differences=compared_rows, written=written, apart=apart)


def _written(figures: MachineFigures, manual: Figures) -> Iterator[Difference]:
    """What the board had yet to read may be anybody's: it explains as many votes more, and each of them once."""
    left = figures.write_ins_pending
    for found, by_hand in zip(figures.write_ins, manual.write_ins, strict=True):
        explained = min(left, max(0, by_hand.votes - found.votes))
        left -= explained
        yield Difference(found.person, found.votes, by_hand.votes, explained)


def compare(
    unit: Unit,
    ballots_cast: int,
    seats: int,
    choices: Sequence[ChoiceId],
    machine: Sequence[int],
    manual: Sequence[int],
) -> UnitComparison:
    """Both counts side by side. Raises FiguresError for figures that cannot all be true."""
    if not len(choices) == len(machine) == len(manual):
        raise FiguresError(
            f"There are {len(machine)} machine figures and {len(manual)} manual ones for {len(choices)} choices. "
            "Give both for every choice, in the same order."
        )
    rows = zip(choices, machine, manual, strict=True)
    return UnitComparison(unit, ballots_cast, seats, tuple(Difference(*row) for row in rows))


def is_over(discrepancy: int, ballots: int, rules: RuleSet) -> bool:
    """Strictly over the greater of the two limits (13-17-507(2)), in integers."""
    return discrepancy > rules.threshold_ballots and rules.threshold_divisor * discrepancy > ballots


def threshold_text(ballots: int, rules: RuleSet) -> str:
    """The threshold exactly, as a decimal: `5`, `5.995`, `12.485`."""
    if ballots <= rules.threshold_ballots * rules.threshold_divisor:
        return str(rules.threshold_ballots)
    whole, rest = divmod(ballots, rules.threshold_divisor)
    thousandths = f"{rest * 1000 // rules.threshold_divisor:03}".rstrip("0")
    return f"{whole}.{thousandths}" if thousandths else str(whole)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of D, and whether it is over its threshold."""

    measure: Measure
    discrepancy: int
    over: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """The readings of D over one reading of B."""

    base: Base
    precinct: PrecinctId | None
    """None where several precincts are pooled."""
    ballots: int
    threshold: str
    readings: tuple[Reading, ...]
    """D1, D2, D3."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """Every reading for one contest: all are reported; those of the policy decide."""

    measured: tuple[Measured, ...]
    """Each precinct by itself, then pooled, then against the county's ballots where they are known."""
    policy: DiscrepancyPolicy

    @property
    def deciding(self) -> tuple[Measured, ...]:
        """Those with a base of the policy."""
        return tuple(one for one in self.measured if one.base in self.policy.bases)

    @property
    def over(self) -> bool:
        """Whether any reading of the policy is over: then the cause has to be found."""
        return any(_over(one, self.policy) for one in self.deciding)


def _over(measured: Measured, policy: DiscrepancyPolicy) -> bool:
    return any(one.over for one in measured.readings if one.measure in policy.measures)


def measure(comparisons: Sequence[UnitComparison], rules: RuleSet, county_ballots: int | None = None) -> Measurement:
    """Measure one contest over these precincts. With `county_ballots` the third reading of B is shown too."""
    measured = [measure_precinct(one, rules) for one in comparisons]
    if comparisons:
        measured.append(measure_pooled(comparisons, rules))
        if county_ballots is not None:
            measured.append(_measured(Base.COUNTY, None, county_ballots, pooled(comparisons), rules))
    return Measurement(tuple(measured), rules.policy)


def measure_precinct(comparison: UnitComparison, rules: RuleSet) -> Measured:
    """One precinct against the ballots cast there."""
    found = (comparison.d1, comparison.d2, comparison.d3)
    return _measured(Base.PRECINCT, comparison.unit.precinct, comparison.ballots_cast, found, rules)


def measure_pooled(comparisons: Sequence[UnitComparison], rules: RuleSet) -> Measured:
    """All these precincts against the ballots cast in them together."""
    ballots = sum(one.ballots_cast for one in comparisons)
    return _measured(Base.AUDITED, None, ballots, pooled(comparisons), rules)


def pooled(comparisons: Sequence[UnitComparison]) -> tuple[int, int, int]:
    """D1, D2 and D3 over several precincts, never netted: what one precinct lost, another does not make good.

    D1 is the largest, over the choices, of that choice's absolute differences added up; D2 and D3 are the precincts'
    added up, since a ballot lies in one precinct only.
    """
    by_choice: Counter[tuple[str, ChoiceId]] = Counter()
    for comparison in comparisons:
        for where, rows in (("printed", comparison.differences), ("written", comparison.written)):
            for one in rows:
                by_choice[where, one.choice] += abs(one.signed)
    d1 = max(by_choice.values(), default=0)
    return d1, sum(one.d2 for one in comparisons), sum(one.d3 for one in comparisons)


def _measured(
    base: Base, precinct: PrecinctId | None, ballots: int, found: tuple[int, int, int], rules: RuleSet
) -> Measured:
    readings = tuple(
        Reading(which, discrepancy, is_over(discrepancy, ballots, rules))
        for which, discrepancy in zip(Measure, found, strict=True)
    )
    return Measured(base, precinct, ballots, threshold_text(ballots, rules), readings)
