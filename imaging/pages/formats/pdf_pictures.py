"""A PDF page's picture, taken out as it is stored and decoded by the decoders of the other formats."""

import struct
import zlib
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pikepdf
from numpy.typing import NDArray

from imaging.pages.formats.buffers import PAGES
from imaging.pages.formats.colours import Chroma, chroma_of, rgb_of_samples
from imaging.pages.formats.errors import UnreadableScanError
from imaging.pages.formats.jpeg import (
    JpegHeader,
    decode_jpeg_pixels,
    decode_jpeg_rgb,
    read_jpeg_header,
    with_adobe_marker,
)
from imaging.pages.formats.limits import Limits
from imaging.pages.formats.pdf_filters import inflate_into, packed_bytes
from imaging.pages.formats.png import SIGNATURE, decode_png_samples
from imaging.pages.formats.raster import Gray, Orientation, gray_of_bits, gray_of_samples, to_eight_bits
from imaging.pages.formats.tiff import decode_page
from imaging.pages.formats.tiff_page import Photometric, g4_page

_BLACK = {"g": [0.0], "rg": [0.0, 0.0, 0.0], "k": [0.0, 0.0, 0.0, 1.0]}
_ENDS_EARLY = "the picture on the PDF page ends early (truncated): scan the sheet again"


@dataclass(frozen=True, slots=True)
class PlainPicture:
    """A picture's entries, found to be plain."""

    width_px: int
    height_px: int
    bits: int
    channels: int
    inverted: bool
    data: bytes
    packing: str | None
    parameters: pikepdf.Object | None


def plain_picture(image: pikepdf.Object) -> PlainPicture | None:
    """The picture's entries where our own decoders can take it; None where PDFium has to unpack it."""
    is_stencil = bool(image.get("/ImageMask", False))
    bits = 1 if is_stencil else int(image.get("/BitsPerComponent", 8))
    # A stencil leaves the paper where a sample is 1: painted in black, it is a gray picture.
    channels = 1 if is_stencil else _channels(image.get("/ColorSpace"))
    inverted = _is_inverted(image.get("/Decode"), channels or 0)
    data, filters = packed_bytes(image)
    if channels is None or inverted is None or len(filters) > 1:
        return None
    packing, parameters = filters[0] if filters else (None, None)
    plain_bits = {"/DCTDecode": (8,), "/CCITTFaxDecode": (1,), "/FlateDecode": (1, 8), None: (1, 8)}.get(packing, ())
    if bits not in plain_bits or (bits == 1 and channels != 1) or (packing == "/DCTDecode" and channels == 4):
        return None
    if packing == "/FlateDecode" and parameters is not None and int(parameters.get("/Predictor", 1)) == 2:
        return None
    width, height = int(image.Width), int(image.Height)
    if packing == "/CCITTFaxDecode" and not _is_plain_g4(parameters, width):
        return None
    return PlainPicture(width, height, bits, channels, inverted, data, packing, parameters)


def paints_black(page: pikepdf.Object) -> bool:
    """Whether whatever the page fills is black: what a page begins with, or one of the plain instructions for it."""
    for instruction in pikepdf.parse_content_stream(page, "g rg k cs sc scn gs"):
        values = [float(operand) for operand in instruction.operands if isinstance(operand, int | float | Decimal)]
        if values != _BLACK.get(str(instruction.operator)):
            return False
    return True


def _is_plain_g4(parameters: pikepdf.Object | None, width_px: int) -> bool:
    """G4 (K below 0) of the picture's width, rows not aligned to bytes: what libtiff reads."""
    if parameters is None:
        return False
    aligned = bool(parameters.get("/EncodedByteAlign", False))
    return int(parameters.get("/K", 0)) < 0 and int(parameters.get("/Columns", 1728)) == width_px and not aligned


def _channels(space: pikepdf.Object | None) -> int | None:
    """1 for gray, 3 for RGB; None for colour spaces that need more than that."""
    if isinstance(space, pikepdf.Array) and len(space) > 1:
        if space[0] == "/ICCBased":
            return {1: 1, 3: 3}.get(int(space[1].get("/N", 0)))
        return {"/CalGray": 1, "/CalRGB": 3}.get(str(space[0]))
    return {"/DeviceGray": 1, "/DeviceRGB": 3}.get(str(space))


def _is_inverted(decode: pikepdf.Object | None, channels: int) -> bool | None:
    """Whether /Decode turns the samples round; None where it does something else with them."""
    if decode is None:
        return False
    values = [float(value) for value in list(decode)]
    if values == [0, 1] * channels:
        return False
    return True if values == [1, 0] * channels else None


def decode_picture(picture: PlainPicture, limits: Limits) -> Gray:
    """The picture's pixels as stored, (H, W) uint8 in C order. Raises UnreadableScanError."""
    match picture.packing:
        case "/DCTDecode":
            gray = _decode_dct(picture, limits)
        case "/CCITTFaxDecode":
            gray = _decode_ccitt(picture)
        case _:
            gray = gray_of_samples(_decode_samples(picture))
    if gray.shape != (picture.height_px, picture.width_px):
        raise UnreadableScanError("the picture on the PDF page has another size than it states: scan the sheet again")
    return np.bitwise_not(gray, out=gray) if picture.inverted else gray


def picture_chroma(picture: PlainPicture, orientation: Orientation, page_shape: tuple[int, int]) -> Chroma:
    """The colour of a picture that was decoded to a gray page of that shape, so turned. Raises UnreadableScanError."""
    if picture.packing == "/DCTDecode":
        rgb = decode_jpeg_rgb(*_dct_stream(picture), halved=True)
    else:
        rgb = rgb_of_samples(_decode_samples(picture))
    return chroma_of(255 - rgb if picture.inverted else rgb, orientation, page_shape, picture.packing == "/DCTDecode")


def _decode_dct(picture: PlainPicture, limits: Limits) -> Gray:
    return decode_jpeg_pixels(*_dct_stream(picture), limits)


def _dct_stream(picture: PlainPicture) -> tuple[bytes, JpegHeader]:
    header = read_jpeg_header(picture.data)
    data = picture.data
    if header.components != picture.channels:
        raise UnreadableScanError("the JPEG on the PDF page has other colours than it states: scan the sheet again")
    transform = None if picture.parameters is None else picture.parameters.get("/ColorTransform")
    if header.components == 3 and transform is not None and not header.adobe:
        data = with_adobe_marker(data, is_rgb=int(transform) == 0)
    return data, header


def _decode_ccitt(picture: PlainPicture) -> Gray:
    """A fax picture as the one strip of a TIFF."""
    black_is_1 = picture.parameters is not None and bool(picture.parameters.get("/BlackIs1", False))
    # White runs are 0 in TIFF. In PDF they are 1 and shown white, unless /BlackIs1: then they are 0 and shown black.
    meaning = Photometric.BLACK_IS_ZERO if black_is_1 else Photometric.WHITE_IS_ZERO
    return decode_page(g4_page(picture.width_px, picture.height_px, meaning, len(picture.data)), [picture.data])


def _decode_samples(picture: PlainPicture) -> NDArray[np.uint8]:
    """Flate or plain samples, rows padded to whole bytes: (H, W) gray or (H, W, 3) red, green, blue."""
    row_bytes = -(-picture.width_px * picture.channels * picture.bits // 8)
    predictor = 1 if picture.parameters is None else int(picture.parameters.get("/Predictor", 1))
    if picture.packing is not None and predictor >= 10:
        room = PAGES.page(picture.height_px, picture.width_px) if picture.channels == 1 else None
        return to_eight_bits(decode_png_samples(_as_png(picture), room))
    rows = PAGES.page(picture.height_px, row_bytes)
    if picture.packing is None:
        _lay(picture.data, rows)
    else:
        inflate_into(picture.data, rows)
    if picture.bits == 1:
        return gray_of_bits(np.unpackbits(rows, axis=1)[:, : picture.width_px], False)
    shape = (picture.height_px, picture.width_px, picture.channels)
    return rows.reshape(shape) if picture.channels == 3 else rows


def _lay(data: bytes, rows: Gray) -> None:
    if len(data) < rows.size:
        raise UnreadableScanError(_ENDS_EARLY)
    rows[:] = np.frombuffer(data, np.uint8, rows.size).reshape(rows.shape)


def _as_png(picture: PlainPicture) -> bytes:
    """PDF's Flate with PNG prediction is what a PNG file holds between its header and its end.

    Unpacked and packed again without compression, so that a stream that is damaged or too long never gets further.
    """
    row_bytes = 1 + -(-picture.width_px * picture.channels * picture.bits // 8)
    rows = PAGES.page(picture.height_px, row_bytes)
    inflate_into(picture.data, rows)
    colour = 0 if picture.channels == 1 else 2
    header = struct.pack(">LLBBBBB", picture.width_px, picture.height_px, picture.bits, colour, 0, 0, 0)
    return (
        SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows.data, level=0)) + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))
