"""What a definition says of precincts in parts, and is better asked about before ballots are printed and counted.

Ballots may have been printed so; then the definition must say so, and it opens.
"""

from collections.abc import Iterator, Sequence

from tabulate.election import Election
from tabulate.precinct_parts import PartsOfElection, kinds_of_districts, parts_of, several
from tabulate.precincts import DistrictKind

_LISTED = 6


def part_doubts(election: Election) -> Iterator[str]:
    """A sentence or two each."""
    parts = parts_of(election)
    yield from _split_and_not_in_parts(election, parts)
    if election.parts:
        yield from _cannot_vote(election, parts)
        yield from _without_house(election, parts)
        yield from _not_told(election, parts)


def _split_and_not_in_parts(election: Election, parts: PartsOfElection) -> Iterator[str]:
    kinds = kinds_of_districts(election.districts, election.contests)
    for precinct in election.precincts:
        if precinct.id not in parts.given and (kind := several(precinct.districts, kinds)) is not None:
            yield (
                f"Precinct {precinct.id} lies in more than one {kind} and is not given in parts: votes and electors "
                f"voting cannot be told by {kind} (13-15-404(1)(a), 13-15-506(1)(a)). Give its parts."
            )


def _cannot_vote(election: Election, parts: PartsOfElection) -> Iterator[str]:
    for part in parts.parts:
        voted = parts.contests_of(part.id)
        lacking = [one.id for one in election.contests if one.id not in voted and _concerns(one.district, part.lies_in)]
        if lacking:
            yield (
                f"No ballot of precinct part {part.id} carries {_some(lacking)}, though the part lies in the district: "
                "its electors cannot vote there. Correct the part's districts, or the ballot style."
            )


def _concerns(district: str | None, lies_in: frozenset[str]) -> bool:
    return district is None or district in lies_in


def _without_house(election: Election, parts: PartsOfElection) -> Iterator[str]:
    if any(parts.kind_of(one.id) is DistrictKind.HOUSE for one in election.districts):
        without = [part.id for part in parts.parts if parts.district_of(part, DistrictKind.HOUSE) is None]
        if without:
            yield (
                f"Nothing says in which house district {_some(without)} lies: votes cannot be told by house district "
                "(13-15-506(1)(a)). Add it to the part's districts."
            )


def _not_told(election: Election, parts: PartsOfElection) -> Iterator[str]:
    for style in election.ballot_styles:
        for precinct in style.precincts:
            union = parts.of_ballot(precinct, style.id)
            there = [part.lies_in for part in parts.of_precinct(precinct) if part.id in union.parts]
            if apart := sorted(frozenset().union(*there) - frozenset.intersection(*there)):
                yield (
                    f"Ballot style {style.id} is for parts {_some(union.parts)} of precinct {precinct}, of which some "
                    f"lie in {_some(apart)} and some do not: votes there cannot be told by these districts "
                    "(13-15-404(1)(d)). Give each part a ballot style of its own, where their contests differ."
                )


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_LISTED]) + (" and others" if len(names) > _LISTED else "")
