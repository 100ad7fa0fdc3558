"""The colour planes of an ordinary colour JPEG, without decoding its light a second time.

No library gives them so. What scanners write is read here: one scan of Huffman codes, YCbCr, colours at the page's
scale or at half of it. Anything else is left to the library, which has decoded the light strictly before.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from imaging.pages.formats.colours import Chroma
from kernels.jpeg_chroma import CODE_BITS, COEFFICIENTS, chroma_planes, code_steps

_BASELINE = frozenset({0xC0, 0xC1})
_CODES, _SCAN, _QUANTIZERS, _RESTART, _JFIF, _ADOBE = 0xC4, 0xDA, 0xDB, 0xDD, 0xE0, 0xEE
_FRAME_BYTES, _SCAN_BYTES = 15, 10
"""The bodies of headers that have three components."""
_SAMPLINGS = frozenset({0x11, 0x12, 0x21, 0x22})
_AT_BLUE, _AT_RED = 9, 12
"""Where in the frame the components of colour begin: number, sampling, quantizer."""
_YCBCR = b"\x01"
_KEPT_TABLES = 16

Codes = tuple[bytes, ...]
"""Four tables as the file has them, those of light first: how many codes are of each length, and their symbols."""


@dataclass(frozen=True, slots=True)
class JpegSegment:
    """A part of a JPEG before its pixels."""

    marker: int
    at: int
    """Where its FF lies."""
    body: bytes


def colour_planes(data: bytes, segments: Sequence[JpegSegment]) -> Chroma | None:
    """The colours of a JPEG whose light was decoded, as stored, at half of its scale; None where it is left.

    segments   those up to the first scan's, which is the last
    """
    frame = next((one.body for one in segments if one.marker in _BASELINE), b"")
    scan = segments[-1].body
    if len(frame) != _FRAME_BYTES or len(scan) != _SCAN_BYTES or not _is_ycbcr(segments, frame):
        return None
    quantizers = _tables(segments, _QUANTIZERS, _quantizer_bytes)
    own, others = frame[7], {frame[_AT_BLUE + 1], frame[_AT_RED + 1]}
    is_plain = frame[6::3] == scan[1:7:2] and scan[4] == scan[6] and own in _SAMPLINGS and others == {0x11}
    codes = _tables(segments, _CODES, _code_bytes)
    numbers, chosen = _code_numbers(scan), (frame[_AT_BLUE + 2], frame[_AT_RED + 2])
    if not is_plain or not codes.keys() >= {*numbers} or not quantizers.keys() >= {*chosen}:
        return None
    across, down = own >> 4, own & 15
    height, width = int.from_bytes(frame[1:3], "big"), int.from_bytes(frame[3:5], "big")
    restart = next((one.body for one in segments if one.marker == _RESTART), b"")
    found = chroma_planes(
        *_codes_and_steps(tuple(codes[number] for number in numbers)),
        np.frombuffer(data, np.uint8)[segments[-1].at + 4 + _SCAN_BYTES :],
        np.array([list(quantizers[number]) for number in chosen], np.int64),
        (-(-height // (8 * down)), -(-width // (8 * across))),
        down * across,
        int.from_bytes(restart, "big"),
        (-(-height // down), -(-width // across)),
    )
    return _halved(found, down == 1, across == 1) if found.size else None


def _is_ycbcr(segments: Sequence[JpegSegment], frame: bytes) -> bool:
    """By the rules of the library: what JFIF says, or else Adobe's marker, or else the components' numbers."""
    if any(one.marker == _JFIF and one.body.startswith(b"JFIF\0") for one in segments):
        return True
    adobe = [one.body[11:12] for one in segments if one.marker == _ADOBE and one.body.startswith(b"Adobe")]
    return adobe[-1] == _YCBCR if adobe else frame[6::3] == b"\x01\x02\x03"


def _code_numbers(scan: bytes) -> tuple[int, int, int, int]:
    """The tables of codes for light and for colour, first and further ones; the latter have 16 in their numbers."""
    light, colour = scan[2], scan[4]
    return light >> 4, 16 | (light & 15), colour >> 4, 16 | (colour & 15)


def _tables(segments: Sequence[JpegSegment], marker: int, size: Callable[[bytes], int]) -> dict[int, bytes]:
    """The tables of a kind, by their numbers; none where one is of a size that is not read."""
    found: dict[int, bytes] = {}
    left = b"".join(one.body for one in segments if one.marker == marker)
    while left:
        end = size(left)
        if end == 0 or len(left) < end:
            return {}
        found[left[0]], left = left[1:end], left[end:]
    return found


def _quantizer_bytes(head: bytes) -> int:
    return 1 + COEFFICIENTS if head[0] < 16 else 0


def _code_bytes(head: bytes) -> int:
    return 17 + sum(head[1:17])


@lru_cache(_KEPT_TABLES)
def _codes_and_steps(codes: Codes) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    table = np.zeros((4, 1 << CODE_BITS), np.uint32)
    for row, lengths_and_symbols in zip(table, codes, strict=True):
        at, lengths, symbols = 0, lengths_and_symbols[:16], iter(lengths_and_symbols[16:])
        for length, count in enumerate(lengths, start=1):
            for _ in range(count):
                end = at + (1 << (CODE_BITS - length))
                row[at:end], at = 256 * length + next(symbols), end
    return table, code_steps(table)


def _halved(planes: Chroma, down: bool, across: bool) -> Chroma:
    """The means of two pixels down, across, or both; the last row and column count twice where they are single."""
    if not down and not across:
        return planes
    import cv2

    odd = (0, planes.shape[1] % 2 if down else 0), (0, planes.shape[2] % 2 if across else 0)
    even = [np.pad(plane, odd, mode="edge") if odd[0][1] or odd[1][1] else plane for plane in planes]
    size = even[0].shape[1] // (2 if across else 1), even[0].shape[0] // (2 if down else 1)
    return np.stack([np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.uint8) for plane in even])
