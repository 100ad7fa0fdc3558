"""The truth of a deck of device printouts: what each elector chose, what is printed, and what was tampered with."""

from dataclasses import dataclass
from enum import StrEnum

from test_ballots.printouts.layout import PrintoutForm
from test_ballots.printouts.press import PrinterWear
from test_ballots.voters.true_marks import PageTruth

SCHEMA = "canvass-printout-truth/1"


class Expected(StrEnum):
    """What becomes of a printout. All but COUNTED: set aside for this reason, and none of its votes count."""

    COUNTED = "counted"
    WORDS_DIFFER = "words differ"
    """In a contest or more the words say something else than the code, or nothing."""
    OTHER_ELECTION = "other election"
    UNKNOWN_CARD = "unknown ballot style"
    CODES_DISAGREE = "barcodes disagree"
    CODE_DAMAGED = "barcode damaged"
    CODE_IMPOSSIBLE = "barcode names impossible votes"


@dataclass(frozen=True, slots=True)
class ContestPrint:
    """One contest of a printout."""

    contest: str
    votes: tuple[str, ...]
    """What the elector chose: choice ids, then `write-in:TEXT`. The code holds it where nothing was tampered with."""
    words: tuple[str, ...]
    """What is printed below the title; empty where the block or its words are missing."""


@dataclass(frozen=True, slots=True)
class TamperingTruth:
    """What was done to a printout."""

    kind: str
    contests: tuple[str, ...]
    """The contests in which code and words differ; empty where that is not what was done."""


@dataclass(frozen=True, slots=True)
class PrintoutTruth:
    """One printout. `pages` are in the order stored; the one with `side` None is an empty back."""

    number: int
    card: str
    ballot_style: str
    precinct: str
    form: PrintoutForm
    turned: bool
    dpi: float
    bitonal_level: int | None
    jpeg_quality: int | None
    wear: PrinterWear
    pages: tuple[PageTruth, ...]
    contests: tuple[ContestPrint, ...]
    """Of the ballot style, in its order."""
    qr_texts: tuple[str, ...]
    """From the left."""
    code_128: tuple[str, ...]
    """From the top down."""
    expected: tuple[Expected, ...]
    """Each of these outcomes is right; sorted."""
    tampering: TamperingTruth | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """The printout's files, each once, in order."""
        return tuple(dict.fromkeys(page.file for page in self.pages))
