"""PNG scans of every depth and colour kind come out as gray pages."""

import struct
import zlib
from pathlib import Path
from typing import Any

import cv2
import imagecodecs
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.imaging.pages.scans import (
    bits,
    coloured,
    jpeg_bytes,
    load_fault,
    load_image,
    luminance,
    page,
    pillow_bytes,
    png_bytes,
)


def test_a_gray_png_comes_out_exactly(tmp_path: Path) -> None:
    image = load_image(tmp_path, "a.png", png_bytes(page(), dpi=(200, 200)))
    assert np.array_equal(image.gray, page())
    assert (image.bitonal, image.dpi) == (False, 200.0)


def test_a_png_of_one_bit_is_bitonal(tmp_path: Path) -> None:
    image = load_image(tmp_path, "a.png", pillow_bytes(Image.fromarray(bits()).convert("1"), "PNG"))
    assert np.array_equal(image.gray, bits())
    assert image.bitonal


@pytest.mark.parametrize("depth", [2, 4])
def test_pngs_of_two_and_four_bits_spread_over_all_grays(tmp_path: Path, depth: int) -> None:
    levels = (1 << depth) - 1
    coarse = page() // (256 >> depth)
    palette = Image.fromarray(coarse)
    palette.putpalette([round(255 * level / levels) for level in range(levels + 1) for _ in range(3)])
    image = load_image(tmp_path, "a.png", pillow_bytes(palette, "PNG", bits=depth))
    assert np.array_equal(image.gray, coarse * (255 // levels))
    assert not image.bitonal


def test_a_png_of_sixteen_bits_keeps_its_upper_eight(tmp_path: Path) -> None:
    encoded, data = cv2.imencode(".png", page().astype(np.uint16) * 256 + 77)
    assert encoded
    assert np.array_equal(load_image(tmp_path, "a.png", data.tobytes()).gray, page())


def test_colour_and_palette_pngs_become_their_luminance(tmp_path: Path) -> None:
    rgb = coloured(page())
    assert np.abs(load_image(tmp_path, "a.png", png_bytes(rgb)).gray - luminance(rgb)).max() <= 1
    picture = Image.fromarray(rgb).quantize(64)
    shown = luminance(np.asarray(picture.convert("RGB")))
    assert np.abs(load_image(tmp_path, "p.png", pillow_bytes(picture, "PNG")).gray - shown).max() <= 1


def test_what_is_transparent_lies_over_white_paper(tmp_path: Path) -> None:
    alpha = np.full(page().shape, 255, dtype=np.uint8)
    alpha[100:200] = 0
    alpha[200:250] = 128
    rgba = np.dstack([page(), page(), page(), alpha])
    image = load_image(tmp_path, "a.png", png_bytes(rgba))
    assert np.array_equal(image.gray[:100], page()[:100])
    assert (image.gray[100:200] == 255).all()
    expected = page()[200:250] * (128 / 255) + 255 * (127 / 255)
    assert np.abs(image.gray[200:250] - expected).max() <= 1
    both = pillow_bytes(Image.fromarray(np.dstack([page(), alpha])), "PNG")
    assert np.abs(load_image(tmp_path, "la.png", both).gray.astype(int) - image.gray).max() <= 1


@pytest.mark.parametrize("kept", [0.005, 0.3, 0.9])
def test_a_truncated_png_is_refused(tmp_path: Path, kept: float) -> None:
    data = png_bytes(page())
    assert "the PNG ends early (truncated): scan" in load_fault(
        tmp_path, "a.png", data[: max(20, int(len(data) * kept))]
    )


def test_a_damaged_png_is_refused(tmp_path: Path) -> None:
    data = bytearray(png_bytes(page()))
    data[len(data) // 2] ^= 1
    assert "the PNG is damaged" in load_fault(tmp_path, "a.png", bytes(data))


def test_a_png_with_two_headers_is_refused_in_words(tmp_path: Path) -> None:
    data = png_bytes(page())
    header = data[8 : 8 + 25]
    detail = load_fault(tmp_path, "a.png", data[:8] + header + data[8:])
    assert detail.startswith("the PNG is damaged (")
    assert "codec" not in detail


@pytest.mark.parametrize("row_filter", [0, 1, 2])
def test_a_bitonal_png_is_the_same_whatever_filter_its_rows_have(tmp_path: Path, row_filter: int) -> None:
    height, width = 330, 317
    bits = np.random.default_rng(5).integers(0, 2, (height, width)).astype(np.uint8)
    packed = np.packbits(bits, axis=1)
    before = {0: np.zeros_like(packed), 1: np.roll(packed, 1, 1), 2: np.roll(packed, 1, 0)}[row_filter]
    if row_filter:
        before[(slice(None), 0) if row_filter == 1 else 0] = 0
    rows = np.column_stack([np.full(height, row_filter, np.uint8), packed - before])

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))

    header = struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0)
    stream = zlib.compress(rows.tobytes())
    parts = chunk(b"IDAT", stream[:100]) + chunk(b"IDAT", stream[100:])
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + parts + chunk(b"IEND", b"")
    image = load_image(tmp_path, "a.png", png)
    assert image.bitonal
    assert np.array_equal(image.gray, bits * 255)


def sixteen_bits(samples: NDArray[Any], significant: int | None = None) -> bytes:
    """A gray PNG of 16-bit samples, with or without its statement of how many bits are significant."""
    data = bytes(imagecodecs.png_encode(samples.astype(np.uint16)))
    if significant is None:
        return data
    body = b"sBIT" + bytes([significant])
    return data[:33] + struct.pack(">L", 1) + body + struct.pack(">L", zlib.crc32(body)) + data[33:]


@pytest.mark.parametrize("used", [8, 10, 12, 14, 16])
@pytest.mark.parametrize("states", [False, True])
def test_of_sixteen_bits_those_that_are_used_count(tmp_path: Path, used: int, states: bool) -> None:
    data = sixteen_bits(page().astype(np.uint16) << (used - 8), used if states else None)
    assert np.array_equal(load_image(tmp_path, "a.png", data).gray, page())


@pytest.mark.parametrize("stated", [0, 1, 12, 16, 200])
def test_a_statement_of_bits_that_the_samples_belie_counts_for_nothing(tmp_path: Path, stated: int) -> None:
    data = sixteen_bits(page().astype(np.uint16) << 8, stated)
    assert np.array_equal(load_image(tmp_path, "a.png", data).gray, page())


def test_pixels_that_are_not_square_are_made_so(tmp_path: Path) -> None:
    for name, data in (("a.png", png_bytes(page(), dpi=(200, 100))), ("a.jpg", jpeg_bytes(page(), dpi=(200, 100)))):
        image = load_image(tmp_path, name, data)
        assert image.dpi == 200
        assert image.gray.shape == (2 * page().shape[0], page().shape[1])
        assert np.array_equal(image.gray[::2], image.gray[1::2])
