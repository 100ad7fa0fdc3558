"""A JPEG's colours are read as bit by bit, whatever its bits are, and are those that a library decodes."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from imaging.pages.formats.jpeg import _segments, decode_jpeg_rgb, read_jpeg_header
from imaging.pages.formats.jpeg_planes import colour_planes
from kernels.jpeg_chroma import COSINES, ZIGZAG, chroma_planes
from tests import plain
from tests.kernels.small_jpegs import ACROSS, FINE, HALF, coloured_picture, jpeg_of, stream_of
from tests.soak import examples

FILES = [
    jpeg_of(coloured_picture(27, 40), 85),
    jpeg_of(coloured_picture(17, 24, seed=6), 97, FINE, optimize=True),
    jpeg_of(coloured_picture(40, 50, seed=7), 40, ACROSS, restart=2),
    jpeg_of(np.repeat(coloured_picture(33, 33)[:, :, :1], 3, axis=2), 75, HALF, restart=1),
]


def with_scan(stream: tuple[Any, ...], scan: NDArray[np.uint8]) -> tuple[Any, ...]:
    return (*stream[:2], np.ascontiguousarray(scan), *stream[3:])


STREAMS = [stream_of(data) for data in FILES]


@settings(max_examples=examples(60), deadline=None)
@given(st.sampled_from(STREAMS), st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=3))
def test_chroma_planes_draws_what_the_twin_draws_and_refuses_what_it_refuses(stream, changes):
    scan = stream[2].copy()
    for at, byte in changes:
        scan[at % len(scan)] = byte
    changed = with_scan(stream, scan)
    np.testing.assert_array_equal(chroma_planes(*changed), plain.chroma_planes(*changed))


@pytest.mark.parametrize("stream", STREAMS)
def test_a_stream_that_ends_early_or_goes_on_is_refused(stream):
    assert chroma_planes(*stream).size > 0
    for scan in (stream[2][:-6], np.concatenate([stream[2][:-2], stream[2][:9], stream[2][-2:]]), stream[2][:0]):
        assert chroma_planes(*with_scan(stream, scan)).shape == (2, 0, 0)


@pytest.mark.parametrize("quality", [30, 60, 85, 95])
@pytest.mark.parametrize("sampling", [FINE, HALF])
@pytest.mark.parametrize("optimize", [False, True])
def test_the_colours_are_those_of_the_library(quality, sampling, optimize):
    data = jpeg_of(coloured_picture(61, 86, seed=quality, strength=25.0), quality, sampling, optimize, restart=3)
    planes = colour_planes(data, _segments(data))
    assert planes is not None
    red, green, blue = np.moveaxis(decode_jpeg_rgb(data, read_jpeg_header(data), halved=True).astype(float), 2, 0)
    light = 0.299 * red + 0.587 * green + 0.114 * blue
    theirs = 128 + np.stack([0.564 * (blue - light), 0.713 * (red - light)])
    inside = (np.stack([red, green, blue]).min(axis=0) > 2) & (np.stack([red, green, blue]).max(axis=0) < 253)
    assert inside.mean() > 0.5
    assert np.abs(planes - theirs)[:, inside].max() < 4.5
    assert np.abs(planes - theirs)[:, inside].mean() < 0.8


def test_grays_that_are_kept_as_colours_have_none_at_all():
    data = FILES[3]
    planes = colour_planes(data, _segments(data))
    assert planes is not None
    assert planes.shape == (2, 17, 17)
    assert (planes == 128).all()


def test_waves_and_order_are_those_of_the_standard():
    np.testing.assert_allclose(COSINES @ COSINES.T / 2.0**24, np.eye(8), atol=5e-4)
    assert ZIGZAG[:11].tolist() == [0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32]
    assert sorted(ZIGZAG) == list(range(64))
