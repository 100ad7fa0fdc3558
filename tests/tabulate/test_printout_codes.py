"""Barcodes decoded: golden vectors by hand, every refusal, and nothing raised whatever the bytes."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imaging.sheets import PrintedCode, Reason, ReasonCode, Symbology
from tabulate.definitions import parse_definition
from tabulate.election import Election
from tabulate.errors import DefinitionError
from tabulate.printouts.canvass_code import base45
from tabulate.printouts.coded import CodedVotes, CodeRefused
from tabulate.printouts.decoding import decode_codes
from tests.tabulate.definitions_data import DELETE, as_bytes, canvass_document, set_at, votingworks_document
from tests.tabulate.printout_makers import (
    canvass_election,
    checked,
    election_bytes,
    line_of,
    linear,
    packed,
    qr,
    qr_of,
    qr_text,
    votingworks_election,
    vx_head,
)

ELECTION = canvass_election()
VW = votingworks_election()
VW_COUNTS = (2, 1, 3)
FULL = [([1], ["CY COLE"]), ([2], []), ([1], [])]
FULL_PAIRS = [(1, 1), (1, 0), (2, 2), (3, 1)]


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


@pytest.mark.parametrize(
    ("text", "data"), [(b"BB8", b"AB"), (b"%69 VD92EX0", b"Hello!!"), (b"UJCLQE7W581", b"base-45")]
)
def test_base45_reads_the_examples_of_its_rfc(text, data):
    assert base45(text) == data


@pytest.mark.parametrize("text", [b"A", b"BB8A", b":::", b"::", b"bb8"])
def test_base45_refuses_what_is_no_whole_text(text):
    with pytest.raises(CodeRefused):
        base45(text)


def test_our_code_gives_the_style_the_precinct_and_every_contest():
    coded = decoded(qr(qr_of(ELECTION, FULL, flags=1)), linear(line_of(ELECTION, FULL_PAIRS)))
    assert (coded.style.id, coded.precinct, coded.test) == ("1", "north", True)
    assert votes_of(coded) == {"commissioner": ["ames", "write-in:CY COLE"], "justice": ["no"], "levy": ["for"]}


def test_our_code_from_its_page_byte_by_byte():
    """Style 2 in precinct 2, both commissioners, no vote on the justice."""
    content = election_bytes(ELECTION) + bytes([0, 2, 0, 2, 0, 2, 2, 1, 2, 0, 0, 0])
    coded = decoded(qr(qr_text(checked(content))))
    assert (coded.style.id, coded.precinct) == ("2", "south")
    assert votes_of(coded) == {"commissioner": ["ames", "burke"], "justice": []}


_EMPTY: tuple[list[int], list[str]] = ([], [])


@pytest.mark.parametrize(
    ("contests", "code"),
    [
        ([([3], []), _EMPTY, _EMPTY], ReasonCode.CODE_IMPOSSIBLE),
        ([([0], []), _EMPTY, _EMPTY], ReasonCode.CODE_IMPOSSIBLE),
        ([([1, 1], []), _EMPTY, _EMPTY], ReasonCode.CODE_IMPOSSIBLE),
        ([([2, 1], []), _EMPTY, _EMPTY], ReasonCode.CODE_IMPOSSIBLE),
        ([([1, 2], ["X"]), _EMPTY, _EMPTY], ReasonCode.CODE_IMPOSSIBLE),
        ([_EMPTY, ([1, 2], []), _EMPTY], ReasonCode.CODE_IMPOSSIBLE),
        ([_EMPTY, ([], ["X"]), _EMPTY], ReasonCode.CODE_IMPOSSIBLE),
        ([([], [""]), _EMPTY, _EMPTY], ReasonCode.CODE_IMPOSSIBLE),
        ([([], ["X" * 41]), _EMPTY, _EMPTY], ReasonCode.CODE_IMPOSSIBLE),
        ([([], ["X\0Y"]), _EMPTY, _EMPTY], ReasonCode.CODE_IMPOSSIBLE),
        ([([], ["Cy"]), _EMPTY, _EMPTY], ReasonCode.CODE_DAMAGED),
        ([([], ["A  B"]), _EMPTY, _EMPTY], ReasonCode.CODE_DAMAGED),
        ([_EMPTY, _EMPTY], ReasonCode.CODE_DAMAGED),
        ([_EMPTY, _EMPTY, _EMPTY, _EMPTY], ReasonCode.CODE_DAMAGED),
    ],
)
def test_our_code_with_votes_that_nobody_can_cast_is_refused(contests, code):
    assert refused(qr(qr_of(ELECTION, contests))) is code


@pytest.mark.parametrize(
    ("style", "precinct", "flags", "code"),
    [
        (0, 1, 0, ReasonCode.UNKNOWN_CARD),
        (3, 1, 0, ReasonCode.UNKNOWN_CARD),
        (1, 0, 0, ReasonCode.UNKNOWN_CARD),
        (1, 3, 0, ReasonCode.UNKNOWN_CARD),
        (1, 2, 0, ReasonCode.UNKNOWN_CARD),
        (1, 1, 2, ReasonCode.CODE_DAMAGED),
    ],
)
def test_our_code_of_an_unknown_ballot_is_refused(style, precinct, flags, code):
    assert refused(qr(qr_of(ELECTION, FULL, style, precinct, flags))) is code


def test_our_code_of_another_election_is_refused_unless_its_digits_are_accepted():
    other = canvass_election(id="primary-2026")
    assert refused(qr(qr_of(other, FULL))) is ReasonCode.OTHER_ELECTION
    assert refused(qr(qr_of(other, FULL)), election=VW) is ReasonCode.OTHER_ELECTION
    digits = election_bytes(other).hex()
    assert decoded(qr(qr_of(other, FULL)), accepted=frozenset({digits})).style.id == "1"


@pytest.mark.parametrize("payload", [b"", b"CVP1:", b"CVP1:A", b"CVP1:" + b"0" * 5000, b"CVP2:BB8", b"\xff" * 99])
def test_a_qr_code_that_holds_no_ballot_is_refused(payload):
    assert refused(qr(payload)) in (ReasonCode.CODE_DAMAGED, ReasonCode.OTHER_ELECTION)


def test_bytes_after_the_end_are_refused():
    content = election_bytes(ELECTION) + bytes([0, 2, 0, 2, 0, 2, 0, 0, 0, 0, 9])
    assert refused(qr(qr_text(checked(content)))) is ReasonCode.CODE_DAMAGED


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_no_changed_byte_of_our_code_passes_its_check_sum(place, change):
    data = bytearray(base45(qr_of(ELECTION, FULL).removeprefix(b"CVP1:")))
    data[place % len(data)] ^= change
    assert refused(qr(qr_text(bytes(data)))) is ReasonCode.CODE_DAMAGED


@given(st.integers(0, 10_000), st.binary(max_size=3))
def test_a_forged_check_sum_still_gives_only_votes_that_can_be_cast(place, inserted):
    content = base45(qr_of(ELECTION, FULL).removeprefix(b"CVP1:"))[:-4]
    place %= len(content)
    forged = content[:place] + inserted + content[place + len(inserted) :]
    assert_possible(decode_codes([qr(qr_text(checked(forged)))], ELECTION), ELECTION)


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


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([line_of(ELECTION, [(1, 2), (1, 0), (2, 2), (3, 1)])], ReasonCode.CODES_DISAGREE),
        ([line_of(ELECTION, FULL_PAIRS[:-1])], ReasonCode.CODES_DISAGREE),
        ([line_of(ELECTION, [(1, 2)], 1, 2)], ReasonCode.CODES_DISAGREE),
        ([line_of(ELECTION, FULL_PAIRS[1:2] + FULL_PAIRS[:1], 1, 2)], ReasonCode.CODES_DISAGREE),
        ([line_of(ELECTION, FULL_PAIRS), line_of(ELECTION, [])], ReasonCode.CODES_DISAGREE),
        ([line_of(ELECTION, FULL_PAIRS[:1], 3, 2)], ReasonCode.CODE_DAMAGED),
        ([line_of(ELECTION, FULL_PAIRS, 1, 0)], ReasonCode.CODE_DAMAGED),
        ([line_of(ELECTION, FULL_PAIRS)[:-1] + b"x"], ReasonCode.CODES_DISAGREE),
        ([line_of(ELECTION, FULL_PAIRS)[:-2]], ReasonCode.CODE_DAMAGED),
        ([b"7101010"], ReasonCode.CODES_DISAGREE),
        ([line_of(canvass_election(id="other"), FULL_PAIRS)], ReasonCode.OTHER_ELECTION),
    ],
)
def test_lines_that_are_not_the_qr_codes_own_set_the_page_aside(lines, code):
    assert refused(qr(qr_of(ELECTION, FULL)), *map(linear, lines)) is code


@pytest.mark.parametrize("line", [line_of(ELECTION, FULL_PAIRS[:2], 1, 2), line_of(ELECTION, FULL_PAIRS[1:], 2, 3)])
def test_a_line_that_could_not_be_read_is_not_missed_where_the_others_hold_the_qr_codes_votes(line):
    assert decoded(qr(qr_of(ELECTION, FULL)), linear(line))


def test_lines_may_break_anywhere():
    pieces = [line_of(ELECTION, FULL_PAIRS[:1], 1, 2), line_of(ELECTION, FULL_PAIRS[1:], 2, 2)]
    assert decoded(qr(qr_of(ELECTION, FULL)), *map(linear, reversed(pieces)))


def test_a_line_with_two_digits_exchanged_fails_its_check():
    line = line_of(ELECTION, FULL_PAIRS)
    other = line[:12] + line[13:14] + line[12:13] + line[14:]
    assert other != line
    assert refused(qr(qr_of(ELECTION, FULL)), linear(other)) is ReasonCode.CODE_DAMAGED


def test_a_line_that_one_decoder_alone_misread_is_as_one_unread_where_both_read_a_line_whole():
    line = line_of(ELECTION, FULL_PAIRS)
    misread = line[:12] + line[13:14] + line[12:13] + line[14:]
    assert decoded(qr(qr_of(ELECTION, FULL)), linear(line), linear(misread, ("zbar",)))
    assert refused(qr(qr_of(ELECTION, FULL)), linear(line), linear(misread)) is ReasonCode.CODE_DAMAGED
    assert refused(qr(qr_of(ELECTION, FULL)), linear(misread, ("zbar",))) is ReasonCode.CODE_DAMAGED
    other = line_of(ELECTION, [(1, 2)])
    assert refused(qr(qr_of(ELECTION, FULL)), linear(line), linear(other, ("zbar",))) is ReasonCode.CODES_DISAGREE


def test_lines_alone_are_no_ballot():
    assert refused(linear(line_of(ELECTION, FULL_PAIRS))) is ReasonCode.CODE_DAMAGED


def test_two_qr_codes_set_the_page_aside_also_if_they_are_alike_in_two_places():
    other = qr_of(ELECTION, [_EMPTY, _EMPTY, _EMPTY])
    assert refused(qr(qr_of(ELECTION, FULL)), qr(other)) is ReasonCode.CODES_DISAGREE
    assert refused(qr(qr_of(ELECTION, FULL)), qr(qr_of(ELECTION, FULL), row=900)) is ReasonCode.CODES_DISAGREE
    assert refused(qr(qr_of(ELECTION, FULL), ("zbar",)), qr(other, ("zxing",))) is ReasonCode.CODES_DISAGREE


def test_one_code_that_each_decoder_found_a_little_apart_is_one():
    payload = qr_of(ELECTION, FULL)
    assert decoded(qr(payload, ("zbar",)), qr(payload, ("zxing",), row=101))


def test_a_page_without_codes_or_with_codes_of_something_else_is_set_aside():
    assert refused() is ReasonCode.CODE_DAMAGED
    assert refused(linear(b"PARCEL 4711")) is ReasonCode.OTHER_ELECTION
    assert refused(qr(b"https://example.org")) is ReasonCode.OTHER_ELECTION
    assert refused(PrintedCode(Symbology.QR, "zz", ("zbar",), 0, 0)) is ReasonCode.CODE_DAMAGED
    assert refused(*[linear(b"x", row=row) for row in range(2000)]) is ReasonCode.CODES_DISAGREE


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


@given(st.binary(max_size=300), st.sampled_from([b"", b"CVP1:", b"VX\2", b"VlgC", b"71"]), st.booleans())
def test_no_bytes_make_a_decoder_raise(data, start, is_qr):
    code = qr(start + data) if is_qr else linear(start + data)
    for election in (ELECTION, VW, TABLE):
        assert_possible(decode_codes([code], election), election)


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_votingworks_code_is_refused_or_holds_possible_votes(place, change):
    data = bytearray(vx(*VX_VOTES))
    data[place % len(data)] ^= change
    assert_possible(decode_codes([qr(bytes(data))], VW), VW)


@given(st.binary(min_size=1, max_size=30))
def test_any_votes_of_a_votingworks_code_are_refused_or_possible(tail):
    bits = [(byte, 8) for byte in tail]
    assert_possible(decode_codes([qr(vx(*bits))], VW), VW)


ROWS = [
    {"value": "S2", "ballot_style": "2"},
    {"value": "S1", "ballot_style": "1"},
    {"value": "PN", "precinct": "north"},
    {"value": "PS", "precinct": "south"},
    {"value": "0101", "contest": "commissioner", "choice": "ames"},
    {"value": "0102", "contest": "commissioner", "choice": "burke"},
    {"value": "0201", "contest": "justice", "choice": "yes"},
    {"value": "0202", "contest": "justice", "choice": "no"},
    {"value": "0301", "contest": "levy", "choice": "for"},
]
TABLE = canvass_election(device_codes=ROWS)


def values(*texts: str) -> list[PrintedCode]:
    return [linear(text.encode(), row=300 + 40 * row) for row, text in enumerate(texts)]


def test_another_devices_values_make_a_ballot_by_the_definitions_table():
    coded = decoded(*values("S2", "PN", "0102", "0101", "0201"), election=TABLE)
    assert (coded.style.id, coded.precinct, coded.test) == ("2", "north", False)
    assert votes_of(coded) == {"commissioner": ["ames", "burke"], "justice": ["yes"]}
    assert decoded(*values("S2"), election=TABLE).precinct is None
    assert decoded(*values("S1", "0301"), election=TABLE).precinct == "north"


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["S2", "0999"], ReasonCode.CODE_DAMAGED),
        (["S2", "0101", "0101"], ReasonCode.CODE_IMPOSSIBLE),
        (["S1", "0201", "0202"], ReasonCode.CODE_IMPOSSIBLE),
        (["S2", "0301"], ReasonCode.CODE_IMPOSSIBLE),
        (["0101"], ReasonCode.UNKNOWN_CARD),
        (["S1", "S2"], ReasonCode.UNKNOWN_CARD),
        (["S1", "PS"], ReasonCode.UNKNOWN_CARD),
        (["S2", "PN", "PS"], ReasonCode.UNKNOWN_CARD),
    ],
)
def test_another_devices_values_that_make_no_ballot_are_refused(texts, code):
    assert refused(*values(*texts), election=TABLE) is code


@given(st.lists(st.sampled_from([row["value"] for row in ROWS]), max_size=9))
def test_any_values_together_are_refused_or_possible(texts):
    assert_possible(decode_codes(values(*texts), TABLE), TABLE)


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("device_codes[0].ballot_style", "9", "device_codes[0].ballot_style"),
        ("device_codes[2].precinct", "west", "device_codes[2].precinct"),
        ("device_codes[4].contest", "mayor", "device_codes[4].contest"),
        ("device_codes[4].choice", "yes", "device_codes[4].choice"),
        ("device_codes[4].choice", DELETE, "device_codes[4]"),
        ("device_codes[0].precinct", "north", "device_codes[0]"),
        ("device_codes[1].value", "S2", "device_codes[1].value"),
        ("device_codes[1].value", "\u00e9", "device_codes[1].value"),
        ("device_printouts", "sometimes", "device_printouts"),
    ],
)
def test_a_table_that_is_wrong_is_refused_by_the_name_of_the_field(field, value, named):
    with pytest.raises(DefinitionError) as error:
        parse_definition(as_bytes(set_at(canvass_document() | {"device_codes": ROWS}, field, value)))
    assert named in [problem.field for problem in error.value.problems]


def test_the_table_is_not_printed_and_leaves_page_codes_alone():
    assert TABLE.layouts.code_prefix == ELECTION.layouts.code_prefix
