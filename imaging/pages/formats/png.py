"""PNG files to gray pages."""

import struct
import zlib
from dataclasses import dataclass

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from imaging.pages.formats.buffers import PAGES
from imaging.pages.formats.colours import Chroma, chroma_of, rgb_of_samples
from imaging.pages.formats.errors import UnreadableScanError
from imaging.pages.formats.limits import Limits, check_page_size
from imaging.pages.formats.raster import (
    Decoded,
    Gray,
    Orientation,
    Resolution,
    finished,
    gray_of_bits,
    gray_of_samples,
    orientation_from,
    resolution_of,
    to_eight_bits,
)
from imaging.pages.formats.tiff_directory import ORIENTATION, read_exif

SIGNATURE = b"\x89PNG\r\n\x1a\n"
ENDS_EARLY = "the PNG ends early (truncated): scan the sheet again or copy the file again"
_INCHES_PER_METRE = 1 / 0.0254
_BLACK_AND_WHITE = frozenset({b"\x00\x00\x00", b"\xff\xff\xff"})


@dataclass(frozen=True, slots=True)
class PngHeader:
    """What a PNG says before its pixels begin."""

    width_px: int
    height_px: int
    bitonal: bool
    plain_gray: bool
    """One sample a pixel, of at most 8 bits, nothing transparent."""
    coloured: bool
    interlaced: bool
    orientation: Orientation
    resolution: Resolution | None
    used_bits: int | None
    """Of samples of 16 bits, how many are stated to be used; None where the samples have to tell."""


def read_png_header(data: bytes) -> PngHeader:
    """Walk the chunks up to the first pixels. Raises UnreadableScanError where that is not a PNG."""
    chunks = _chunks_before_pixels(data)
    first = chunks.get(b"IHDR", b"")
    if len(first) != 13:
        raise UnreadableScanError("the PNG is damaged (no header): scan the sheet again")
    width, height, depth, colour, _, _, interlace = struct.unpack(">LLBBBBB", first)
    palette = chunks.get(b"PLTE", b"")
    plain = colour == 0 or (colour == 3 and {palette[:3], palette[3:6]} <= _BLACK_AND_WHITE)
    return PngHeader(
        width_px=width,
        height_px=height,
        bitonal=depth == 1 and plain and b"tRNS" not in chunks,
        plain_gray=colour == 0 and depth <= 8 and b"tRNS" not in chunks,
        coloured=colour & 2 != 0 and not plain,
        interlaced=interlace != 0,
        orientation=orientation_from(read_exif(chunks.get(b"eXIf", b"")).one(ORIENTATION, 1)),
        resolution=_resolution(chunks.get(b"pHYs", b"")),
        used_bits=next(iter(chunks.get(b"sBIT", b"")), None),
    )


def decode_png(data: bytes, limits: Limits) -> Decoded:
    """A PNG file to a gray page; what is transparent lies over white. Raises UnreadableScanError."""
    header = read_png_header(data)
    check_page_size(header.width_px, header.height_px, limits)
    _check_chunks(data)
    gray = _plain_bits(data, header) if header.plain_gray and header.bitonal and not header.interlaced else None
    if gray is None:
        gray = gray_of_samples(to_eight_bits(decode_png_samples(data, _room(header)), header.used_bits))
    return finished(gray, header.bitonal, header.orientation, header.resolution, limits, header.coloured)


def png_chroma(data: bytes, page_shape: tuple[int, int]) -> Chroma:
    """The colour of a PNG file that was decoded to a gray page of that shape. Raises UnreadableScanError."""
    header = read_png_header(data)
    samples = to_eight_bits(decode_png_samples(data), header.used_bits)
    return chroma_of(rgb_of_samples(samples), header.orientation, page_shape)


def _plain_bits(data: bytes, header: PngHeader) -> Gray | None:
    """A bitonal picture whose rows are as they are, or as differences along the row; None where one is not."""
    rows = PAGES.page(header.height_px, 1 + -(-header.width_px // 8))
    try:
        unpacked = imagecodecs.deflate_decode(_pixel_stream(data), out=rows.reshape(-1).data)
    except (RuntimeError, ValueError):
        return None
    filters, packed = rows[:, 0], rows[:, 1:]
    if len(unpacked) != rows.size or filters.max() > 1:
        return None
    differences = filters == 1
    packed[differences] = np.cumsum(packed[differences], axis=1, dtype=np.uint8)
    bits = PAGES.page(header.height_px, header.width_px)
    bits[:] = np.unpackbits(packed, axis=1, count=header.width_px)
    return gray_of_bits(bits, one_is_black=False)


def _pixel_stream(data: bytes) -> bytes:
    """What the chunks with pixels hold together. The chunks have been checked."""
    parts, at, kind = [], len(SIGNATURE), b""
    while kind != b"IEND":
        length, kind = struct.unpack(">L4s", data[at : at + 8])
        if kind == b"IDAT":
            parts.append(memoryview(data)[at + 8 : at + 8 + length])
        at += 12 + length
    return b"".join(parts)


def _room(header: PngHeader) -> Gray | None:
    return PAGES.page(header.height_px, header.width_px) if header.plain_gray else None


def decode_png_samples(data: bytes, room: Gray | None = None) -> NDArray[np.uint8] | NDArray[np.uint16]:
    """The samples, palettes resolved: (H, W) or (H, W, 2 to 4). The caller has checked the size.

    `room` takes the samples of a picture whose samples are plain gray.
    """
    try:
        samples: NDArray[np.uint8] | NDArray[np.uint16] = imagecodecs.png_decode(data, out=room)
    except (RuntimeError, ValueError) as error:
        # Of some faults the decoder loses its words, and what lies in that memory is no text.
        text = "its decoder cannot say where" if isinstance(error, UnicodeDecodeError) else str(error)
        if "too small" in text or "Not enough" in text:
            raise UnreadableScanError(ENDS_EARLY) from error
        raise UnreadableScanError(
            f"the PNG is damaged ({text}): scan the sheet again or copy the file again"
        ) from error
    return samples


def _chunks_before_pixels(data: bytes) -> dict[bytes, bytes]:
    chunks: dict[bytes, bytes] = {}
    at = len(SIGNATURE)
    while True:
        if len(data) < at + 12:
            raise UnreadableScanError(ENDS_EARLY)
        length, kind = struct.unpack(">L4s", data[at : at + 8])
        if kind == b"IDAT":
            return chunks
        chunks.setdefault(kind, data[at + 8 : at + 8 + length])
        at += 12 + length


def _check_chunks(data: bytes) -> None:
    """Every chunk is whole and unchanged. Seen to here, for the decoder is not at its best with damaged files."""
    at = len(SIGNATURE)
    kind = b""
    while kind != b"IEND":
        if len(data) < at + 12:
            raise UnreadableScanError(ENDS_EARLY)
        length, kind = struct.unpack(">L4s", data[at : at + 8])
        end = at + 8 + length
        if len(data) < end + 4:
            raise UnreadableScanError(ENDS_EARLY)
        if zlib.crc32(memoryview(data)[at + 4 : end]) != int.from_bytes(data[end : end + 4], "big"):
            raise UnreadableScanError("the PNG is damaged (a checksum is wrong): scan the sheet again or copy it again")
        at = end + 4


def _resolution(physical: bytes) -> Resolution | None:
    if len(physical) != 9 or physical[8] != 1:
        return None
    across, down = struct.unpack(">LL", physical[:8])
    # Whole dots a metre cannot say 200 dpi exactly; a hundredth is as much as they can mean.
    return resolution_of(round(across / _INCHES_PER_METRE, 2), round(down / _INCHES_PER_METRE, 2))
