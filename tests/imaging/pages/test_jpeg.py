"""JPEG scans come out as gray pages; a JPEG whose pixels the decoder would have to invent is refused."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.imaging.pages.scans import coloured, jpeg_bytes, load_fault, load_image, luminance, page, pillow_bytes


def test_a_gray_jpeg_keeps_its_pixels_and_says_its_resolution(tmp_path: Path) -> None:
    image = load_image(tmp_path, "a.jpg", jpeg_bytes(page(), dpi=(200, 200)))
    assert np.abs(image.gray.astype(int) - page()).mean() < 2
    assert (image.bitonal, image.dpi) == (False, 200.0)


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"subsampling": 0}, {"subsampling": 2}])
def test_a_colour_jpeg_becomes_its_luminance(tmp_path: Path, options: dict[str, object]) -> None:
    rgb = coloured(page())
    image = load_image(tmp_path, "a.jpeg", jpeg_bytes(rgb, **options))
    assert np.abs(image.gray - luminance(rgb)).mean() < 2.5


def test_a_jpeg_that_keeps_rgb_instead_of_ycbcr_is_told_apart(tmp_path: Path) -> None:
    rgb = coloured(page())
    image = load_image(tmp_path, "a.jpg", jpeg_bytes(rgb, keep_rgb=True, subsampling=0))
    assert np.abs(image.gray - luminance(rgb)).mean() < 2.5


def test_a_cmyk_jpeg_as_adobe_writes_it_becomes_gray(tmp_path: Path) -> None:
    picture = Image.fromarray(page()).convert("RGB").convert("CMYK")
    image = load_image(tmp_path, "a.jpg", pillow_bytes(picture, "JPEG", quality=95))
    assert np.abs(image.gray.astype(int) - page()).mean() < 2.5


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_page_noted_as_turned_is_turned(tmp_path: Path, orientation: int) -> None:
    stored = Image.fromarray(page())
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    if orientation in undo:
        stored = stored.transpose(Image.Transpose(undo[orientation]))
    exif = Image.Exif()
    exif[274] = orientation
    image = load_image(tmp_path, "a.jpg", pillow_bytes(stored, "JPEG", quality=95, exif=exif))
    assert image.gray.shape == page().shape
    assert np.abs(image.gray.astype(int) - page()).mean() < 2


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("kept", [0.02, 0.3, 0.6, 0.99])
def test_a_truncated_jpeg_is_refused_not_filled_with_gray(tmp_path: Path, kept: float, progressive: bool) -> None:
    data = jpeg_bytes(page(), progressive=progressive)
    detail = load_fault(tmp_path, "a.jpg", data[: int(len(data) * kept)])
    assert detail.startswith("the JPEG ends early (truncated): scan the sheet again")


def test_a_jpeg_cut_short_is_refused_even_with_an_end_marker_put_on(tmp_path: Path) -> None:
    data = jpeg_bytes(page())
    assert "scan the sheet again" in load_fault(tmp_path, "a.jpg", data[: len(data) // 2] + b"\xff\xd9")


def test_a_jpeg_without_its_end_marker_is_refused(tmp_path: Path) -> None:
    assert "ends early" in load_fault(tmp_path, "a.jpg", jpeg_bytes(page())[:-2])


def test_a_jpeg_of_thousands_of_passes_is_refused_before_decoding(tmp_path: Path) -> None:
    data = jpeg_bytes(page(), progressive=True)
    first_pass = data.index(b"\xff\xda")
    bomb = data[:-2] + data[first_pass:-2] * 100 + data[-2:]
    assert "passes" in load_fault(tmp_path, "a.jpg", bomb)


def test_a_jpeg_with_twelve_bits_or_arithmetic_coding_says_what_to_save_it_as(tmp_path: Path) -> None:
    data = bytearray(jpeg_bytes(page()))
    frame = data.index(b"\xff\xc0")
    data[frame + 1] = 0xC9
    assert "save it as an ordinary 8-bit JPEG" in load_fault(tmp_path, "a.jpg", bytes(data))
    data[frame + 1], data[frame + 4] = 0xC1, 12
    assert "12 bits" in load_fault(tmp_path, "a.jpg", bytes(data))
