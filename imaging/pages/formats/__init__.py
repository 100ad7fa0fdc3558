"""The bytes of one scan file to gray pages: JPEG, PNG, TIFF and PDF.

    document = open_document(source, tell_format(head), LIMITS)
    page = document.decode(1)

`choosing` tells the kind of a file. `jpeg` (and its colour planes), `png`, `tiff` (its directories, a page's tags,
deflated strips) and `pdf` (what a page holds, its pictures, the filters of its streams) open it. Sizes are checked
against `limits` from the header, before anything is decoded; pixels then come from libraries.

Headers and directories are read here and not by tifffile or Pillow, both of which were tried. They show as much of a
damaged file as they can: a tag that leaves the file is passed over. After a break in the list of pages tifffile passes
over all that follow, so that sheets would be lost and nobody told. Where the list runs in a circle after its hundredth
page, tifffile follows it without end. Either takes five times as long to open a TIFF's page. Pillow takes two to three
times as long for the header of a PNG or JPEG.
"""

from imaging.pages.formats.byte_sources import ByteSource, DiskBytes, MemoryBytes
from imaging.pages.formats.choosing import (
    HEAD_BYTES,
    Format,
    OpenedScanFile,
    check_size,
    open_document,
    tell_format,
    why_no_picture,
)
from imaging.pages.formats.endings import ends_early
from imaging.pages.formats.errors import UnreadableScanError
from imaging.pages.formats.limits import LIMITS, Limits, check_file_size

__all__ = [
    "HEAD_BYTES",
    "LIMITS",
    "ByteSource",
    "DiskBytes",
    "Format",
    "Limits",
    "MemoryBytes",
    "OpenedScanFile",
    "UnreadableScanError",
    "check_file_size",
    "check_size",
    "ends_early",
    "open_document",
    "tell_format",
    "why_no_picture",
]
