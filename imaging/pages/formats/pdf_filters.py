"""Unpacking PDF streams without ever unpacking more than is expected."""

import zlib

import imagecodecs
import numpy as np
import pikepdf
from numpy.typing import NDArray

from imaging.pages.formats.errors import UnreadableScanError

_ENDS_EARLY = "a stream of the PDF ends early (truncated): scan the sheet again"
_ASCII = frozenset({"/ASCII85Decode", "/ASCIIHexDecode"})


def filters_of(stream: pikepdf.Object) -> list[tuple[str, pikepdf.Object | None]]:
    """The stream's filters in order of decoding, each with its parameters."""
    names = stream.get("/Filter")
    parameters = stream.get("/DecodeParms")
    if names is None:
        return []
    if not isinstance(names, pikepdf.Array):
        return [(str(names), parameters)]
    listed = list(parameters) if isinstance(parameters, pikepdf.Array) else [parameters] * len(names)
    return [(str(name), listed[at] if at < len(listed) else None) for at, name in enumerate(list(names))]


def packed_bytes(stream: pikepdf.Object) -> tuple[bytes, list[tuple[str, pikepdf.Object | None]]]:
    """The stream's bytes with the text wrappings taken off, and the filters that remain. Raises UnreadableScanError."""
    data = stream.read_raw_bytes()
    filters = filters_of(stream)
    while filters and filters[0][0] in _ASCII:
        data = _unwrap(data, filters.pop(0)[0])
    return data, filters


def inflate(data: bytes, most: int) -> bytes:
    """Unpack deflate, at most `most` bytes. Raises UnreadableScanError where it is damaged, ends early or is more."""
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(data, most + 1)
    except zlib.error as error:
        raise UnreadableScanError(f"a stream of the PDF is damaged ({error}): scan the sheet again") from error
    if len(plain) > most:
        raise UnreadableScanError("a stream of the PDF unpacks to more than it may: scan the sheet again")
    if not unpacker.eof:
        raise UnreadableScanError(_ENDS_EARLY)
    return plain


def inflate_into(data: bytes, room: NDArray[np.uint8]) -> None:
    """Unpack deflate and fill `room` (C order); what comes after it, at most a line's end, is left out.

    Raises UnreadableScanError where it is damaged, ends early or is more.
    """
    try:
        if len(imagecodecs.deflate_decode(data, out=room.reshape(-1).data)) == room.size:
            return
    except (RuntimeError, ValueError):
        # The quick way does not say what is wrong, and takes nothing that is longer: the slow one does.
        pass
    plain = inflate(data, room.size + 1)
    if len(plain) < room.size:
        raise UnreadableScanError(_ENDS_EARLY)
    room[:] = np.frombuffer(plain, np.uint8, room.size).reshape(room.shape)


def fits_when_unpacked(stream: pikepdf.Object, most: int) -> bool:
    """False where the stream would unpack to more than `most` bytes, or is packed so that this cannot be told."""
    data, filters = packed_bytes(stream)
    for name, _ in filters:
        if name != "/FlateDecode":
            # LZW and run lengths unpack at most 4,096 times over; nothing else belongs in drawing instructions.
            return name in ("/LZWDecode", "/RunLengthDecode") and len(data) * 4096 <= most
        unpacker = zlib.decompressobj()
        try:
            data = unpacker.decompress(data, most + 1)
        except zlib.error:
            return True
    return len(data) <= most


def _unwrap(data: bytes, name: str) -> bytes:
    """By qpdf: the standard library's way, a character at a time, takes ten times as long as the picture itself."""
    with pikepdf.new() as empty:
        stream = pikepdf.Stream(empty, data, Filter=pikepdf.Name(name))
        try:
            return stream.read_bytes(pikepdf.StreamDecodeLevel.generalized)
        except pikepdf.PdfError as error:
            raise UnreadableScanError(f"a stream of the PDF is damaged ({error}): scan the sheet again") from error
