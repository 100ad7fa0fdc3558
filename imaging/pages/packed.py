"""A picture whose files are in memory, out of a package: its pages, without those that a program drew."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from imaging.pages.formats import LIMITS, Limits, UnreadableScanError
from imaging.pages.opening import OpenedScan, may_hold_many, open_bytes
from imaging.sheets import ImageSource, PageImage, UnreadablePage

MOST_PAGES = 12
"""Of a picture's file: two sides, and what its system prints of its own beside them."""
_NO_MEMORY = "there is not enough memory to decode this page: close other programs, and run the same command again"


@dataclass(frozen=True, slots=True)
class LoadedPicture:
    """A picture's pages in the order of its files."""

    scanned: tuple[PageImage | UnreadablePage, ...]
    """Those that are a picture each, or cannot be had."""
    drawn: tuple[ImageSource, ...]
    """Those that are words of a program: nobody looked at what they say."""
    sha256s: tuple[str, ...]
    """Of each file; empty where it has no bytes."""


def load_packed(files: Sequence[tuple[str, bytes]], limits: Limits = LIMITS) -> LoadedPicture:
    """Hash and decode files, each with its name. Never raises for a bad file."""
    scanned: list[PageImage | UnreadablePage] = []
    drawn: list[ImageSource] = []
    hashes: list[str] = []
    for name, data in files:
        try:
            opened = open_bytes(data, limits)
        except UnreadableScanError as error:
            scanned.append(UnreadablePage(ImageSource(name, 1, ""), str(error), may_hold_many(Path(name))))
            hashes.append("")
            continue
        hashes.append(opened.sha256)
        _load(name, opened, scanned, drawn)
    return LoadedPicture(tuple(scanned), tuple(drawn), tuple(hashes))


def _load(name: str, opened: OpenedScan, scanned: list[PageImage | UnreadablePage], drawn: list[ImageSource]) -> None:
    document = opened.document
    if isinstance(document, UnreadableScanError):
        source = ImageSource(name, 1, opened.sha256)
        scanned.append(UnreadablePage(source, str(document), may_hold_many(Path(name))))
        return
    if document.page_count > MOST_PAGES:
        source = ImageSource(name, 1, opened.sha256)
        scanned.append(UnreadablePage(source, f"it has {document.page_count:,} pages: no ballot has so many"))
        return
    for page in range(1, document.page_count + 1):
        source = ImageSource(name, page, opened.sha256)
        try:
            if document.is_picture(page):
                decoded = document.decode(page)
                scanned.append(PageImage(source, decoded.gray, decoded.bitonal, decoded.dpi))
            else:
                drawn.append(source)
        except UnreadableScanError as error:
            scanned.append(UnreadablePage(source, str(error)))
        except MemoryError:
            scanned.append(UnreadablePage(source, _NO_MEMORY))
