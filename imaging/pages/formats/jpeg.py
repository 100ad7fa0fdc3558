"""JPEG files and JPEG streams inside TIFF and PDF, to gray pages.

Decoded strictly: where the decoder had to invent pixels (a file that ends early, a damaged segment) the page is
refused, for a grey patch looks like paper without marks.
"""

import re
from dataclasses import dataclass

import numpy as np
import simplejpeg

from imaging.pages.formats.buffers import PAGES
from imaging.pages.formats.colours import Chroma, Rgb, chroma_of, rgb_of_cmyk
from imaging.pages.formats.errors import UnreadableScanError
from imaging.pages.formats.limits import Limits, check_page_size
from imaging.pages.formats.raster import (
    CM_PER_INCH,
    Decoded,
    Gray,
    Orientation,
    Resolution,
    finished,
    gray_of_cmyk,
    orientation_from,
    resolution_of,
)
from imaging.pages.formats.tiff_directory import ORIENTATION, Tags, read_exif, stated_resolution

ENDS_EARLY = "the JPEG ends early (truncated): scan the sheet again or copy the file again"
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""Baseline, extended and progressive: what scanners write."""
_OTHER_FRAMES = frozenset({0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_PROGRESSIVE = 0xC2
_SCAN, _END = 0xDA, 0xD9
_MOST_SCANS = 64
"""Progressive files have about ten passes; thousands of them keep a decoder busy for hours."""
_HEIGHTS_TO_COME = frozenset({0, 0xFFFF})
"""What a feeder that does not know the paper's length yet writes; DNL after the first scan states it."""
_DNL = b"\xff\xdc\x00\x04"
_DNL_TAIL_BYTES = 64
"""Where a feeder wrote the longest paper that it takes, DNL stands near the file's end."""
_END_OF_SCAN = re.compile(rb"\xff(?=[^\x00\xd0-\xd7\xff])")
_BETWEEN_SEGMENTS = re.compile(rb"\x00*(?:\xff+(?=\xff))?")
_STUFFED = "extraneous bytes before marker"
_STUFFING = re.compile(rb"(\xff\x00|[^\xff\x00])\x00+(?=\xff+[\xd0-\xd7]|\xff*\Z)")
"""Zeros before a restart marker or at a scan's end. The zero that follows FF is data."""


@dataclass(frozen=True, slots=True)
class _Segment:
    marker: int
    at: int
    """Where its FF lies."""
    body: bytes


@dataclass(frozen=True, slots=True)
class JpegHeader:
    """What a JPEG says before its pixels begin."""

    width_px: int
    height_px: int
    height_comes_late: bool
    """True where the height stands after the first scan, whatever the frame states."""
    components: int
    progressive: bool
    adobe: bool
    """True where Adobe's marker is there: the inks of a CMYK picture are then stored inverted."""
    orientation: Orientation
    resolution: Resolution | None


def read_jpeg_header(data: bytes) -> JpegHeader:
    """Walk the segments up to the first scan. Raises UnreadableScanError where that is not a JPEG we read."""
    segments = _segments(data)
    frames = [segment for segment in segments if segment.marker in _FRAMES | _OTHER_FRAMES]
    if len(frames) != 1 or len(frames[0].body) < 6:
        raise UnreadableScanError("the JPEG is damaged (no single frame header): scan the sheet again")
    marker, frame = frames[0].marker, frames[0].body
    if marker in _OTHER_FRAMES or frame[0] != 8:
        raise UnreadableScanError(
            f"the JPEG is of a kind that scanners do not write (frame {marker:02X}, {frame[0]} bits): save it as an "
            "ordinary 8-bit JPEG or scan the sheet again"
        )
    stated = int.from_bytes(frame[1:3], "big")
    may_come = stated in _HEIGHTS_TO_COME or _DNL in data[-_DNL_TAIL_BYTES:]
    after_scan = _height_after_scan(data, segments[-1]) if may_come else 0
    exif = _exif(segments)
    return JpegHeader(
        width_px=int.from_bytes(frame[3:5], "big"),
        height_px=after_scan or stated,
        height_comes_late=after_scan > 0,
        components=frame[5],
        progressive=marker == _PROGRESSIVE,
        adobe=any(one.marker == 0xEE and one.body.startswith(b"Adobe") for one in segments),
        orientation=orientation_from(exif.one(ORIENTATION, 1)),
        resolution=_jfif_resolution(segments) or stated_resolution(exif),
    )


def decode_jpeg(data: bytes, limits: Limits) -> Decoded:
    """A JPEG file to a gray page, turned as its EXIF orientation asks. Raises UnreadableScanError."""
    header = read_jpeg_header(data)
    gray = decode_jpeg_pixels(data, header, limits)
    return finished(gray, False, header.orientation, header.resolution, limits, header.components > 1)


def jpeg_chroma(data: bytes, page_shape: tuple[int, int]) -> Chroma:
    """The colour of a JPEG file that was decoded to a gray page of that shape. Raises UnreadableScanError."""
    header = read_jpeg_header(data)
    return chroma_of(decode_jpeg_rgb(data, header, halved=True), header.orientation, page_shape, halved=True)


def decode_jpeg_pixels(data: bytes, header: JpegHeader, limits: Limits) -> Gray:
    """The pixels as stored: (H, W) uint8 in C order. Raises UnreadableScanError."""
    check_page_size(header.width_px, header.height_px, limits)
    return decode_jpeg_part(data, header)


def decode_jpeg_part(data: bytes, header: JpegHeader) -> Gray:
    """As `decode_jpeg_pixels` for a tile or strip, whose size its page has been checked for."""
    if header.progressive and data.count(b"\xff\xda") > _MOST_SCANS:
        raise UnreadableScanError(f"the JPEG has more than {_MOST_SCANS} passes over its pixels: scan the sheet again")
    if header.components not in (1, 3, 4):
        raise UnreadableScanError(
            f"the JPEG has {header.components} colour components, expected 1, 3 or 4: scan the sheet again"
        )
    return _decode(_with_height(data, header.height_px) if header.height_comes_late else data, header)


def _decode(data: bytes, header: JpegHeader, may_be_stuffed: bool = True) -> Gray:
    try:
        if header.components != 4:
            gray = PAGES.page(header.height_px, header.width_px)
            decoded = simplejpeg.decode_jpeg(data, "GRAY", buffer=gray)
            return gray if decoded.shape[:2] == gray.shape else np.array(decoded[:, :, 0])
        inks = simplejpeg.decode_jpeg(data, "CMYK")
    except ValueError as error:
        if may_be_stuffed and _STUFFED in str(error):
            return _decode(_without_stuffing(data), header, may_be_stuffed=False)
        raise UnreadableScanError(_what_is_wrong(str(error), data)) from error
    return gray_of_cmyk(255 - inks if header.adobe else inks)


def decode_jpeg_rgb(data: bytes, header: JpegHeader, halved: bool) -> Rgb:
    """Red, green and blue of a stream that was decoded to gray, at its scale or at half of it: (H, W, 3) uint8.

    Raises UnreadableScanError.
    """
    whole = _with_height(data, header.height_px) if header.height_comes_late else data
    least = (-(-header.height_px // 2), -(-header.width_px // 2)) if halved else (0, 0)
    try:
        return _rgb(whole, header, least)
    except ValueError as error:
        if _STUFFED not in str(error):
            raise UnreadableScanError(_what_is_wrong(str(error), data)) from error
    try:
        return _rgb(_without_stuffing(whole), header, least)
    except ValueError as error:
        raise UnreadableScanError(_what_is_wrong(str(error), data)) from error


def _rgb(data: bytes, header: JpegHeader, least: tuple[int, int]) -> Rgb:
    kind = "CMYK" if header.components == 4 else "RGB"
    samples = simplejpeg.decode_jpeg(data, kind, min_height=least[0], min_width=least[1])
    if header.components == 4:
        return rgb_of_cmyk(255 - samples if header.adobe else samples)
    return np.asarray(samples)


def _without_stuffing(data: bytes) -> bytes:
    """The stream without zeros between its segments and before its restart markers.

    All of them go: a wiped part of the picture then ends early, and no pixel is made of zeros.
    """
    kept, at = [data[:2]], 2
    while at < len(data):
        at = _after_filling(data, at)
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if len(data) < end or data[at + 1] == _END:
            break
        kept.append(data[at:end])
        if data[at + 1] == _SCAN:
            at, end = end, _end_of_scan(data, end)
            kept.append(_STUFFING.sub(rb"\1", data[at:end]))
        at = end
    return b"".join([*kept, data[at:]])


def _with_height(data: bytes, height_px: int) -> bytes:
    (frame,) = (segment for segment in _segments(data) if segment.marker in _FRAMES)
    at = frame.at + 5
    return data[:at] + height_px.to_bytes(2, "big") + data[at + 2 :]


def _height_after_scan(data: bytes, scan: _Segment) -> int:
    """What the DNL segment after the first scan states; 0 where there is none."""
    end = _end_of_scan(data, scan.at + 4 + len(scan.body))
    is_there = data[end : end + 4] == _DNL
    return int.from_bytes(data[end + 4 : end + 6], "big") if is_there else 0


def _end_of_scan(data: bytes, at: int) -> int:
    found = _END_OF_SCAN.search(data, at)
    return found.start() if found else len(data)


def _after_filling(data: bytes, at: int) -> int:
    filling = _BETWEEN_SEGMENTS.match(data, at)
    return filling.end() if filling else at


def with_adobe_marker(data: bytes, is_rgb: bool) -> bytes:
    """The stream with a marker that says how its three components are to be read: RGB or YCbCr."""
    marker = b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00" + (b"\x00" if is_rgb else b"\x01")
    return data[:2] + marker + data[2:]


def _segments(data: bytes) -> list[_Segment]:
    """Every segment up to the first scan's, which is the last."""
    segments: list[_Segment] = []
    at = 2
    while not segments or segments[-1].marker != _SCAN:
        at = _after_filling(data, at)
        marker = data[at : at + 2]
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if len(data) < at + 4:
            raise UnreadableScanError(ENDS_EARLY)
        if marker[0] != 0xFF or length < 2:
            raise UnreadableScanError("the JPEG is damaged (no marker where one belongs): scan the sheet again")
        segments.append(_Segment(marker[1], at, data[at + 4 : at + 2 + length]))
        at += 2 + length
    return segments


def _jfif_resolution(segments: list[_Segment]) -> Resolution | None:
    for segment in segments:
        body = segment.body
        if segment.marker == 0xE0 and body.startswith(b"JFIF\x00") and len(body) >= 12:
            per_unit = {1: 1.0, 2: CM_PER_INCH}.get(body[7], 0.0)
            across, down = int.from_bytes(body[8:10], "big"), int.from_bytes(body[10:12], "big")
            return resolution_of(across * per_unit, down * per_unit)
    return None


def _exif(segments: list[_Segment]) -> Tags:
    for segment in segments:
        if segment.marker == 0xE1 and segment.body.startswith(b"Exif\x00\x00"):
            return read_exif(segment.body[6:])
    return Tags({})


def _what_is_wrong(message: str, data: bytes) -> str:
    has_end = b"\xff\xd9" in data[-64:]
    if "remature end" in message or not has_end:
        return ENDS_EARLY
    return f"the JPEG is damaged ({message}): scan the sheet again or copy the file again"
