"""The codes of a printout are what the page for device makers says, read here a second time from that page."""

import re
from zlib import crc32

import cv2
import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from pyzbar import pyzbar

from tabulate.election import Election
from test_ballots.printouts.code import (
    CodedBallot,
    NumberedContest,
    base45,
    code_128_lines,
    coded_ballot,
    qr_text,
    sealed,
)
from test_ballots.printouts.layout import qr_matrix
from test_ballots.printouts.votes import DeviceHabits, as_written, contests_of, draw_votes
from tests.soak import examples

QR_ONLY = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+\-./:]+")
WRITTEN = st.text("ABC 'ÅŞȬԢ𐲓", min_size=1, max_size=60).map(as_written).filter(bool)
CONTESTS = st.builds(
    NumberedContest,
    st.lists(st.integers(1, 99), unique=True, max_size=4).map(sorted).map(tuple),
    st.lists(WRITTEN, max_size=2).map(tuple),
)
BALLOTS = st.builds(
    CodedBallot,
    st.binary(min_size=5, max_size=5),
    st.integers(1, 65_535),
    st.integers(1, 65_535),
    st.lists(CONTESTS, min_size=1, max_size=8).map(tuple),
    st.booleans(),
)


def unsealed(data: bytes) -> CodedBallot:
    """Read the page's table from the top down; everything it forbids fails here."""
    body, check = data[:-4], data[-4:]
    assert int.from_bytes(check, "big") == crc32(body)
    election, style, precinct, flags, count = body[:5], body[5:7], body[7:9], body[9], body[10]
    assert flags in (0, 1)
    place, contests = 11, []
    for _ in range(count):
        chosen = tuple(body[place + 1 : place + 1 + body[place]])
        assert list(chosen) == sorted(set(chosen))
        place += 1 + len(chosen)
        names = []
        written, place = body[place], place + 1
        for _ in range(written):
            assert 1 <= body[place] <= 40
            names.append(body[place + 1 : place + 1 + body[place]].decode())
            place += 1 + body[place]
        contests.append(NumberedContest(chosen, tuple(names)))
    assert place == len(body)
    numbers = int.from_bytes(style, "big"), int.from_bytes(precinct, "big")
    return CodedBallot(election, *numbers, tuple(contests), bool(flags))


@given(BALLOTS)
def test_the_bytes_hold_the_ballot_and_nothing_else(ballot: CodedBallot) -> None:
    assert unsealed(sealed(ballot)) == ballot


@given(BALLOTS)
def test_the_text_stays_in_the_alphanumeric_mode(ballot: CodedBallot) -> None:
    text = qr_text(ballot)
    assert text.startswith("CVP1:")
    assert ALPHANUMERIC.fullmatch(text)
    assert len(text) == 5 + (len(sealed(ballot)) * 3 + 1) // 2


@pytest.mark.parametrize(
    ("plain", "encoded"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0"), (b"", "")],
)
def test_base45_gives_the_examples_of_its_standard(plain: bytes, encoded: str) -> None:
    assert base45(plain) == encoded


@given(BALLOTS, st.integers(1, 11))
def test_the_lines_hold_every_choice_in_order(ballot: CodedBallot, most: int) -> None:
    lines = code_128_lines(ballot, most)
    expected = [
        f"{number:02d}{choice:02d}"
        for number, contest in enumerate(ballot.contests, 1)
        for choice in [*contest.choices, *[0] * len(contest.write_ins)]
    ]
    held = []
    for number, line in enumerate(lines, 1):
        assert line.isdecimal()
        assert 14 <= len(line) <= 58
        assert len(line) % 2 == 0
        assert line[:6] == f"71{number:02d}{len(lines):02d}"
        assert int(line[6:12]) == int.from_bytes(ballot.election, "big") % 1_000_000
        assert int(line[-2:]) == sum(n * int(digit) for n, digit in enumerate(line[:-2], 1)) % 97
        held += re.findall("....", line[12:-2])
    assert lines
    assert held == expected


def test_a_ballot_without_choices_has_one_line_and_two_zeros_a_contest() -> None:
    empty = CodedBallot(bytes(5), 1, 1, (NumberedContest(), NumberedContest()))
    assert len(code_128_lines(empty)) == 1
    assert sealed(empty)[11:-4] == bytes(4)


@pytest.mark.parametrize("contests", [(NumberedContest((100,)),), (NumberedContest((1,)),) * 100])
def test_numbers_of_three_digits_are_left_to_the_qr_code(contests: tuple[NumberedContest, ...]) -> None:
    ballot = CodedBallot(bytes(5), 1, 1, contests)
    assert code_128_lines(ballot) == ()
    assert unsealed(sealed(ballot)) == ballot


@settings(max_examples=examples(20), deadline=None)
@given(BALLOTS)
def test_both_decoders_read_the_qr_code_as_it_was_written(ballot: CodedBallot) -> None:
    dark = np.pad(np.array(qr_matrix(qr_text(ballot))), 4)
    image = cv2.resize(np.where(dark, 0, 255).astype(np.uint8), None, fx=4, fy=4, interpolation=cv2.INTER_NEAREST)
    assert [code.text for code in zxingcpp.read_barcodes(image, QR_ONLY)] == [qr_text(ballot)]
    symbols = pyzbar.decode(image, symbols=[pyzbar.ZBarSymbol.QRCODE])
    assert [symbol.data.decode() for symbol in symbols] == [qr_text(ballot)]


@given(st.text(max_size=80))
def test_a_name_is_held_in_upper_case_with_single_spaces_and_forty_bytes(name: str) -> None:
    held = as_written(name)
    assert len(held.encode(errors="surrogatepass")) <= 40
    assert "  " not in held
    assert held == held.strip()


def test_the_code_of_a_card_names_its_election_style_and_precinct(larkspur: Election) -> None:
    for card, printed in enumerate(larkspur.cards):
        votes = draw_votes(larkspur, card, DeviceHabits(), np.random.default_rng(card))
        ballot = unsealed(sealed(coded_ballot(larkspur, card, votes)))
        code = larkspur.layouts.cards[card].pages[0].code
        assert code is not None
        assert code.split("/")[1] == ballot.election.hex().upper()
        assert larkspur.ballot_styles[ballot.style - 1].id == printed.ballot_style
        assert larkspur.precincts[ballot.precinct - 1].id == printed.precinct
        held = [
            tuple(contest.choices[number - 1].id for number in coded.choices)
            for contest, coded in zip(contests_of(larkspur, card), ballot.contests, strict=True)
        ]
        assert held == [chosen.choices for chosen in votes]
        assert [coded.write_ins for coded in ballot.contests] == [chosen.write_ins for chosen in votes]
