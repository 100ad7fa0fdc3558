"""From a planned sheet to its pages: the part that workers do."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from imaging.pages.formats import LIMITS, Limits, OpenedScanFile, UnreadableScanError
from imaging.pages.opening import LoadedFile, OpenedScan, RecentScans, may_hold_many, open_scan
from imaging.pages.planning import PlannedPage, PlannedSheet
from imaging.sheets import ImageSource, PageImage, ScannedSheet, UnreadablePage

_recent = RecentScans()
_NO_MEMORY = (
    "there is not enough memory to decode this page: close other programs and count the folder again, or scan the "
    "sheet at 200 to 300 dpi"
)


@dataclass(frozen=True, slots=True)
class LoadedSheet:
    """A sheet's pages and the files they came from, each file once."""

    sheet: ScannedSheet
    files: tuple[LoadedFile, ...]
    """Those whose bytes could be read, readable as pages or not."""


def load_sheet(planned: PlannedSheet, limits: Limits = LIMITS) -> LoadedSheet:
    """Read, hash and decode the pages of a sheet. Safe to call from several threads and processes.

    A page that cannot be had is an `UnreadablePage` that says why; its source has an empty `sha256` where not even the
    file's bytes could be read. Never raises for a bad file.
    """
    opened = {page.path: _open(page, limits) for page in planned.pages}
    pages = tuple(_load_page(page, opened[page.path]) for page in planned.pages)
    names = {page.path: page.name for page in planned.pages}
    files = tuple(
        LoadedFile(names[path], path, scan.sha256, scan.size, scan.data)
        for path, scan in opened.items()
        if isinstance(scan, OpenedScan)
    )
    return LoadedSheet(ScannedSheet(planned.number, pages), files)


def _open(page: PlannedPage, limits: Limits) -> OpenedScan | UnreadableScanError:
    path: Path = page.path
    try:
        return open_scan(path, limits) if page.pages_in_file == 1 else _recent.open(path, limits)
    except UnreadableScanError as error:
        return error


def _load_page(page: PlannedPage, scan: OpenedScan | UnreadableScanError) -> PageImage | UnreadablePage:
    if isinstance(scan, UnreadableScanError):
        return UnreadablePage(ImageSource(page.name, page.page, sha256=""), str(scan), may_hold_many(page.path))
    source = ImageSource(page.name, page.page, scan.sha256)
    if isinstance(scan.document, UnreadableScanError):
        return UnreadablePage(source, str(scan.document), may_hold_many(page.path))
    if scan.document.page_count != page.pages_in_file:
        return UnreadablePage(source, _changed(page, scan.document.page_count))
    try:
        decoded = scan.document.decode(page.page)
    except UnreadableScanError as error:
        return UnreadablePage(source, str(error))
    except MemoryError:
        return UnreadablePage(source, _NO_MEMORY)
    chroma = partial(_chroma, scan.document, page.page, decoded.gray.shape) if decoded.coloured else None
    return PageImage(source, decoded.gray, decoded.bitonal, decoded.dpi, chroma)


def _chroma(document: OpenedScanFile, page: int, page_shape: tuple[int, int]) -> NDArray[np.uint8] | None:
    try:
        return document.chroma(page, page_shape)
    except (UnreadableScanError, MemoryError):
        return None


def _changed(page: PlannedPage, now: int) -> str:
    return (
        f"the file has {now} pages and had {page.pages_in_file} when the count began: it was changed meanwhile; count "
        "the folder again"
    )
