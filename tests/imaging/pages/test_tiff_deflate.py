"""Deflated TIFFs come out as their pages and nothing else, however much their strips hold."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from imaging.sheets import UnreadablePage
from tests.imaging.pages.scans import (
    HEIGHT,
    WIDTH,
    bits,
    load_all,
    load_fault,
    load_image,
    one_tiff_page,
    page,
    tiff_bytes,
)

REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
BEFORE = tiff_bytes(np.full((HEIGHT, WIDTH), 77, np.uint8))
"""What is read before, and may lie in the memory that a page is decoded into."""


@pytest.mark.parametrize("predictor", [False, True])
@pytest.mark.parametrize("rows", [7, HEIGHT])
def test_deflated_gray_strips_come_out_exactly_with_and_without_a_predictor(
    tmp_path: Path, rows: int, predictor: bool
) -> None:
    data = tiff_bytes(page(), compression="zlib", predictor=predictor, rowsperstrip=rows)
    assert np.array_equal(load_image(tmp_path, "a.tif", data).gray, page())


@pytest.mark.parametrize("lost", [1, WIDTH * 3])
def test_a_deflated_strip_with_less_than_its_rows_is_refused(tmp_path: Path, lost: int) -> None:
    strip = zlib.compress(page().tobytes()[:-lost])
    assert "damaged or ends early" in load_fault(tmp_path, "a.tif", one_tiff_page(strip, t259=8))


def test_a_deflated_strip_with_a_changed_byte_is_refused(tmp_path: Path) -> None:
    strip = bytearray(zlib.compress(page().tobytes()))
    strip[-1] ^= 1
    assert "damaged or ends early" in load_fault(tmp_path, "a.tif", one_tiff_page(bytes(strip), t259=8))


def strips_that_go_on(samples: NDArray[Any], rows: int) -> Iterator[bytes]:
    """Deflated strips, each with four rows more than it should have, which begin as the last of its own ends."""
    for top in range(0, HEIGHT, rows):
        strip = samples[top : top + rows]
        yield zlib.compress(np.concatenate([strip, *[strip[-1:]] * 4]).tobytes())


@pytest.mark.parametrize("rows", [7, 64, HEIGHT])
@pytest.mark.parametrize("kind", ["gray", "16 bits", "RGB", "predictor", "planes"])
def test_strips_that_unpack_to_more_than_their_rows_show_their_rows_and_nothing_else(
    tmp_path: Path, kind: str, rows: int
) -> None:
    gray = page()
    gray[:, 40:] = gray[:, 40:41]
    samples: NDArray[Any] = gray
    options: dict[str, Any] = {"photometric": "minisblack"}
    match kind:
        case "16 bits":
            samples = gray.astype(np.uint16) * 257
        case "RGB":
            samples, options = np.dstack([gray] * 3), {"photometric": "rgb"}
        case "planes":
            samples = np.stack([gray] * 3)
            options = {"photometric": "rgb", "planarconfig": "separate"}
        case "predictor":
            options |= {"predictor": 2}
    planes = samples if kind == "planes" else samples[None]
    coded = [np.diff(plane, axis=1, prepend=plane.dtype.type(0)) if kind == "predictor" else plane for plane in planes]
    strips = [strip for plane in coded for strip in strips_that_go_on(plane, rows)]
    data = tiff_bytes(
        iter(strips), shape=samples.shape, dtype=samples.dtype, compression="zlib", rowsperstrip=rows, **options
    )
    load_image(tmp_path, "before.tif", BEFORE)
    assert np.array_equal(load_image(tmp_path, "a.tif", data).gray, gray)


@pytest.mark.parametrize("fill_order", [1, 2])
def test_a_bitonal_strip_that_unpacks_to_more_than_its_rows_shows_its_rows_and_nothing_else(
    tmp_path: Path, fill_order: int
) -> None:
    black_and_white = bits()
    black_and_white[:, 40:] = 255
    (strip,) = strips_that_go_on(np.packbits(black_and_white > 0, axis=1), HEIGHT)
    if fill_order == 2:
        strip = strip.translate(REVERSED)
    file = one_tiff_page(strip, t258=1, t259=8, t266=fill_order)
    load_image(tmp_path, "before.tif", BEFORE)
    assert np.array_equal(load_image(tmp_path, "a.tif", file).gray, black_and_white)


def with_a_bit_flipped(data: bytes, begin: int, size: int, places: int = 70) -> Iterator[bytes]:
    """The file with one bit of what lies there changed, at places spread over all of it and each of the last eight."""
    bits_apart = max(1, 8 * size // places)
    for bit in (*range(0, 8 * size, bits_apart), *range(8 * size - 64, 8 * size)):
        changed = bytearray(data)
        changed[begin + bit // 8] ^= 1 << bit % 8
        yield bytes(changed)


LAYOUTS: dict[str, dict[str, int]] = {
    "gray": {},
    "bitonal": {"t258": 1},
    "reversed bits": {"t258": 1, "t266": 2},
    "reversed gray": {"t266": 2},
    "predictor": {"t317": 2},
}


@pytest.mark.parametrize("rows_beyond", [0, 1, 4, 400])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_deflated_strip_with_any_bit_changed_is_refused_or_shows_its_page(
    tmp_path: Path, layout: str, rows_beyond: int
) -> None:
    tags = LAYOUTS[layout]
    rows = np.packbits(bits() > 0, axis=1) if "t258" in tags else page()
    strip = zlib.compress(np.concatenate([rows, np.tile(rows[-1:], (rows_beyond, 1))]).tobytes())
    if tags.get("t266") == 2:
        strip = strip.translate(REVERSED)
    file = one_tiff_page(strip, t259=8, **tags)
    expected = load_image(tmp_path, "whole.tif", file).gray
    if layout != "predictor":
        assert np.array_equal(expected, bits() if "t258" in tags else page())
    load_image(tmp_path, "before.tif", BEFORE)
    refused = 0
    for changed in with_a_bit_flipped(file, len(file) - len(strip), len(strip)):
        (tmp_path / "a.tif").write_bytes(changed)
        (one,) = load_all(tmp_path / "a.tif")
        if isinstance(one, UnreadablePage):
            assert "damaged or ends early" in one.detail
            refused += 1
        else:
            assert np.array_equal(one.gray, expected)
    assert refused >= 120


def test_a_strip_that_goes_on_and_ends_early_is_refused(tmp_path: Path) -> None:
    strip = zlib.compress(np.concatenate([page(), page()]).tobytes())
    for cut in (1, 4, 5, 100, len(strip) // 4):
        detail = load_fault(tmp_path, "a.tif", one_tiff_page(strip[:-cut], t259=8))
        assert "damaged or ends early" in detail


def test_a_strip_that_goes_on_for_very_long_is_refused(tmp_path: Path) -> None:
    strip = zlib.compress(page().tobytes() + bytes(1 << 24))
    for tags in ({}, {"t317": 2}):
        assert "not of its size" in load_fault(tmp_path, "a.tif", one_tiff_page(strip, t259=8, **tags))


def test_tiles_that_unpack_to_more_than_they_hold_show_what_they_hold(tmp_path: Path) -> None:
    padded = np.full((384, 384), 200, np.uint8)
    padded[:HEIGHT, :100] = page()[:, :100]
    tiles = [padded[row : row + 128, col : col + 128] for row in range(0, 384, 128) for col in range(0, 384, 128)]
    coded = [zlib.compress(np.concatenate([tile, tile[-4:]]).tobytes()) for tile in tiles]
    data = tiff_bytes(iter(coded), shape=(HEIGHT, WIDTH), dtype=np.uint8, compression="zlib", tile=(128, 128))
    load_image(tmp_path, "before.tif", BEFORE)
    assert np.array_equal(load_image(tmp_path, "a.tif", data).gray, padded[:HEIGHT, :WIDTH])
