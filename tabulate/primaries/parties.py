"""Which parties hold a primary, and whose ballot a style or a contest is (13-10-209, 13-10-301)."""

from collections.abc import Iterator

from tabulate.ballot_sheets import SeparateBy
from tabulate.election import BallotStyle, Contest, Election, Party, PartyId, PrecinctId


def is_primary(election: Election) -> bool:
    """Whether any contest is on the ballot of one party: else nothing of a primary is shown anywhere."""
    return any(contest.purpose.party is not None for contest in election.contests)


def parties_of(election: Election) -> tuple[Party, ...]:
    """The parties that have a ballot of their own, in the definition's order."""
    nominating = {contest.purpose.party for contest in election.contests}
    return tuple(party for party in election.parties if party.id in nominating)


def party_of_style(election: Election, style: BallotStyle) -> PartyId | None:
    """The party whose ballot it is; None of a ballot of no party. No style has contests of two."""
    parties = (contest.purpose.party for contest in election.contests_of(style))
    return next((PartyId(party) for party in parties if party is not None), None)


def is_other_ballot(election: Election, style: BallotStyle) -> bool:
    """Whether it is the ballot of nonpartisan offices and issues beside the parties' (13-10-209)."""
    if party_of_style(election, style) is not None:
        return False
    return style.separate_by in (None, SeparateBy.NONPARTISAN)


def styles_in(election: Election, precinct: PrecinctId) -> Iterator[BallotStyle]:
    """The ballot styles, as first printed, that a precinct's electors get."""
    return (style for style in election.first_styles if precinct in style.precincts)


def parties_in(election: Election, precinct: PrecinctId) -> tuple[PartyId, ...]:
    """The parties whose ballots are in the set of each elector of a precinct, in the definition's order."""
    found = {party_of_style(election, style) for style in styles_in(election, precinct)}
    return tuple(party.id for party in election.parties if party.id in found)


def party_name(election: Election, contest: Contest) -> str:
    """The party whose ballot a contest is on; empty where it is on no party's ballot alone."""
    return next((party.name for party in election.parties if party.id == contest.purpose.party), "")


def contest_called(election: Election, contest: Contest) -> str:
    """Its title, with the party whose ballot it is on: two parties' contests for one office have one title."""
    party = party_name(election, contest)
    return f"{contest.title}, {party}" if party else contest.title
