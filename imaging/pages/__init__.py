"""Any scan file to gray pages, and pages to sheets.

    found = find_scans(folder)
    for planned in plan_sheets(found.files, images_per_sheet=2):
        loaded = load_sheet(planned)

Planning reads headers only; `load_sheet` does the work and may run in many threads or processes at once. A bad file is
never an exception: it is an `UnreadablePage` whose `detail` says what is wrong and what to do.

A page is turned as its file asks (EXIF or TIFF orientation, PDF /Rotate), so a scanner that only notes "turned" is read
like one that turns the pixels.
"""

from imaging.pages.errors import ScanChangedError, ScansNotFoundError
from imaging.pages.folders import SCAN_SUFFIXES, FoundScans, IgnoredFile, ScanFile, find_scans
from imaging.pages.formats import LIMITS, Limits
from imaging.pages.loading import LoadedSheet, load_sheet
from imaging.pages.name_order import natural_key
from imaging.pages.numbering import FileNumbering, numbering
from imaging.pages.opening import LoadedFile
from imaging.pages.packed import LoadedPicture, load_packed
from imaging.pages.planning import PlannedPage, PlannedSheet, plan_sheets
from imaging.pages.sides import SeenPage, Shows, may_be_one_paper, pair_by_sides, seen_side
from imaging.pages.unfinished import arriving

__all__ = [
    "LIMITS",
    "SCAN_SUFFIXES",
    "FileNumbering",
    "FoundScans",
    "IgnoredFile",
    "Limits",
    "LoadedFile",
    "LoadedPicture",
    "LoadedSheet",
    "PlannedPage",
    "PlannedSheet",
    "ScanChangedError",
    "ScanFile",
    "ScansNotFoundError",
    "SeenPage",
    "Shows",
    "arriving",
    "find_scans",
    "load_packed",
    "load_sheet",
    "may_be_one_paper",
    "natural_key",
    "numbering",
    "pair_by_sides",
    "plan_sheets",
    "seen_side",
]
