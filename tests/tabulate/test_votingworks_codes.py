"""VotingWorks' barcodes decoded: votes of its example, every refusal, and nothing but possible votes."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imaging.sheets import Reason, ReasonCode
from tabulate.election import Election
from tabulate.printouts.decoding import decode_codes
from tests.tabulate.code_checks import VW, assert_possible, decoded, refused, votes_of
from tests.tabulate.definitions_data import votingworks_document
from tests.tabulate.printout_makers import (
    linear,
    packed,
    qr,
    votingworks_election,
    vx_head,
)

VW_COUNTS = (2, 1, 3)
# Votes of the VotingWorks example: Burke for mayor, bond no, either, no vote on the second question.
VX_VOTED = [(1, 1), (1, 1), (1, 1), (0, 1)]
VX_VOTES = [*VX_VOTED, (0, 1), (1, 1), (0, 1), (1, 1)]


def vx(*votes: tuple[int, int], election: Election = VW, counts: tuple[int, int, int] = VW_COUNTS, test: int = 0):
    return packed(*vx_head(election, counts, test), *votes)


@pytest.mark.parametrize("form", [lambda data: data, base64.b64encode])
def test_a_votingworks_code_gives_its_votes_raw_or_as_base64(form):
    coded = decoded(qr(form(vx(*VX_VOTES))), election=VW)
    assert (coded.style.id, coded.precinct, coded.test) == ("s", "p1", False)
    assert votes_of(coded) == {"mayor": ["burke"], "bond": ["no"], "zoo-either": ["either"], "zoo-pick": []}


def test_a_votingworks_write_in_is_spelled_in_five_bits_a_letter():
    name = [(2, 6), (0, 5), (27, 5)]  # A and the apostrophe
    coded = decoded(qr(vx((1, 1), (0, 3), (0, 2), (1, 1), *name, test=1)), election=VW)
    assert votes_of(coded)["mayor"] == ["write-in:A'"]
    assert coded.test


@pytest.mark.parametrize(
    ("votes", "code"),
    [
        ([(1, 1), (0, 3), (3, 2)], ReasonCode.CODE_IMPOSSIBLE),
        ([(1, 1), (0, 3), (0, 2), (0, 1)], ReasonCode.CODE_IMPOSSIBLE),
        ([(1, 1), (0, 3), (0, 2), (1, 1), (0, 6)], ReasonCode.CODE_IMPOSSIBLE),
        ([(1, 1), (0, 3), (0, 2), (1, 1), (41, 6), (0, 205)], ReasonCode.CODE_DAMAGED),
        ([(1, 1), (0, 3), (0, 2), (1, 1), (40, 6)], ReasonCode.CODE_DAMAGED),
        ([(0, 4), (1, 1)], ReasonCode.CODE_DAMAGED),
        ([(0, 4), (0, 16)], ReasonCode.CODE_DAMAGED),
    ],
)
def test_a_votingworks_code_with_impossible_votes_or_a_wrong_end_is_refused(votes, code):
    assert refused(qr(vx(*votes)), election=VW) is code


def test_a_votingworks_code_of_another_edition_or_election_is_refused():
    other = votingworks_election(title="Other")
    payload = vx(*VX_VOTES, election=other)
    assert refused(qr(payload), election=VW) is ReasonCode.OTHER_EDITION
    assert refused(qr(vx(*VX_VOTES, counts=(2, 1, 4))), election=VW) is ReasonCode.OTHER_ELECTION
    assert refused(qr(payload)) is ReasonCode.OTHER_ELECTION
    for name in (other.definition_sha256, other.definition_sha256[:20].upper()):
        assert decoded(qr(payload), election=VW, accepted=frozenset({name})).style.id == "s"
    assert isinstance(decode_codes([qr(payload)], VW, frozenset({other.definition_sha256[:10]})), Reason)


def test_a_votingworks_code_is_not_read_beside_other_barcodes():
    assert refused(qr(vx(*VX_VOTES)), linear(b"1"), election=VW) is ReasonCode.CODES_DISAGREE


def test_write_ins_that_the_grids_have_no_line_for_are_still_typed_on_devices():
    grids = votingworks_document()["gridLayouts"]
    for grid in grids:
        grid["gridPositions"] = [one for one in grid["gridPositions"] if one["type"] == "option"]
    election = votingworks_election(gridLayouts=grids)
    assert election.contests[0].write_ins == 1
    coded = decoded(qr(vx((1, 1), (0, 3), (0, 2), (1, 1), (1, 6), (25, 5), election=election)), election=election)
    assert votes_of(coded)["mayor"] == ["write-in:Z"]


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_votingworks_code_is_refused_or_holds_possible_votes(place, change):
    data = bytearray(vx(*VX_VOTES))
    data[place % len(data)] ^= change
    assert_possible(decode_codes([qr(bytes(data))], VW), VW)


@given(st.binary(min_size=1, max_size=30))
def test_any_votes_of_a_votingworks_code_are_refused_or_possible(tail):
    bits = [(byte, 8) for byte in tail]
    assert_possible(decode_codes([qr(vx(*bits))], VW), VW)
