"""Opening scan files: counting their pages for the plan, reading and hashing them once for the count."""

import errno
import hashlib
import os
import stat
import threading
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from imaging.pages.errors import ScanChangedError
from imaging.pages.formats import (
    HEAD_BYTES,
    ByteSource,
    DiskBytes,
    Format,
    Limits,
    MemoryBytes,
    OpenedScanFile,
    UnreadableScanError,
    check_file_size,
    check_size,
    open_document,
    tell_format,
)

READ_WHOLE_BYTES = 32_000_000
"""Files of many pages larger than this stay on the disk and are read page by page."""
_CHUNK_BYTES = 1 << 20
_KEPT_OPEN = 4
_NO_MEMORY = (
    "there is not enough memory to open this file: close other programs and count the folder again, or scan the sheets "
    "at 200 to 300 dpi"
)


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """A scan file as it was read, to be stored once under its SHA-256."""

    name: str
    path: Path
    sha256: str
    size: int
    data: bytes | None
    """The whole file; None where it is large and stayed on the disk: then use `chunks`."""

    def chunks(self) -> Iterator[bytes]:
        """The file's bytes in parts. Raises ScanChangedError after the last where the file is not what was read."""
        if self.data is not None:
            yield self.data
            return
        digest = hashlib.sha256()
        with self.path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                digest.update(chunk)
                yield chunk
        if digest.hexdigest() != self.sha256:
            raise ScanChangedError(f"{self.path}: the file changed while it was being stored: count the folder again")


@dataclass(frozen=True, slots=True)
class OpenedScan:
    """A file whose bytes were read: its hash, and its pages or what is wrong with it."""

    sha256: str
    size: int
    data: bytes | None
    document: OpenedScanFile | UnreadableScanError


_OF_ONE_IMAGE = frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".jif", ".png"})


def may_hold_many(path: Path) -> bool:
    """Whether a file that cannot be opened may hold several pages, as far as its name tells."""
    return path.suffix.casefold() not in _OF_ONE_IMAGE


def count_pages(path: Path, limits: Limits) -> int | None:
    """How many pages a file has, from its headers; None where it cannot be opened (loading it says why)."""
    try:
        source = _open_on_disk(path)
        format_ = tell_format(source.read(0, HEAD_BYTES))
        if format_ in (Format.JPEG, Format.PNG):
            return 1
        check_size(source.size, format_, limits)
        return open_document(source, format_, limits).page_count
    except (UnreadableScanError, MemoryError):
        return None


def open_scan(path: Path, limits: Limits) -> OpenedScan:
    """Read and hash a file and find its pages. Raises UnreadableScanError where its bytes cannot be had."""
    try:
        on_disk = _open_on_disk(path)
        check_file_size(on_disk.size, limits.document_bytes, "scan file")
        head = on_disk.read(0, HEAD_BYTES)
        source = _source_for(on_disk, head, limits)
        data = source.data if isinstance(source, MemoryBytes) else None
        sha256 = hashlib.sha256(data).hexdigest() if data is not None else _hash_in_parts(source)
    except OSError as error:
        raise _cannot_read(error) from error
    except MemoryError as error:
        raise UnreadableScanError(_NO_MEMORY) from error
    return OpenedScan(sha256, source.size, data, _document(source, head, limits))


def open_bytes(data: bytes, limits: Limits) -> OpenedScan:
    """As `open_scan`, of a file in memory. Raises UnreadableScanError where it is empty or too large."""
    if not data:
        raise UnreadableScanError("the file is empty (0 bytes): scan the sheet again or copy the file again")
    check_file_size(len(data), limits.document_bytes, "scan file")
    document = _document(MemoryBytes(data), data[:HEAD_BYTES], limits)
    return OpenedScan(hashlib.sha256(data).hexdigest(), len(data), data, document)


class RecentScans:
    """The files of many pages opened last, so that a batch file is hashed once and not once for each of its sheets.

    Safe to use from several threads: one opens a file, the others wait for it. A file that changes on the disk is
    opened anew.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._opened: OrderedDict[tuple[object, ...], Future[OpenedScan]] = OrderedDict()

    def open(self, path: Path, limits: Limits) -> OpenedScan:
        """As `open_scan`."""
        try:
            state = path.stat()
        except OSError as error:
            raise _cannot_read(error) from error
        key = (path, state.st_ino, state.st_size, state.st_mtime_ns, limits)
        with self._lock:
            waiting = self._opened.get(key)
            opened = waiting if waiting is not None else Future[OpenedScan]()
            self._opened[key] = opened
            self._opened.move_to_end(key)
            while len(self._opened) > _KEPT_OPEN:
                self._opened.popitem(last=False)
        if waiting is None:
            self._fill(key, opened, path, limits)
        return opened.result()

    def _fill(self, key: tuple[object, ...], opened: Future[OpenedScan], path: Path, limits: Limits) -> None:
        try:
            opened.set_result(open_scan(path, limits))
        except BaseException as error:
            with self._lock:
                self._opened.pop(key, None)
            opened.set_exception(error)


def _open_on_disk(path: Path) -> DiskBytes:
    """Open an ordinary file, never waiting for a pipe or device. Raises UnreadableScanError."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise _cannot_read(error) from error
    state = os.fstat(descriptor)
    source = DiskBytes(path, descriptor, state.st_size)
    if stat.S_ISDIR(state.st_mode):
        raise UnreadableScanError(
            "this is a folder with the name of a scan file: expected a JPEG, PNG, TIFF or PDF file"
        )
    if not stat.S_ISREG(state.st_mode):
        raise UnreadableScanError(
            "this is no ordinary file but a device or pipe: expected a JPEG, PNG, TIFF or PDF file"
        )
    if state.st_size == 0:
        raise UnreadableScanError("the file is empty (0 bytes): scan the sheet again or copy the file again")
    return source


def _source_for(on_disk: DiskBytes, head: bytes, limits: Limits) -> ByteSource:
    """The whole file in memory where it is small or one image; else on the disk."""
    if on_disk.size > READ_WHOLE_BYTES and not _is_one_image(head, on_disk.size, limits):
        return on_disk
    data = on_disk.read(0, on_disk.size + 1)
    if len(data) != on_disk.size:
        raise UnreadableScanError("the file changed while it was being read: wait until it is complete and count again")
    return MemoryBytes(data)


def _is_one_image(head: bytes, size: int, limits: Limits) -> bool:
    return head.startswith((b"\xff\xd8", b"\x89PNG")) and size <= limits.image_bytes


def _document(source: ByteSource, head: bytes, limits: Limits) -> OpenedScanFile | UnreadableScanError:
    try:
        format_ = tell_format(head)
        check_size(source.size, format_, limits)
        return open_document(source, format_, limits)
    except UnreadableScanError as error:
        return error
    except MemoryError:
        return UnreadableScanError(_NO_MEMORY)


def _hash_in_parts(source: ByteSource) -> str:
    digest = hashlib.sha256()
    for offset in range(0, source.size, _CHUNK_BYTES):
        digest.update(source.read(offset, min(_CHUNK_BYTES, source.size - offset)))
    return digest.hexdigest()


def _cannot_read(error: OSError) -> UnreadableScanError:
    """What an operating system's error means for the file; errors that are not the file's are raised as they are."""
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return UnreadableScanError("the file is no longer there: put it back, or count the folder again without it")
        case errno.EACCES | errno.EPERM:
            return UnreadableScanError("you may not read this file: change its permissions and count the folder again")
        case errno.EMFILE | errno.ENFILE | errno.ENOMEM:
            raise error
        case _:
            return UnreadableScanError(
                f"the disk could not read the file ({error.strerror}): copy it again or scan the sheet again"
            )
