"""What a kernel cannot work on it refuses before the loop, which checks nothing, sees it."""

import numpy as np
import pytest

from kernels.bars import find_bars
from kernels.beyond import ink_beyond
from kernels.border_places import border_places
from kernels.borders import trace_border
from kernels.checks import check_array
from kernels.colours import departing_pixels, level_quantiles
from kernels.columns import LEFT
from kernels.histogram import gray_histogram
from kernels.lines import marks_between
from kernels.neighbours import neighbour_shifts
from kernels.outlines import locate_outlines
from kernels.pieces import pieces_near
from kernels.prints import locate_prints
from kernels.reaching import ink_runs_out
from kernels.runs import hanging_together
from kernels.sketches import alike_sheets, targets_and_heads
from kernels.spreading import inked_windows, widen_ink
from kernels.targets import measure_targets
from kernels.writing import follow_strokes, stroke_cells
from tests.kernels.fixed_calls import fixed_calls

CALLS = fixed_calls()
ARRAYS = [
    pytest.param(call, place, id=f"{call.kernel.__name__}-{place}")
    for call in CALLS
    for place, argument in enumerate(call.arguments)
    if isinstance(argument, np.ndarray)
]
PAGES = [call for call in CALLS if getattr(call.arguments[0], "dtype", None) == np.uint8]


def with_argument(call, place, argument):
    return call.kernel(*call.arguments[:place], argument, *call.arguments[place + 1 :])


@pytest.mark.parametrize(("call", "place"), ARRAYS)
def test_another_dtype_is_refused(call, place):
    for dtype in {np.dtype(np.float64), np.dtype(np.uint16), np.dtype(np.bool_)} - {call.arguments[place].dtype}:
        with pytest.raises(ValueError, match="expected dtype"):
            with_argument(call, place, call.arguments[place].astype(dtype))


@pytest.mark.parametrize(("call", "place"), ARRAYS)
def test_another_rank_is_refused(call, place):
    array = call.arguments[place]
    for other in (array[None], array[0], array[..., None]):
        with pytest.raises(ValueError, match="expected shape"):
            with_argument(call, place, np.ascontiguousarray(other) if other.ndim else other)


@pytest.mark.parametrize(("call", "place"), ARRAYS)
def test_a_view_in_another_order_is_refused(call, place):
    array = call.arguments[place]
    views = [array[::-1]] if len(array) > 1 else []
    views += [np.asfortranarray(array)] if array.ndim > 1 else []
    assert views
    for view in views:
        with pytest.raises(ValueError, match="C order"):
            with_argument(call, place, view)


@pytest.mark.parametrize("call", PAGES, ids=lambda call: call.kernel.__name__)
@pytest.mark.parametrize("shape", [(0, 0), (0, 5), (5, 0)])
def test_a_page_without_pixels_is_refused(call, shape):
    with pytest.raises(ValueError, match="expected a page with pixels"):
        with_argument(call, 0, np.zeros(shape, np.uint8))


@pytest.mark.parametrize(("call", "place"), [array for array in ARRAYS if array.values[1] == 1])
def test_rows_of_the_wrong_length_are_refused(call, place):
    array = call.arguments[place]
    with pytest.raises(ValueError, match="expected shape"):
        with_argument(call, place, np.ascontiguousarray(array[:, :1] if array.ndim > 1 else array[:, None]))


PAGE = np.full((20, 20), 200, np.uint8)
CENTRE = np.zeros((1, 2), np.int64)
NONE = np.empty((0, 2), np.int64)
OUTLINE = np.zeros((129, 2), np.int64)
PIECE = np.zeros((1, 3, 2), np.int64)
AREA = np.zeros((1, 3, 2), np.int64)
NO_PIECE = np.empty((1, 0, 2), np.int64)
BARS = np.zeros((1, 4), np.int32)
TWO_MARKS = np.array([0, 1], np.int64), np.zeros((2, 2), np.int64)


def measure_one(core=0, radius=1, run=0, form=0):
    forms = np.array([[0, 2**20, 2**20, 0, core, core, radius, 3, 3, 0, run, 9]], np.int64)
    return measure_targets(PAGE, CENTRE, np.array([form], np.int64), forms, 200)


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(lambda: gray_histogram(PAGE, 0, 1), id="no row step"),
        pytest.param(lambda: gray_histogram(PAGE, 1, 0), id="no column step"),
        pytest.param(lambda: find_bars(PAGE, 9, 0, (0, 20), (0, 20), (1, 5), (1, 5)), id="no row step for bars"),
        pytest.param(lambda: find_bars(PAGE, 9, 1, (0, 20), (0, 20), (0, 5), (1, 5)), id="bars without width"),
        pytest.param(lambda: trace_border(BARS, 1, CENTRE[0], 5, 5, (1, 9)), id="an edge that is none"),
        pytest.param(lambda: trace_border(BARS, LEFT, CENTRE[0], 0, 5, (1, 9)), id="no bin"),
        pytest.param(lambda: trace_border(BARS, LEFT, CENTRE[0], 5, -1, (1, 9)), id="negative distance"),
        pytest.param(lambda: border_places(CENTRE[0, :1], CENTRE, 0, 3), id="a border of one mark"),
        pytest.param(lambda: border_places(*TWO_MARKS, 0, -1), id="a negative number of rows"),
        pytest.param(lambda: neighbour_shifts(CENTRE, CENTRE, np.ones(1, np.bool_)), id="no neighbours"),
        pytest.param(lambda: stroke_cells(PAGE, AREA, 0, 1, 9), id="no cells"),
        pytest.param(lambda: stroke_cells(PAGE, AREA, 1, 0, 9), id="strokes of nothing"),
        pytest.param(lambda: follow_strokes(PAGE, CENTRE, CENTRE, -1, 5, 9), id="negative gap"),
        pytest.param(lambda: follow_strokes(PAGE, CENTRE, CENTRE, 1, -5, 9), id="negative way"),
        pytest.param(lambda: measure_one(core=-1), id="negative core"),
        pytest.param(lambda: measure_one(radius=0), id="no radius"),
        pytest.param(lambda: measure_one(run=-1), id="negative run"),
        pytest.param(lambda: measure_one(form=1), id="no such form"),
        pytest.param(lambda: measure_one(form=-1), id="a form before the first"),
        pytest.param(lambda: locate_prints(PAGE, CENTRE, PIECE, PIECE, 2, 0, 200, 99), id="no step for prints"),
        pytest.param(lambda: locate_prints(PAGE, CENTRE, PIECE, PIECE, -1, 1, 200, 99), id="negative reach for prints"),
        pytest.param(lambda: locate_prints(PAGE, CENTRE, NO_PIECE, NO_PIECE, 1, 1, 200, 99), id="no points"),
        pytest.param(lambda: locate_outlines(PAGE, CENTRE, NONE, NONE, 2, 200, 99), id="no outline"),
        pytest.param(lambda: locate_outlines(PAGE, CENTRE, CENTRE, NONE, -1, 200, 99), id="negative reach"),
        pytest.param(lambda: locate_outlines(PAGE, CENTRE, OUTLINE, NONE, 1, 200, 99), id="too many points"),
        pytest.param(lambda: marks_between(BARS, CENTRE, CENTRE, 0, 0, 5), id="no span"),
        pytest.param(lambda: marks_between(BARS, CENTRE, CENTRE, 9, 0, -1), id="negative places"),
        pytest.param(lambda: marks_between(BARS, CENTRE, CENTRE, 9, 0, 1, 0, CENTRE + 9), id="no such right places"),
    ],
)
def test_numbers_that_make_no_sense_are_refused(call):
    with pytest.raises(ValueError, match=r"expected|negative"):
        call()


def test_the_message_says_what_was_expected_and_what_was_found():
    with pytest.raises(ValueError, match=r"expected dtype uint8, found float64"):
        check_array(np.zeros((2, 2)), np.uint8, (None, None))
    with pytest.raises(ValueError, match=r"expected shape \(None, 4\), found \(2, 2\)"):
        check_array(np.zeros((2, 2), np.int32), np.int32, (None, 4))


@pytest.mark.parametrize(("call", "place"), [array for array in ARRAYS if array.values[1] == 1])
def test_nothing_to_look_at_gives_an_answer_for_nothing(call, place):
    empty = np.empty((0, *call.arguments[place].shape[1:]), call.arguments[place].dtype)
    refusing = (
        locate_prints,
        border_places,
        neighbour_shifts,
        measure_targets,
        follow_strokes,
        alike_sheets,
        level_quantiles,
        departing_pixels,
    )
    spreading = (hanging_together, widen_ink, inked_windows, ink_runs_out, ink_beyond)
    if call.kernel in (*refusing, *spreading, targets_and_heads, pieces_near):
        with pytest.raises(ValueError, match="expected"):
            with_argument(call, place, empty)
    elif call.kernel is trace_border:
        assert [len(part) for part in with_argument(call, place, empty)] == [0, 0]
    elif call.kernel is locate_outlines:
        assert len(with_argument(call, place, empty)) == 0
    else:
        assert with_argument(call, place, empty).size == 0
