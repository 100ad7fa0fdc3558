"""The count in the parts of precincts: each ballot in exactly one union of parts, all together the count itself.

A ballot belongs to the parts that its style is for in its precinct; where these are several, to their union. One that
was counted by hand, whose style nobody entered, and one that could not be read belong to all their precinct's parts. So
does one that another system counted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tabulate.ballots_cast import BallotPaper, fewest_ballots
from tabulate.election import Election
from tabulate.ledger.state import RecordState
from tabulate.precinct_parts import PartsOfElection, UnionOfParts, parts_of
from tabulate.precincts import PrecinctId
from tabulate.tally import ContestTally, Tally, TallyKey
from tabulate.totals.electors import electors_by_part, together
from tabulate.totals.results import TotalsDoNotAddUp

Tallies = Mapping[UnionOfParts, Tally]


@dataclass(frozen=True, slots=True)
class PartBallots:
    """Ballots of one part, or of several that are not told apart, against their electors voting."""

    union: UnionOfParts
    name: str
    electors: int | None
    """Electors voting; None where they are not entered for each of the parts."""
    ballots: int
    """In the count, those set aside for the board too. They are surely from there; more may be in a union."""

    @property
    def excess(self) -> int:
        """Ballots more than electors who voted: somebody had the ballot of another part (13-15-201(3))."""
        return 0 if self.electors is None else max(0, self.ballots - self.electors)


def tallies_by_part(parts: PartsOfElection, state: RecordState, with_held: bool) -> Tallies:
    """The tally of each union of parts that any ballot belongs to."""
    found: dict[UnionOfParts, Tally] = {}
    for sheet in state.standing(with_held):
        precinct = sheet.figures.precinct
        union = parts.whole(precinct) if sheet.votes is None else parts.of_ballot(precinct, sheet.votes.ballot_style)
        found.setdefault(union, Tally()).put(sheet.figures)
    for precinct, counted in state.counted_outside().items():
        found.setdefault(parts.whole(precinct), Tally()).join(counted.whole)
    for count in state.hand_counts_in_totals():
        found.setdefault(parts.whole(count.opened.precinct), Tally()).put_hand_count(count)
    return found


def check_parts_add_up(tallies: Tallies, whole: Tally) -> None:
    """Check that the unions of each precinct add up to it, contest by contest. Raises TotalsDoNotAddUp."""
    added: dict[TallyKey, ContestTally] = {}
    for tally in tallies.values():
        for key, figures in tally.contests.items():
            added[key] = added[key] + figures if key in added else figures
    for precinct, contest in dict.fromkeys((*added, *whole.contests)):
        if added.get((precinct, contest)) != whole.contests.get((precinct, contest)):
            raise TotalsDoNotAddUp(contest, precinct, "the precinct's parts do not add up to the precinct")
    ballots = sum((tally.sheets + tally.hand_ballots for tally in tallies.values()), Counter[PrecinctId | None]())
    if ballots != whole.sheets + whole.hand_ballots:
        raise TotalsDoNotAddUp("any", None, "the ballots of the parts do not add up to all ballots")


def unions_in_order(election: Election, parts: PartsOfElection, tallies: Tallies) -> Iterator[UnionOfParts]:
    """By precinct: every part by itself, then unions with ballots; last, ballots of no precinct of the definition."""
    counted = [union for union, tally in tallies.items() if ballots_of(election, tally)]
    places = {part.id: number for number, part in enumerate(parts.parts)}
    for precinct in election.precincts:
        alone = [UnionOfParts(precinct.id, (part.id,)) for part in parts.of_precinct(precinct.id)]
        several = [union for union in counted if union.precinct == precinct.id and union not in alone]
        yield from alone
        yield from sorted(several, key=lambda union: [places[part] for part in union.parts])
    yield from (union for union in counted if not union.parts)


def ballots_of(election: Election, *tallies: Tally) -> int:
    """Ballots in tallies together, scanned and counted by hand: of several sheets, the fewest that these can be of.

    These may be fewer than those of each added up: an elector's sheets may belong to two unions.
    """
    papers = sum((tally.papers for tally in tallies), Counter[BallotPaper]())
    return fewest_ballots(election, papers) + sum(tally.hand_ballots.total() for tally in tallies)


def ballots_by_part(election: Election, state: RecordState) -> tuple[PartBallots, ...]:
    """Ballots of every part and union, held ones too; no votes."""
    parts = parts_of(election)
    tallies, electors = tallies_by_part(parts, state, True), electors_by_part(state.board, parts)
    return tuple(
        PartBallots(
            union,
            parts.name_of(union),
            together(electors, union.parts),
            ballots_of(election, tallies.get(union, Tally())),
        )
        for union in unions_in_order(election, parts, tallies)
    )
