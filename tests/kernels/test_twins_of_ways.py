"""The kernel that scores ways of a page to lie gives exactly what its plain twin gives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.ways import BEHIND, UNIT_BITS, WHOLE, score_ways
from tests import plain


@given(st.integers(0, 2**32 - 1), st.integers(0, 12), st.integers(0, 6), st.integers(0, 3 * WHOLE))
def test_scores_are_the_twins(seed, ways, places, lead):
    rng = np.random.default_rng(seed)
    share = rng.integers(0, WHOLE + 1, (20, 30)).astype(np.int32)
    turns = rng.integers(-12 << UNIT_BITS, 12 << UNIT_BITS, (ways, 2))
    shifts = rng.integers(-5 << UNIT_BITS, 30 << UNIT_BITS, (ways, 2))
    arguments = (
        share,
        np.concatenate([turns, shifts], axis=1),
        rng.integers(0, 3 << UNIT_BITS, (places, 2)),
        lead,
    )
    np.testing.assert_array_equal(score_ways(*arguments), plain.score_ways(*arguments))


def test_a_way_that_puts_places_beside_the_targets_is_behind_one_that_meets_them():
    share = np.zeros((40, 40), np.int32)
    places = np.array([[1, 1], [1, 3], [3, 2]], np.int64)
    share[tuple((10 * places + 2).T)] = WHOLE
    ways = np.array([[10, 0, 5, 2], [10, 0, 2, 2], [0, 10, 0, 0]], np.int64) << UNIT_BITS
    assert score_ways(share, ways, places << UNIT_BITS, WHOLE).tolist() == [BEHIND, 3 * WHOLE, BEHIND]


def test_a_lead_below_nothing_is_refused():
    nothing = np.zeros((1, 4), np.int64)
    with pytest.raises(ValueError, match="lead"):
        score_ways(np.zeros((2, 2), np.int32), nothing, nothing[:, :2].copy(), -1)
