"""The files of other systems that a record keeps: byte for byte, once, under their SHA-256."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from canvass.errors import RecordError, disk_errors
from canvass.record.images import ImageStore
from outside.errors import OutsideFileError
from outside.reading import FilePassedOver, read_outside
from outside.results import OutsideResults
from outside.source import OutsideFile
from tabulate.board.outside.outside_entries import OutsideFileKept
from tabulate.board.outside.record_entries import RecordsFile

FOLDER = "outside"
_PART_BYTES = 1 << 20


def keep(directory: Path, files: Iterable[tuple[str, OutsideFile]]) -> None:
    """Write files, each with its SHA-256; on return all are on the disk. Their entries must be written after.

    A file without an entry was left by a process that died, and counts for nothing. Raises EnvironmentFault.
    """
    store = ImageStore(directory / FOLDER)
    for sha256, file in files:
        view = memoryview(file.content)
        parts = (bytes(view[at : at + _PART_BYTES]) for at in range(0, len(view), _PART_BYTES))
        store.keep(sha256, file.name, parts)
    store.settle()


def place_of(directory: Path, kept: OutsideFileKept | RecordsFile) -> Path:
    """Where a kept file lies."""
    return ImageStore(directory / FOLDER).place(kept.sha256, kept.name)


def kept_content(directory: Path, kept: OutsideFileKept | RecordsFile) -> bytes:
    """A kept file's bytes. Raises RecordError where it is gone or not as it was given."""
    place = place_of(directory, kept)
    if not place.is_file():
        raise RecordError(
            f"{place} is gone: the record keeps {kept.name} there. Put the original file back, or restore the last "
            "good copy of the directory."
        )
    with disk_errors(place):
        content = place.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != kept.sha256:
        raise RecordError(
            f"{place} was changed since it was kept as {kept.name}: its SHA-256 is {found}, the ledger says "
            f"{kept.sha256}. Put the original file back, or restore the last good copy of the directory."
        )
    return content


def kept_results(directory: Path, kept: OutsideFileKept) -> OutsideResults:
    """What a kept file says, read again from its bytes. Raises RecordError."""
    kept_content(directory, kept)  # Each time: what is remembered is of the file as it was kept.
    return _results(directory, kept)


@lru_cache(maxsize=8)  # Pages ask for the same few files again and again; the same bytes say the same.
def _results(directory: Path, kept: OutsideFileKept) -> OutsideResults:
    name = kept.name
    readings = read_outside([OutsideFile(name, kept_content(directory, kept))])
    match readings:
        case (OutsideResults() as results,):
            return results
        case (OutsideFileError() as error,):
            raise RecordError(f"A kept file can no longer be read: {error}")
        case (FilePassedOver() as passed,):
            raise RecordError(f"The kept file {name} can no longer be read: {passed.why}.")
        case _:
            raise RecordError(f"The kept file {name} holds no results of one report.")
