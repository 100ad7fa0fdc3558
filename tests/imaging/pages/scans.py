"""Scan files of every kind, made for the tests, and the shortest way to load them."""

import io
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import tifffile
from numpy.typing import NDArray
from PIL import Image

from imaging.pages import LIMITS, Limits, LoadedSheet, PlannedPage, PlannedSheet, ScanFile, load_sheet, plan_sheets
from imaging.sheets import PageImage, UnreadablePage

HEIGHT, WIDTH = 330, 310
Gray = NDArray[np.uint8]


def page(seed: int = 0, height: int = HEIGHT, width: int = WIDTH) -> Gray:
    """A page with nothing symmetric about it: a ramp, boxes and a corner mark, different for each seed."""
    draw = np.random.default_rng(seed)
    gray = np.linspace(120, 255, height * width).reshape(height, width).astype(np.uint8)
    for _ in range(12):
        row, col = draw.integers(0, height - 40), draw.integers(0, width - 40)
        gray[row : row + 30, col : col + 20] = draw.integers(0, 100)
    gray[:25, :25] = 0
    return gray


def bits(seed: int = 0, height: int = HEIGHT, width: int = WIDTH) -> Gray:
    """The same kind of page in black and white, 0 and 255."""
    return np.where(page(seed, height, width) > 110, 255, 0).astype(np.uint8)


def coloured(gray: Gray) -> Gray:
    """An RGB picture (H, W, 3) whose channels differ."""
    return np.dstack([gray, gray[::-1], 255 - gray])


def luminance(rgb: Gray) -> NDArray[np.float64]:
    return np.asarray(rgb.astype(np.float64) @ np.array([0.299, 0.587, 0.114]))


def pillow_bytes(picture: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def jpeg_bytes(samples: Gray, **options: Any) -> bytes:
    return pillow_bytes(Image.fromarray(samples), "JPEG", **({"quality": 95} | options))


def png_bytes(samples: Gray, **options: Any) -> bytes:
    return pillow_bytes(Image.fromarray(samples), "PNG", **options)


def tiff_bytes(samples: NDArray[Any] | Iterator[bytes], **options: Any) -> bytes:
    file = io.BytesIO()
    tifffile.imwrite(file, samples, **options)
    return file.getvalue()


def g4_bytes(black_and_white: Gray, **options: Any) -> bytes:
    return pillow_bytes(Image.fromarray(black_and_white).convert("1"), "TIFF", compression="group4", **options)


def one_tiff_page(data: bytes, **tags: int) -> bytes:
    """A little-endian classic TIFF with one 8-bit gray strip, any tag overridden by its number (t256=...)."""
    values = {256: WIDTH, 257: HEIGHT, 258: 8, 259: 1, 262: 1, 277: 1, 278: HEIGHT, 279: len(data)}
    values |= {int(name[1:]): value for name, value in tags.items()}
    values.setdefault(273, 8 + 2 + 12 * (len(values) + 1) + 4)
    entries = b"".join(struct.pack("<HHLL", tag, 4, 1, value) for tag, value in sorted(values.items()))
    return b"II*\x00" + struct.pack("<LH", 8, len(values)) + entries + struct.pack("<L", 0) + data


def planned(path: Path, page_number: int = 1, pages_in_file: int = 1) -> PlannedSheet:
    return PlannedSheet(1, (PlannedPage(path, path.name, page_number, pages_in_file),))


def load_all(path: Path, limits: Limits = LIMITS) -> list[PageImage | UnreadablePage]:
    """Every page of a file, planned and loaded."""
    sheets = plan_sheets([ScanFile(path, path.name)], images_per_sheet=1, limits=limits)
    loaded: list[LoadedSheet] = [load_sheet(sheet, limits) for sheet in sheets]
    return [page for sheet in loaded for page in sheet.sheet.pages]


def load_images(path: Path) -> list[PageImage]:
    pages = load_all(path)
    for one in pages:
        assert isinstance(one, PageImage), one
        assert one.gray.dtype == np.uint8
        assert one.gray.ndim == 2
        assert one.gray.flags.c_contiguous
        if one.bitonal:
            assert set(np.unique(one.gray)) <= {0, 255}
    return [one for one in pages if isinstance(one, PageImage)]


def load_image(folder: Path, name: str, data: bytes) -> PageImage:
    """Write the bytes under that name and load the one page they hold."""
    path = folder / name
    path.write_bytes(data)
    (image,) = load_images(path)
    return image


def load_fault(folder: Path, name: str, data: bytes, limits: Limits = LIMITS) -> str:
    """Write the bytes under that name and give back what is said to be wrong with their one page."""
    path = folder / name
    path.write_bytes(data)
    (fault,) = load_all(path, limits)
    assert isinstance(fault, UnreadablePage), "was read"
    return fault.detail
