"""A PDF page that is one picture gives that picture's pixels; any other page is drawn, never misread."""

import io
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import numpy as np
import pikepdf
import pytest
import tifffile
from pikepdf import Array, Dictionary, Name
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from imaging.sheets import PageImage
from tests.imaging.pages.pdfs import PLACED, PLAIN, flate, pdf_bytes, saved
from tests.imaging.pages.scans import (
    HEIGHT,
    WIDTH,
    Gray,
    bits,
    coloured,
    g4_bytes,
    jpeg_bytes,
    load_fault,
    load_image,
    load_images,
    luminance,
    page,
)

DRAWN = (-(-HEIGHT * 300 // 72), -(-WIDTH * 300 // 72))
"""The size of the test page drawn at 300 dpi."""
TWICE = {"/Filter": Array([Name.FlateDecode, Name.FlateDecode])}
"""What our own decoders leave to PDFium."""
FAX = Dictionary({"/K": -1, "/Columns": WIDTH, "/Rows": HEIGHT, "/BlackIs1": True})


def g4_strip(black_and_white: Gray) -> bytes:
    file = g4_bytes(black_and_white, tiffinfo={278: HEIGHT})
    with tifffile.TiffFile(io.BytesIO(file)) as tiff:
        (first,) = tiff.pages
        return file[first.dataoffsets[0] : first.dataoffsets[0] + first.databytecounts[0]]


def shrunk(image: PageImage) -> Gray:
    """A drawn page at one pixel a point."""
    return np.asarray(Image.fromarray(image.gray).resize((WIDTH, HEIGHT), Image.Resampling.BOX))


def test_a_jpeg_page_gives_the_pixels_of_the_jpeg_itself(tmp_path: Path) -> None:
    stored = jpeg_bytes(page())
    itself = load_image(tmp_path, "a.jpg", stored)
    image = load_image(tmp_path, "a.pdf", pdf_bytes(stored, {"/Filter": Name.DCTDecode}))
    assert np.array_equal(image.gray, itself.gray)
    assert (image.bitonal, image.dpi) == (False, 72.0)


@pytest.mark.parametrize(("transform", "keep_rgb"), [(None, False), (1, False), (0, True)])
def test_a_colour_jpeg_page_becomes_its_luminance(tmp_path: Path, transform: int | None, keep_rgb: bool) -> None:
    rgb = coloured(page())
    entries: dict[str, pikepdf.Object] = {"/Filter": Name.DCTDecode, "/ColorSpace": Name.DeviceRGB}
    if transform is not None:
        entries["/DecodeParms"] = Dictionary({"/ColorTransform": transform})
    data = pdf_bytes(jpeg_bytes(rgb, keep_rgb=keep_rgb, subsampling=0), entries)
    assert np.abs(load_image(tmp_path, "a.pdf", data).gray - luminance(rgb)).mean() < 2.5


@pytest.mark.parametrize("black_is_1", [False, True])
@pytest.mark.parametrize("decode", [None, [0, 1], [1, 0]])
def test_a_g4_page_is_black_where_the_pdf_says_so(tmp_path: Path, black_is_1: bool, decode: list[int] | None) -> None:
    parameters = Dictionary({"/K": -1, "/Columns": WIDTH, "/Rows": HEIGHT, "/BlackIs1": black_is_1})
    entries = {"/Filter": Name.CCITTFaxDecode, "/DecodeParms": parameters, "/BitsPerComponent": 1}
    if decode is not None:
        entries["/Decode"] = Array(decode)
    # Pillow writes 0 as the fax code for white: turned round, the code for white lies where bits() is white.
    strip = g4_strip(255 - bits())
    data = pdf_bytes(strip, entries)
    image = load_image(tmp_path, "a.pdf", data)
    drawn = load_image(tmp_path, "drawn.pdf", pdf_bytes(strip, entries, content=f"{PLACED} 0 0 1 1 re f"))
    assert image.bitonal
    assert image.gray.shape == (HEIGHT, WIDTH)
    assert drawn.gray.shape == DRAWN
    assert np.abs(image.gray.astype(int) - shrunk(drawn))[5:-5, 5:-5].mean() < 12
    shown_as_coded = black_is_1 == (decode == [1, 0])
    assert np.array_equal(image.gray, bits() if shown_as_coded else 255 - bits())


def test_flate_pages_come_out_exactly(tmp_path: Path) -> None:
    gray = load_image(tmp_path, "a.pdf", pdf_bytes(flate(page().tobytes()), PLAIN))
    assert np.array_equal(gray.gray, page())
    inverted = pdf_bytes(flate(page().tobytes()), PLAIN | {"/Decode": Array([1, 0])})
    assert np.array_equal(load_image(tmp_path, "b.pdf", inverted).gray, 255 - page())
    plain = load_image(tmp_path, "c.pdf", pdf_bytes(page().tobytes(), {}))
    assert np.array_equal(plain.gray, page())
    rgb = pdf_bytes(flate(coloured(page()).tobytes()), PLAIN | {"/ColorSpace": Name.DeviceRGB})
    assert np.abs(load_image(tmp_path, "d.pdf", rgb).gray - luminance(coloured(page()))).max() <= 1
    packed = flate(np.packbits(bits() > 0, axis=1).tobytes())
    bitonal = load_image(tmp_path, "e.pdf", pdf_bytes(packed, PLAIN | {"/BitsPerComponent": 1}))
    assert bitonal.bitonal
    assert np.array_equal(bitonal.gray, bits())


def test_flate_with_png_prediction_is_read_as_png(tmp_path: Path) -> None:
    rows = np.zeros((HEIGHT, WIDTH + 1), dtype=np.uint8)
    rows[:, 0] = 1
    rows[:, 1] = page()[:, 0]
    rows[:, 2:] = np.diff(page().astype(np.int16), axis=1).astype(np.uint8)
    parameters = Dictionary({"/Predictor": 15, "/Colors": 1, "/BitsPerComponent": 8, "/Columns": WIDTH})
    data = pdf_bytes(flate(rows.tobytes()), PLAIN | {"/DecodeParms": parameters})
    assert np.array_equal(load_image(tmp_path, "a.pdf", data).gray, page())
    short = pdf_bytes(flate(rows[:-1].tobytes()), PLAIN | {"/DecodeParms": parameters})
    assert "ends early" in load_fault(tmp_path, "b.pdf", short)


def test_a_palette_page_is_unpacked_at_its_own_size(tmp_path: Path) -> None:
    table = bytes(value for level in range(256) for value in (255 - level,) * 3)
    space = Array([Name.Indexed, Name.DeviceRGB, 255, pikepdf.String(table)])
    image = load_image(tmp_path, "a.pdf", pdf_bytes(flate(page().tobytes()), PLAIN | {"/ColorSpace": space}))
    assert np.array_equal(image.gray, 255 - page())


def test_reportlab_places_a_picture_that_is_taken_out(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(WIDTH / 200 * 72, HEIGHT / 200 * 72))
    canvas.drawImage(ImageReader(Image.fromarray(page())), 0, 0, WIDTH / 200 * 72, HEIGHT / 200 * 72)
    canvas.save()
    (image,) = load_images(tmp_path / "a.pdf")
    assert np.array_equal(image.gray, page())
    assert image.dpi == pytest.approx(200)


@pytest.mark.parametrize("turn", [0, 90, 180, 270, -90, 450])
def test_a_page_turned_by_the_pdf_is_turned(tmp_path: Path, turn: int) -> None:
    taken = load_image(tmp_path, "a.pdf", pdf_bytes(flate(page().tobytes()), PLAIN, page_entries={"/Rotate": turn}))
    assert np.array_equal(taken.gray, np.rot90(page(), -(turn // 90)))


def test_invisible_recognised_text_over_a_scan_leaves_it_a_scan(tmp_path: Path) -> None:
    content = f"{PLACED} BT 3 Tr /F1 40 Tf 20 100 Td (JUDGE) Tj ET"
    image = load_image(tmp_path, "a.pdf", pdf_bytes(flate(page().tobytes()), PLAIN, content=content))
    assert np.array_equal(image.gray, page())


def test_a_clip_around_the_whole_picture_leaves_it_a_scan(tmp_path: Path) -> None:
    content = f"q 0 0 {WIDTH} {HEIGHT} re W n {PLACED} Q"
    image = load_image(tmp_path, "a.pdf", pdf_bytes(flate(page().tobytes()), PLAIN, content=content))
    assert np.array_equal(image.gray, page())


@pytest.mark.parametrize(
    "content",
    [
        f"{PLACED} BT /F1 40 Tf 20 100 Td (JUDGE) Tj ET",
        f"{PLACED} 100 100 50 50 re f",
        f"{PLACED} q 50 0 0 50 10 10 cm /Im0 Do Q",
        f"q 10 10 50 50 re W n {PLACED} Q",
        f"q /Half gs {PLACED} Q",
        f"q {WIDTH * 2} 0 0 {HEIGHT * 2} 0 0 cm /Im0 Do Q",
        f"q {WIDTH / 3} 0 0 {HEIGHT / 3} 0 0 cm /Im0 Do Q",
        f"q -{WIDTH} 0 0 {HEIGHT} {WIDTH} 0 cm /Im0 Do Q",
        f"q 0 {HEIGHT} -{WIDTH} 0 {WIDTH} 0 cm /Im0 Do Q",
        f"q {WIDTH} 20 -20 {HEIGHT} 0 0 cm /Im0 Do Q",
        "10 10 100 100 re f",
    ],
    ids=["text", "box", "two", "clipped", "see-through", "cropped", "small", "mirrored", "turned", "skewed", "none"],
)
def test_a_page_that_is_more_than_one_upright_picture_is_drawn_as_it_shows(tmp_path: Path, content: str) -> None:
    image = load_image(tmp_path, "a.pdf", pdf_bytes(flate(page().tobytes()), PLAIN, content=content))
    assert image.gray.shape == DRAWN
    assert image.dpi == 300
    assert not np.array_equal(shrunk(image), page())


def test_a_picture_under_a_soft_mask_is_drawn(tmp_path: Path) -> None:
    mask = np.full((HEIGHT, WIDTH), 255, dtype=np.uint8)
    mask[100:200] = 0
    image = load_image(tmp_path, "a.pdf", pdf_bytes(flate(page().tobytes()), PLAIN, mask=mask.tobytes()))
    assert image.gray.shape == DRAWN
    assert (shrunk(image)[105:195] == 255).all()


def test_a_crop_box_that_hides_part_of_the_picture_is_followed(tmp_path: Path) -> None:
    box = Array([0, 0, WIDTH, HEIGHT // 2])
    data = pdf_bytes(flate(page().tobytes()), PLAIN, page_entries={"/CropBox": box})
    assert load_image(tmp_path, "a.pdf", data).gray.shape == (-(-HEIGHT // 2 * 300 // 72), DRAWN[1])


def test_every_page_of_a_pdf_comes_out(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(flate(page().tobytes()), PLAIN, pages=5))
    images = load_images(tmp_path / "a.pdf")
    assert [image.source.page for image in images] == [1, 2, 3, 4, 5]
    assert all(np.array_equal(image.gray, page()) for image in images)


@pytest.mark.parametrize("revision", [3, 4, 6])
@pytest.mark.parametrize("content", [PLACED, f"{PLACED} 0 0 5 5 re f"], ids=["picture", "drawn"])
def test_a_pdf_whose_password_only_forbids_changes_is_read(
    tmp_path: Path, revision: Literal[3, 4, 6], content: str
) -> None:
    plain = pdf_bytes(jpeg_bytes(page()), {"/Filter": Name.DCTDecode}, content=content)
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        locked = saved(
            pdf,
            encryption=pikepdf.Encryption(owner="owner", user="", R=revision, aes=revision > 3, metadata=revision > 3),
        )
    assert b"/Encrypt" in locked
    expected = load_image(tmp_path, "plain.pdf", plain).gray
    assert np.array_equal(load_image(tmp_path, "locked.pdf", locked).gray, expected)


@pytest.mark.parametrize("decode", [None, [0, 1], [1, 0]])
@pytest.mark.parametrize("packing", ["flate", "g4", "other"])
@pytest.mark.parametrize("fill", ["", "0 g ", "0 0 0 rg ", "0 0 0 1 k "])
def test_a_stencil_painted_in_black_is_the_picture_that_is_shown(
    tmp_path: Path, decode: list[int] | None, packing: str, fill: str
) -> None:
    packings: dict[str, tuple[bytes, Mapping[str, object]]] = {
        "flate": (flate(np.packbits(bits() > 0, axis=1).tobytes()), PLAIN),
        "g4": (g4_strip(bits()), {"/Filter": Name.CCITTFaxDecode, "/DecodeParms": FAX}),
        "other": (flate(flate(np.packbits(bits() > 0, axis=1).tobytes())), TWICE),
    }
    stored, entries = packings[packing]
    stencil: dict[str, object] = {**entries, "/ImageMask": True, "/BitsPerComponent": 1}
    if decode is not None:
        stencil["/Decode"] = Array(decode)
    image = load_image(tmp_path, "a.pdf", pdf_bytes(stored, stencil, content=fill + PLACED))
    assert image.bitonal
    assert np.array_equal(image.gray, 255 - bits() if decode == [1, 0] else bits())


@pytest.mark.parametrize("fill", ["1 0 0 rg", "1 g", "0 0 0 0 k", "/DeviceRGB cs 0 0 1 sc"])
def test_a_stencil_painted_in_another_colour_is_drawn(tmp_path: Path, fill: str) -> None:
    stored = flate(np.packbits(bits() > 0, axis=1).tobytes())
    stencil = PLAIN | {"/ImageMask": True, "/BitsPerComponent": 1}
    image = load_image(tmp_path, "a.pdf", pdf_bytes(stored, stencil, content=f"{fill} {PLACED}"))
    assert image.gray.shape == DRAWN
    assert shrunk(image)[bits() > 0].min() > 200


def test_a_drawn_document_still_open_at_the_end_says_nothing(tmp_path: Path) -> None:
    scan = tmp_path / "drawn.pdf"
    drawn = pdf_bytes(jpeg_bytes(page()), {"/Filter": Name.DCTDecode}, content=f"{PLACED} 100 100 50 50 re f")
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        pdf.pages.append(pdf.pages[0])
        pdf.save(scan)
    # something else looks to the program's end before PDFium is there, as libraries of the commands do
    program = (
        "import sys, threading, weakref; early = threading.Event(); weakref.finalize(early, int); "
        "from pathlib import Path; from imaging.pages import *; "
        "scans = [ScanFile(Path(sys.argv[1]), 'drawn.pdf')]; "
        "print(len([load_sheet(one) for one in plan_sheets(scans, 1)]))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(scan)], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("2", "")
