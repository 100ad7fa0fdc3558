"""What is printed at the same place on all sheets of a card is learned and asked about no more; what hands write is."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.marks.around_targets import picture_of
from imaging.papers.common_print import LEAST_SHEETS, print_common
from imaging.papers.different import are_different, different_papers
from imaging.reader import look_around
from imaging.sheets import CardPrint, Doubt, Mark
from tests.imaging.drawn_pages import (
    Flaws,
    Lie,
    Stroke,
    around,
    degraded,
    draw_line,
    draw_page,
    layouts,
    mark,
    one_sided,
    scanned,
)
from tests.imaging.drawn_pages import page_layout as drawn_layout
from tests.imaging.drawn_readings import sheet_read
from tests.soak import examples

LAYOUT = drawn_layout(write_ins=frozenset({5}))
LAYOUTS = layouts(one_sided(layout=LAYOUT))
NAMED, PLAIN = LAYOUT.targets[4], LAYOUT.targets[8]
LOGO = (
    ((0.0, 1.2), (0.3, 1.5), (-0.1, 1.8), (0.2, 2.1), (-0.2, 2.2)),
    ((0.1, 2.4), (-0.3, 2.5), (0.1, 2.8), (0.0, 3.1)),
)
"""In the write-in area."""
ARROW = (((0.0, -1.3), (0.0, -0.52)), ((-0.2, -0.75), (0.0, -0.52), (0.2, -0.75)), ((-0.45, -1.3), (0.45, -1.3)))
"""Beside an oval, larger than letters."""
NAME = tuple((0.22 * (-1) ** k, 1.3 + 0.12 * k) for k in range(16))


def page(seed, *drawn, pitch_px=50.0, printed=True, blur_px=0.5):
    """A page with the card's print, voted at random, as some scanner sees it; `drawn` is (target, lines) each."""
    rng = np.random.default_rng(seed)
    lie = Lie(pitch_px=pitch_px, skew_deg=rng.uniform(-0.6, 0.6), stretch=1 + rng.uniform(-0.003, 0.003))
    voted = {one.number: Stroke.FILL for one in LAYOUT.targets if one not in (NAMED, PLAIN) and rng.random() < 0.3}
    drawing = draw_page(lie, drawn_layout(), voted, flaws=Flaws(text=False))
    print_of_card = ((NAMED, LOGO), (PLAIN, ARROW)) if printed else ()
    for target, lines in (*print_of_card, *drawn):
        for line in lines:
            draw_line(drawing, lie, around(target, *line), 0.06)
    return degraded(drawing, blur_px=blur_px)


def read(gray, learned=()):
    return sheet_read(scanned(gray), LAYOUTS, learned)


def moved(lines, rng, far=0.1, shaken=0.04):
    """Lines as a hand draws them again."""
    away = rng.uniform(-far, far, 2)
    return [np.array(line) + away + rng.normal(0, shaken, (len(line), 2)) for line in lines]


def seen_on(gray):
    return look_around(scanned(gray), LAYOUTS, read(gray), (NAMED.number, PLAIN.number))


@cache
def seen_of(seed, printed=True):
    """What stands around both targets on a page, which several tests learn from."""
    return seen_on(page(seed, printed=printed))


def learn(sheets, targets=(NAMED.number,)):
    seen = [around for sheet in sheets for around in sheet]
    found = (print_common([one for one in seen if one.target == target]) for target in targets)
    return (CardPrint(one_sided().card, tuple(place for place in found if place is not None)),)


@cache
def learned():
    return learn([seen_of(seed) for seed in range(LEAST_SHEETS + 2)], (NAMED.number, PLAIN.number))


def asked(reading):
    return {one.number for one in reading.targets if one.writing or one.nearby is not None}


def test_print_in_a_write_in_area_and_beside_an_oval_is_asked_about_until_it_is_learned():
    assert [place.target for place in learned()[0].places] == [NAMED.number, PLAIN.number]
    for seed in range(100, 100 + examples(12)):
        gray = page(seed)
        assert asked(read(gray)) == {NAMED.number, PLAIN.number}
        assert asked(read(gray, learned())) == set()


@pytest.mark.parametrize("pitch_px", [40.0, 75.0])
@pytest.mark.parametrize("blur_px", [0.5, 1.2])
def test_what_was_learned_is_known_in_scans_of_other_resolutions(pitch_px, blur_px):
    assert asked(read(page(200, pitch_px=pitch_px, blur_px=blur_px), learned())) == set()


@settings(max_examples=examples(30), deadline=None)
@given(st.integers(1000, 9999))
def test_a_name_written_over_known_print_and_a_stroke_beside_it_are_asked_about(seed):
    rng = np.random.default_rng(seed)
    both = (NAMED, moved([NAME], rng)), (PLAIN, moved([((-0.5, 0.7), (0.0, 1.1), (-0.4, 1.6), (0.3, 1.9))], rng))
    assert asked(read(page(seed, *both), learned())) == {NAMED.number, PLAIN.number}
    assert asked(read(page(seed, *both, printed=False), learned())) == {NAMED.number, PLAIN.number}


@pytest.mark.parametrize(("far", "shaken"), [(0.1, 0.04), (0.25, 0.0), (0.0, 0.08)])
def test_what_hands_write_in_the_same_place_explains_no_question(far, shaken):
    """The last of them is placed exactly, and only shaken; the one before it is a stamp, set by hand."""
    rng = np.random.default_rng(3)
    hands = [page(seed, (NAMED, moved(LOGO, rng, far, shaken)), printed=False) for seed in range(LEAST_SHEETS)]
    known = learn(map(seen_on, hands))
    assert all(NAMED.number in asked(read(one, known)) for one in hands)


def test_one_sheet_that_lacks_it_and_too_few_sheets_are_enough_to_learn_nothing():
    sheets = [seen_of(seed) for seed in range(LEAST_SHEETS)]
    assert learn(sheets)[0].places != ()
    assert learn(sheets[1:])[0].places == ()
    assert learn([*sheets, seen_of(50, printed=False)])[0].places == ()


def test_known_print_makes_no_mark_and_takes_none():
    """An oval's inside is measured as before, whatever is known around it."""
    lie = Lie()
    drawing = draw_page(lie, drawn_layout(), flaws=Flaws(text=False))
    for line in ARROW:
        draw_line(drawing, lie, around(PLAIN, *line), 0.06)
    mark(drawing, lie, PLAIN, Stroke.FILL)
    gray = degraded(drawing, blur_px=0.5)
    before, after = read(gray), read(gray, learned())
    assert after.targets[PLAIN.number - 1].mark is Mark.MARKED
    assert [(one.mark, one.ink_px, one.target_px) for one in before.targets] == [
        (one.mark, one.ink_px, one.target_px) for one in after.targets
    ]
    assert read(drawing_with_a_dot(), learned()).targets[PLAIN.number - 1].doubt is Doubt.SLIGHT


def drawing_with_a_dot():
    lie = Lie()
    drawing = draw_page(lie, drawn_layout(), flaws=Flaws(text=False))
    for line in (*ARROW, ((0.0, 0.0), (0.0, 0.06))):
        draw_line(drawing, lie, around(PLAIN, *line), 0.07)
    return degraded(drawing, blur_px=0.5)


def test_nothing_is_learned_inside_an_outline():
    for place in learned()[0].places:
        rows, cols = picture_of(place).nonzero()
        inside = (np.abs(rows + place.top + 0.5) <= 10) & (np.abs(cols + place.left + 0.5) <= 14)
        assert not inside.any()


def test_a_paper_scanned_again_is_no_second_paper():
    once, again, other = read(page(1)), read(page(1, blur_px=0.9)), read(page(2))
    assert not are_different(once, again)
    assert are_different(once, other)
    assert different_papers([once, again, other, once], 10) == [once, other]
