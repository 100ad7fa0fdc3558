"""JPEG scans come out as gray pages; a JPEG whose pixels the decoder would have to invent is refused."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.imaging.pages.scans import Gray, coloured, jpeg_bytes, load_fault, load_image, luminance, page, pillow_bytes


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


def with_restarts(**options: object) -> bytes:
    """A page with a restart marker after every row of blocks."""
    return jpeg_bytes(page(), restart_marker_rows=1, **options)


def stuffed(data: bytes, zeros: Callable[[int], int]) -> bytes:
    """The stream with zeros put before each restart marker, in number as `zeros` says."""
    counter = iter(range(10_000))
    return re.sub(rb"\xff[\xd0-\xd7]", lambda marker: bytes(zeros(next(counter))) + marker[0], data)


@pytest.mark.parametrize("zeros", [lambda _: 12, lambda at: at * 7 % 40, lambda at: 5000 if at == 3 else 0])
def test_zeros_before_restart_markers_leave_every_pixel_as_it_is(tmp_path: Path, zeros: Callable[[int], int]) -> None:
    plain = with_restarts()
    padded = stuffed(plain, zeros)
    assert len(padded) > len(plain)
    expected = load_image(tmp_path, "a.jpg", plain).gray
    assert np.array_equal(load_image(tmp_path, "b.jpg", padded).gray, expected)


def test_zeros_between_segments_and_before_the_end_leave_every_pixel_as_it_is(tmp_path: Path) -> None:
    plain = jpeg_bytes(page())
    frame = plain.index(b"\xff\xc0")
    padded = plain[:frame] + bytes(9) + plain[frame:-2] + bytes(100) + plain[-2:]
    expected = load_image(tmp_path, "a.jpg", plain).gray
    assert np.array_equal(load_image(tmp_path, "b.jpg", padded).gray, expected)


def test_a_part_of_the_picture_that_was_wiped_is_refused_though_zeros_stand_before_a_marker(tmp_path: Path) -> None:
    plain = with_restarts()
    markers = [found.start() for found in re.finditer(rb"\xff[\xd0-\xd7]", plain)]
    for begin, end in pairwise(markers[5:16]):
        for kept in (2, 30, (end - begin) // 2, end - begin - 8):
            wiped = plain[: begin + kept] + bytes(end - begin - kept + 400) + plain[end:]
            assert "scan the sheet again" in load_fault(tmp_path, "a.jpg", wiped)


def test_bytes_before_a_marker_that_are_not_zeros_are_refused(tmp_path: Path) -> None:
    data = stuffed(with_restarts(), lambda _: 20).replace(bytes(20), b"\x55" * 20)
    assert "extraneous" in load_fault(tmp_path, "a.jpg", data)


def height_after_the_picture(data: bytes, stated: int, told: int) -> bytes:
    """The stream with `stated` rows in its frame and `told` in a DNL segment behind its scan."""
    at = data.index(b"\xff\xc0") + 5
    told_segment = b"\xff\xdc\x00\x04" + told.to_bytes(2, "big")
    return data[:at] + stated.to_bytes(2, "big") + data[at + 2 : -2] + told_segment + data[-2:]


@pytest.mark.parametrize("stated", [0, 0xFFFF, 7000])
@pytest.mark.parametrize("make", [page, lambda: coloured(page())])
def test_a_height_that_stands_after_the_picture_is_used(tmp_path: Path, stated: int, make: Callable[[], Gray]) -> None:
    plain = jpeg_bytes(make())
    expected = load_image(tmp_path, "a.jpg", plain).gray
    late = height_after_the_picture(plain, stated, len(page()))
    assert np.array_equal(load_image(tmp_path, "b.jpg", late).gray, expected)


def test_a_height_after_the_picture_is_held_to_the_limits_and_to_the_rows_that_are_there(tmp_path: Path) -> None:
    plain = jpeg_bytes(page())
    assert "x 65,000 pixels" in load_fault(
        tmp_path, "a.jpg", height_after_the_picture(jpeg_bytes(page(width=2000)), 0, 65_000)
    )
    assert "scan the sheet again" in load_fault(tmp_path, "b.jpg", height_after_the_picture(plain, 0xFFFF, 2 * 330))
    assert "x 0 pixels" in load_fault(tmp_path, "c.jpg", height_after_the_picture(plain, 0, 0))
    assert "scan the sheet again" in load_fault(
        tmp_path, "d.jpg", height_after_the_picture(plain, 0, len(page())).split(b"\xff\xdc")[0]
    )
