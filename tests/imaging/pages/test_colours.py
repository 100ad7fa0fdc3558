"""The colour of a page can be had from every kind of file that keeps one, and lies where the gray page has it."""

from pathlib import Path

import numpy as np
import pytest
from pikepdf import Name
from PIL import Image

from imaging.pages.formats.colours import Chroma
from imaging.pages.formats.errors import UnreadableScanError
from imaging.pages.formats.raster import Decoded
from imaging.pages.loading import _chroma
from tests.imaging.pages.pdfs import flate, pdf_bytes
from tests.imaging.pages.scans import (
    HEIGHT,
    WIDTH,
    g4_bytes,
    jpeg_bytes,
    load_image,
    pillow_bytes,
    png_bytes,
    tiff_bytes,
)

NO_COLOUR = 128
PAPER, YELLOW, BLUE = (245, 243, 240), (250, 245, 90), (150, 200, 250)
RGB_PICTURE = {"/ColorSpace": Name.DeviceRGB}
DRAWN = "1 1 1 rg 0 0 310 330 re f 0.98 0.96 0.35 rg 40 250 80 60 re f 0.59 0.78 0.98 rg 200 30 90 40 re f"
"""The page below, of lines of a program: PDF's rows go up."""


def page(height: int = HEIGHT, width: int = WIDTH):
    rgb = np.full((height, width, 3), PAPER, np.uint8)
    rgb[20:80, 40:120] = YELLOW
    rgb[260:300, 200:290] = BLUE
    rgb[150:170, 30:60] = 20
    return rgb


def tiff_jpeg(rgb):
    return pillow_bytes(Image.fromarray(rgb), "TIFF", compression="jpeg", quality=92)


def palette(kind):
    return pillow_bytes(Image.fromarray(page()).convert("P", palette=Image.Palette.ADAPTIVE), kind)


def with_alpha():
    alpha = np.full((HEIGHT, WIDTH, 1), 255, np.uint8)
    return png_bytes(np.concatenate([page(), alpha], axis=2))


FILES = {
    "jpeg.jpg": jpeg_bytes(page(), quality=90),
    "subsampled.jpg": jpeg_bytes(page(), quality=60, subsampling=2),
    "progressive.jpg": jpeg_bytes(page(), quality=85, progressive=True),
    "inks.jpg": pillow_bytes(Image.fromarray(page()).convert("CMYK"), "JPEG", quality=95),
    "rgb.png": png_bytes(page()),
    "alpha.png": with_alpha(),
    "palette.png": palette("PNG"),
    "optimized.png": png_bytes(page(), optimize=True),
    "plain.tif": tiff_bytes(page(), photometric="rgb"),
    "lzw.tif": tiff_bytes(page(), photometric="rgb", compression="lzw", predictor=True),
    "deflate.tif": tiff_bytes(page(), photometric="rgb", compression="zlib"),
    "tiles.tif": tiff_bytes(page(), photometric="rgb", tile=(64, 80)),
    "planes.tif": tiff_bytes(np.moveaxis(page(), 2, 0), photometric="rgb", planarconfig="separate"),
    "sixteen bits.tif": tiff_bytes(page().astype(np.uint16) * 257, photometric="rgb"),
    "jpeg.tif": tiff_jpeg(page()),
    "palette.tif": palette("TIFF"),
    "dct.pdf": pdf_bytes(jpeg_bytes(page()), RGB_PICTURE | {"/Filter": Name.DCTDecode}),
    "flate.pdf": pdf_bytes(flate(page().tobytes()), RGB_PICTURE | {"/Filter": Name.FlateDecode}),
}


def seen(chroma, top, left):
    """The mean colour of a box of ten by ten pixels of the gray page."""
    part = chroma[:, top // 2 : top // 2 + 5, left // 2 : left // 2 + 5]
    return part.reshape(2, -1).mean(axis=1)


def expected(rgb):
    red, green, blue = (float(one) for one in rgb)
    light = 0.299 * red + 0.587 * green + 0.114 * blue
    return np.array([NO_COLOUR + 0.564 * (blue - light), NO_COLOUR + 0.713 * (red - light)])


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_gives_the_colours_where_the_gray_page_has_them(tmp_path: Path, name: str) -> None:
    image = load_image(tmp_path, name, FILES[name])
    assert image.chroma is not None
    chroma = image.chroma()
    assert chroma is not None
    assert chroma.dtype == np.uint8
    assert chroma.flags.c_contiguous
    assert chroma.shape == (2, HEIGHT // 2, WIDTH // 2)
    for (top, left), rgb in {(45, 75): YELLOW, (275, 240): BLUE, (200, 150): PAPER, (155, 40): (20, 20, 20)}.items():
        assert np.abs(seen(chroma, top, left) - expected(rgb)).max() < 8, (top, left)


def test_a_page_that_a_pdf_draws_has_its_colours(tmp_path: Path) -> None:
    content = f"{DRAWN} 0 g 30 160 30 20 re f"
    image = load_image(tmp_path, "drawn.pdf", pdf_bytes(jpeg_bytes(page()), RGB_PICTURE, content=content))
    assert image.chroma is not None
    chroma = image.chroma()
    assert chroma is not None
    scale = image.gray.shape[0] / HEIGHT
    assert np.abs(seen(chroma, round(45 * scale), round(75 * scale)) - expected(YELLOW)).max() < 8
    assert np.abs(seen(chroma, round(275 * scale), round(240 * scale)) - expected(BLUE)).max() < 8


@pytest.mark.parametrize("orientation", range(1, 9))
def test_colours_are_turned_as_the_gray_page_is(tmp_path: Path, orientation: int) -> None:
    rgb = np.full((400, 331, 3), 255, np.uint8)
    rgb[40:100, 60:140] = (255, 120, 120)
    exif = Image.Exif()
    exif[274] = orientation
    image = load_image(tmp_path, "turned.png", png_bytes(rgb, exif=exif))
    assert image.chroma is not None
    chroma = image.chroma()
    assert chroma is not None
    rows, cols = image.gray.shape
    assert chroma.shape == (2, -(-rows // 2), -(-cols // 2))
    dark = np.argwhere(image.gray < 230).mean(axis=0)
    red = np.argwhere(chroma[1] > NO_COLOUR + 20).mean(axis=0)
    assert np.abs(2 * red + 0.5 - dark).max() <= 1


def test_pages_that_keep_no_colours_have_none_to_give(tmp_path: Path) -> None:
    gray = page()[:, :, 0].copy()
    files = {
        "gray.jpg": jpeg_bytes(gray),
        "gray.png": png_bytes(gray),
        "gray.tif": tiff_bytes(gray),
        "bits.tif": g4_bytes(gray),
        "gray.pdf": pdf_bytes(jpeg_bytes(gray), {"/Filter": Name.DCTDecode}),
    }
    assert all(load_image(tmp_path, name, data).chroma is None for name, data in files.items())


def test_grays_that_are_kept_as_colours_show_no_colour(tmp_path: Path) -> None:
    gray = np.repeat(page()[:, :, :1], 3, axis=2)
    for name, data in {"gray.png": png_bytes(gray), "gray.jpg": jpeg_bytes(gray, quality=40)}.items():
        image = load_image(tmp_path, name, data)
        assert image.chroma is not None
        chroma = image.chroma()
        assert chroma is not None
        assert np.abs(chroma.astype(int) - NO_COLOUR).max() <= 1


class Gone:
    """A file that was read before, and cannot be read again."""

    page_count = 1

    def is_picture(self, page: int) -> bool:
        raise UnreadableScanError("it is gone")

    def decode(self, page: int) -> Decoded:
        raise UnreadableScanError("it is gone")

    def chroma(self, page: int, page_shape: tuple[int, int]) -> Chroma:
        raise UnreadableScanError("it is gone")


def test_a_file_that_is_gone_meanwhile_has_no_colours_to_give() -> None:
    assert _chroma(Gone(), 1, (HEIGHT, WIDTH)) is None
