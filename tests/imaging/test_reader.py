"""The one door: every sheet gets a reading or its reasons, and the same sheet always gets the same."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.layout import Layouts, MarkThresholds
from imaging.reader import read_sheet
from imaging.sheets import ImageSource, Mark, ReadSheet, ReasonCode, ScannedSheet, UnreadablePage, UnreadSheet
from tests.imaging.drawn_pages import (
    OUTLINE,
    PAPER,
    Flaws,
    Lie,
    Stroke,
    degraded,
    draw_page,
    layouts,
    one_sided,
    page_layout,
    scanned,
    two_sided,
)
from tests.soak import examples

A140 = Lie(pitch_px=35)
TARGETS = page_layout().targets
CARD = two_sided()
ONE = layouts(one_sided())
TWO = layouts(CARD)


def codes(reading):
    assert isinstance(reading, UnreadSheet)
    assert all(reason.detail for reason in reading.reasons)
    return [reason.code for reason in reading.reasons]


def two_pages(lie=A140):
    return [
        draw_page(lie, CARD.pages[0], {1: Stroke.FILL, 20: Stroke.CHECK, 33: Stroke.DOT}),
        draw_page(replace(lie, turned=True), CARD.pages[1], {34: Stroke.SCRIBBLE, 50: Stroke.DASH}),
    ]


def test_the_places_of_the_targets_are_where_they_were_drawn():
    lie = Lie(pitch_px=50, skew_deg=1.5, stretch=1.02, waves=0.1)
    layout = page_layout()
    reading = read_sheet(scanned(draw_page(lie, layout, {5: Stroke.FILL})), layouts(one_sided(outline=OUTLINE)), 1)
    assert isinstance(reading, ReadSheet), reading
    drawn = lie.to_px([t.row for t in layout.targets], [t.column for t in layout.targets])
    found = np.array([(target.centre_row_px, target.centre_col_px) for target in reading.targets])
    assert np.hypot(*(found - drawn).T).max() < 1.5
    (page,) = reading.pages
    assert page.pitch_px == pytest.approx(50, rel=0.01)
    np.testing.assert_allclose(page.left_px, lie.to_px(np.arange(41.0), np.zeros(41)), atol=1.5)
    np.testing.assert_allclose(page.right_px, lie.to_px(np.arange(41.0), np.full(41, 33.0)), atol=1.5)


def test_an_outline_printed_beside_its_place_is_found_there():
    layout = page_layout()
    printed = replace(
        layout, targets=tuple(replace(t, row=t.row + 0.08, column=t.column - 0.1) for t in layout.targets)
    )
    lie = Lie(pitch_px=50)
    page = draw_page(lie, printed, dict.fromkeys(range(1, 34, 3), Stroke.FILL))
    reading = read_sheet(scanned(page), layouts(one_sided(outline=OUTLINE)), 1)
    assert isinstance(reading, ReadSheet), reading
    drawn = lie.to_px([t.row for t in printed.targets], [t.column for t in printed.targets])
    found = np.array([(target.centre_row_px, target.centre_col_px) for target in reading.targets])
    assert np.hypot(*(found - drawn).T).max() < 2.0


def test_targets_come_in_order_of_their_numbers_whatever_came_first():
    front, back = two_pages()
    for pages in ((front, back), (back, front)):
        reading = read_sheet(scanned(*pages), TWO, 2)
        assert isinstance(reading, ReadSheet), reading
        assert [target.number for target in reading.targets] == list(range(1, 52))
        assert [target.number for target in reading.targets if target.mark is Mark.MARKED][:1] == [1]


def test_reading_is_pure_and_can_be_sent_to_another_process():
    pages = two_pages()
    before = [page.copy() for page in pages]
    sheet = scanned(*pages, number=7)
    first = read_sheet(sheet, TWO, 2)
    with ThreadPoolExecutor(4) as threads:
        again = list(threads.map(lambda _: read_sheet(sheet, TWO, 2), range(8)))
    assert isinstance(first, ReadSheet), first
    assert first.number == 7
    assert all(reading == first for reading in again)
    assert pickle.loads(pickle.dumps(first)) == first
    sent_sheet, sent_layouts = pickle.loads(pickle.dumps((sheet, TWO)))
    assert read_sheet(sent_sheet, sent_layouts, 2) == first
    for page, copy in zip(pages, before, strict=True):
        np.testing.assert_array_equal(page, copy)


def test_an_unreadable_file_sets_the_sheet_aside_and_is_named():
    sheet = scanned(two_pages()[0])
    broken = UnreadablePage(ImageSource("torn.jpg", 1, "0" * 64), "the JPEG ends in the middle of the picture")
    reading = read_sheet(ScannedSheet(3, (*sheet.pages, broken)), TWO, 2)
    assert isinstance(reading, UnreadSheet)
    assert codes(reading) == [ReasonCode.UNREADABLE_FILE]
    assert "torn.jpg: the JPEG ends" in reading.reasons[0].detail
    assert [source.file for source in reading.sources] == ["1.png", "torn.jpg"]
    assert reading.number == 3


def test_a_missing_page_sets_the_sheet_aside():
    assert codes(read_sheet(scanned(two_pages()[0]), TWO, 2)) == [ReasonCode.PAGE_MISSING]
    assert codes(read_sheet(ScannedSheet(1, ()), TWO, 2)) == [ReasonCode.PAGE_MISSING]


def test_all_that_is_wrong_is_said():
    broken = UnreadablePage(ImageSource("a.tif", 1, ""), "it is a text file")
    reading = read_sheet(ScannedSheet(1, (broken,)), TWO, 2)
    assert codes(reading) == [ReasonCode.UNREADABLE_FILE, ReasonCode.PAGE_MISSING]


BLANK = np.full((1400, 1200), PAPER, np.uint8)


def test_the_empty_back_of_a_one_sided_card_is_no_ground_to_set_it_aside():
    front = draw_page(A140, page_layout(), {4: Stroke.FILL})
    for pages in ((front, BLANK), (BLANK, front)):
        reading = read_sheet(scanned(*pages), ONE, 2)
        assert isinstance(reading, ReadSheet), reading
        assert [target.number for target in reading.targets if target.mark is Mark.MARKED] == [4]


def test_an_empty_page_where_a_printed_one_belongs_sets_the_sheet_aside():
    reading = read_sheet(scanned(two_pages()[0], BLANK), TWO, 2)
    assert codes(reading) == [ReasonCode.BLANK_PAGE]
    assert isinstance(reading, UnreadSheet)
    assert reading.card == "card"


def test_a_page_without_timing_marks_where_a_printed_one_belongs_sets_the_sheet_aside():
    text = BLANK.copy()
    for row in range(80, 1300, 40):
        cv2.putText(text, "a letter to the editor", (90, row), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 20, 3)
    assert codes(read_sheet(scanned(two_pages()[0], text), TWO, 2)) == [ReasonCode.NO_TIMING_MARKS]


@pytest.mark.parametrize("level", [128, 200, 255])
@pytest.mark.parametrize("shape", [(900, 700), (1, 1)])
def test_a_sheet_of_nothing_is_set_aside(level, shape):
    assert codes(read_sheet(scanned(np.full(shape, level, np.uint8)), ONE, 1)) == [ReasonCode.BLANK_PAGE]


def dark_pictures():
    """What a page with marks on it comes out as: a negative, small on a black bed, without light, twelve bits cut."""
    page = draw_page(A140, page_layout(), {4: Stroke.FILL})
    bed = np.full((2 * page.shape[0], page.shape[1] + 200), 6, np.uint8)
    bed[100 : page.shape[0] + 100, 100:-100] = page
    yield "negative", 255 - page
    yield "bitonal negative", np.where(page > 128, 0, 255).astype(np.uint8)
    yield "faint negative", 20 + (255 - page) // 3
    yield "black bed", bed
    yield "no light", page // 16
    yield "black", np.zeros((900, 700), np.uint8)


@pytest.mark.parametrize(("name", "page"), list(dark_pictures()))
@pytest.mark.parametrize("quarters", [0, 1])
def test_a_picture_that_is_mostly_dark_is_never_called_blank(name, page, quarters):
    dark = np.ascontiguousarray(np.rot90(page, quarters))
    reading = read_sheet(scanned(dark), ONE, 1)
    assert codes(reading) == [ReasonCode.DARK_PAGE], name
    assert isinstance(reading, UnreadSheet)
    assert "need not be blank" in reading.reasons[0].detail
    both = read_sheet(scanned(two_pages()[0], dark), TWO, 2)
    assert codes(both) == [ReasonCode.DARK_PAGE]


@pytest.mark.parametrize("quarters", [1, 3])
@pytest.mark.parametrize(
    "lie",
    [
        A140,
        Lie(pitch_px=50, skew_deg=1.2, waves=0.1),
        replace(A140, turned=True),
        Lie(pitch_px=42, shear=0.01, stretch=1.02),
    ],
)
def test_a_page_that_lies_on_its_side_is_read_as_it_is_upright(lie, quarters):
    votes = {1: Stroke.FILL, 7: Stroke.CHECK, 20: Stroke.DASH, 31: Stroke.DOT}
    flaws = Flaws(missing=frozenset({(12, 0), (30, 33)}))
    upright = draw_page(lie, CARD.pages[0], votes, flaws), draw_page(lie, CARD.pages[1], {40: Stroke.CROSS}, flaws)
    sideways = [np.ascontiguousarray(np.rot90(page, quarters)) for page in upright]
    before, now = read_sheet(scanned(*upright), TWO, 2), read_sheet(scanned(*sideways), TWO, 2)
    assert isinstance(before, ReadSheet), before
    assert isinstance(now, ReadSheet), now
    seen, seen_now = ([(one.number, one.mark, one.refused) for one in read.targets] for read in (before, now))
    assert seen_now == seen
    assert not any(page.turned for page in now.pages)
    for one, other, page in zip(before.targets, now.targets, [*upright[:1] * 33, *upright[1:] * 33], strict=False):
        height, width = page.shape
        row, col = one.centre_row_px, one.centre_col_px
        moved = (width - 1 - col, row) if quarters == 1 else (col, height - 1 - row)
        assert np.hypot(other.centre_row_px - moved[0], other.centre_col_px - moved[1]) < 1.5


def test_one_side_of_a_sheet_may_lie_on_its_side():
    front, back = two_pages()
    for pages in ((front, np.rot90(back)), (np.rot90(front), back), (np.rot90(back, 3), np.rot90(front))):
        reading = read_sheet(scanned(*map(np.ascontiguousarray, pages)), TWO, 2)
        assert isinstance(reading, ReadSheet), reading
        marked = {target.number for target in reading.targets if target.mark is Mark.MARKED}
        assert {1, 20, 34} <= marked


def test_too_many_marks_missing_in_a_row_make_the_position_uncertain_or_the_grid_unfound():
    flaws = Flaws(missing=frozenset((row, 0) for row in range(14, 19)))
    page = draw_page(Lie(pitch_px=35, waves=0.25), page_layout(), dict.fromkeys(range(1, 34), Stroke.SCRIBBLE), flaws)
    reading = read_sheet(scanned(page), layouts(one_sided(outline=OUTLINE)), 1)
    assert set(codes(reading)) <= {ReasonCode.POSITION_UNCERTAIN, ReasonCode.NO_TIMING_MARKS}


def test_a_page_whose_every_target_is_filled_is_read_as_such():
    page = draw_page(A140, page_layout(), dict.fromkeys(range(1, 34), Stroke.FILL))
    reading = read_sheet(scanned(page), ONE, 1)
    assert isinstance(reading, ReadSheet), reading
    assert all(target.mark is Mark.MARKED for target in reading.targets)


def test_an_election_without_layouts_reads_nothing():
    nothing = Layouts((), MarkThresholds())
    assert isinstance(read_sheet(scanned(two_pages()[0]), nothing, 1), UnreadSheet)


@settings(max_examples=examples(16))
@given(st.integers(0, 10**6), st.floats(0.3, 3), st.floats(0.3, 4), st.floats(30, 110), st.integers(60, 240))
def test_noise_is_never_read_as_a_ballot(seed, down_px, across_px, contrast, level):
    noise = np.random.default_rng(seed).normal(0, 1, (1540, 1190)).astype(np.float32)
    smooth = np.asarray(cv2.GaussianBlur(noise, (0, 0), sigmaX=across_px, sigmaY=down_px))
    page = np.clip(level + contrast * smooth / smooth.std(), 0, 255).astype(np.uint8)
    for layout in (page_layout(), page_layout(code=None)):
        assert isinstance(read_sheet(scanned(page), layouts(one_sided(layout=layout)), 1), UnreadSheet)


@settings(max_examples=examples(40))
@given(st.integers(1, 39), st.booleans(), st.sampled_from([None, page_layout().bottom_marks]))
def test_a_slip_in_the_feed_is_placed_right_or_refused_never_misread(slip_row, turned, code):
    lie = Lie(pitch_px=35, slip_row=slip_row, turned=turned)
    layout = page_layout(code=code)
    truth = set(range(1, 34, 2))
    page = draw_page(lie, replace(layout, bottom_marks=page_layout().bottom_marks), dict.fromkeys(truth, Stroke.FILL))
    reading = read_sheet(scanned(page), layouts(one_sided(layout=layout)), 1)
    if isinstance(reading, ReadSheet):
        assert {target.number for target in reading.targets if target.mark is Mark.MARKED} == truth
        assert all(target.mark is not Mark.AMBIGUOUS for target in reading.targets)


def test_a_bitonal_scan_is_read_like_a_gray_one():
    page = draw_page(A140, page_layout(), dict.fromkeys(range(1, 34, 2), Stroke.FILL))
    reading = read_sheet(scanned(degraded(page, blur_px=0.7, bitonal=True)), ONE, 1)
    assert isinstance(reading, ReadSheet), reading
    assert [target.number for target in reading.targets if target.mark is Mark.MARKED] == list(range(1, 34, 2))
