"""A sheet as it was read, or as it could not be: places and ink, in integers."""

from dataclasses import dataclass, field

from imaging.layout import CardId, Side
from imaging.sheets.printed import PrintedBlock, PrintedCode
from imaging.sheets.reasons import Reason
from imaging.sheets.scanned import ImageSource
from imaging.sheets.targets import TargetReading


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page as registered: where it lay in the image, for the record and for overlays.

    A page without timing marks, found by its print, has no rows and no columns; its pitch is a quarter inch, and its
    left and right are its own corners, the top ones first.
    """

    source: ImageSource
    side: Side
    turned: bool
    """True where the image stands upside down; where it lies on its side, the places below tell which way."""
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
