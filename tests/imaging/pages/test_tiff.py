"""TIFF pages of every packing, depth and layout come out as gray pages, each at the cost of one page."""

import io
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from PIL import Image

from imaging.pages import LIMITS, Limits
from imaging.sheets import UnreadablePage
from tests.imaging.pages.scans import (
    HEIGHT,
    WIDTH,
    bits,
    coloured,
    g4_bytes,
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

REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


@pytest.mark.parametrize(
    "compression", ["group3", "group4", "tiff_ccitt", "tiff_lzw", "packbits", "tiff_deflate", None]
)
@pytest.mark.parametrize("white_is_zero", [False, True])
def test_bitonal_tiffs_come_out_exactly(tmp_path: Path, compression: str | None, white_is_zero: bool) -> None:
    options: dict[str, Any] = {"compression": compression, "dpi": (300, 300)}
    if white_is_zero:
        options["tiffinfo"] = {262: 0}
    data = pillow_bytes(Image.fromarray(bits()).convert("1"), "TIFF", **options)
    image = load_image(tmp_path, "a.tif", data)
    assert np.array_equal(image.gray, bits())
    assert (image.bitonal, image.dpi) == (True, 300.0)


def test_one_strip_and_many_strips_are_the_same_page(tmp_path: Path) -> None:
    for rows in (8, HEIGHT):
        image = load_image(tmp_path, f"{rows}.tif", g4_bytes(bits(), tiffinfo={278: rows}))
        assert np.array_equal(image.gray, bits())


@pytest.mark.parametrize("photometric", [0, 1])
def test_the_order_of_bits_in_a_byte_is_followed(tmp_path: Path, photometric: int) -> None:
    packed = np.packbits(bits() > 0, axis=1).tobytes()
    for order, data in ((1, packed), (2, packed.translate(REVERSED))):
        file = one_tiff_page(data, t258=1, t262=photometric, t266=order)
        expected = bits() if photometric == 1 else 255 - bits()
        assert np.array_equal(load_image(tmp_path, "a.tif", file).gray, expected)


def test_fax_data_with_reversed_bits_is_read(tmp_path: Path) -> None:
    data = bytearray(g4_bytes(bits(), tiffinfo={278: HEIGHT}))
    with tifffile.TiffFile(io.BytesIO(bytes(data))) as tiff:
        (first,) = tiff.pages
        (offset,), (count,) = first.dataoffsets, first.databytecounts
    strip = bytes(data[offset : offset + count])
    file = one_tiff_page(strip.translate(REVERSED), t258=1, t259=4, t262=1, t266=2)
    assert np.array_equal(load_image(tmp_path, "a.tif", file).gray, bits())


@pytest.mark.parametrize("compression", [None, "lzw", "zlib", "packbits"])
@pytest.mark.parametrize("byteorder", ["<", ">"])
@pytest.mark.parametrize("bigtiff", [False, True])
def test_gray_tiffs_come_out_exactly(tmp_path: Path, compression: str | None, byteorder: str, bigtiff: bool) -> None:
    data = tiff_bytes(page(), compression=compression, byteorder=byteorder, bigtiff=bigtiff, resolution=(240, 240, 2))
    image = load_image(tmp_path, "a.tiff", data)
    assert np.array_equal(image.gray, page())
    assert (image.bitonal, image.dpi) == (False, 240.0)


@pytest.mark.parametrize(
    "options", [{"tile": (64, 128)}, {"tile": (64, 128), "compression": "zlib"}, {"rowsperstrip": 7}]
)
def test_tiled_and_striped_tiffs_are_the_same_page(tmp_path: Path, options: dict[str, Any]) -> None:
    assert np.array_equal(load_image(tmp_path, "a.tif", tiff_bytes(page(), **options)).gray, page())


def test_tiled_bitonal_tiffs_are_read(tmp_path: Path) -> None:
    data = tiff_bytes(bits() > 0, tile=(64, 128), compression="zlib", photometric="minisblack")
    assert np.array_equal(load_image(tmp_path, "a.tif", data).gray, bits())


def test_a_predictor_is_undone(tmp_path: Path) -> None:
    for compression in ("lzw", "zlib"):
        data = tiff_bytes(page(), compression=compression, predictor=2)
        assert np.array_equal(load_image(tmp_path, "a.tif", data).gray, page())


def test_white_is_zero_and_sixteen_bits(tmp_path: Path) -> None:
    inverted = tiff_bytes(255 - page(), photometric="miniswhite")
    assert np.array_equal(load_image(tmp_path, "a.tif", inverted).gray, page())
    for byteorder in "<>":
        deep = tiff_bytes(page().astype(np.uint16) * 256 + 9, byteorder=byteorder)
        assert np.array_equal(load_image(tmp_path, "b.tif", deep).gray, page())


@pytest.mark.parametrize("depth", [2, 4])
def test_two_and_four_bits_spread_over_all_grays(tmp_path: Path, depth: int) -> None:
    levels = (1 << depth) - 1
    coarse = page() // (256 >> depth)
    each = 8 // depth
    padded = np.pad(coarse, ((0, 0), (0, -WIDTH % each))).reshape(HEIGHT, -1, each)
    packed = sum(padded[:, :, at].astype(np.uint8) << (8 - depth * (at + 1)) for at in range(each))
    file = one_tiff_page(np.asarray(packed, dtype=np.uint8).tobytes(), t258=depth)
    assert np.array_equal(load_image(tmp_path, "a.tif", file).gray, coarse * (255 // levels))


def test_colour_tiffs_become_their_luminance(tmp_path: Path) -> None:
    rgb = coloured(page())
    chunky = tiff_bytes(rgb, photometric="rgb", compression="lzw")
    planar = tiff_bytes(np.moveaxis(rgb, -1, 0).copy(), photometric="rgb", planarconfig="separate")
    palette = Image.fromarray(rgb).quantize(64)
    assert np.abs(load_image(tmp_path, "a.tif", chunky).gray - luminance(rgb)).max() <= 1
    assert np.abs(load_image(tmp_path, "b.tif", planar).gray - luminance(rgb)).max() <= 1
    shown = luminance(np.asarray(palette.convert("RGB")))
    assert np.abs(load_image(tmp_path, "c.tif", pillow_bytes(palette, "TIFF")).gray - shown).max() <= 1
    inks = pillow_bytes(Image.fromarray(page()).convert("RGB").convert("CMYK"), "TIFF")
    assert np.abs(load_image(tmp_path, "d.tif", inks).gray.astype(int) - page()).max() <= 2


def test_a_transparent_tiff_lies_over_white(tmp_path: Path) -> None:
    rgba = np.dstack([page(), page(), page(), np.zeros_like(page())])
    straight = tiff_bytes(rgba, photometric="rgb", extrasamples=["unassalpha"])
    assert (load_image(tmp_path, "a.tif", straight).gray == 255).all()
    multiplied = tiff_bytes(np.zeros_like(rgba), photometric="rgb", extrasamples=["assocalpha"])
    assert (load_image(tmp_path, "b.tif", multiplied).gray == 255).all()


@pytest.mark.parametrize("options", [{}, {"rowsperstrip": 64}, {"tile": (128, 128)}])
def test_jpeg_in_tiff_is_read_by_the_jpeg_decoder(tmp_path: Path, options: dict[str, Any]) -> None:
    gray = tiff_bytes(page(), compression="jpeg", compressionargs={"level": 95}, **options)
    assert np.abs(load_image(tmp_path, "a.tif", gray).gray.astype(int) - page()).mean() < 2
    rgb = coloured(page())
    for kept_as in ("rgb", "ycbcr"):
        arguments = {"level": 95, "outcolorspace": kept_as}
        data = tiff_bytes(rgb, photometric="rgb", compression="jpeg", compressionargs=arguments, **options)
        assert np.abs(load_image(tmp_path, "b.tif", data).gray - luminance(rgb)).mean() < 2.5


def test_jpeg_tables_kept_apart_are_joined(tmp_path: Path) -> None:
    data = pillow_bytes(Image.fromarray(page()), "TIFF", compression="jpeg", quality=95)
    assert np.abs(load_image(tmp_path, "a.tif", data).gray.astype(int) - page()).mean() < 2
    rgb = coloured(page())
    data = pillow_bytes(Image.fromarray(rgb), "TIFF", compression="jpeg", quality=95)
    assert np.abs(load_image(tmp_path, "b.tif", data).gray - luminance(rgb)).mean() < 2.5


def test_an_orientation_tag_is_followed(tmp_path: Path) -> None:
    data = tiff_bytes(np.rot90(page(), 1).copy(), extratags=[(274, 3, 1, 6, True)])
    assert np.array_equal(load_image(tmp_path, "a.tif", data).gray, page())


def test_every_page_of_a_batch_file_comes_out_in_order(tmp_path: Path) -> None:
    path = tmp_path / "batch.tif"
    pictures = [Image.fromarray(bits(seed)).convert("1") for seed in range(7)]
    pictures[0].save(path, "TIFF", compression="group4", save_all=True, append_images=pictures[1:])
    images = load_images(path)
    assert [image.source.page for image in images] == [1, 2, 3, 4, 5, 6, 7]
    assert all(np.array_equal(image.gray, bits(seed)) for seed, image in enumerate(images))
    assert len({image.source.sha256 for image in images}) == 1


def test_one_bad_page_of_a_batch_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "batch.tif"
    with tifffile.TiffWriter(path) as writer:
        for seed in range(3):
            writer.write(page(seed), compression="zlib", metadata=None)
    data = bytearray(path.read_bytes())
    with tifffile.TiffFile(path) as tiff:
        middle = tiff.pages[1].dataoffsets[0]
    data[middle : middle + 20] = bytes(20)
    path.write_bytes(data)
    first, second, third = load_all(path)
    assert isinstance(second, UnreadablePage)
    assert not isinstance(first, UnreadablePage)
    assert not isinstance(third, UnreadablePage)
    assert np.array_equal(third.gray, page(2))


def batch_with_a_changed_link(pages: int, changed: int, leads_to: int | None) -> bytes:
    """A batch in which what follows one page (from 0) is another than the next, or a place outside of the file."""
    file = io.BytesIO()
    with tifffile.TiffWriter(file) as writer:
        for _ in range(pages):
            writer.write(bits() > 0, compression="zlib", photometric="minisblack", metadata=None)
    data = bytearray(file.getvalue())
    with tifffile.TiffFile(io.BytesIO(data)) as tiff:
        at, target = tiff.pages[changed].offset, 0 if leads_to is None else tiff.pages[leads_to].offset
    (tags,) = struct.unpack_from("<H", data, at)
    struct.pack_into("<L", data, at + 2 + 12 * tags, target or len(data) + 8)
    return bytes(data)


@pytest.mark.parametrize(("pages", "leads_to"), [(1, 0), (3, 1), (150, 120)])
def test_a_chain_of_pages_that_loops_is_refused(tmp_path: Path, pages: int, leads_to: int) -> None:
    data = batch_with_a_changed_link(pages, pages - 1, leads_to)
    assert "runs in a circle" in load_fault(tmp_path, "a.tif", data)


def test_a_chain_of_pages_that_breaks_off_is_refused_whole_so_that_no_sheet_after_it_is_lost(tmp_path: Path) -> None:
    data = batch_with_a_changed_link(4, changed=1, leads_to=None)
    assert "ends early" in load_fault(tmp_path, "a.tif", data)


def test_more_pages_than_allowed_are_refused_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    pictures = [Image.fromarray(bits()).convert("1")] * 4
    pictures[0].save(path, "TIFF", compression="group4", save_all=True, append_images=pictures[1:])
    (fault,) = load_all(path, Limits(pages_per_file=3))
    assert isinstance(fault, UnreadablePage)
    assert "more than the 3 pages" in fault.detail
    assert len(load_all(path, LIMITS)) == 4


@pytest.mark.parametrize("kept", [0.002, 0.3, 0.9])
@pytest.mark.parametrize("compression", ["group4", "tiff_lzw", None])
def test_a_truncated_tiff_is_refused(tmp_path: Path, kept: float, compression: str | None) -> None:
    data = pillow_bytes(Image.fromarray(bits()).convert("1"), "TIFF", compression=compression)
    assert "scan the sheet again" in load_fault(tmp_path, "a.tif", data[: max(8, int(len(data) * kept))])


def test_g4_data_that_stops_in_mid_page_is_refused_though_its_file_is_whole(tmp_path: Path) -> None:
    whole = g4_bytes(bits(), tiffinfo={278: HEIGHT})
    with tifffile.TiffFile(io.BytesIO(whole)) as tiff:
        (first,) = tiff.pages
        (offset,), (count,) = first.dataoffsets, first.databytecounts
    file = one_tiff_page(whole[offset : offset + count // 2], t258=1, t259=4)
    assert "damaged or ends early" in load_fault(tmp_path, "a.tif", file)


@pytest.mark.parametrize(
    ("tags", "says"),
    [
        ({"t256": 60_000, "t257": 60_000}, "60,000 x 60,000 pixels"),
        ({"t256": 100}, "less than the 300"),
        ({"t259": 34712}, "compressed in a way"),
        ({"t262": 8}, "keeps its colours in a way"),
        ({"t258": 32}, "32 bits"),
        ({"t277": 4000}, "contradicts itself"),
        ({"t278": 3}, "contradicts itself"),
        ({"t279": 4_000_000_000}, "ends early"),
        ({"t273": 4_000_000_000}, "ends early"),
        ({"t279": 100}, "damaged or ends early"),
        ({"t339": 3}, "not read"),
        ({"t266": 99}, "contradicts itself"),
        ({"t262": 6, "t277": 3}, "YCbCr"),
        ({"t259": 4}, "contradicts itself"),
        ({"t322": 0, "t323": 0, "t324": 8, "t325": 8}, "contradicts itself"),
        ({"t322": 60_000, "t323": 60_000, "t324": 8, "t325": 8}, "contradicts itself"),
    ],
)
def test_tags_that_cannot_be_are_refused(tmp_path: Path, tags: dict[str, int], says: str) -> None:
    assert says in load_fault(tmp_path, "a.tif", one_tiff_page(page().tobytes(), **tags))


def test_fax_data_of_a_page_with_colours_is_refused_in_words(tmp_path: Path) -> None:
    data = g4_bytes(bits(), tiffinfo={278: HEIGHT})
    assert "damaged or ends early" in load_fault(tmp_path, "a.tif", one_tiff_page(data, t258=1, t259=4, t262=3))
