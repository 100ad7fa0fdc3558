"""One page in every kind of file that is read, as scanners and offices write them: what decoding is measured on."""

import zlib
from dataclasses import dataclass
from io import BytesIO

import cv2
import numpy as np
import pikepdf
import PIL.Image
from numpy.typing import NDArray

from test_ballots.scanning.files import bitonal

Gray = NDArray[np.uint8]
_BITONAL_LEVEL = 160
_JPEG_QUALITY = 85


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file of one page and what must come out of it."""

    kind: str
    content: bytes
    truth: Gray | None
    """The pixels, exactly; None where the packing loses some."""


def page_files(gray: Gray, dpi: int) -> list[PageFile]:
    """The page in every kind of file."""
    black_and_white = bitonal(gray, _BITONAL_LEVEL)
    jpeg = _cv2(".jpg", gray, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    g4 = _g4_stream(black_and_white)
    return [
        PageFile("JPEG gray", jpeg, None),
        PageFile("JPEG colour", _cv2(".jpg", _tinted(gray), [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY]), None),
        PageFile("PNG gray", _cv2(".png", gray, [cv2.IMWRITE_PNG_COMPRESSION, 6]), gray),
        PageFile("PNG bitonal", _cv2(".png", black_and_white, [cv2.IMWRITE_PNG_BILEVEL, 1]), black_and_white),
        PageFile("TIFF G4", _tiff(black_and_white > 0, "group4", dpi), black_and_white),
        PageFile("TIFF LZW", _tiff(gray, "tiff_lzw", dpi), gray),
        PageFile("TIFF deflate", _tiff(gray, "tiff_adobe_deflate", dpi), gray),
        PageFile("TIFF plain", _tiff(gray, "raw", dpi), gray),
        PageFile("TIFF JPEG", _tiff(gray, "jpeg", dpi), None),
        PageFile("PDF JPEG", _pdf(jpeg, gray, dpi, Filter=pikepdf.Name.DCTDecode), None),
        PageFile("PDF G4", _pdf(g4, gray, dpi, **_g4_entries(gray)), black_and_white),
        PageFile("PDF Flate", _pdf(_deflated(gray), gray, dpi, Filter=pikepdf.Name.FlateDecode), gray),
    ]


def _cv2(suffix: str, image: Gray, options: list[int]) -> bytes:
    return bytes(cv2.imencode(suffix, image, options)[1])


def _tinted(gray: Gray) -> Gray:
    """Paper that is not quite white, as blue, green, red."""
    return np.stack([(gray * share).astype(np.uint8) for share in (0.945, 0.985, 1.0)], axis=2)


def _tiff(image: NDArray[np.generic], compression: str, dpi: int) -> bytes:
    buffer = BytesIO()
    PIL.Image.fromarray(image).save(buffer, "TIFF", compression=compression, dpi=(dpi, dpi))
    return buffer.getvalue()


def _g4_stream(black_and_white: Gray) -> bytes:
    """The bare G4 stream: the strips of a TIFF that has one."""
    buffer = BytesIO()
    options = {278: black_and_white.shape[0]}
    PIL.Image.fromarray(black_and_white > 0).save(buffer, "TIFF", compression="group4", tiffinfo=options)
    with PIL.Image.open(BytesIO(buffer.getvalue())) as picture:
        tags = picture.tag_v2  # type: ignore[attr-defined]
        ((at,), (size,), meaning) = tags[273], tags[279], tags[262]
    if meaning != 1:
        raise ValueError(f"expected a TIFF whose 0 is black, found {meaning}")
    return buffer.getvalue()[at : at + size]


def _g4_entries(gray: Gray) -> dict[str, object]:
    parameters = pikepdf.Dictionary(K=-1, Columns=gray.shape[1], Rows=gray.shape[0], BlackIs1=True)
    return {"Filter": pikepdf.Name.CCITTFaxDecode, "DecodeParms": parameters, "BitsPerComponent": 1}


def _deflated(gray: Gray) -> bytes:
    return zlib.compress(gray.tobytes(), 6)


def _pdf(stream: bytes, gray: Gray, dpi: int, **entries: object) -> bytes:
    """A PDF of one page that is one picture, as scanners write it."""
    height, width = gray.shape
    across, down = width / dpi * 72, height / dpi * 72
    with pikepdf.new() as pdf:
        described: dict[str, object] = {
            "Type": pikepdf.Name.XObject,
            "Subtype": pikepdf.Name.Image,
            "Width": width,
            "Height": height,
            "ColorSpace": pikepdf.Name.DeviceGray,
            "BitsPerComponent": 8,
            **entries,
        }
        picture = pikepdf.Stream(pdf, stream, **described)
        page = pdf.add_blank_page(page_size=(across, down))
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
        page.obj.Contents = pikepdf.Stream(pdf, f"q {across:.3f} 0 0 {down:.3f} 0 0 cm /Im0 Do Q".encode())
        buffer = BytesIO()
        pdf.save(buffer, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return buffer.getvalue()
