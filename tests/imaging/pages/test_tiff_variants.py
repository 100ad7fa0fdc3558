"""TIFFs as scanners and fax machines write them beside the rules: sizes left out, previews, old JPEG, odd samples."""

import io
import struct
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from imaging.pages import Limits
from imaging.sheets import UnreadablePage
from tests.imaging.pages.scans import (
    HEIGHT,
    WIDTH,
    Gray,
    bits,
    coloured,
    g4_bytes,
    jpeg_bytes,
    load_all,
    load_fault,
    load_image,
    load_images,
    luminance,
    one_tiff_page,
    page,
    pillow_bytes,
    tiff_bytes,
)


def without_tag(data: bytes, *tags: int) -> bytes:
    """The file whose pages have other numbers, which nobody knows, in the place of those tags."""
    changed = bytearray(data)
    with tifffile.TiffFile(io.BytesIO(data)) as tiff:
        for one in tiff.pages:
            assert isinstance(one, tifffile.TiffPage)
            for tag in one.tags:
                if tag.code in tags:
                    struct.pack_into("<H", changed, tag.offset, 60_000 + tag.code % 1000)
    return bytes(changed)


@pytest.mark.parametrize("rows", [1, 7, HEIGHT])
def test_strips_whose_sizes_are_not_stated_have_their_rows(tmp_path: Path, rows: int) -> None:
    planes = np.moveaxis(coloured(page()), -1, 0).copy()
    for number, data in enumerate(
        (
            tiff_bytes(page(), rowsperstrip=rows),
            tiff_bytes(bits() > 0, photometric="minisblack", rowsperstrip=rows),
            tiff_bytes(page().astype(np.uint16) * 256, rowsperstrip=rows),
            tiff_bytes(coloured(page()), photometric="rgb", rowsperstrip=rows),
            tiff_bytes(planes, photometric="rgb", planarconfig="separate", rowsperstrip=rows),
            tiff_bytes(page(), compression="lzw", rowsperstrip=max(rows, 7)),
            g4_bytes(bits(), tiffinfo={278: max(rows, 7)}),
        )
    ):
        expected = load_image(tmp_path, f"{number}.tif", data).gray
        assert np.array_equal(load_image(tmp_path, f"{number}-untold.tif", without_tag(data, 279)).gray, expected)


def test_sizes_that_are_stated_as_nothing_are_not_stated(tmp_path: Path) -> None:
    file = one_tiff_page(page().tobytes(), t279=0)
    assert np.array_equal(load_image(tmp_path, "a.tif", file).gray, page())


def test_rows_that_are_not_there_are_missed_though_no_size_is_stated(tmp_path: Path) -> None:
    packed = np.packbits(bits() > 0, axis=1).tobytes()
    for data, depth in ((page().tobytes()[:-1], 8), (packed[:-1], 1), (b"", 8)):
        file = one_tiff_page(data, t279=0, t258=depth)
        assert "scan the sheet again" in load_fault(tmp_path, "a.tif", file)
    beyond = one_tiff_page(page().tobytes(), t279=0, t273=4_000_000_000)
    assert "ends early" in load_fault(tmp_path, "a.tif", beyond)


def one_strip(data: bytes) -> bytes:
    """The bytes of the only strip of the only page."""
    with tifffile.TiffFile(io.BytesIO(data)) as tiff:
        (first,) = tiff.pages
        (offset,), (count,) = first.dataoffsets, first.databytecounts
    return data[offset : offset + count]


def packed_strip(compression: str, depth: int) -> bytes:
    if compression == "jpeg":
        return one_strip(tiff_bytes(page(), compression="jpeg", rowsperstrip=HEIGHT))
    picture = Image.fromarray(bits()).convert("1") if depth == 1 else Image.fromarray(page())
    return one_strip(pillow_bytes(picture, "TIFF", compression=compression, tiffinfo={278: HEIGHT}))


@pytest.mark.parametrize(
    ("compression", "number", "depth"),
    [
        ("group4", 4, 1),
        ("tiff_lzw", 5, 1),
        ("tiff_lzw", 5, 8),
        ("packbits", 32773, 1),
        ("packbits", 32773, 8),
        ("tiff_deflate", 8, 1),
        ("tiff_deflate", 8, 8),
        ("jpeg", 7, 8),
    ],
)
def test_a_packed_strip_of_untold_size_is_read_whole_or_refused(
    tmp_path: Path, compression: str, number: int, depth: int
) -> None:
    """What a decoder does not read, such as a mark of the end, may be missing; no pixel may."""
    strip = packed_strip(compression, depth)
    tags = {"t258": depth, "t259": number, "t279": 0}
    expected = load_image(tmp_path, "told.tif", one_tiff_page(strip, **(tags | {"t279": len(strip)}))).gray
    for behind in (b"", bytes(900)):
        image = load_image(tmp_path, "whole.tif", one_tiff_page(strip + behind, **tags))
        assert np.array_equal(image.gray, expected)
    refused = 0
    for kept in (*range(0, len(strip), max(1, len(strip) // 60)), *range(len(strip) - 20, len(strip))):
        (tmp_path / "cut.tif").write_bytes(one_tiff_page(strip[:kept], **tags))
        (one,) = load_all(tmp_path / "cut.tif")
        assert isinstance(one, UnreadablePage) or np.array_equal(one.gray, expected)
        refused += isinstance(one, UnreadablePage)
    assert refused >= 60


def test_a_strip_that_packing_made_longer_is_read_whole(tmp_path: Path) -> None:
    noise = np.random.default_rng(5).integers(0, 256, (HEIGHT, WIDTH), dtype=np.uint8)
    for compression in ("packbits", "tiff_lzw", "tiff_deflate"):
        data = pillow_bytes(Image.fromarray(noise), "TIFF", compression=compression, tiffinfo={278: HEIGHT})
        assert len(one_strip(data)) > noise.size
        assert np.array_equal(load_image(tmp_path, "a.tif", without_tag(data, 279)).gray, noise)


@pytest.mark.parametrize(("compression", "number"), [("group3", 3), ("tiff_ccitt", 2)])
@pytest.mark.parametrize("options", [0, 4])
def test_a_fax_whose_cut_could_not_be_told_is_refused(
    tmp_path: Path, compression: str, number: int, options: int
) -> None:
    strip = packed_strip(compression, 1)
    for kept in (len(strip), len(strip) - 1, len(strip) // 2, 100):
        file = one_tiff_page(strip[:kept], t258=1, t259=number, t279=0, t292=options)
        assert "does not state the size of its strips" in load_fault(tmp_path, "a.tif", file)


def of_pages(*pages: tuple[Gray, int], tag: int = 254) -> bytes:
    """A TIFF of pictures, each with its value of the tag that says what kind of picture it is."""
    file = io.BytesIO()
    with tifffile.TiffWriter(file) as writer:
        for picture, kind in pages:
            writer.write(
                picture,
                metadata=None,
                subfiletype=kind if tag == 254 else 0,
                extratags=[(255, 3, 1, kind, True)] if tag == 255 else [],
            )
    return file.getvalue()


SMALL, FULL = page(height=80, width=70), page(1)


@pytest.mark.parametrize(("tag", "kind"), [(254, 1), (254, 3), (255, 2)])
@pytest.mark.parametrize("first", [False, True])
def test_a_preview_is_no_page(tmp_path: Path, tag: int, kind: int, first: bool) -> None:
    pages = [(FULL, 0), (SMALL, kind), (page(2), 0)]
    data = of_pages(*(sorted(pages, key=lambda one: one[1], reverse=True) if first else pages), tag=tag)
    (tmp_path / "a.tif").write_bytes(data)
    assert [image.gray.shape for image in load_images(tmp_path / "a.tif")] == [FULL.shape] * 2


def test_what_only_calls_itself_a_preview_stays_a_page(tmp_path: Path) -> None:
    for pages in ([(FULL, 0), (page(2), 1)], [(FULL, 1), (page(2), 1)], [(FULL, 1)], [(FULL, 0), (SMALL, 0)]):
        (tmp_path / "a.tif").write_bytes(of_pages(*pages))
        assert len(load_all(tmp_path / "a.tif")) == len(pages)


@pytest.mark.parametrize(("tag", "kind"), [(254, 1), (254, 3), (255, 2)])
@pytest.mark.parametrize(
    ("height", "width", "pages"),
    [
        (HEIGHT * 2 - 1, WIDTH * 2 - 1, 2),
        (HEIGHT + 1, WIDTH + 1, 2),
        (HEIGHT + 1, WIDTH, 2),
        (HEIGHT, WIDTH + 1, 2),
        (HEIGHT, WIDTH, 1),
        (HEIGHT - 20, WIDTH - 5, 1),
    ],
)
def test_a_preview_is_at_most_half_as_wide_and_half_as_high_as_a_page(
    tmp_path: Path, tag: int, kind: int, height: int, width: int, pages: int
) -> None:
    whole = page(1, 2 * HEIGHT, 2 * WIDTH)
    for order in ([(whole, 0), (page(2, height, width), kind)], [(page(2, height, width), kind), (whole, 0)]):
        (tmp_path / "a.tif").write_bytes(of_pages(*order, tag=tag))
        assert len(load_images(tmp_path / "a.tif")) == pages


def test_a_page_of_another_format_does_not_make_a_page_a_preview(tmp_path: Path) -> None:
    """Neither the long page nor the wide one is twice as large each way."""
    (tmp_path / "a.tif").write_bytes(of_pages((page(1, 800, 400), 0), (page(2, 400, 800), 0), (page(3), 1)))
    assert len(load_images(tmp_path / "a.tif")) == 3


def old_jpeg(jpeg: bytes, length: int, **tags: int) -> bytes:
    """A page of the old JPEG packing whose whole JPEG is stated to have that length."""
    listed = {"t259": 6, "t513": 8, "t514": length, "t273": 8, "t279": len(jpeg)} | tags
    at = len(one_tiff_page(b"", **listed))
    return one_tiff_page(jpeg, **(listed | {"t513": at, "t273": at}))


@pytest.mark.parametrize("length", ["whole", "header", "untold"])
def test_an_old_jpeg_page_is_read_where_a_whole_jpeg_lies_in_it(tmp_path: Path, length: str) -> None:
    for name, samples, tags in (("gray", page(), {}), ("rgb", coloured(page()), {"t262": 6, "t277": 3})):
        jpeg = jpeg_bytes(samples)
        size = {"whole": len(jpeg), "header": 300, "untold": 0}[length]
        expected = load_image(tmp_path, f"{name}.jpg", jpeg).gray
        assert np.array_equal(load_image(tmp_path, f"{name}.tif", old_jpeg(jpeg, size, **tags)).gray, expected)


def test_an_old_jpeg_page_of_pieces_names_the_remedy(tmp_path: Path) -> None:
    jpeg = jpeg_bytes(page())
    for file in (one_tiff_page(jpeg, t259=6), old_jpeg(bytes(4000), 4000)):
        assert "save it with" in load_fault(tmp_path, "a.tif", file)
    assert "ends early" in load_fault(tmp_path, "b.tif", old_jpeg(jpeg[:-900], len(jpeg) - 900))
    assert "another size" in load_fault(tmp_path, "c.tif", old_jpeg(jpeg_bytes(page(height=400)), 0))


@pytest.mark.parametrize("used", [8, 10, 12, 14, 16])
def test_of_sixteen_bits_those_that_are_used_count(tmp_path: Path, used: int) -> None:
    samples = page().astype(np.uint16) << (used - 8)
    assert np.array_equal(load_image(tmp_path, "a.tif", tiff_bytes(samples)).gray, page())
    rgb = coloured(page())
    deep = tiff_bytes(rgb.astype(np.uint16) << (used - 8), photometric="rgb")
    assert np.abs(load_image(tmp_path, "b.tif", deep).gray - luminance(rgb)).max() <= 1
    light = (255 - page()).astype(np.uint16) << (used - 8)
    stated = tiff_bytes(light, photometric="miniswhite", extratags=[(281, 3, 1, (1 << used) - 1, True)])
    assert np.array_equal(load_image(tmp_path, "c.tif", stated).gray, page())


def test_a_blank_page_on_which_white_is_zero_stays_white(tmp_path: Path) -> None:
    blank = (page() // 64).astype(np.uint16)
    assert load_image(tmp_path, "a.tif", tiff_bytes(blank, photometric="miniswhite")).gray.min() == 255


def test_a_statement_of_bits_that_a_sample_belies_counts_for_nothing(tmp_path: Path) -> None:
    deep = tiff_bytes(page().astype(np.uint16) << 8, extratags=[(281, 3, 1, 4095, True)])
    assert np.array_equal(load_image(tmp_path, "a.tif", deep).gray, page())


def test_a_fax_whose_rows_lie_apart_gets_square_pixels(tmp_path: Path) -> None:
    fax = bits(height=400, width=820)
    image = load_image(tmp_path, "a.tif", pillow_bytes(Image.fromarray(fax).convert("1"), "TIFF", dpi=(204, 98)))
    assert (image.bitonal, image.dpi, image.gray.shape) == (True, 204, (833, 820))
    assert np.array_equal(image.gray, fax[np.arange(833) * 400 // 833])


def test_columns_that_lie_apart_are_repeated_before_the_page_is_turned(tmp_path: Path) -> None:
    data = tiff_bytes(page(), resolution=(100, 200, 2), extratags=[(274, 3, 1, 6, True)])
    image = load_image(tmp_path, "a.tif", data)
    assert image.dpi == 200
    assert np.array_equal(image.gray, np.rot90(np.repeat(page(), 2, axis=1), -1))


@pytest.mark.parametrize("dpi", [(204, 196), (200, 200), (300, 72), (0, 98)])
def test_resolutions_that_are_nearly_equal_or_cannot_be_leave_the_page_as_it_is(
    tmp_path: Path, dpi: tuple[int, int]
) -> None:
    assert np.array_equal(load_image(tmp_path, "a.tif", tiff_bytes(page(), resolution=(*dpi, 2))).gray, page())


def test_a_page_that_gets_too_large_with_square_pixels_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.tif").write_bytes(tiff_bytes(page(), resolution=(400, 100, 2)))
    (fault,) = load_all(tmp_path / "a.tif", Limits(page_px=3 * HEIGHT * WIDTH))
    assert isinstance(fault, UnreadablePage)
    assert "more than the" in fault.detail
