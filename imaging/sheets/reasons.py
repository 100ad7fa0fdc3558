"""Why a sheet is set aside."""

from dataclasses import dataclass
from enum import StrEnum


class ReasonCode(StrEnum):
    """Why a sheet could not be read and is set aside (13-15-206(3)(b), CONDITION) or does not belong."""

    UNREADABLE_FILE = "unreadable file"
    UNOPENED_FILE = "unopened file"
    PAGE_MISSING = "page missing"
    NO_TIMING_MARKS = "timing marks not found"
    POSITION_UNCERTAIN = "position uncertain"
    OTHER_ELECTION = "other election"
    UNKNOWN_CARD = "unknown ballot style"
    PAGES_DISAGREE = "pages of different ballots"
    SIDE_TWICE = "same side twice"
    REPEATED_IMAGE = "repeated image"
    REPEATED_SHEET = "repeated sheet"
    PAIR_DOUBTFUL = "pages perhaps of two papers"
    BLANK_PAGE = "blank page"
    DARK_PAGE = "dark page"
    CODES_DISAGREE = "barcodes disagree"
    CODE_DAMAGED = "barcode damaged"
    CODE_IMPOSSIBLE = "barcode names impossible votes"
    OTHER_EDITION = "other edition of the definition"
    TEST_BALLOT = "test ballot"


REPEATS = frozenset({ReasonCode.REPEATED_IMAGE, ReasonCode.REPEATED_SHEET})
"""Reasons for which a sheet is set aside though it may read well: it is, or may be, counted already."""
OF_THE_OTHERS = REPEATS | {ReasonCode.PAIR_DOUBTFUL}
"""Reasons that lie in the batch's other sheets: by itself the sheet may read well."""
OF_BARCODES = frozenset(
    {ReasonCode.CODES_DISAGREE, ReasonCode.CODE_DAMAGED, ReasonCode.CODE_IMPOSSIBLE, ReasonCode.OTHER_EDITION}
)
"""Reasons that only a device printout gives: its barcodes are why it is set aside."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground for setting a sheet aside; `detail` says what was seen where, in a clerk's words."""

    code: ReasonCode
    detail: str
