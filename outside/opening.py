"""A file opened once: what kind of content it has, and its text or sheets."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from outside.errors import UnknownFormatError
from outside.limits import check_size, checked_entries
from outside.pdf_pages import PdfWord, pages_of
from outside.source import OutsideFile
from outside.texts import text_of
from outside.whole_workbooks import check_workbook
from outside.workbooks import Cell, Workbook

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
"""The second begins an archive without a file."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_LOOKED_AT_BYTES = 4096
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_PACKED = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh91AY&SY", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd")
_TAR_AT, _TAR = 257, b"ustar"
_UNPACK = "Unpack it, and name what is in it."
_STEERING = bytes(sorted(set(range(32)) - set(b"\t\n\r\f\x1b")))


class ContentKind(Enum):
    """What the bytes are, whatever the name says."""

    PDF = auto()
    WORKBOOK = auto()
    ARCHIVE = auto()
    XML = auto()
    JSON = auto()
    PICTURE = auto()
    PACKED = auto()
    """Packed otherwise than as zip."""
    TEXT = auto()
    OTHER = auto()
    """Neither text nor any of these, as a signature is."""


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file whose content is known."""

    file: OutsideFile
    kind: ContentKind
    text: str = ""
    """All of a TEXT; of XML and JSON, which are streamed, as much as the first 4,096 bytes hold."""
    workbook: Workbook | None = None
    """Of a WORKBOOK."""
    pages: tuple[tuple[PdfWord, ...], ...] = ()
    """Of a PDF: the words of each page."""

    @property
    def content(self) -> bytes:
        """The bytes."""
        return self.file.content

    def first_lines(self, most: int) -> list[str]:
        """The first lines of a TEXT, without their ends and without empty ones."""
        return [line for line in self.text[: most * 4096].splitlines() if line.strip()][:most]

    def rows(self, sheet: int, most: int | None = None) -> Iterator[list[Cell]]:
        """The rows of a workbook's sheet (from 0); none of another kind of file. Raises OutsideFileError."""
        if self.workbook is not None:
            yield from self.workbook.rows(sheet, most)


def opened(file: OutsideFile) -> OpenedFile:
    """The file, opened as what it is. Raises OutsideFileError, for a size, an archive or a text that is none."""
    check_size(file.content)
    kind = kind_of(file.content)
    match kind:
        case ContentKind.TEXT:
            return OpenedFile(file, kind, text_of(file.content))
        case ContentKind.WORKBOOK:
            if file.content.startswith(_ZIP):
                check_workbook(file.content)
            return OpenedFile(file, kind, workbook=Workbook(file.content))
        case ContentKind.PDF:
            return OpenedFile(file, kind, pages=pages_of(file.content))
        case ContentKind.XML | ContentKind.JSON:
            head = file.content[:_LOOKED_AT_BYTES]
            encoding = "utf-16" if head.startswith(_UTF_16) else "utf-8-sig"
            return OpenedFile(file, kind, head.decode(encoding, errors="replace"))
        case ContentKind.ARCHIVE:
            raise UnknownFormatError("an archive in an archive", "the files of an export", _UNPACK)
        case ContentKind.PACKED:
            raise UnknownFormatError("an archive that is no zip", "the files of an export, or a zip archive", _UNPACK)
        case ContentKind.PICTURE | ContentKind.OTHER:
            return OpenedFile(file, kind)


def kind_of(content: bytes) -> ContentKind:
    """What the bytes are. Raises OutsideFileError for an archive that is damaged or a trap."""
    if content.startswith(_ZIP):  # Before all else: a file that lies unpacked in it may begin within its first bytes.
        names = {entry.filename for entry in checked_entries(content)}
        return ContentKind.WORKBOOK if names & set(_BOOKS) else ContentKind.ARCHIVE
    if b"%PDF-" in content[:1024]:
        return ContentKind.PDF
    if content.startswith(_OLD_OFFICE):
        return ContentKind.WORKBOOK
    head = content[:_LOOKED_AT_BYTES].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if head.startswith((b"{", b"[")):
        return ContentKind.JSON
    if head.startswith(b"<") and not head.startswith((b"<html", b"<!doctype html", b"<pre")):
        return ContentKind.XML
    if content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")):
        return ContentKind.PICTURE
    if content.startswith(_PACKED) or content[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        return ContentKind.PACKED
    return ContentKind.OTHER if _is_no_text(content) else ContentKind.TEXT


def _is_no_text(content: bytes) -> bool:
    """Whether more of its first bytes steer a machine than damage to a text would explain. UTF-16 is text."""
    head = content[:_LOOKED_AT_BYTES]
    if head.startswith(_UTF_16) or head[::2].count(0) > 0.4 * len(head) or head[1::2].count(0) > 0.4 * len(head):
        return False
    return len(head.translate(None, _STEERING)) < 0.99 * len(head)
