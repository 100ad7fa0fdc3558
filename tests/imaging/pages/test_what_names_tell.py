"""Which files are the two sides of a sheet, as far as their names tell."""

import unicodedata
from typing import Literal

import pytest

from imaging.pages.pairing import what_names_tell
from imaging.pages.side_words import SIDE_WORDS


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("x-front.jpeg", "x-back.jpeg"),
        ("front.jpeg", "back.png"),
        ("0007_A.png", "0007_B.png"),
        ("0007A.png", "0007B.png"),
        ("7 f.tif", "7 b.tif"),
        ("s_p1.jpg", "s_p2.jpg"),
        ("s-page01.jpg", "s-page02.jpg"),
        ("s.side1.jpg", "s.side2.jpg"),
        ("ballot-1.jpg", "ballot-2.jpg"),
        ("ballot_001.jpg", "ballot_002.jpg"),
        ("X-Front.JPG", "x-back.jpg"),
        ("000-1-front.jpeg", "000-2-back.jpeg"),
        ("scan7_recto.png", "scan8_verso.png"),
        ("front_0001.jpg", "back_0001.jpg"),
        ("Front (2).jpg", "Back (2).jpg"),
        ("ballot 7 front 300dpi.tif", "ballot 7 back 300dpi.tif"),
        ("0007_odd.png", "0007_even.png"),
        ("1-vorne.jpg", "2-hinten.jpg"),
        ("选票07正面.jpg", "选票07反面.jpg"),
        ("front_0001.jpg", "rear_0001.jpg"),
    ],
)
def test_names_that_differ_in_their_side_are_a_sheet_first_side_first(first: str, second: str) -> None:
    for names, pair in (([first, second], (0, 1)), ([second, first], (1, 0))):
        assert what_names_tell(names).pairs == (pair,)


@pytest.mark.parametrize(
    "names",
    [
        ["scan-1.jpg", "scan-2.jpg", "scan-3.jpg"],
        ["scan1.jpg", "scan2.jpg"],
        ["x-a.jpg", "x-b.jpg", "x-c.jpg", "x-f.jpg"],
        ["x-front.jpg", "x-back.jpg", "x-back.png"],
        ["one/x-front.jpg", "two/x-back.jpg"],
        ["x-a.jpg", "x-2.jpg"],
        ["feedback.jpg", "feedfront.jpg"],
        ["Scan.jpg", "Scan 1.jpg", "Scan 2.jpg"],
        ["1-back.jpg", "2-front.jpg"],
        ["1-front.jpg", "3-back.jpg"],
        ["front_1.jpg", "back_2.jpg"],
        ["horseback_1.jpg", "front_1.jpg"],
        ["a-1-front.jpg", "b-2-back.jpg"],
        ["1-front.jpg", "2-back.jpg", "2-rear.jpg"],
        ["x-front.jpg", "x-verso.jpg"],
        ["vordersee 1.jpg", "rückseite 1.jpg"],
    ],
)
def test_names_that_could_mean_something_else_tell_nothing_of_pairs(names: list[str]) -> None:
    assert what_names_tell(names).pairs == ()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("pair", SIDE_WORDS)
def test_the_sides_are_named_in_several_languages_however_their_accents_are_written(
    pair: tuple[str, str], form: Literal["NFC", "NFD"]
) -> None:
    for put_together in ("Scan_003_{}.jpg", "{} 3.png", "3{}.tif"):
        names = [unicodedata.normalize(form, put_together.format(word.title())) for word in reversed(pair)]
        assert what_names_tell(names).pairs == ((1, 0),)
    counted = [unicodedata.normalize(form, f"{at}-{word}.jpg") for at, word in enumerate(pair, 7)]
    assert what_names_tell(counted).pairs == ((0, 1),)


def test_no_word_names_either_side() -> None:
    assert not {first for first, _ in SIDE_WORDS} & {second for _, second in SIDE_WORDS}


def test_a_number_that_counts_on_before_the_words_pairs_only_where_no_sheet_has_one_number() -> None:
    counted = ["1-front.jpg", "2-back.jpg", "3-front.jpg", "4-back.jpg"]
    assert what_names_tell(counted).pairs == ((0, 1), (2, 3))
    numbered = ["1-front.jpg", "1-back.jpg", "2-front.jpg", "3-back.jpg"]
    assert what_names_tell(numbered).pairs == ((0, 1),)
    assert what_names_tell(numbered).alone == (2, 3)


def test_a_side_that_is_named_stays_alone_where_its_other_side_is_missing() -> None:
    tells = what_names_tell(["back_1.jpg", "back_3.jpg", "front_1.jpg", "front_2.jpg"])
    assert (tells.pairs, tells.alone) == (((2, 0),), (1, 3))
