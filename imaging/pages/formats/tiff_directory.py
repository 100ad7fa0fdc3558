"""TIFF's directories (IFDs): finding the pages and reading their tags without decoding, and what EXIF remarks."""

import struct
from dataclasses import dataclass

from imaging.pages.formats.byte_sources import ByteSource, MemoryBytes
from imaging.pages.formats.errors import UnreadableScanError
from imaging.pages.formats.raster import CM_PER_INCH, Resolution, resolution_of

ORIENTATION = 274
X_RESOLUTION = 282
Y_RESOLUTION = 283
RESOLUTION_UNIT = 296
REMARKS = frozenset({ORIENTATION, X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT})
"""What tags and EXIF blocks remark about a picture."""
ENDS_EARLY = "the TIFF ends early (truncated): scan the sheet again or copy the file again"
_TYPE_FORMATS = {1: "B", 3: "H", 4: "L", 5: "LL", 7: "B", 16: "Q"}
"""The unsigned types; none of the tags read here is signed."""
_ONE_INSIDE = {order + kind: struct.Struct(order + kind) for order in "<>" for kind in "BHL"}
"""A single value that lies in the tag itself, as most do."""
_KIND_AND_SIZE = frozenset({254, 255, 256, 257})
_REDUCED = 2
"""The old tag 255's word for a picture of reduced size."""
_MOST_VALUES = 1 << 21
"""More values than any tag of a page within the limits needs (one strip a row)."""


@dataclass(frozen=True, slots=True)
class TiffHeader:
    """The first bytes of a TIFF: its byte order, whether it is a BigTIFF, where the first directory lies."""

    byte_order: str
    """`<` or `>`, as struct writes it."""
    big: bool
    first_directory: int


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of one directory, values as integers; a fraction is two integers."""

    values: dict[int, tuple[int, ...]]

    def one(self, tag: int, default: int | None = None) -> int:
        """The tag's only value. Raises UnreadableScanError where it is missing and has no default."""
        values = self.values.get(tag)
        if values:
            return values[0]
        if default is None:
            raise UnreadableScanError(f"the TIFF page lacks its tag {tag}: scan the sheet again")
        return default

    def many(self, tag: int) -> tuple[int, ...]:
        """All values of the tag; none where it is missing."""
        return self.values.get(tag, ())

    def fraction(self, tag: int) -> float:
        """The value of a tag that holds a fraction; 0 where it is missing or divides by zero."""
        values = self.values.get(tag, ())
        return values[0] / values[1] if len(values) >= 2 and values[1] else 0.0


def read_header(source: ByteSource) -> TiffHeader:
    """The TIFF header. Raises UnreadableScanError where it is none."""
    head = source.read(0, 16)
    order = {b"II": "<", b"MM": ">"}.get(head[:2])
    if order is None or len(head) < 8:
        raise UnreadableScanError(ENDS_EARLY)
    (version,) = struct.unpack(order + "H", head[2:4])
    if version == 42:
        return TiffHeader(order, big=False, first_directory=struct.unpack(order + "L", head[4:8])[0])
    if version == 43 and len(head) == 16:
        return TiffHeader(order, big=True, first_directory=struct.unpack(order + "Q", head[8:16])[0])
    raise UnreadableScanError("the file begins like a TIFF and is none: scan the sheet again")


def page_directories(source: ByteSource, header: TiffHeader, most: int) -> tuple[int, ...]:
    """Where the pages' directories lie, in order, at most `most` + 1 of them. Previews of a page are left out.

    A preview says that it is one, and is at most half as wide and half as high as a page. What only says so is a page:
    the other side of a sheet may be cropped a little smaller. Raises UnreadableScanError as `directory_offsets`.
    """
    offsets = directory_offsets(source, header, most)
    if not 2 <= len(offsets) <= most:
        return offsets
    kinds = {offset: _kind_and_size(source, header, offset) for offset in offsets}
    pages = [size for is_reduced, size in kinds.values() if not is_reduced]
    largest = max(pages, key=lambda size: size[0] * size[1], default=(0, 0))
    return tuple(
        offset
        for offset, (is_reduced, (width, height)) in kinds.items()
        if not (is_reduced and 2 * width <= largest[0] and 2 * height <= largest[1])
    )


def _kind_and_size(source: ByteSource, header: TiffHeader, directory: int) -> tuple[bool, tuple[int, int]]:
    """Whether a directory calls itself a reduced picture of another, and its width and height."""
    try:
        tags = read_tags(source, header, directory, _KIND_AND_SIZE)
    except UnreadableScanError:
        # Reading this page says what is wrong with it; the others can be read.
        return False, (0, 0)
    is_reduced = tags.one(254, 0) & 1 == 1 or tags.one(255, 0) == _REDUCED
    return is_reduced, (tags.one(256, 0), tags.one(257, 0))


def directory_offsets(source: ByteSource, header: TiffHeader, most: int) -> tuple[int, ...]:
    """Where the directories lie, in order, at most `most` + 1 of them.

    Raises UnreadableScanError where the chain of directories loops or leaves the file.
    """
    offsets: list[int] = []
    seen: set[int] = set()
    offset = header.first_directory
    while offset != 0 and len(offsets) <= most:
        if offset in seen:
            raise UnreadableScanError(
                "the TIFF's list of pages runs in a circle, so its pages cannot be told: scan the sheets again"
            )
        seen.add(offset)
        offsets.append(offset)
        entries_at, count = _entries(source, header, offset)
        word = "Q" if header.big else "L"
        after = entries_at + count * _entry_bytes(header)
        (offset,) = _unpack(source, header, after, word)
    return tuple(offsets)


def read_tags(source: ByteSource, header: TiffHeader, directory: int, wanted: frozenset[int]) -> Tags:
    """The wanted tags of the directory at that offset. Raises UnreadableScanError where they leave the file."""
    entries_at, count = _entries(source, header, directory)
    step = _entry_bytes(header)
    block = source.read(entries_at, count * step)
    if len(block) < count * step:
        raise UnreadableScanError(ENDS_EARLY)
    layout = header.byte_order + ("HHQ8s" if header.big else "HHL4s")
    values: dict[int, tuple[int, ...]] = {}
    for tag, kind, length, field in struct.iter_unpack(layout, block):
        if tag in wanted and kind in _TYPE_FORMATS and tag not in values:
            values[tag] = _values(source, header, tag, _TYPE_FORMATS[kind], length, field)
    return Tags(values)


def _values(source: ByteSource, header: TiffHeader, tag: int, kind: str, length: int, field: bytes) -> tuple[int, ...]:
    if length > _MOST_VALUES:
        raise UnreadableScanError(f"the TIFF's tag {tag} says it has {length:,} values: scan the sheet again")
    if length == 1 and (one := _ONE_INSIDE.get(header.byte_order + kind)) is not None:
        return one.unpack_from(field)
    layout = f"{header.byte_order}{length * len(kind)}{kind[0]}"
    size = struct.calcsize(layout)
    if size > len(field):
        (offset,) = struct.unpack(header.byte_order + ("Q" if header.big else "L"), field)
        field = source.read(offset, size)
        if len(field) < size:
            raise UnreadableScanError(ENDS_EARLY)
    values: tuple[int, ...] = struct.unpack(layout, field[:size])
    return values


def _entries(source: ByteSource, header: TiffHeader, directory: int) -> tuple[int, int]:
    """Where a directory's entries begin and how many they are."""
    word = "Q" if header.big else "H"
    (count,) = _unpack(source, header, directory, word)
    if count > 65_535:
        raise UnreadableScanError(f"a page of the TIFF says it has {count:,} tags: scan the sheet again")
    return directory + (8 if header.big else 2), count


def _entry_bytes(header: TiffHeader) -> int:
    return 20 if header.big else 12


def _unpack(source: ByteSource, header: TiffHeader, offset: int, layout: str) -> tuple[int, ...]:
    layout = header.byte_order + layout
    size = struct.calcsize(layout)
    data = source.read(offset, size) if offset < source.size else b""
    if len(data) < size:
        raise UnreadableScanError(ENDS_EARLY)
    return struct.unpack(layout, data)


def read_exif(data: bytes) -> Tags:
    """The remarks of an EXIF block; nothing where it is damaged, for it holds no pixels."""
    source = MemoryBytes(data)
    try:
        header = read_header(source)
        return read_tags(source, header, header.first_directory, REMARKS)
    except UnreadableScanError:
        return Tags({})


def stated_resolution(tags: Tags) -> Resolution | None:
    """Dots per inch each way; None where the tags do not say."""
    per_unit = {2: 1.0, 3: CM_PER_INCH}.get(tags.one(RESOLUTION_UNIT, 2))
    if per_unit is None:
        return None
    return resolution_of(tags.fraction(X_RESOLUTION) * per_unit, tags.fraction(Y_RESOLUTION) * per_unit)
