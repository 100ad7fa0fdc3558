"""What the hand counts of one contest say of its outcome: a risk, a count of every ballot, or why there is none."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from audit.contests import AuditContest, Unit
from audit.risk.dice_order import counted_in_order
from audit.risk.overstatements import (
    PublicContest,
    PublicUnit,
    UnitByHand,
    WinnerOverLoser,
    bound,
    overstatement,
    pairs_of,
)
from audit.risk.wager import ALL_IN, WageredUnit, risk_of, wager
from audit.state import AuditState, Stage
from tabulate.election import ContestScope, PrecinctId

FEWEST_COUNTED = 3
"""Of a contest in fewer precincts it is only said how many of them were counted."""


@dataclass(frozen=True, slots=True)
class RiskUnit:
    """One precinct, in the order of the dice."""

    public: PublicUnit
    counted: UnitByHand
    left_out: int
    """Ballots that the board decided one by one, and that the committee did not count."""
    bound: Fraction
    overstatement: Fraction
    """Below zero is an error against a winner."""
    found: Fraction
    """x: 1 without an overstatement, 0 with the largest there can be."""
    wagered: WageredUnit

    @property
    def unseen(self) -> int:
        """Ballots of the public figures that the committee did not count: each may be wrong by two votes."""
        return self.public.ballots - self.counted.ballots


@dataclass(frozen=True, slots=True)
class RiskMeasured:
    """The measure of risk of one contest, and all that it is made of."""

    pairs: tuple[WinnerOverLoser, ...]
    units: int
    """N: precincts that have the contest."""
    bounds: Fraction
    """U: of all of them together."""
    largest_bound: Fraction
    threshold: Fraction
    """t: with a wrong outcome, what is found is not above it, on the mean of all units."""
    drawn: tuple[RiskUnit, ...]
    risk: Fraction
    """P, with the stake `STAKE`."""
    all_in: Fraction
    """P with everything staked; a detail."""

    @property
    def unseen(self) -> int:
        """Ballots in the drawn precincts that nobody of the committee saw."""
        return sum(one.unseen for one in self.drawn)


@dataclass(frozen=True, slots=True)
class CountedByHand:
    """Every precinct that has the contest was counted, or there are too few for a sample to say anything."""

    counted: int
    units: int
    unseen: int
    """Ballots of the public figures there that the committee did not count."""

    @property
    def said(self) -> str:
        """How much of the contest was counted."""
        if self.counted == self.units:
            return "counted by hand entirely"
        return "counted by hand in half of its precincts" if 2 * self.counted == self.units else "not counted by hand"


@dataclass(frozen=True, slots=True)
class RiskNotComputed:
    """Why there is no figure: every reason."""

    reasons: tuple[str, ...]


RiskAnswer = RiskMeasured | CountedByHand | RiskNotComputed


def beyond_the_county(contest: AuditContest) -> bool:
    """Whether others than this county's electors vote on it, or nobody has said that they do not."""
    if contest.purpose.territory is not None:
        return contest.purpose.territory.wider
    return contest.scope not in (ContestScope.COUNTY, ContestScope.LOCAL)


def contest_risk(state: AuditState, public: PublicContest) -> RiskAnswer:
    """The answer for one contest that is audited."""
    reasons = tuple(_what_stands_against(state, public))
    if reasons:
        return RiskNotComputed(reasons)
    places, order = {one.precinct: one for one in public.units}, counted_in_order(state, public.contest)
    counted = {one.precinct: _counted(state, Unit(one.precinct, public.contest)) for one in _by_hand(state, public)}
    few = len(public.units) < FEWEST_COUNTED
    taken = tuple(counted) if few or len(counted) == len(public.units) else order
    if excess := [one for one in taken if counted[one].ballots > places[one].ballots]:
        names = ", ".join(state.precinct(one).name for one in excess)
        return RiskNotComputed((f"In {names} more ballots were counted by hand than the public figures have.",))
    if twice := [one for one in taken if counted[one].most_votes > counted[one].ballots]:
        names = ", ".join(state.precinct(one).name for one in twice)
        return RiskNotComputed((f"By the hand count of {names} somebody has more votes than there are ballots.",))
    if few or len(taken) == len(public.units):
        unseen = sum(places[one].ballots - counted[one].ballots for one in taken)
        return CountedByHand(len(taken), len(public.units), unseen)
    return _measured(state, public, [(places[one], counted[one]) for one in order])


def _by_hand(state: AuditState, public: PublicContest) -> Iterator[PublicUnit]:
    """All that are counted, without dice too: nothing is drawn where all that is left of a contest is to be counted."""
    counted = {one.unit for one in state.units if one.manual is not None}
    return (one for one in public.units if Unit(one.precinct, public.contest) in counted)


def _measured(state: AuditState, public: PublicContest, drawn: list[tuple[PublicUnit, UnitByHand]]) -> RiskMeasured:
    pairs, units = pairs_of(public), len(public.units)
    bounds = [bound(one, pairs) for one in public.units]
    largest = max(bounds)
    threshold = 1 - 1 / (units * largest)
    errors = [overstatement(unit, counted, pairs) for unit, counted in drawn]
    found = [1 - max(one, Fraction(0)) / largest for one in errors]
    steps = wager(found, units, threshold)
    # Once a wrong outcome is impossible nothing is staked any more.
    steps += (WageredUnit(None, None),) * (len(found) - len(steps))
    return RiskMeasured(
        pairs,
        units,
        sum(bounds, Fraction(0)),
        largest,
        threshold,
        tuple(
            RiskUnit(unit, counted, _left_out(state, public, unit.precinct), bound(unit, pairs), error, one, step)
            for (unit, counted), error, one, step in zip(drawn, errors, found, steps, strict=True)
        ),
        risk_of(steps),
        risk_of(wager(found, units, threshold, ALL_IN)),
    )


def _left_out(state: AuditState, public: PublicContest, precinct: PrecinctId) -> int:
    figures = state.unit(Unit(precinct, public.contest)).figures
    return 0 if figures is None else figures.left_out


def _counted(state: AuditState, unit: Unit) -> UnitByHand:
    """Printed choices, and valid write-in votes by person."""
    one = state.unit(unit)
    assert one.manual is not None
    printed = {choice.id for choice in state.contest(unit.contest).printed}
    votes = (*(each for each in one.manual.votes if each.choice in printed), *one.manual.write_ins)
    return UnitByHand(unit.precinct, one.manual.ballots, tuple(votes))


def _what_stands_against(state: AuditState, public: PublicContest) -> Iterator[str]:
    contest = state.contest(public.contest)
    having = [one for one in state.opened.precincts if contest.id in one.contests]
    told = {one.precinct for one in public.units}
    if missing := [one.name for one in having if one.id not in told]:
        yield f"The public figures have no row for {', '.join(missing)}."
    drawn = state.selection.precincts
    listed = set() if drawn is None else {one.id for one in drawn.numbered.items}
    if unlisted := [one.name for one in having if one.id not in listed]:
        yield f"Not on the numbered list that the dice were thrown for: {', '.join(unlisted)}."
    if waiting := sum(one.manual is None for one in state.units_of(contest.id, Stage.SAMPLE)):
        yield f"Counts of the sample that are not locked: {waiting}."
    pairs = pairs_of(public)
    if not pairs:
        yield "Nobody can have lost: there are no more names than places."
    elif min(one.margin for one in pairs) <= 0:
        yield "By the public figures it is a tie."
    yield from _not_counted_by_name(state, contest, public)


def _not_counted_by_name(state: AuditState, contest: AuditContest, public: PublicContest) -> Iterator[str]:
    """Votes of declared write-ins are in the figures by name: so they must be in the hand counts."""
    written = set(public.people) - {one.id for one in contest.printed}
    for precinct in counted_in_order(state, contest.id):
        manual = state.unit(Unit(precinct, contest.id)).manual
        if manual is not None and written - {one.choice for one in manual.write_ins}:
            yield f"The hand count of {state.precinct(precinct).name} does not tell the votes of declared write-ins."
            return
