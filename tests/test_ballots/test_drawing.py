"""What is on the drawn page, measured on its raster without any of the drawing's code."""

from functools import lru_cache

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from imaging.layout import PageLayout, Paper, Side
from tabulate.election import Election
from test_ballots.counties import large_county
from test_ballots.definition import election_of
from test_ballots.draw import PrintOptions, draw_cards
from test_ballots.page_layout import bottom_marks
from test_ballots.press import Press
from test_ballots.random_elections import random_plan
from tests.soak import examples

DPI = 300
Image = NDArray[np.uint8]


def _px(paper: Paper, row: float, column: float, scale: float = 1.0) -> tuple[float, float]:
    """Where a place of the grid lies on a raster of the printed page."""
    down, right = paper.top_in + row * paper.pitch_in, paper.left_in + column * paper.pitch_in
    middle_down, middle_right = paper.height_in / 2, paper.width_in / 2
    down, right = middle_down + (down - middle_down) * scale, middle_right + (right - middle_right) * scale
    return down * DPI - 0.5, right * DPI - 0.5


def _stadium_edge(half_width: float, half_height: float, points: int = 60) -> NDArray[np.float64]:
    """Points on the outline, (row, column) from its centre."""
    angle = np.linspace(0, 2 * np.pi, points, endpoint=False)
    straight = half_width - half_height
    columns = np.cos(angle) * half_height + np.sign(np.cos(angle)) * straight
    return np.stack([np.sin(angle) * half_height, columns], axis=1)


def _darkest_near(image: Image, row: float, column: float) -> int:
    r, c = round(row), round(column)
    return int(image[r - 1 : r + 2, c - 1 : c + 2].min())


def _check_outlines(image: Image, paper: Paper, page: PageLayout, scale: float = 1.0) -> None:
    half = paper.pitch_in * DPI * scale / 2
    edge = _stadium_edge(0.70 * half, 0.48 * half)
    for target in page.targets:
        row, column = _px(paper, target.row, target.column, scale)
        dark = [_darkest_near(image, row + down, column + right) < 140 for down, right in edge]
        assert np.mean(dark) > 0.97, f"target {target.number}: no outline at its place"
        inner = image[round(row) - 10 : round(row) + 11, round(column) - 14 : round(column) + 15]
        assert inner[4:-4, 4:-4].min() > 250, f"target {target.number}: something is printed inside"


@lru_cache(maxsize=4)
def _papers(seed: int) -> Election:
    return election_of(large_county(seed, precincts=8))[0]


@pytest.mark.parametrize("card", [0, 3])
def test_every_target_has_its_outline_at_its_grid_place_and_nothing_inside(press: Press, card: int) -> None:
    layout = press.election.layouts.cards[card]
    assert layout.paper is not None
    assert sum(len(page.targets) for page in layout.pages) > 40
    for index, page in enumerate(layout.pages):
        _check_outlines(press.raster(card, index, DPI), layout.paper, page)


def test_a_ballot_printed_at_80_percent_keeps_its_grid_places(larkspur: Election) -> None:
    layout = larkspur.layouts.cards[1]
    assert layout.paper is not None
    small = Press(larkspur, PrintOptions(scale=0.8))
    _check_outlines(small.raster(1, 0, DPI), layout.paper, layout.pages[0], 0.8)
    down, right = small.place_in(1, layout.pages[0].targets[0].row, layout.pages[0].targets[0].column)
    expected = _px(layout.paper, layout.pages[0].targets[0].row, layout.pages[0].targets[0].column, 0.8)
    assert (down * DPI - 0.5, right * DPI - 0.5) == pytest.approx(expected)


def _mark_is_there(image: Image, paper: Paper, row: int, column: int) -> bool:
    r, c = _px(paper, row, column)
    part = image[round(r) - 8 : round(r) + 9, round(c) - 26 : round(c) + 27]
    return bool(np.mean(part < 128) > 0.95)


def test_timing_marks_stand_where_the_layout_says_and_nowhere_else_in_the_bottom_row() -> None:
    election = _papers(1)
    press = Press(election)
    for card in (0, 1):
        layout = election.layouts.cards[card]
        assert layout.paper is not None
        for index, page in enumerate(layout.pages):
            image, last = press.raster(card, index, DPI), (page.rows or 0) - 1
            assert all(_mark_is_there(image, layout.paper, 0, column) for column in range(34))
            assert all(_mark_is_there(image, layout.paper, row, side) for row in range(last) for side in (0, 33))
            seen = {column for column in range(34) if _mark_is_there(image, layout.paper, last, column)}
            assert page.bottom_marks is not None
            assert seen == set(page.bottom_marks)


def test_a_timing_mark_is_three_sixteenths_by_one_sixteenth_of_an_inch(press: Press) -> None:
    paper = press.paper(0)
    row, column = _px(paper, 10, 0)
    image = press.raster(0, 0, DPI)
    across = np.count_nonzero(image[round(row), : round(column) + 40] < 128) / DPI
    down = np.count_nonzero(image[round(row) - 30 : round(row) + 31, round(column)] < 128) / DPI
    assert across == pytest.approx(0.1875, abs=0.004)
    assert down == pytest.approx(0.0625, abs=0.004)


@settings(max_examples=examples(50), deadline=None)
@given(st.integers(0, 4095))
def test_a_card_code_differs_by_side_and_from_its_mirror_image(number: int) -> None:
    front, back = bottom_marks(number, Side.FRONT), bottom_marks(number, Side.BACK)
    assert front != back
    for marks in (front, back):
        mirrored = tuple(sorted(33 - column for column in marks))
        assert mirrored not in (front, back)
        assert len(marks) < 34


def test_card_codes_of_different_layouts_differ() -> None:
    codes = {bottom_marks(number, side) for number in range(4096) for side in Side}
    assert len(codes) == 2 * 4096


def test_the_page_code_reads_as_the_layout_states_it(press: Press) -> None:
    for card, layout in enumerate(press.election.layouts.cards):
        for index, page in enumerate(layout.pages):
            found = zxingcpp.read_barcodes(press.raster(card, index, 200))
            assert [code.text for code in found] == [page.code]


def test_the_page_code_stands_alone_in_its_box_with_a_quiet_zone(press: Press) -> None:
    layout = press.election.layouts.cards[0]
    assert layout.paper is not None
    box = layout.pages[0].code_box
    assert box is not None
    image = press.raster(0, 0, DPI)
    top, left = (round(v) for v in _px(layout.paper, box.top, box.left))
    bottom, right = (round(v) for v in _px(layout.paper, box.bottom, box.right))
    assert image[top + 3 : bottom - 2, left + 3].min() < 128
    assert image[top + 3, left + 3 : right - 2].min() < 128
    for part in (image[top - 20 : top - 3, left:right], image[bottom + 3 : bottom + 20, left:right]):
        assert part.min() > 250
    for part in (image[top:bottom, left - 20 : left - 3], image[top:bottom, right + 3 : right + 20]):
        assert part.min() > 250


def test_a_write_in_area_is_blank_and_has_its_line_below(press: Press) -> None:
    areas = 0
    for index, page in enumerate(press.election.layouts.cards[0].pages):
        image, paper = press.raster(0, index, DPI), press.paper(0)
        for area in (target.write_in_area for target in page.targets if target.write_in_area):
            top, left = (round(v) for v in _px(paper, area.top, area.left))
            bottom, right = (round(v) for v in _px(paper, area.bottom, area.right))
            assert image[top : bottom + 1, left : right + 1].min() > 250
            assert image[bottom : bottom + 20, left + 30 : right - 30].min(axis=0).max() < 140, "the printed line"
            areas += 1
    assert areas > 8


@settings(max_examples=examples(12), deadline=None)
@given(st.integers(0, 10_000))
def test_no_text_of_a_random_ballot_overlaps_other_text_or_an_oval(seed: int) -> None:
    election, _ = election_of(random_plan(seed))
    layout = election.layouts.cards[0]
    assert layout.paper is not None
    document = pypdfium2.PdfDocument(draw_cards(election, [0]))
    for page, page_layout in zip(document, layout.pages, strict=True):
        boxes = _text_boxes(page)
        assert len(boxes) > 10
        ovals = [_oval_box(layout.paper, target.row, target.column) for target in page_layout.targets]
        for index, box in enumerate(boxes):
            assert not any(_overlap(box, other) for other in boxes[index + 1 :] + ovals), seed
            assert box[0] > 10
            assert box[2] < layout.paper.width_in * 72 - 10
    document.close()


def _text_boxes(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right, top in points of each run of text, a little shrunk."""
    text = page.get_textpage()
    raw = [text.get_rect(index) for index in range(text.count_rects())]
    return [(left + 0.3, bottom + 0.3, right - 0.3, top - 0.3) for left, bottom, right, top in raw]


def _oval_box(paper: Paper, row: float, column: float) -> tuple[float, float, float, float]:
    right, down = paper.left_in + column * paper.pitch_in, paper.top_in + row * paper.pitch_in
    x, y = right * 72, (paper.height_in - down) * 72
    return x - 7, y - 5, x + 7, y + 5


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@settings(max_examples=examples(20), deadline=None)
@given(st.integers(0, 10_000))
def test_no_contest_is_split_over_a_column_or_a_page(seed: int) -> None:
    election, _ = election_of(random_plan(seed))
    for card, layout in zip(election.cards, election.layouts.cards, strict=True):
        places: dict[str, set[tuple[Side, float]]] = {}
        for page in layout.pages:
            for target in page.targets:
                contest = card.meanings[target.number - 1].contest
                places.setdefault(contest, set()).add((page.side, target.column))
        assert all(len(found) == 1 for found in places.values())


def test_the_same_card_draws_to_the_same_bytes(larkspur: Election) -> None:
    assert draw_cards(larkspur, [0]) == draw_cards(larkspur, [0])


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_ballot_says_official_and_names_every_choice_with_its_party(larkspur: Election) -> None:
    text = _text(draw_cards(larkspur, [0]))
    assert text.count("OFFICIAL BALLOT") == 2
    for contest in larkspur.contests_of(larkspur.ballot_style(larkspur.cards[0].ballot_style)):
        assert all(choice.name in text for choice in contest.choices)
    assert "Vote for not more than TWO" in text
    assert "be retained in office" in text.replace("\r\n", " ")


def test_a_sample_ballot_does_not_say_official(larkspur: Election) -> None:
    text = _text(draw_cards(larkspur, [0], PrintOptions(sample=True)))
    assert "OFFICIAL" not in text
    assert "SAMPLE BALLOT" in text
