"""The truth of a deck of device printouts: what each elector chose, what is printed, and what was tampered with."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from test_ballots.printouts.layout import PrintoutForm
from test_ballots.printouts.press import PrinterWear
from test_ballots.voters.true_marks import FILE_NAME, PageTruth, page_truth

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


@dataclass(frozen=True, slots=True)
class PrintoutDeckTruth:
    """A whole deck of printouts."""

    election: str
    definition_sha256: str
    seed: int
    sheets: tuple[PrintoutTruth, ...]


def write_printout_truth(truth: PrintoutDeckTruth, path: Path) -> None:
    """Write the truth as JSON, a sheet a line."""
    head = {"schema": SCHEMA, **asdict(truth)}
    del head["sheets"]
    lines = [json.dumps(asdict(sheet), separators=(",", ":")) for sheet in truth.sheets]
    opening = json.dumps(head, indent=1)[:-2]
    path.write_text(opening + ',\n "sheets": [\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def load_printout_truth(path: Path) -> PrintoutDeckTruth:
    """Read a truth file, or the one in a deck's folder. Raises ValueError where it is no printout deck's truth."""
    file = path / FILE_NAME if path.is_dir() else path
    document = json.loads(file.read_text(encoding="utf-8"))
    if document.get("schema") != SCHEMA:
        raise ValueError(
            f"{file} is not the truth of a deck of printouts: its schema is {document.get('schema')!r}, not {SCHEMA!r}."
        )
    sheets = tuple(_sheet(sheet) for sheet in document["sheets"])
    return PrintoutDeckTruth(document["election"], document["definition_sha256"], document["seed"], sheets)


def _sheet(raw: dict[str, Any]) -> PrintoutTruth:
    tampering = raw["tampering"]
    return PrintoutTruth(
        **{
            **raw,
            "form": PrintoutForm(raw["form"]),
            "wear": PrinterWear.from_json(raw["wear"]),
            "pages": tuple(page_truth(page) for page in raw["pages"]),
            "contests": tuple(
                ContestPrint(c["contest"], tuple(c["votes"]), tuple(c["words"])) for c in raw["contests"]
            ),
            "qr_texts": tuple(raw["qr_texts"]),
            "code_128": tuple(raw["code_128"]),
            "expected": tuple(Expected(outcome) for outcome in raw["expected"]),
            "tampering": tampering and TamperingTruth(tampering["kind"], tuple(tampering["contests"])),
        }
    )
