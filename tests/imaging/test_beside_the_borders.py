"""What real paper shows beside its timing marks costs no sheet; and a place that is wrong is still refused."""

from collections.abc import Callable

import numpy as np
import pytest

from imaging.layout import CardId, Side
from imaging.reader import read_sheet
from imaging.sheets import Mark, ReadSheet
from tests.imaging.borders_beside import (
    lay_on_black,
    loop_targets,
    print_text,
    random_lie,
    scrawl,
    stretch,
    tear_edge,
)
from tests.imaging.drawn_pages import (
    BACK_CODE,
    BACK_PLACES,
    TARGET_PLACES,
    Lie,
    Stroke,
    degraded,
    draw_page,
    layouts,
    one_sided,
    page_layout,
    scanned,
)
from tests.soak import examples

PRINTED = page_layout()
OTHER = page_layout(Side.FRONT, BACK_PLACES, 1, BACK_CODE)
CODED = layouts(one_sided("printed", PRINTED), one_sided("other", OTHER))
UNCODED = layouts(
    one_sided("printed", page_layout(code=None)), one_sided("other", page_layout(Side.FRONT, BACK_PLACES, 1, None))
)

SEEDS = range(10)

Drawn = tuple[np.ndarray, dict[int, Stroke]]


def with_text(rng) -> Drawn:
    lie = random_lie(rng, margin=7)
    page, votes = filled(lie, rng)
    print_text(page, lie, rng)
    return page, votes


def on_black(rng) -> Drawn:
    lie = random_lie(rng, margin=2)
    page, votes = filled(lie, rng)
    lay_on_black(page, lie, rng)
    return page, votes


def ragged(rng) -> Drawn:
    lie = random_lie(rng, margin=3)
    page, votes = filled(lie, rng)
    tear_edge(page, lie, rng)
    return page, votes


def drawn_out(rng) -> Drawn:
    lie = random_lie(rng, margin=1.5)
    page, votes = filled(lie, rng)
    return stretch(page, lie, rng), votes


def filled(lie: Lie, rng) -> Drawn:
    votes = {target.number: Stroke.FILL for target in PRINTED.targets if rng.random() < 0.3}
    return draw_page(lie, PRINTED, votes), votes


def read(page, rng, election=CODED):
    return read_sheet(scanned(degraded(page, noise=4, blur_px=0.6, bitonal=rng.random() < 0.3)), election, 1)


def assert_no_wrong_vote(reading, votes):
    assert reading.card == CardId("printed")
    measured = [target for target in reading.targets if target.refused is None]
    assert [target.number for target in measured if (target.mark is Mark.MARKED) != (target.number in votes)] == []


@pytest.mark.parametrize("election", [CODED, UNCODED], ids=["card code", "no card code"])
@pytest.mark.parametrize(
    ("drawn", "least_read", "least_placed"),
    [
        pytest.param(with_text, 0.9, 0.95, id="text flush with the marks"),
        pytest.param(on_black, 0.9, 0.95, id="black bed that touches the marks"),
        pytest.param(ragged, 0.9, 0.95, id="ragged dark edge"),
        pytest.param(drawn_out, 0.7, 0.9, id="drawn out along the feed"),
    ],
)
def test_what_lies_beside_perfect_marks_costs_no_sheet_and_no_vote(
    drawn: Callable[..., Drawn], least_read, least_placed, election
):
    readings = []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        page, votes = drawn(rng)
        reading = read(page, rng, election)
        if isinstance(reading, ReadSheet):
            assert_no_wrong_vote(reading, votes)
            readings.append(reading)
    assert len(readings) >= least_read * len(SEEDS)
    targets = [target for reading in readings for target in reading.targets]
    assert sum(target.refused is None for target in targets) >= least_placed * len(targets)


@pytest.mark.parametrize("drawn", [with_text, on_black, ragged, drawn_out])
def test_another_ballots_page_stays_refused_whatever_lies_beside_its_marks(drawn: Callable[..., Drawn]):
    alone = layouts(one_sided("other", OTHER))
    for seed in SEEDS[: examples(20)]:
        rng = np.random.default_rng(seed)
        page, _ = drawn(rng)
        assert not isinstance(read(page, rng, alone), ReadSheet), seed


def scrawled(rng) -> Drawn:
    """Crosses, checks, scribbles, strokes and fills on nearly all targets, and loops around half of them."""
    lie = random_lie(rng, margin=1)
    kinds = [Stroke.CROSS, Stroke.CHECK, Stroke.SCRIBBLE, Stroke.STRAY, Stroke.FILL]
    votes = {target.number: kinds[rng.integers(5)] for target in PRINTED.targets if rng.random() < 0.95}
    page = draw_page(lie, PRINTED, votes)
    loop_targets(page, lie, PRINTED, rng)
    return page, votes


def test_a_page_full_of_marks_is_read_between_its_whole_borders():
    placed = total = 0
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        page, votes = scrawled(rng)
        reading = read(page, rng)
        assert isinstance(reading, ReadSheet), reading
        for target in reading.targets:
            full = votes.get(target.number) in (Stroke.FILL, Stroke.SCRIBBLE)
            assert not (full and target.mark is Mark.UNMARKED), target
            assert target.number in votes or target.mark is not Mark.MARKED, target
        placed += sum(target.refused is None for target in reading.targets)
        total += len(reading.targets)
    assert placed >= 0.9 * total


def test_pens_on_every_target_hide_the_outlines_size_and_not_their_places():
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        lie = random_lie(rng, margin=1)
        page = draw_page(lie, PRINTED)
        scrawl(page, lie, PRINTED, rng)
        reading = read(page, rng)
        assert isinstance(reading, ReadSheet), (seed, reading)
        assert [target for target in reading.targets if target.mark is Mark.UNMARKED and target.nearby is None] == []


@pytest.mark.parametrize("away", [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (1.0, 1.0)])
def test_marks_printed_beside_the_layouts_places_are_not_read_as_hidden_outlines(away):
    places = [(row + away[0], column + away[1]) for row, column in TARGET_PLACES]
    elsewhere = page_layout(places=places)
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        lie = random_lie(rng, margin=1)
        page = draw_page(lie, elsewhere)
        scrawl(page, lie, elsewhere, rng)
        assert not isinstance(read(page, rng), ReadSheet), seed
