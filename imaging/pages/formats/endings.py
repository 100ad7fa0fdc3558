"""Whether a file ends before its picture does: it was cut off, or somebody is still writing it."""

from typing import assert_never

from imaging.pages.formats.byte_sources import ByteSource
from imaging.pages.formats.choosing import HEAD_BYTES, Format, open_document, tell_format
from imaging.pages.formats.errors import UnreadableScanError
from imaging.pages.formats.limits import LIMITS

_LEAST_BYTES = 16
"""No file is a picture that is shorter: its format cannot be told yet."""
_TAIL_BYTES = 8192
"""What a program adds behind a picture is seldom longer."""


def ends_early(source: ByteSource) -> bool:
    """Whether the end that its format asks for is missing; of a file of no known format, whether nothing is in it."""
    head = source.read(0, HEAD_BYTES)
    try:
        format_ = tell_format(head)
    except UnreadableScanError:
        return source.size < _LEAST_BYTES or not head.strip(b"\0")
    start = max(0, source.size - _TAIL_BYTES)
    tail = source.read(start, source.size - start)
    match format_:
        case Format.JPEG:
            return b"\xff\xd9" not in tail
        case Format.PNG:
            return b"IEND" not in tail
        case Format.PDF:
            return b"%%EOF" not in tail
        case Format.TIFF:
            return not _last_page_is_there(source)
        case _:
            assert_never(format_)


def _last_page_is_there(source: ByteSource) -> bool:
    try:
        document = open_document(source, Format.TIFF, LIMITS)
        document.decode(document.page_count)
    except (UnreadableScanError, MemoryError):
        return False
    return True
