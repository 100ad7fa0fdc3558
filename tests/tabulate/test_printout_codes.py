"""Barcodes decoded: golden vectors by hand, every refusal, and nothing raised whatever the bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imaging.sheets import PrintedCode, ReasonCode, Symbology
from tabulate.printouts.canvass_code import base45
from tabulate.printouts.coded import CodeRefused
from tabulate.printouts.decoding import decode_codes
from tests.tabulate.code_checks import ELECTION, VW, assert_possible, decoded, refused, votes_of
from tests.tabulate.printout_makers import (
    canvass_election,
    checked,
    election_bytes,
    line_of,
    linear,
    qr,
    qr_of,
    qr_text,
)
from tests.tabulate.test_device_codes import TABLE

FULL = [([1], ["CY COLE"]), ([2], []), ([1], [])]
FULL_PAIRS = [(1, 1), (1, 0), (2, 2), (3, 1)]


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


@given(st.binary(max_size=300), st.sampled_from([b"", b"CVP1:", b"VX\2", b"VlgC", b"71"]), st.booleans())
def test_no_bytes_make_a_decoder_raise(data, start, is_qr):
    code = qr(start + data) if is_qr else linear(start + data)
    for election in (ELECTION, VW, TABLE):
        assert_possible(decode_codes([code], election), election)
