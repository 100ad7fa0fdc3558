"""Each flaw does what it states, alone, and no more than it promises."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from test_ballots.decks import only
from test_ballots.scanning.degradation import (
    ALL_FLAWS,
    Degradation,
    Edge,
    Flaw,
    Fold,
    PageForm,
    Streak,
    draw_degradation,
)
from test_ballots.scanning.feed import Feed, PrintedArea
from test_ballots.scanning.scanner import Image, PageToScan, scan
from tests.soak import examples

FORM = PageForm(11.0, 8.5, 41, 34, frozenset({0, 1, 2, 9, 12, 15, 20, 25, 30, 33}))
AREA = PrintedArea(0.4, 0.1, 3.6, 2.9)
DPI = 100


def _page(**changes: object) -> PageToScan:
    image = np.full((400, 300), 255, np.uint8)
    image[40:360:20, 10:25] = 0
    return replace(PageToScan(image, DPI, (4.0, 3.0), AREA), **changes)  # type: ignore[arg-type]


def _scan(degradation: Degradation, page: PageToScan | None = None) -> Image:
    return scan(page or _page(), degradation, np.random.default_rng(5))[0]


def test_without_flaws_the_scan_is_the_page() -> None:
    assert np.array_equal(_scan(Degradation()), _page().image)


def test_a_cut_edge_takes_that_much_of_the_marks_away() -> None:
    image = _scan(Degradation(cut_edge=Edge.LEFT, cut_in=0.1))
    assert image.shape == (400, 280)
    assert (image[40, :5] == 0).all()
    assert (image[40, 5:] == 255).all()


def test_a_band_shows_the_scanners_bed_beyond_the_paper() -> None:
    image = _scan(Degradation(band_edge=Edge.BOTTOM, band_in=0.5, background=0))
    assert image.shape == (450, 300)
    assert not image[400:].any()
    assert image[380:400].all()


def test_streaks_run_along_the_feed_and_only_darken() -> None:
    image = _scan(Degradation(streaks=(Streak(0.5, 2, 90),)))
    changed = np.flatnonzero((image != _page().image).any(axis=0))
    assert changed.tolist() == [150, 151]
    assert (image[:, 150] == 90).all()


def test_a_fold_runs_across_the_sheet() -> None:
    image = _scan(Degradation(folds=(Fold(2.0, 0.0, -50),)))
    changed = np.flatnonzero((image != _page().image).any(axis=1))
    assert 195 < changed.min() <= changed.max() < 205
    assert image[:, 200].min() == pytest.approx(205, abs=3)


def test_gray_paper_and_mottle_darken_the_paper_about_as_stated() -> None:
    image = _scan(Degradation(paper_gray=215, mottle=4.0))
    assert image[:, 100:].mean() == pytest.approx(215, abs=2)
    assert 1.0 < image[:, 100:].std() < 5.0


def test_noise_has_the_stated_spread() -> None:
    image = _scan(Degradation(paper_gray=180, noise=8.0))
    assert image[:, 100:].std() == pytest.approx(8.0, abs=0.5)


def test_blur_spreads_an_edge_without_moving_it() -> None:
    image = np.full((400, 300), 255, np.uint8)
    image[:, :100] = 0
    across = _scan(Degradation(blur_in=0.02), _page(image=image))[200]
    assert 60 < across[99] < 128 < across[100] < 195
    assert across[90] == 0
    assert across[110] == 255


def test_light_bends_the_tones() -> None:
    darker = _scan(Degradation(brightness=-40.0))
    assert darker[0, 100] == 215
    assert darker[40, 15] == 0


def test_the_other_side_shines_through_mirrored() -> None:
    other = np.full((400, 300), 255, np.uint8)
    other[100:150, 20:60] = 0
    image = _scan(Degradation(bleed=0.1), _page(other_side=other))
    assert (image[110:120, 245:275] < 235).all()
    assert (image[200:, 100:] == 255).all()


def test_a_damaged_mark_is_paper() -> None:
    image = _scan(Degradation(), _page(lost_boxes=((0.39, 0.1, 0.42, 0.25),)))
    assert (image[40, :40] == 255).all()
    assert (image[60, 10:25] == 0).all()


def test_a_punched_hole_shows_the_bed() -> None:
    image = _scan(Degradation(holes=((2.0, 2.0),), background=0))
    assert image[200, 200] == 0
    assert image[200, 214] == 255


def test_dust_is_small_and_little() -> None:
    changed = _scan(Degradation(dust=100)) != _page().image
    assert 20 < changed.sum() < 400


def test_colour_pages_keep_three_channels_through_every_flaw() -> None:
    colour = np.repeat(_page().image[:, :, None], 3, axis=2)
    other = np.full((400, 300), 200, np.uint8)
    full = draw_degradation(ALL_FLAWS, True, replace(FORM, height_in=4.0, width_in=3.0), np.random.default_rng(3), 1.0)
    image = _scan(full, _page(image=colour, other_side=other))
    assert image.ndim == 3
    assert image.shape[2] == 3


def test_the_same_seed_scans_to_the_same_image_and_another_to_another() -> None:
    noisy = Degradation(feed=Feed(skew_deg=1.0), noise=5.0, mottle=3.0, paper_gray=230, dust=20)
    first, again = _scan(noisy), _scan(noisy)
    other = scan(_page(), noisy, np.random.default_rng(6))[0]
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def _draw(flaw: Flaw, seed: int) -> Degradation:
    return draw_degradation(only(flaw), False, FORM, np.random.default_rng(seed), often=1.0)


@pytest.mark.parametrize("flaw", [flaw for flaw in Flaw if flaw is not Flaw.TURN])
def test_a_flaw_asked_for_alone_comes_alone(flaw: Flaw) -> None:
    touched: dict[Flaw, tuple[str, ...]] = {
        Flaw.SKEW: ("feed",),
        Flaw.SHEAR: ("feed",),
        Flaw.STRETCH: ("feed",),
        Flaw.LOCAL_STRETCH: ("feed",),
        Flaw.CROP: ("cut_edge", "cut_in"),
        Flaw.BAND: ("band_edge", "band_in"),
        Flaw.BLUR: ("blur_in",),
        Flaw.NOISE: ("noise",),
        Flaw.PAPER: ("paper_gray", "mottle"),
        Flaw.LIGHT: ("contrast", "brightness", "gamma"),
        Flaw.STREAKS: ("streaks",),
        Flaw.FOLDS: ("folds",),
        Flaw.DUST: ("dust",),
        Flaw.HOLES: ("holes",),
        Flaw.MISSING_MARKS: ("lost_marks",),
        Flaw.BLEED: ("bleed",),
        Flaw.SLIP: ("feed",),
    }
    drawn = [_draw(flaw, seed) for seed in range(8)]
    for name in Degradation.__dataclass_fields__:
        values = [replace(d.feed, local_phase=0.0) if name == "feed" else getattr(d, name) for d in drawn]
        plain = getattr(Degradation(), name)
        if name in touched[flaw]:
            assert any(value != plain for value in values), name
        elif name != "background":
            assert all(value == plain for value in values), name


@settings(max_examples=examples(100), deadline=None)
@given(st.integers(0, 100_000))
def test_flaws_stay_within_what_they_promise(seed: int) -> None:
    drawn = draw_degradation(ALL_FLAWS, False, FORM, np.random.default_rng(seed), often=1.0)
    assert abs(drawn.feed.skew_deg) <= 5
    assert abs(drawn.feed.local_stretch) <= 0.05
    assert drawn.cut_in <= 0.125
    sides = (
        [m for m in drawn.lost_marks if m.row == 0],
        [m for m in drawn.lost_marks if m.row == 40],
        [m for m in drawn.lost_marks if m.column == 0],
        [m for m in drawn.lost_marks if m.column == 33],
    )
    assert all(len(side) <= 4 for side in sides)
    assert all(m.column in FORM.bottom_marks for m in sides[1])
