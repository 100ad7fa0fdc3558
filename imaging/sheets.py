"""The stages a sheet passes, a type each: scanned, registered, read. A later stage cannot be had without the earlier.

Pixels are (row, col) from 0. Outcomes are data: a sheet that cannot be read is an `UnreadSheet` with its reasons.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, make_dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imaging.layout import CardId, Side


@dataclass(frozen=True, slots=True)
class ImageSource:
    """One page image as it was offered. `page` counts from 1 in files of several pages."""

    file: str
    page: int
    sha256: str
    """Of the whole file's bytes, in hex."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A decoded page."""

    source: ImageSource
    gray: NDArray[np.uint8]
    """(H, W), C order, 0 is black."""
    bitonal: bool
    dpi: float | None
    """What the file says, if anything; never trusted for geometry."""


@dataclass(frozen=True, slots=True)
class UnreadablePage:
    """A page that could not be decoded: what is wrong with the file, in a clerk's words."""

    source: ImageSource
    detail: str


@dataclass(frozen=True, slots=True)
class ScannedSheet:
    """The images that belong to one sheet of paper, in the order they were offered."""

    number: int
    """Counts from 1 in the batch (or the command)."""
    pages: tuple[PageImage | UnreadablePage, ...]


class ReasonCode(StrEnum):
    """Why a sheet could not be read and is set aside (13-15-206(3)(b), CONDITION) or does not belong."""

    UNREADABLE_FILE = "unreadable file"
    PAGE_MISSING = "page missing"
    NO_TIMING_MARKS = "timing marks not found"
    POSITION_UNCERTAIN = "position uncertain"
    OTHER_ELECTION = "other election"
    UNKNOWN_CARD = "unknown ballot style"
    PAGES_DISAGREE = "pages of different ballots"
    SIDE_TWICE = "same side twice"
    REPEATED_IMAGE = "repeated image"
    REPEATED_SHEET = "repeated sheet"
    BLANK_PAGE = "blank page"
    CODES_DISAGREE = "barcodes disagree"
    CODE_DAMAGED = "barcode damaged"
    CODE_IMPOSSIBLE = "barcode names impossible votes"
    OTHER_EDITION = "other edition of the definition"
    TEST_BALLOT = "test ballot"


REPEATS = frozenset({ReasonCode.REPEATED_IMAGE, ReasonCode.REPEATED_SHEET})
"""Reasons for which a sheet is set aside though it may read well: it is, or may be, counted already."""
OF_BARCODES = frozenset(
    {ReasonCode.CODES_DISAGREE, ReasonCode.CODE_DAMAGED, ReasonCode.CODE_IMPOSSIBLE, ReasonCode.OTHER_EDITION}
)
"""Reasons that only a device printout gives: its barcodes are why it is set aside."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground for setting a sheet aside; `detail` says what was seen where, in a clerk's words."""

    code: ReasonCode
    detail: str


class Mark(StrEnum):
    """The three decisions a target can get."""

    UNMARKED = "unmarked"
    AMBIGUOUS = "ambiguous"
    MARKED = "marked"


class Shape(StrEnum):
    """What the ink at a target looks like, by its measures alone. It may raise a question, and never makes a vote."""

    FILLED = "filled"
    SCRIBBLE = "scribble"
    CHECK = "check"
    CROSS = "cross"
    LINE = "line"
    LOOP = "loop"
    DOT = "dot"
    ERASED = "erased residue"
    """Gray all over, without ink: what an eraser leaves, or a very hard pencil."""


class Cause(StrEnum):
    """What explains at least half of the ink inside a target, so that it need not be a mark."""

    STREAK = "streak"
    """A line that runs on down the image, as dirt on a scanner's glass leaves."""
    FOLD = "fold"
    """A line that runs on across the image."""
    BLEED = "bleed-through"
    """Lighter ink where the other side has darker ink."""


class Doubt(StrEnum):
    """Why a target is ambiguous."""

    SLIGHT = "slight"
    """Ink between the two thresholds."""
    EXPLAINED = "explained"
    """Ink enough, but a streak, a fold or bleed-through explains it."""
    SMALL = "small"
    """Ink enough, but in one small place."""
    THIN = "thin"
    """Ink enough, but one thin stroke, or one that runs on."""
    AROUND = "around"
    """Clean inside, with ink above and below."""
    LIGHT = "light"
    """Too light for ink, and gray all over."""
    POSITION = "position"
    """Ink near a threshold, and the target's place is not sure."""
    ODD = "odd"
    """Much less, or much lighter, than the sheet's other marks."""
    HABIT = "habit"
    """Too little ink, but the sheet's other marks are slight too."""


class Refusal(StrEnum):
    """Why a target was not measured: off the image; under something dark and larger, a band or a hole; its outline not
    there, nor ink to hide it; the estimated error of its place too large."""

    OFF_IMAGE = "off the image"
    COVERED = "covered"
    NOT_PRINTED = "outline not found"
    UNCERTAIN = "place uncertain"


@dataclass(frozen=True, slots=True)
class TargetReading:
    """What the machine saw at one target. `ink_px` of `target_px` pixels inside the outline are inked."""

    number: int
    side: Side
    mark: Mark
    ink_px: int
    target_px: int
    centre_row_px: float
    centre_col_px: float
    error_px: float
    """Estimated error of the centre's position, in pixels."""
    writing_px: int | None = None
    """Inked pixels in the write-in area; None where the target has none."""
    writing_area_px: int | None = None
    writing: bool = False
    """True where something is written in the write-in area."""
    around_px: int = 0
    """Inked pixels close above and below the outline."""
    shape: Shape | None = None
    """None where there is hardly any ink."""
    cause: Cause | None = None
    doubt: Doubt | None = None
    """None where the mark is not ambiguous."""
    refused: Refusal | None = None
    """Why nothing was measured here; such a target is ambiguous, for its position, and has no pixels."""


_OpenReading = make_dataclass("_OpenReading", [one.name for one in fields(TargetReading)], slots=True)


def make_target_readings(*columns: Iterable[object]) -> list[TargetReading]:
    """Target readings from all their fields, column by column, in order.

    A frozen dataclass makes its objects nine times as slowly as an open one, and a sheet has a hundred; so they are
    made open, and frozen by becoming of the class with the same slots.
    """
    readings: list[Any] = list(map(_OpenReading, *columns))
    for reading in readings:
        reading.__class__ = TargetReading
    return readings


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page as registered: where it lay in the image, for the record and for overlays.

    A page without timing marks, found by its print, has no rows and no columns; its pitch is a quarter inch, and its
    left and right are its own corners, the top ones first.
    """

    source: ImageSource
    side: Side
    turned: bool
    """True where the image stands upside down."""
    rows: int
    columns: int
    pitch_px: float
    missing_marks: int
    worst_error_px: float
    left_px: tuple[tuple[float, float], ...]
    right_px: tuple[tuple[float, float], ...]
    """The centres of the left and right border's marks, (row, col), from the top row of the upright page down."""


@dataclass(frozen=True, slots=True)
class InkFingerprint:
    """What the ink of a sheet's marks looks like: by it the same paper is known when it is scanned again.

    It is kept beside the ledger, never in it, and never published: it would let whoever has a picture of a ballot find
    that ballot (13-12-202(3), 13-35-201).
    """

    targets: tuple[int, ...]
    """The numbers of the marked ones, in order."""
    shapes: str
    """In hex, a byte with a sign for each of 48 numbers of each mark: see imaging/papers/fingerprint.py."""
    noise_permille: int
    """What this scan leaves uncertain of the shapes, against what careful fills vary."""


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet that was read: places and ink, in integers."""

    number: int
    card: CardId
    pages: tuple[PageReading, ...]
    """Front first."""
    targets: tuple[TargetReading, ...]
    """Every target of the pages that were read, in order of number."""
    fingerprint: InkFingerprint | None = field(default=None, compare=False)
    """None where the reading comes from a ledger, which never holds it."""


@dataclass(frozen=True, slots=True)
class UnreadSheet:
    """A sheet that could not be read, with every reason found."""

    number: int
    sources: tuple[ImageSource, ...]
    reasons: tuple[Reason, ...]
    card: CardId | None = None
    """Where the code was readable though the sheet was not."""


class Symbology(StrEnum):
    """The kinds of barcode a device prints."""

    QR = "QR"
    CODE_128 = "Code 128"


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """A barcode on a device printout. Both decoders read it alike, or `decoders` names the one that read it."""

    symbology: Symbology
    payload_hex: str
    """The bytes it holds, in hex."""
    decoders: tuple[str, ...]
    """Sorted: `zbar`, `zxing`."""
    row_px: int
    col_px: int
    """Its centre in the image as stored."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of printed words as recognised; rows and columns half open, on the upright page."""

    text: str
    confidence: int
    """0 to 100, as the recogniser says; its own scale."""
    top_px: int
    bottom_px: int
    left_px: int
    right_px: int
    least_confidence: int | None = None
    """Of its words, that of the one least clearly read; None in ledgers written before it was kept."""

    @property
    def worst_word(self) -> int:
        """The confidence of the word least clearly read, or the line's where that was not kept."""
        return self.confidence if self.least_confidence is None else self.least_confidence


@dataclass(frozen=True, slots=True)
class PrintedBlock:
    """Lines between two rules in one column: on a device printout, one contest."""

    lines: tuple[PrintedLine, ...]


@dataclass(frozen=True, slots=True)
class ReadPrintout:
    """A device printout (13-1-101(53)): what its barcodes hold and, independently, what its printed words say."""

    number: int
    source: ImageSource
    """The page with the codes."""
    turned: bool
    codes: tuple[PrintedCode, ...]
    """In order of row and column on the upright page."""
    blocks: tuple[PrintedBlock, ...]
    """In reading order: the columns from the left, in each from the top. Empty where no words were to be read."""


SheetReading = ReadSheet | ReadPrintout | UnreadSheet
