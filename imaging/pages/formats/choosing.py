"""Which kind of file it is (told by its first bytes, never by its name) and how its pages are had."""

from enum import StrEnum
from typing import Protocol, assert_never

from imaging.pages.formats.byte_sources import ByteSource
from imaging.pages.formats.colours import Chroma
from imaging.pages.formats.errors import UnreadableScanError
from imaging.pages.formats.jpeg import decode_jpeg, jpeg_chroma
from imaging.pages.formats.limits import Limits, check_file_size
from imaging.pages.formats.png import SIGNATURE, decode_png, png_chroma
from imaging.pages.formats.raster import Decoded
from imaging.pages.formats.tiff import TiffDocument

HEAD_BYTES = 1024
"""How much of a file's beginning `tell_format` needs."""
_OTHER_PICTURES = (
    ("a GIF picture", b"GIF8"),
    ("a JPEG 2000 picture", b"\x00\x00\x00\x0cjP  "),
    ("a JPEG 2000 picture", b"\xff\x4f\xff\x51"),
    ("a JPEG XL picture", b"\x00\x00\x00\x0cJXL "),
    ("a JPEG XL picture", b"\xff\x0a"),
    ("a JPEG XR picture", b"II\xbc"),
    ("a JBIG2 picture", b"\x97JB2"),
    ("a Photoshop picture", b"8BPS"),
    ("a DjVu document", b"AT&TFORM"),
)
"""Not read, but never passed over."""
_ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


class Format(StrEnum):
    """The kinds of scan file that are read."""

    JPEG = "JPEG"
    PNG = "PNG"
    TIFF = "TIFF"
    PDF = "PDF"


class OpenedScanFile(Protocol):
    """An opened scan file. Safe to use from several threads."""

    @property
    def page_count(self) -> int:
        """Pages in the file."""

    def is_picture(self, page: int) -> bool:
        """Whether the page of that number is one picture; else a program drew it. Raises UnreadableScanError."""

    def decode(self, page: int) -> Decoded:
        """The page of that number, from 1. Raises UnreadableScanError."""

    def chroma(self, page: int, page_shape: tuple[int, int]) -> Chroma:
        """The colour of a page that was decoded to gray of that shape. Raises UnreadableScanError."""


class OneImage:
    """A file that holds one image: read whole, decoded on demand."""

    def __init__(self, source: ByteSource, format_: Format, limits: Limits) -> None:
        """Read the file."""
        self._data = source.read(0, source.size)
        self._format = format_
        self._limits = limits

    @property
    def page_count(self) -> int:
        """Always 1."""
        return 1

    def is_picture(self, page: int) -> bool:
        """Always."""
        return page == 1

    def decode(self, page: int) -> Decoded:
        """The image to gray. Raises UnreadableScanError."""
        decode = decode_jpeg if self._format is Format.JPEG else decode_png
        return decode(self._data, self._limits)

    def chroma(self, page: int, page_shape: tuple[int, int]) -> Chroma:
        """The colour of the image that was decoded to gray of that shape. Raises UnreadableScanError."""
        chroma = jpeg_chroma if self._format is Format.JPEG else png_chroma
        return chroma(self._data, page_shape)


def tell_format(head: bytes) -> Format:
    """The format of a file that begins so. Raises UnreadableScanError where it is none that is read."""
    if head.startswith(b"\xff\xd8\xff"):
        return Format.JPEG
    if head.startswith(SIGNATURE):
        return Format.PNG
    if head[:4] in (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"):
        return Format.TIFF
    if b"%PDF-" in head:
        return Format.PDF
    if other := _other_picture(head):
        raise UnreadableScanError(
            f"the file is {other}, which is not read: have the scanner write JPEG, PNG, TIFF or PDF and scan the sheet "
            "again, or save the picture as PNG or TIFF"
        )
    raise UnreadableScanError(
        f"the file is no scan: it begins with {_shown(head)}, expected a JPEG, PNG, TIFF or PDF. Scan the sheet again, "
        "or take the file out of the folder"
    )


def why_no_picture(head: bytes) -> str | None:
    """Why a file that begins so is no ballot; None where it is a picture or a PDF, of a kind that is read or not."""
    if head.startswith(_ARCHIVES):
        return "an archive, whatever is in it: unpack it"
    if _other_picture(head):
        return None
    try:
        tell_format(head)
    except UnreadableScanError:
        return "not a JPEG, PNG, TIFF or PDF"
    return None


def _other_picture(head: bytes) -> str:
    """What picture of a kind that is not read begins so; empty where none does."""
    kinds = [name for name, start in _OTHER_PICTURES if head.startswith(start)]
    kinds += ["a BMP picture"] * _is_bmp(head) + ["a WebP picture"] * _is_webp(head)
    kinds += ["a HEIC or AVIF picture"] * _is_heif(head)
    return kinds[0] if kinds else ""


def _is_bmp(head: bytes) -> bool:
    return head[:2] == b"BM" and head[6:10] == bytes(4)


def _is_webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _is_heif(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"avif")


def check_size(size_bytes: int, format_: Format, limits: Limits) -> None:
    """Raise UnreadableScanError where the file is larger than one of its format may be."""
    match format_:
        case Format.JPEG | Format.PNG:
            check_file_size(size_bytes, limits.image_bytes, f"{format_} image")
        case Format.TIFF | Format.PDF:
            check_file_size(size_bytes, limits.document_bytes, f"{format_} file")
        case _:
            assert_never(format_)


def open_document(source: ByteSource, format_: Format, limits: Limits) -> OpenedScanFile:
    """The opened file. Raises UnreadableScanError where its pages cannot be told."""
    match format_:
        case Format.JPEG | Format.PNG:
            return OneImage(source, format_, limits)
        case Format.TIFF:
            return TiffDocument(source, limits)
        case Format.PDF:
            # Two libraries, which a folder of images needs not wait for.
            from imaging.pages.formats.pdf import PdfDocument

            return PdfDocument(source, limits)
        case _:
            assert_never(format_)


def _shown(head: bytes) -> str:
    start = head[:12]
    if start and all(32 <= byte < 127 or byte in (9, 10, 13) for byte in head[:64]):
        return f"the text {start.decode('ascii')!r}"
    return f"the bytes {start.hex(' ')}"
