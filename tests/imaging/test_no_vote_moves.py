"""The law of the reader: what a scanner does may set a sheet aside or raise a question, but never moves a vote."""

from hypothesis import example, given, note, settings
from hypothesis import strategies as st

from imaging.reader import read_sheet
from imaging.sheets import Mark, ReadSheet, UnreadSheet
from tests.imaging.drawn_pages import (
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

DEFINITE = st.sampled_from([Stroke.FILL, Stroke.SCRIBBLE, Stroke.CROSS])
VOTES = st.dictionaries(st.integers(1, 33), DEFINITE, max_size=33)
LIES = st.builds(
    Lie,
    pitch_px=st.floats(35, 55),
    skew_deg=st.floats(-5.5, 5.5),
    shear=st.floats(-0.015, 0.015),
    stretch=st.floats(0.88, 1.12),
    waves=st.floats(0, 0.4),
    slip_row=st.one_of(st.none(), st.integers(2, 38)),
    margin=st.floats(0.45, 4),
    turned=st.booleans(),
)
SCANNERS = st.fixed_dictionaries(
    {
        "noise": st.floats(0, 20),
        "blur_px": st.sampled_from([0.0, 0.6, 1.0, 1.5]),
        "bitonal": st.booleans(),
        "seed": st.integers(0, 1000),
    }
)
BORDER = st.frozensets(st.tuples(st.integers(0, 40), st.sampled_from([0, 33])), max_size=8)
FLAWS = st.builds(Flaws, missing=BORDER, cut_left=st.sampled_from([0.0, 0.0, 0.3, 0.6]))
GOOD_SCANNER = {"noise": 0.0, "blur_px": 0.0, "bitonal": False, "seed": 0}
LIKE_A_CODE = {"noise": 14.0, "blur_px": 0.0, "bitonal": False, "seed": 200}
"""Along one column of pixels, the left timing marks read as a line code that says 11."""
ELECTION = layouts(one_sided())


def wrong_targets(reading, votes):
    """Targets decided against the voter: a vote made of none, or a definite one unmade."""
    return {
        target.number: target.mark
        for target in reading.targets
        if target.mark is not (Mark.MARKED if target.number in votes else Mark.UNMARKED)
        and target.mark is not Mark.AMBIGUOUS
    }


@settings(max_examples=examples(100))
@given(LIES, VOTES, SCANNERS, FLAWS)
@example(Lie(pitch_px=35, skew_deg=5), {1: Stroke.FILL}, GOOD_SCANNER, Flaws())
@example(Lie(slip_row=20), {1: Stroke.FILL, 33: Stroke.CROSS}, GOOD_SCANNER, Flaws())
@example(Lie(51.198623730454386, shear=-0.015, slip_row=2, margin=1.90625), {}, LIKE_A_CODE, Flaws())
def test_degradations_may_set_a_sheet_aside_but_never_move_a_vote(lie, votes, scanner, flaws):
    page = degraded(draw_page(lie, page_layout(), votes, flaws), **scanner)
    reading = read_sheet(scanned(page), ELECTION, 1)
    if isinstance(reading, UnreadSheet):
        note(str(reading.reasons))
        assert all(reason.detail for reason in reading.reasons)
    else:
        assert isinstance(reading, ReadSheet)
        assert [target.number for target in reading.targets] == list(range(1, 34))
        assert wrong_targets(reading, votes) == {}


CARD = two_sided()
BACK_VOTES = st.dictionaries(st.integers(34, 51), DEFINITE, max_size=18)


@settings(max_examples=examples(25))
@given(LIES, LIES, VOTES, BACK_VOTES, SCANNERS, st.booleans())
def test_two_sides_scanned_differently_and_in_either_order_move_no_vote(lie, other, front, back, scanner, swapped):
    pages = [draw_page(lie, CARD.pages[0], front), draw_page(other, CARD.pages[1], back)]
    pages = [degraded(page, **scanner) for page in pages]
    reading = read_sheet(scanned(*(reversed(pages) if swapped else pages)), layouts(CARD), 2)
    if isinstance(reading, ReadSheet):
        assert len(reading.targets) == 51
        assert wrong_targets(reading, front | back) == {}


ORDINARY_LIES = st.builds(
    Lie,
    pitch_px=st.floats(35, 55),
    skew_deg=st.floats(-3, 3),
    shear=st.floats(-0.005, 0.005),
    stretch=st.floats(0.97, 1.03),
    waves=st.floats(0, 0.1),
    turned=st.booleans(),
)


@settings(max_examples=examples(40))
@given(ORDINARY_LIES, VOTES, st.floats(0, 8), st.sampled_from([0.0, 0.6, 0.9]))
def test_an_ordinary_scan_is_read_whole_and_nothing_on_it_is_doubtful(lie, votes, noise, blur_px):
    page = degraded(draw_page(lie, page_layout(), votes), noise, blur_px)
    reading = read_sheet(scanned(page), ELECTION, 1)
    assert isinstance(reading, ReadSheet), reading
    assert {target.number for target in reading.targets if target.mark is Mark.MARKED} == set(votes)
    assert all(target.mark is not Mark.AMBIGUOUS for target in reading.targets)
