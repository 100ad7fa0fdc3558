"""The bytes of a scan file: in memory where it is small, read in parts from the disk where it is large."""

import io
import os
import weakref
from pathlib import Path
from typing import BinaryIO, Protocol


class ByteSource(Protocol):
    """Random access to a file's bytes; safe to use from several threads."""

    @property
    def size(self) -> int:
        """Length in bytes."""

    def read(self, offset: int, length: int) -> bytes:
        """The bytes from `offset`; fewer than `length` where the file ends."""

    def look(self, offset: int, length: int) -> memoryview:
        """As `read`, without a copy where the bytes are in memory."""

    def open(self) -> BinaryIO:
        """A new stream at the file's beginning, for libraries that read streams."""


class MemoryBytes:
    """A file read whole."""

    def __init__(self, data: bytes) -> None:
        """Keep `data`."""
        self.data = data
        self._view = memoryview(data)

    @property
    def size(self) -> int:
        """Length in bytes."""
        return len(self.data)

    def read(self, offset: int, length: int) -> bytes:
        """The bytes from `offset`; fewer than `length` where they end."""
        return self.data[offset : offset + length]

    def look(self, offset: int, length: int) -> memoryview:
        """The same bytes, not copied."""
        return self._view[offset : offset + length]

    def open(self) -> BinaryIO:
        """A new stream over the same bytes."""
        return io.BytesIO(self.data)


class DiskBytes:
    """A file read in parts. Not a memory map: a map of a file that shrinks ends the whole program."""

    def __init__(self, path: Path, descriptor: int, size: int) -> None:
        """Take over an open file descriptor; it is closed with this object."""
        self.path = path
        self._descriptor = descriptor
        self._size = size
        weakref.finalize(self, os.close, descriptor)

    @property
    def size(self) -> int:
        """Length in bytes when the file was opened."""
        return self._size

    def read(self, offset: int, length: int) -> bytes:
        """The bytes from `offset`; fewer than `length` where the file ends."""
        parts = []
        while length > 0 and (part := os.pread(self._descriptor, min(length, 1 << 24), offset)):
            parts.append(part)
            offset, length = offset + len(part), length - len(part)
        return b"".join(parts)

    def look(self, offset: int, length: int) -> memoryview:
        """As `read`."""
        return memoryview(self.read(offset, length))

    def open(self) -> BinaryIO:
        """A new stream over the same open file."""
        return io.BufferedReader(_SourceStream(self))


class FirstBytes:
    """The beginning of another source, as if the file ended there, and began with `head` instead of its own bytes."""

    def __init__(self, source: ByteSource, size: int, head: bytes = b"") -> None:
        """The first `size` bytes of `source`."""
        self._source = source
        self._size = min(size, source.size)
        self._head = head

    @property
    def size(self) -> int:
        """Length in bytes."""
        return self._size

    def read(self, offset: int, length: int) -> bytes:
        """The bytes from `offset`; fewer than `length` where they end."""
        data = self._source.read(offset, max(0, min(length, self._size - offset)))
        return self._head[offset : offset + len(data)] + data[max(0, len(self._head) - offset) :]

    def look(self, offset: int, length: int) -> memoryview:
        """As `read`."""
        return memoryview(self.read(offset, length))

    def open(self) -> BinaryIO:
        """A new stream over the same bytes."""
        return io.BufferedReader(_SourceStream(self))


class _SourceStream(io.RawIOBase):
    """A readable, seekable stream over a source, with a place of its own."""

    def __init__(self, source: ByteSource) -> None:
        self._source = source
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._source.size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._source.read(self._at, len(buffer))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
