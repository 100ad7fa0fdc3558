"""Deflated strips and tiles of a TIFF, unpacked to what their page has room for and no further.

Some writers fill the last strip up to the size of the others. libtiff unpacks as much of a strip as the page takes, but
where a run of equal bytes crosses the page's end it leaves up to 257 bytes before that end as they were: what another
page left in that memory. Nor does it look at the checksum of a strip that goes on: it is looked at here.
"""

import zlib
from collections.abc import Iterator, Sequence
from itertools import cycle

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from imaging.pages.formats.errors import UnreadableScanError
from imaging.pages.formats.raster import Gray
from imaging.pages.formats.tiff_page import Compression, TiffPage

DEFLATED = frozenset({Compression.DEFLATE, Compression.OLD_DEFLATE})
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
"""Each byte with its bits in the other order (fill order 2)."""
_CHUNK_BYTES = 1 << 20
_DAMAGED = "the TIFF page is damaged or ends early ({what}): scan the sheet again or copy the file again"

Part = bytes | memoryview
"""A strip or tile as it is packed."""


def unpack_rows(page: TiffPage, parts: Sequence[Part], room: Gray) -> bool:
    """Whether the page is deflated strips alone; then they are unpacked to its rows, (H, row's bytes).

    A TIFF is not made of them first, which would take as long again. Raises UnreadableScanError where a strip is not
    whole.
    """
    if page.compression not in DEFLATED or page.predictor != 1 or page.fill_order != 1 or page.tiled:
        return False
    most = _most_beyond(page, room.shape[1])
    strips = (room[top : top + page.part_height_px] for top in range(0, page.height_px, page.part_height_px))
    for part, strip in zip(parts, strips, strict=True):
        _unpack(part, strip.reshape(-1), most)
    return True


def cut_parts(page: TiffPage, parts: Sequence[Part], row_bytes: int) -> list[Part]:
    """The parts, each packed anew where it unpacks to more than its rows: libtiff may have them.

    Raises UnreadableScanError where one is not whole.
    """
    most = _most_beyond(page, row_bytes)
    rows_in_parts = zip(parts, _rows_in_parts(page), strict=False)
    return [_cut(part, rows * row_bytes, most, page.fill_order) for part, rows in rows_in_parts]


def _most_beyond(page: TiffPage, row_bytes: int) -> int:
    """How much a part may unpack to beyond its rows: as writers fill parts up, and no bomb."""
    return 8 * page.part_height_px * row_bytes + _CHUNK_BYTES


def _rows_in_parts(page: TiffPage) -> Iterator[int]:
    """How many rows each part has: the last strip of the page, or of each of its planes, may have fewer."""
    down = range(0, page.height_px, page.part_height_px)
    return cycle(page.part_height_px if page.tiled else min(page.part_height_px, page.height_px - top) for top in down)


def _cut(part: Part, size: int, most_beyond: int, fill_order: int) -> Part:
    """The part, packed anew where it unpacks to more than `size` bytes."""
    straight = bytes(part) if fill_order == 1 else bytes(part).translate(_MIRRORED)
    try:
        if len(imagecodecs.deflate_decode(straight, out=size)) == size:
            return part
    except imagecodecs.DeflateError:
        # The quick way takes nothing that is longer, and does not say what is wrong: the slow one does.
        pass
    cut = zlib.compress(_beginning(straight, size, most_beyond), level=1)
    return cut if fill_order == 1 else cut.translate(_MIRRORED)


def _unpack(part: Part, room: NDArray[np.uint8], most_beyond: int) -> None:
    """Unpack the part to all of `room`, one row of bytes. What it unpacks to beyond that is left out."""
    try:
        # whatever has bytes is taken, though the declared types do not say so
        if len(imagecodecs.deflate_decode(part, out=room.data)) == room.size:  # type: ignore[arg-type]
            return
    except imagecodecs.DeflateError:
        pass
    room[:] = np.frombuffer(_beginning(part, room.size, most_beyond), np.uint8)


def _beginning(part: Part, size: int, most_beyond: int) -> bytes:
    """The first `size` bytes of a part that goes on for at most `most_beyond`; its checksum is of all its bytes.

    Raises UnreadableScanError where the part is damaged, ends early or goes on for longer.
    """
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(part, size)
        beyond = 0
        while not unpacker.eof and beyond <= most_beyond:
            more = unpacker.decompress(unpacker.unconsumed_tail, _CHUNK_BYTES)
            if not more and not unpacker.eof:
                raise UnreadableScanError(_DAMAGED.format(what="a deflated strip has no end"))
            beyond += len(more)
    except zlib.error as error:
        raise UnreadableScanError(_DAMAGED.format(what="a deflated strip cannot be unpacked")) from error
    if len(plain) < size or beyond > most_beyond:
        raise UnreadableScanError(_DAMAGED.format(what="a deflated strip is not of its size"))
    return plain
