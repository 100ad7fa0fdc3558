"""Two elections whose barcodes are decoded, and what every answer is held to."""

from imaging.sheets import PrintedCode, Reason, ReasonCode
from tabulate.election import Election
from tabulate.printouts.coded import CodedVotes
from tabulate.printouts.decoding import decode_codes
from tests.tabulate.printout_makers import (
    canvass_election,
    votingworks_election,
)

ELECTION = canvass_election()
VW = votingworks_election()


def decoded(*codes: PrintedCode, election: Election = ELECTION, accepted: frozenset[str] = frozenset()) -> CodedVotes:
    coded = decode_codes(codes, election, accepted)
    assert isinstance(coded, CodedVotes), coded
    return coded


def refused(*codes: PrintedCode, election: Election = ELECTION) -> ReasonCode:
    reason = decode_codes(codes, election)
    assert isinstance(reason, Reason), reason
    assert reason.detail
    return reason.code


def votes_of(coded: CodedVotes) -> dict[str, list[str]]:
    return {one.contest: [*one.choices, *(f"write-in:{name}" for name in one.write_ins)] for one in coded.contests}


def assert_possible(coded: CodedVotes | Reason, election: Election) -> None:
    if isinstance(coded, Reason):
        return
    assert [votes.contest for votes in coded.contests] == list(coded.style.contests)
    assert coded.precinct is None or coded.precinct in coded.style.precincts
    for votes in coded.contests:
        contest = election.contest(votes.contest)
        assert set(votes.choices) <= {choice.id for choice in contest.choices}
        assert len(set(votes.choices)) == len(votes.choices)
        assert len(votes.choices) + len(votes.write_ins) <= contest.seats
        assert contest.write_ins or not votes.write_ins
        assert all(name.strip() for name in votes.write_ins)
