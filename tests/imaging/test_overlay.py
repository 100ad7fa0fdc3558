"""The overlay shows what the reader saw: upright, on the right page, each target in the colour of its decision."""

from dataclasses import replace

import numpy as np
import pytest

from imaging.layout import Side
from imaging.overlay import COLOURS, GRID_COLOUR, WRITING_COLOUR, draw_overlay
from imaging.reader import read_sheet
from imaging.sheets import Mark, ReadSheet
from tests.imaging.drawn_pages import (
    Flaws,
    Lie,
    Stroke,
    around,
    draw_line,
    draw_page,
    layouts,
    one_sided,
    page_layout,
    scanned,
    two_sided,
)

LIE = Lie(pitch_px=50, skew_deg=1)


def has_colour(picture, place, colour, within_px=32):
    row, col = (round(float(at)) for at in place)
    part = picture[max(0, row - within_px) : row + within_px, max(0, col - within_px) : col + within_px]
    return bool((part == np.array(colour)).all(axis=-1).any())


def overlay_of(page, election, number=0):
    reading = read_sheet(scanned(*page), election, len(page))
    assert isinstance(reading, ReadSheet), reading
    shown = next(i for i, image in enumerate(page, 1) if f"{i}.png" == reading.pages[number].source.file)
    return reading, draw_overlay(page[shown - 1], reading.pages[number], reading.targets)


@pytest.mark.parametrize("turned", [False, True], ids=["upright", "turned"])
def test_each_target_has_the_colour_of_its_decision_on_the_upright_page(turned):
    votes = {1: Stroke.FILL, 12: Stroke.DOT}
    page = draw_page(replace(LIE, turned=turned), page_layout(), votes, Flaws(text=False))
    reading, picture = overlay_of([page], layouts(one_sided()))
    wanted = {target.number: target.mark for target in reading.targets}
    assert set(wanted.values()) == set(Mark)
    for target in page_layout().targets:
        place = LIE.to_px([target.row], [target.column])[0]
        for decided, colour in COLOURS.items():
            assert has_colour(picture, place, colour) == (decided is wanted[target.number]), target.number


@pytest.mark.parametrize("turned", [False, True], ids=["upright", "turned"])
def test_the_picture_is_the_page_with_a_legend_below_it(turned):
    page = draw_page(replace(LIE, turned=turned), page_layout())
    before = page.copy()
    _, picture = overlay_of([page], layouts(one_sided()))
    assert picture.dtype == np.uint8
    assert picture.ndim == 3
    assert picture.shape[0] >= page.shape[0]
    assert picture.shape[1:] == (page.shape[1], 3)
    np.testing.assert_array_equal(page, before)
    for row, column in [(0, 0), (0, 33), (20, 0), (40, 33)]:
        assert has_colour(picture, LIE.to_px([row], [column])[0], GRID_COLOUR, within_px=6)
    paper = picture[: page.shape[0]][(page[::-1, ::-1] if turned else page) == page.max()]
    assert np.median(paper) > np.median(page)


def test_only_the_targets_of_the_page_s_own_side_are_drawn():
    card = two_sided()
    pages = [draw_page(LIE, layout, flaws=Flaws(text=False)) for layout in card.pages]
    for number, (side, other) in enumerate([(0, 1), (1, 0)]):
        reading, picture = overlay_of(pages, layouts(card), number)
        assert reading.pages[number].side is (Side.FRONT, Side.BACK)[number]
        for target in card.pages[side].targets:
            assert has_colour(picture, LIE.to_px([target.row], [target.column])[0], COLOURS[Mark.UNMARKED])
        own = np.array([(target.row, target.column) for target in card.pages[side].targets])
        for target in card.pages[other].targets:
            if np.abs(own - [target.row, target.column]).max(axis=1).min() > 2:
                assert not has_colour(picture, LIE.to_px([target.row], [target.column])[0], COLOURS[Mark.UNMARKED])


def test_writing_beside_an_unmarked_target_stands_out():
    layout = page_layout(write_ins=frozenset({9}))
    page = draw_page(LIE, layout, flaws=Flaws(text=False))
    target = layout.targets[8]
    for col in np.arange(1.5, 5.5, 0.5):
        draw_line(page, LIE, around(target, (-0.4, col), (0.2, col + 0.2), (-0.3, col + 0.4)), 0.05)
    _, picture = overlay_of([page], layouts(one_sided(layout=layout)))
    assert has_colour(picture, LIE.to_px([target.row], [target.column])[0], WRITING_COLOUR)


@pytest.mark.parametrize("pitch_px", [35, 75, 150], ids=["140 dpi", "300 dpi", "600 dpi"])
def test_any_resolution_can_be_drawn(pitch_px):
    page = draw_page(Lie(pitch_px=pitch_px), page_layout(), {2: Stroke.FILL})
    _, picture = overlay_of([page], layouts(one_sided()))
    place = Lie(pitch_px=pitch_px).to_px([page_layout().targets[1].row], [page_layout().targets[1].column])[0]
    assert has_colour(picture, place, COLOURS[Mark.MARKED], within_px=round(0.65 * pitch_px))
