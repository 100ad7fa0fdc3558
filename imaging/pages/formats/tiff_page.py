"""One TIFF page: what its tags say, checked against the limits and the file, and its compressed strips or tiles."""

from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from operator import add

from imaging.pages.formats.byte_sources import ByteSource
from imaging.pages.formats.errors import UnreadableScanError
from imaging.pages.formats.limits import Limits, check_page_size
from imaging.pages.formats.raster import Orientation, Resolution, orientation_from
from imaging.pages.formats.tiff_directory import (
    ENDS_EARLY,
    ORIENTATION,
    REMARKS,
    Tags,
    TiffHeader,
    read_tags,
    stated_resolution,
)

_DAMAGED = "the TIFF page contradicts itself ({what}): scan the sheet again"


class Compression(IntEnum):
    """How the strips are packed (tag 259)."""

    NONE = 1
    FAX_RUNS = 2
    FAX_G3 = 3
    FAX_G4 = 4
    LZW = 5
    JPEG = 7
    DEFLATE = 8
    PACKBITS = 32773
    OLD_DEFLATE = 32946


FAX = frozenset({Compression.FAX_RUNS, Compression.FAX_G3, Compression.FAX_G4})
_ENDS_UNNOTICED = frozenset({Compression.FAX_RUNS, Compression.FAX_G3})


class Photometric(IntEnum):
    """What the samples mean (tag 262)."""

    WHITE_IS_ZERO = 0
    BLACK_IS_ZERO = 1
    RGB = 2
    PALETTE = 3
    CMYK = 5
    YCBCR = 6


_SAMPLES = {
    Photometric.WHITE_IS_ZERO: 1,
    Photometric.BLACK_IS_ZERO: 1,
    Photometric.RGB: 3,
    Photometric.PALETTE: 1,
    Photometric.CMYK: 4,
    Photometric.YCBCR: 3,
}


@dataclass(frozen=True, slots=True)
class TiffPage:
    """The tags of a page, found consistent."""

    byte_order: str
    width_px: int
    height_px: int
    bits: int
    samples: int
    compression: Compression
    photometric: Photometric
    part_width_px: int
    """Of a tile; a strip is as wide as the page."""
    part_height_px: int
    offsets: tuple[int, ...]
    counts: tuple[int, ...]
    fill_order: int = 1
    fax_options: int = 0
    predictor: int = 1
    separate_planes: bool = False
    straight_alpha: bool = False
    """Where a fourth RGB sample (or second gray one) is alpha that is not multiplied into the colours."""
    multiplied_alpha: bool = False
    orientation: Orientation = Orientation.UPRIGHT
    resolution: Resolution | None = None
    tiled: bool = False
    palette: tuple[int, ...] = ()
    jpeg_tables: bytes = b""
    used_bits: int | None = 16
    """Of samples of 16 bits, how many are used; None where the samples have to tell."""

    @property
    def coloured(self) -> bool:
        """Whether it keeps colours, though all of them may be grays."""
        return self.photometric in (Photometric.RGB, Photometric.PALETTE, Photometric.CMYK, Photometric.YCBCR)


_WANTED = REMARKS.union(
    (256, 257, 258, 259, 262, 266, 273, 277, 278, 279, 284, 292, 317, 320, 322, 323, 324, 325, 338, 339, 347)
).union((281, 513, 514))
_OLD_JPEG = 6
_OLD_JPEG_REMEDY = (
    "the TIFF page is packed as old-style JPEG (number 6) and holds no whole JPEG: save it with G4, LZW or new JPEG, "
    "or as a JPEG file"
)


def read_page(source: ByteSource, header: TiffHeader, directory: int, limits: Limits) -> TiffPage:
    """The page whose directory lies at that offset. Raises UnreadableScanError where it cannot be read."""
    tags = read_tags(source, header, directory, _WANTED)
    width, height = tags.one(256), tags.one(257)
    check_page_size(width, height, limits)
    bits = tags.many(258) or (1,)
    samples = tags.one(277, 1)
    compression, photometric = _kind(tags)
    _check_samples(tags, bits, samples, compression, photometric)
    tiled = bool(tags.many(324))
    part_width = tags.one(322) if tiled else width
    part_height = tags.one(323) if tiled else min(tags.one(278, height), height)
    extra = tags.one(338, 0) if samples == _SAMPLES[photometric] + 1 else 0
    separate = tags.one(284, 1) == 2 and samples > 1
    offsets, counts = _parts(tags, tiled)
    if tags.one(259, 1) == _OLD_JPEG:
        (offsets, counts), part_height = _old_jpeg(tags, source), height
    if not tiled and not any(counts):
        counts = _counts_not_stated(offsets, source.size, compression)
        if compression is Compression.NONE:
            row_bytes = -(-width * bits[0] * (1 if separate else samples) // 8)
            counts = _no_more_than_rows(counts, row_bytes, height, part_height)
    page = TiffPage(
        byte_order=header.byte_order,
        width_px=width,
        height_px=height,
        bits=bits[0],
        samples=samples,
        compression=compression,
        photometric=photometric,
        fill_order=tags.one(266, 1),
        fax_options=tags.one(292, 0) & 0x7,
        predictor=tags.one(317, 1),
        separate_planes=separate,
        straight_alpha=extra == 2,
        multiplied_alpha=extra == 1,
        orientation=orientation_from(tags.one(ORIENTATION, 1)),
        resolution=stated_resolution(tags),
        tiled=tiled,
        part_width_px=part_width,
        part_height_px=part_height,
        offsets=offsets,
        counts=counts,
        palette=tuple(value & 0xFFFF for value in tags.many(320)),
        jpeg_tables=bytes(value & 0xFF for value in tags.many(347)),
        used_bits=_used_bits(tags, photometric),
    )
    _check_parts(page, source, limits)
    return page


def g4_page(width_px: int, height_px: int, photometric: Photometric, size_bytes: int) -> TiffPage:
    """The page that one bare G4 stream of `size_bytes` makes."""
    return TiffPage(
        byte_order="<",
        width_px=width_px,
        height_px=height_px,
        bits=1,
        samples=1,
        compression=Compression.FAX_G4,
        photometric=photometric,
        part_width_px=width_px,
        part_height_px=height_px,
        offsets=(0,),
        counts=(size_bytes,),
    )


def read_parts(source: ByteSource, page: TiffPage) -> list[memoryview]:
    """The compressed bytes of each strip or tile. Raises UnreadableScanError where the file ends before them."""
    parts = list(map(source.look, page.offsets, page.counts))
    if tuple(map(len, parts)) != page.counts:
        raise UnreadableScanError(ENDS_EARLY)
    return parts


def _parts(tags: Tags, tiled: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tags.many(324 if tiled else 273), tags.many(325 if tiled else 279)


def _counts_not_stated(offsets: tuple[int, ...], file_bytes: int, compression: Compression) -> tuple[int, ...]:
    """The sizes of strips whose sizes are not stated: up to the next strip or the end of the file.

    Raises UnreadableScanError for a packing whose decoder fills what is cut off with white, and says nothing.
    """
    if compression in _ENDS_UNNOTICED:
        raise UnreadableScanError(
            "the TIFF page is a fax that does not state the size of its strips, so nobody can tell whether it is "
            "whole: save it with G4 or LZW, or scan the sheet again"
        )
    next_after = dict(pairwise(sorted({*offsets, file_bytes})))
    return tuple(max(0, next_after.get(offset, file_bytes) - offset) for offset in offsets)


def _no_more_than_rows(counts: tuple[int, ...], row_bytes: int, height_px: int, part_height_px: int) -> tuple[int, ...]:
    """The sizes of strips that are not packed: what their rows take, where there is as much."""
    strips = -(-height_px // max(1, part_height_px))
    rows = (min(part_height_px, height_px - at % strips * part_height_px) for at in range(len(counts)))
    return tuple(min(row_bytes * some, count) for some, count in zip(rows, counts, strict=True))


def _used_bits(tags: Tags, photometric: Photometric) -> int | None:
    """By the largest sample that tag 281 states. The samples cannot tell where a blank page has small ones."""
    most = tags.one(281, 0xFFFF)
    if 0xFF <= most < 0xFFFF:
        return most.bit_length()
    return 16 if photometric in (Photometric.WHITE_IS_ZERO, Photometric.CMYK) else None


def _old_jpeg(tags: Tags, source: ByteSource) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where the whole JPEG of an old-style page lies. Its strips, where they follow, are its last part."""
    begin, size = tags.one(513, 0), tags.one(514, 0)
    strips = list(zip(*_parts(tags, tiled=False), strict=False))
    if begin == 0 or tags.many(324) or source.read(begin, 3) != b"\xff\xd8\xff":
        raise UnreadableScanError(_OLD_JPEG_REMEDY)
    if size == 0 or (strips and begin <= strips[0][0] <= begin + size):
        size = max([begin + size, *map(sum, strips)]) - begin
    return (begin,), (size,)


def _kind(tags: Tags) -> tuple[Compression, Photometric]:
    packed, meaning = tags.one(259, 1), tags.one(262)
    if packed == _OLD_JPEG:
        packed = Compression.JPEG
    if packed not in Compression.__members__.values():
        raise UnreadableScanError(
            f"the TIFF page is compressed in a way that is not read (number {packed}): save it with G4, LZW, deflate, "
            "JPEG or no compression"
        )
    if meaning not in Photometric.__members__.values():
        raise UnreadableScanError(
            f"the TIFF page keeps its colours in a way that is not read (number {meaning}): save it as gray or RGB"
        )
    return Compression(packed), Photometric(meaning)


def _check_samples(
    tags: Tags, bits: tuple[int, ...], samples: int, compression: Compression, photometric: Photometric
) -> None:
    expected = _SAMPLES[photometric]
    if not expected <= samples <= expected + 1 or len(set(bits)) != 1 or len(bits) not in (1, samples):
        raise UnreadableScanError(_DAMAGED.format(what=f"{samples} samples of {bits[:8]} bits"))
    if bits[0] not in ((1, 2, 4, 8, 16) if samples == 1 else (8, 16)) or tags.one(339, 1) not in (1, 4):
        raise UnreadableScanError(
            f"the TIFF page has samples that are not read ({bits[0]} bits): save it as 8-bit gray, bitonal or RGB"
        )
    if tags.one(266, 1) not in (1, 2) or tags.one(317, 1) not in (1, 2):
        raise UnreadableScanError(_DAMAGED.format(what=f"fill order {tags.one(266, 1)}, predictor {tags.one(317, 1)}"))
    if compression in FAX and (bits[0] != 1 or samples != 1):
        raise UnreadableScanError(_DAMAGED.format(what="fax compression of a picture that is not bitonal"))
    if compression is Compression.JPEG and bits[0] != 8:
        raise UnreadableScanError(_DAMAGED.format(what=f"JPEG compression of {bits[0]}-bit samples"))
    if photometric is Photometric.YCBCR and compression is not Compression.JPEG:
        raise UnreadableScanError("the TIFF page keeps YCbCr colours without JPEG: save it as gray, bitonal or RGB")


def _check_parts(page: TiffPage, source: ByteSource, limits: Limits) -> None:
    """Every strip or tile is there once, none is larger than a page may be, and together they fit into the file."""
    if min(page.part_width_px, page.part_height_px) < 1 or page.part_width_px * page.part_height_px > limits.page_px:
        raise UnreadableScanError(_DAMAGED.format(what=f"parts of {page.part_width_px} x {page.part_height_px} pixels"))
    across, down = -(-page.width_px // page.part_width_px), -(-page.height_px // page.part_height_px)
    expected = across * down * (page.samples if page.separate_planes else 1)
    if len(page.offsets) != expected or len(page.counts) != expected:
        raise UnreadableScanError(
            _DAMAGED.format(what=f"{len(page.offsets)} parts of {len(page.counts)} sizes, expected {expected}")
        )
    # Parts that overlap could otherwise add up to far more than the file.
    if sum(page.counts) > source.size or max(map(add, page.offsets, page.counts)) > source.size:
        raise UnreadableScanError(ENDS_EARLY)
