"""What the QR codes of hand-marked pages say, in every form they come in, and that no bytes upset the reading."""

import base64

from hypothesis import example, given
from hypothesis import strategies as st

from imaging.layout import PageCode
from imaging.page_codes import read_page_code

HASH = "da81438d51136692b43c"
PAGE_ONE = bytes.fromhex("56500114da81438d51136692b43c040108800080")
PAGE_TWO = bytes.fromhex("56500114da81438d51136692b43c040108800100")


def test_the_bits_of_a_votingworks_page_are_read_as_base64_and_as_they_are():
    for content in (PAGE_ONE, base64.b64encode(PAGE_ONE)):
        assert read_page_code(content) == PageCode(election=HASH, style_index=0, precinct_index=2, page=1)
    assert read_page_code(PAGE_TWO).page == 2


def test_an_address_names_style_precinct_and_page():
    code = read_page_code(b"https://ballot.page/?t=_&pr=42&bs=77&l1=en-US&p=2-4")
    assert code == PageCode(style="77", precinct="42", page=2)


def test_an_address_may_hold_names_that_addresses_must_write_otherwise():
    assert read_page_code(b"https://vx.vote/?pr=North%20Fork&bs=1+M&p=1-2") == PageCode(
        style="1 M", precinct="North Fork", page=1
    )


def test_small_json_names_style_precinct_and_page():
    assert read_page_code(b'{"bs": "7", "pr": 12, "p": 1}') == PageCode(style="7", precinct="12", page=1)


def test_a_code_in_no_known_form_is_the_text_it_is():
    for text in ("CV1/0123456789/1/1/1", "https://county.example/ballots", "{}", "[1]", "https://x.example/?bs=1&p=x"):
        assert read_page_code(text.encode()) == PageCode(text=text)


@given(st.integers(4, len(PAGE_ONE) - 2))
def test_bits_that_end_too_early_are_no_votingworks_page(length):
    assert read_page_code(PAGE_ONE[:length]).election is None


def test_bytes_after_the_bits_are_no_votingworks_page():
    assert read_page_code(PAGE_ONE + b"\x00\x00").election is None


@given(st.one_of(st.binary(max_size=60), st.binary(max_size=40).map(lambda rest: b"VP\x01\x14" + rest)))
@example(b"")
@example(b"[" * 50)
@example(b"https://x?%F&bs=%ZZ&p=9")
def test_no_bytes_upset_the_reading(content):
    assert isinstance(read_page_code(content), PageCode)


@given(st.sampled_from(["style", "precinct", "text"]), st.text(min_size=1, max_size=5))
def test_codes_contradict_each_other_only_where_both_speak(field, word):
    said = PageCode(**{field: word})
    assert not said.contradicts(PageCode(page=3))
    assert not said.contradicts(said)
    assert said.contradicts(PageCode(**{field: word + "x"}))
