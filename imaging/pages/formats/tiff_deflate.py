"""Deflated strips and tiles of a TIFF, unpacked to what their page has room for and no further.

Some writers fill the last strip up to the size of the others. libtiff unpacks as much of a strip as the page takes, but
where a run of equal bytes crosses the page's end it leaves up to 257 bytes before that end as they were: what another
page left in that memory.
"""

import zlib
from collections.abc import Iterator, Sequence
from itertools import cycle

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from imaging.pages.formats.raster import Gray
from imaging.pages.formats.tiff_page import Compression, TiffPage

DEFLATED = frozenset({Compression.DEFLATE, Compression.OLD_DEFLATE})
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
"""Each byte with its bits in the other order (fill order 2)."""

Part = bytes | memoryview
"""A strip or tile as it is packed."""


def unpack_rows(page: TiffPage, parts: Sequence[Part], room: Gray) -> bool:
    """Whether the page is deflated strips that unpack to its rows, (H, row's bytes); libtiff says what is wrong if not.

    A TIFF is not made of them first, which would take as long again.
    """
    if page.compression not in DEFLATED or page.predictor != 1 or page.fill_order != 1 or page.tiled:
        return False
    strips = (room[top : top + page.part_height_px] for top in range(0, page.height_px, page.part_height_px))
    return all(_unpack(part, strip.reshape(-1)) for part, strip in zip(parts, strips, strict=True))


def cut_parts(page: TiffPage, parts: Sequence[Part], row_bytes: int) -> list[Part]:
    """The parts, each packed anew where it unpacks to more than its rows: libtiff may have them."""
    rows_in_parts = zip(parts, _rows_in_parts(page), strict=False)
    return [_cut(part, rows * row_bytes, page.fill_order) for part, rows in rows_in_parts]


def _rows_in_parts(page: TiffPage) -> Iterator[int]:
    """How many rows each part has: the last strip of the page, or of each of its planes, may have fewer."""
    down = range(0, page.height_px, page.part_height_px)
    return cycle(page.part_height_px if page.tiled else min(page.part_height_px, page.height_px - top) for top in down)


def _cut(part: Part, size: int, fill_order: int) -> Part:
    """The part, packed anew where it unpacks to more than `size` bytes."""
    straight = bytes(part) if fill_order == 1 else bytes(part).translate(_MIRRORED)
    try:
        imagecodecs.deflate_decode(straight, out=size)
        return part
    except imagecodecs.DeflateError:
        plain = _beginning(straight, size)
    if len(plain) < size:
        return part
    cut = zlib.compress(plain, level=1)
    return cut if fill_order == 1 else cut.translate(_MIRRORED)


def _unpack(part: Part, room: NDArray[np.uint8]) -> bool:
    """Whether the part unpacks to all of `room`, one row of bytes. What it unpacks to beyond that is left out."""
    try:
        # whatever has bytes is taken, though the declared types do not say so
        return len(imagecodecs.deflate_decode(part, out=room.data)) == room.size  # type: ignore[arg-type]
    except imagecodecs.DeflateError:
        plain = _beginning(part, room.size)
    if len(plain) < room.size:
        return False
    room[:] = np.frombuffer(plain, np.uint8)
    return True


def _beginning(part: Part, size: int) -> bytes:
    """The first `size` bytes that a part unpacks to; fewer where it ends early, none where it is damaged."""
    try:
        return zlib.decompressobj().decompress(part, size)
    except zlib.error:
        return b""
