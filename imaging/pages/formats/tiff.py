"""TIFF pages to gray: a page is taken out as a small TIFF of its own and decoded by libtiff (JPEG parts by the JPEG
decoder). So page 4,000 of a batch costs what page 1 costs, and the library sees only tags that were checked.
"""

import struct
from collections.abc import Iterator, Sequence
from itertools import accumulate

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from imaging.pages.formats.buffers import PAGES
from imaging.pages.formats.byte_sources import ByteSource
from imaging.pages.formats.colours import Chroma, Rgb, chroma_of, rgb_of_samples
from imaging.pages.formats.errors import UnreadableScanError
from imaging.pages.formats.jpeg import (
    JpegHeader,
    decode_jpeg_part,
    decode_jpeg_rgb,
    read_jpeg_header,
    with_adobe_marker,
)
from imaging.pages.formats.limits import Limits, check_page_count
from imaging.pages.formats.raster import (
    Decoded,
    Gray,
    finished,
    gray_of_bits,
    gray_of_samples,
    luminance,
    to_eight_bits,
)
from imaging.pages.formats.tiff_deflate import DEFLATED, Part, cut_parts, unpack_rows
from imaging.pages.formats.tiff_directory import TiffHeader, page_directories, read_header
from imaging.pages.formats.tiff_page import FAX, Compression, Photometric, TiffPage, read_page, read_parts

_SHORT, _LONG = 3, 4
_DAMAGED = "the TIFF page is damaged or ends early ({error}): scan the sheet again or copy the file again"


class TiffDocument:
    """A TIFF file whose pages have been found. Safe to use from several threads."""

    def __init__(self, source: ByteSource, limits: Limits) -> None:
        """Find the pages. Raises UnreadableScanError where they cannot be told."""
        self._source = source
        self._limits = limits
        self._header: TiffHeader = read_header(source)
        self._directories = page_directories(source, self._header, limits.pages_per_file)
        check_page_count(len(self._directories), limits)

    @property
    def page_count(self) -> int:
        """Pages in the file."""
        return len(self._directories)

    def is_picture(self, page: int) -> bool:
        """Every page is."""
        return 1 <= page <= self.page_count

    def decode(self, page: int) -> Decoded:
        """The page of that number, from 1, to gray and upright. Raises UnreadableScanError."""
        tags = read_page(self._source, self._header, self._directories[page - 1], self._limits)
        gray = decode_page(tags, read_parts(self._source, tags))
        bitonal = tags.bits == 1 and tags.photometric is not Photometric.PALETTE
        return finished(gray, bitonal, tags.orientation, tags.resolution, self._limits, tags.coloured)

    def chroma(self, page: int, page_shape: tuple[int, int]) -> Chroma:
        """The colour of a page that was decoded to gray of that shape. Raises UnreadableScanError."""
        tags = read_page(self._source, self._header, self._directories[page - 1], self._limits)
        return chroma_of(_rgb(tags, read_parts(self._source, tags)), tags.orientation, page_shape)


def decode_page(page: TiffPage, parts: Sequence[Part]) -> Gray:
    """The pixels of a page as stored: (H, W) uint8 in C order. Raises UnreadableScanError."""
    if page.compression is Compression.JPEG:
        return _decode_jpeg_parts(page, parts)
    if page.bits == 1:
        return _gray_of_bilevel(page, _bilevel_samples(page, parts))
    samples = _samples(page, parts)
    if page.separate_planes:
        samples = np.moveaxis(samples, 0, -1)
    if samples.shape[:2] != (page.height_px, page.width_px):
        raise UnreadableScanError("the TIFF page decodes to another size than it states: scan the sheet again")
    return _gray_of(page, samples)


def _rgb(page: TiffPage, parts: Sequence[Part]) -> Rgb:
    """Red, green and blue of a page as stored, (H, W, 3) uint8."""
    if page.compression is Compression.JPEG:
        rgb = np.empty((page.height_px, page.width_px, 3), np.uint8)
        for part, top, left in _places_of(page, parts):
            room = rgb[top : top + page.part_height_px, left : left + page.part_width_px]
            stream, header = _jpeg_stream(page, part, room.shape[:2])
            room[:] = decode_jpeg_rgb(stream, header, halved=False)[: room.shape[0], : room.shape[1]]
        return rgb
    samples = _bilevel_samples(page, parts) if page.bits == 1 else _samples(page, parts)
    if page.photometric is Photometric.PALETTE:
        return _palette(page)[samples if samples.ndim == 2 else samples[:, :, 0]]
    if page.separate_planes:
        samples = np.moveaxis(samples, 0, -1)
    eight = to_eight_bits(samples, page.used_bits)
    return rgb_of_samples(eight if page.straight_alpha else eight[:, :, :3])


def _places_of(page: TiffPage, parts: Sequence[Part]) -> Iterator[tuple[Part, int, int]]:
    """Each strip or tile, with the row and the column at which it begins."""
    across = -(-page.width_px // page.part_width_px)
    for number, part in enumerate(parts):
        yield part, number // across * page.part_height_px, number % across * page.part_width_px


def _samples(page: TiffPage, parts: Sequence[Part]) -> NDArray[np.uint8]:
    """The samples of a page of several bits a sample, as the file has them."""
    is_plain_gray = page.bits == 8 and page.samples == 1
    room = PAGES.page(page.height_px, page.width_px) if is_plain_gray else None
    if room is not None:
        if page.compression is Compression.NONE and page.fill_order == 1 and not page.tiled:
            _lay_rows(page, parts, room)
            return room
        if unpack_rows(page, parts, room):
            return room
    return _decode(_tiff_of(page, parts, page.width_px, page.bits, page.samples), room)


def _lay_rows(page: TiffPage, parts: Sequence[Part], room: Gray) -> None:
    """Strips that are not packed are the page's rows."""
    for number, part in enumerate(parts):
        rows = room[number * page.part_height_px :][: page.part_height_px]
        if len(part) < rows.size:
            raise UnreadableScanError(_DAMAGED.format(error="its rows are not all there"))
        rows[:] = np.frombuffer(part, np.uint8, rows.size).reshape(rows.shape)


def _bilevel_samples(page: TiffPage, parts: Sequence[Part]) -> NDArray[np.uint8]:
    """Samples 0 and 1, (H, W) uint8."""
    if page.compression in FAX or page.tiled:
        room = PAGES.page(page.height_px, page.width_px)
        return _decode(_tiff_of(page, parts, page.width_px, 1, 1), room).view(np.uint8)
    # Decoded as bytes of eight pixels, whatever the packing.
    row_bytes = -(-page.width_px // 8)
    packed: NDArray[np.uint8] = PAGES.page(page.height_px, row_bytes)
    if not unpack_rows(page, parts, packed):
        packed = _decode(_tiff_of(page, parts, row_bytes, 8, 1), packed)
    return np.unpackbits(packed, axis=1)[:, : page.width_px]


def _gray_of_bilevel(page: TiffPage, bits: NDArray[np.uint8]) -> Gray:
    if page.photometric is Photometric.PALETTE:
        gray: Gray = _gray_palette(page)[bits]
        return gray
    return gray_of_bits(bits, page.photometric is Photometric.WHITE_IS_ZERO)


def _gray_of(page: TiffPage, samples: NDArray[np.uint8] | NDArray[np.uint16]) -> Gray:
    match page.photometric:
        case Photometric.WHITE_IS_ZERO | Photometric.BLACK_IS_ZERO:
            eight = to_eight_bits(samples, page.used_bits)
            if page.bits < 8:
                eight = eight * np.uint8(255 // ((1 << page.bits) - 1))
            if page.photometric is Photometric.WHITE_IS_ZERO:
                tone = np.ascontiguousarray(eight if eight.ndim == 2 else eight[:, :, 0])
                return np.bitwise_not(tone, out=tone)
            return _over_paper(page, eight)
        case Photometric.PALETTE:
            index = samples if samples.ndim == 2 else samples[:, :, 0]
            return np.ascontiguousarray(_gray_palette(page)[index])
        case Photometric.RGB | Photometric.CMYK | Photometric.YCBCR:
            return _over_paper(page, to_eight_bits(samples, page.used_bits))


def _over_paper(page: TiffPage, samples: NDArray[np.uint8]) -> Gray:
    """Gray, with what is transparent laid over white. libtiff has turned CMYK into RGB."""
    if page.straight_alpha:
        return gray_of_samples(samples)
    colours = (
        samples[:, :, :3] if samples.ndim == 3 and samples.shape[2] >= 3 else samples.reshape(*samples.shape[:2], -1)
    )
    gray = luminance(colours) if colours.shape[2] == 3 else np.ascontiguousarray(colours[:, :, 0])
    if page.multiplied_alpha:
        paper = 255 - samples[:, :, -1].astype(np.uint16)
        lit: Gray = np.minimum(gray + paper, 255).astype(np.uint8)
        return lit
    return gray


def _gray_palette(page: TiffPage) -> NDArray[np.uint8]:
    return luminance(_palette(page)[None]).ravel()


def _palette(page: TiffPage) -> NDArray[np.uint8]:
    """Red, green and blue of each number: (N, 3)."""
    colours = 1 << page.bits
    if page.bits > 8 or len(page.palette) != 3 * colours:
        raise UnreadableScanError("the TIFF page has no colour table of its size: scan the sheet again")
    table: NDArray[np.uint16] = np.array(page.palette, dtype=np.uint16).reshape(3, colours)
    # Some writers fill the table with 8-bit values though 16 are meant.
    eight = table if table.max() < 256 else table >> 8
    return np.ascontiguousarray(eight.astype(np.uint8).T)


def _decode_jpeg_parts(page: TiffPage, parts: Sequence[Part]) -> Gray:
    if page.separate_planes:
        raise UnreadableScanError("the TIFF page keeps its colours in separate JPEGs: save it as gray or plain RGB")
    gray = PAGES.page(page.height_px, page.width_px)
    for part, top, left in _places_of(page, parts):
        room = gray[top : top + page.part_height_px, left : left + page.part_width_px]
        stream, header = _jpeg_stream(page, part, room.shape)
        room[:] = decode_jpeg_part(stream, header)[: room.shape[0], : room.shape[1]]
    if page.photometric is Photometric.WHITE_IS_ZERO:
        return np.bitwise_not(gray, out=gray)
    return gray


def _jpeg_stream(page: TiffPage, part: Part, room: tuple[int, ...]) -> tuple[bytes, JpegHeader]:
    """A strip or tile as a JPEG of its own, which fills the room of (H, W) that it is for."""
    stream = page.jpeg_tables[:-2] + bytes(part[2:]) if page.jpeg_tables else bytes(part)
    header = read_jpeg_header(stream)
    height, width = room
    fits = height <= header.height_px <= page.part_height_px and width <= header.width_px <= page.part_width_px
    if not fits or header.components != page.samples:
        raise UnreadableScanError("a JPEG inside the TIFF has another size than its page states: scan the sheet again")
    if header.components == 3 and not header.adobe:
        stream = with_adobe_marker(stream, page.photometric is Photometric.RGB)
    return stream, header


def _decode(data: bytes, room: Gray | None = None) -> NDArray[np.uint8]:
    try:
        samples: NDArray[np.uint8] = imagecodecs.tiff_decode(data, out=room)
    except (RuntimeError, ValueError, TypeError, IndexError) as error:
        raise UnreadableScanError(_DAMAGED.format(error=error)) from error
    return samples


def _tiff_of(page: TiffPage, parts: Sequence[Part], width: int, bits: int, samples: int) -> bytes:
    """A TIFF of that one page: header, one directory, the long values, the parts."""
    if page.compression in DEFLATED:
        across = page.part_width_px if page.tiled else width
        parts = cut_parts(page, parts, -(-across * bits * (1 if page.separate_planes else samples) // 8))
    tags: list[tuple[int, int, list[int]]] = [
        (256, _LONG, [width]),
        (257, _LONG, [page.height_px]),
        (258, _SHORT, [bits] * samples),
        (259, _SHORT, [page.compression]),
        (262, _SHORT, [page.photometric if bits == page.bits else Photometric.BLACK_IS_ZERO]),
        (266, _SHORT, [page.fill_order]),
        (277, _SHORT, [samples]),
        (284, _SHORT, [2 if page.separate_planes else 1]),
        (322 if page.tiled else 278, _LONG, [page.part_width_px if page.tiled else page.part_height_px]),
        (324 if page.tiled else 273, _LONG, [0] * len(parts)),
        (325 if page.tiled else 279, _LONG, list(map(len, parts))),
    ]
    if page.tiled:
        tags.append((323, _LONG, [page.part_height_px]))
    if page.photometric is Photometric.PALETTE and bits == page.bits:
        tags.append((320, _SHORT, list(page.palette)))
    if samples > _colour_samples(page):
        tags.append((338, _SHORT, [2]))
    if page.compression is Compression.FAX_G3:
        tags.append((292, _LONG, [page.fax_options]))
    if page.compression in DEFLATED | {Compression.LZW}:
        tags.append((317, _SHORT, [page.predictor]))
    return _assemble(page.byte_order, sorted(tags), parts)


def _colour_samples(page: TiffPage) -> int:
    return {Photometric.RGB: 3, Photometric.YCBCR: 3, Photometric.CMYK: 4}.get(page.photometric, 1)


def _assemble(order: str, tags: list[tuple[int, int, list[int]]], parts: Sequence[Part]) -> bytes:
    directory_at = 8
    long_at = directory_at + 2 + 12 * len(tags) + 4
    sizes = [len(values) * (2 if kind == _SHORT else 4) for _, kind, values in tags]
    parts_at = long_at + sum(size + size % 2 for size in sizes if size > 4)
    offsets = list(accumulate(map(len, parts[:-1]), initial=parts_at))
    entries, longs = [struct.pack(order + "H", len(tags))], []
    for (tag, kind, values), size in zip(tags, sizes, strict=True):
        packed = offsets if tag in (273, 324) else values
        data = struct.pack(f"{order}{len(packed)}{'H' if kind == _SHORT else 'L'}", *packed)
        if size > 4:
            longs.append(data + b"\x00" * (size % 2))
            data = struct.pack(order + "L", long_at)
            long_at += size + size % 2
        entries.append(struct.pack(order + "HHL", tag, kind, len(packed)) + data.ljust(4, b"\x00"))
    head = (b"II*\x00" if order == "<" else b"MM\x00*") + struct.pack(order + "L", directory_at)
    return b"".join([head, *entries, struct.pack(order + "L", 0), *longs, *parts])
