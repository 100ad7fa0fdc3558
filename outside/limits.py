"""What a file from elsewhere may measure. Checked before anything in it is unpacked or decoded."""

import io
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from outside.errors import OutsideFileError

_MEGABYTE = 1 << 20
BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, EOFError, OSError)
"""What is raised by archives that are damaged, cut off, or packed in a way that is not known."""


@dataclass(frozen=True, slots=True)
class OutsideLimits:
    """Room above the largest exports in use."""

    file_bytes: int = 1024 * _MEGABYTE
    text_bytes: int = 512 * _MEGABYTE
    """Of a file that is held as text: CSV, reports."""
    unpacked_bytes: int = 2048 * _MEGABYTE
    """Of all entries of an archive or workbook together, and of all files of a folder."""
    entries: int = 200_000
    """Of an archive, and files of a folder."""
    ratio: int = 100
    """How many times larger an entry may be than it is packed. Small ones may be more."""
    small_bytes: int = 8 * _MEGABYTE
    sheet_cells: int = 25_000_000
    """Of a workbook's sheet, from A1 to its last row and column."""
    pdf_bytes: int = 200 * _MEGABYTE
    pages: int = 5_000
    pdf_seconds: int = 120
    """Of the processor, for a whole PDF."""
    pdf_megabytes: int = 2_048


LIMITS = OutsideLimits()
PICTURE_LIMITS = OutsideLimits(
    file_bytes=64 * _MEGABYTE, unpacked_bytes=256 * 1024 * _MEGABYTE, entries=1_000_000, small_bytes=_MEGABYTE
)
"""Of packages of pictures: they stay on the disk, and one is unpacked at a time. `file_bytes` is one picture's."""


def check_size(content: bytes, limits: OutsideLimits = LIMITS) -> None:
    """Raise OutsideFileError for an empty file, and for one that is too large."""
    if not content:
        raise OutsideFileError("an empty file", "figures", "Export it again, and copy it again.")
    if len(content) > limits.file_bytes:
        raise OutsideFileError(
            f"{len(content):,} bytes", f"at most {limits.file_bytes:,}", "Export it in parts, and name the parts."
        )


def checked_entries(content: bytes, limits: OutsideLimits = LIMITS) -> list[zipfile.ZipInfo]:
    """The files in an archive, once it is known that none of them is a trap.

    Raises OutsideFileError for a broken archive, a password, paths out of it, links, too many entries, and for entries
    that are far larger unpacked than packed.
    """
    return checked_archive(io.BytesIO(content), limits)


def checked_archive(stream: IO[bytes], limits: OutsideLimits = LIMITS) -> list[zipfile.ZipInfo]:
    """As `checked_entries`, of an archive that need not be in memory."""
    try:
        entries = zipfile.ZipFile(stream).infolist()
    except BROKEN_ARCHIVE:
        raise OutsideFileError(
            "an archive that is damaged or cut off", "a whole one", "Export it again, and copy it again."
        ) from None
    if len(entries) > limits.entries:
        raise OutsideFileError(
            f"an archive of {len(entries):,} files", f"at most {limits.entries:,}", "Unpack it, and name the files."
        )
    files = [entry for entry in entries if not entry.is_dir()]
    for entry in files:
        _check_entry(entry, limits)
    if sum(entry.file_size for entry in files) > limits.unpacked_bytes:
        raise OutsideFileError(
            f"more than {limits.unpacked_bytes:,} bytes unpacked", "fewer", "Unpack it, and name the files."
        )
    return files


def _check_entry(entry: zipfile.ZipInfo, limits: OutsideLimits) -> None:
    where = f"entry {entry.filename[:80]!r}"
    if entry.flag_bits & 1:
        raise OutsideFileError("a file under a password", "one without", "Save it without a password.", where)
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    link = stat.S_ISLNK(entry.external_attr >> 16)
    if link or path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise OutsideFileError(
            "a path that leads out of the archive", "names within it", "Ask where this archive comes from.", where
        )
    if entry.file_size > limits.small_bytes and entry.file_size > limits.ratio * max(entry.compress_size, 1):
        raise OutsideFileError(
            f"{entry.file_size:,} bytes packed into {entry.compress_size:,}",
            f"at most {limits.ratio} times as many",
            "Ask where this file comes from: it may be made to fill a computer.",
            where,
        )
