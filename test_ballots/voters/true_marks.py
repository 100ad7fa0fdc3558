"""The truth of a deck: what each voter's pen did, where, and what votes that makes. Written as JSON.

`mark`, `kind` and `intent` mean what they mean in the sets of real ballots: `yes` where the voter filled the oval or
scribbled in it; `marginal` where something else touches its inside; `no` where no pen did. `intent` says whether a
person looking at it would say that the voter chose it (None: cannot be said, or no mark).
"""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar

from imaging.layout import Side
from test_ballots.scanning.degradation import Degradation
from test_ballots.voters.pens import MarkKind

Sheet = TypeVar("Sheet")
SCHEMA = "canvass-deck-truth/1"
FILE_NAME = "truth.json"


class TrueMark(StrEnum):
    """What is in an oval."""

    YES = "yes"
    MARGINAL = "marginal"
    NO = "no"


class Status(StrEnum):
    """How many of a contest's ovals are marked `yes`, against its seats."""

    BLANK = "blank"
    UNDERVOTE = "undervote"
    FULL = "full"
    OVERVOTE = "overvote"


@dataclass(frozen=True, slots=True)
class TargetTruth:
    """One oval."""

    number: int
    contest: str
    choice: str
    side: Side
    column: float
    row: float
    mark: TrueMark
    kind: MarkKind | None
    """What was aimed at it, or STRAY where something else touched it; None without any pen."""
    intent: bool | None
    ink_share: float
    """The share of the oval's inside that the pen covered, as measured on the strokes themselves."""
    writing: bool
    """True where a name stands in its write-in area."""
    centre_px: tuple[float, float]
    """Row and column in the image as stored."""


@dataclass(frozen=True, slots=True)
class ContestTruth:
    """One contest of a sheet. `status` counts `yes` only."""

    contest: str
    seats: int
    yes: tuple[str, ...]
    marginal: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class PageTruth:
    """One image: where it is stored and what befell it. `side` is None for the empty back of a one-sided card."""

    file: str
    page: int
    """Counts from 1 in its file."""
    side: Side | None
    rows_px: int
    columns_px: int
    degradation: Degradation


@dataclass(frozen=True, slots=True)
class SheetTruth:
    """One sheet of paper. `pages` are in the order stored."""

    number: int
    card: str
    ballot_style: str
    precinct: str | None
    turned: bool
    pen: str
    dpi: float
    colour: bool
    bitonal_level: int | None
    jpeg_quality: int | None
    pages: tuple[PageTruth, ...]
    targets: tuple[TargetTruth, ...]
    contests: tuple[ContestTruth, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """The sheet's files, each once, in order."""
        return tuple(dict.fromkeys(page.file for page in self.pages))


@dataclass(frozen=True, slots=True)
class DeckTruth(Generic[Sheet]):
    """A whole deck: of sheets of paper, or of other things that are scanned."""

    election: str
    definition_sha256: str
    seed: int
    sheets: tuple[Sheet, ...]


def write_truth(truth: DeckTruth[Sheet], path: Path, schema: str = SCHEMA) -> None:
    """Write a deck's truth as JSON, a sheet a line."""
    head = {"schema": schema, **asdict(truth)}
    lines = [json.dumps(sheet, separators=(",", ":")) for sheet in head.pop("sheets")]
    opening = json.dumps(head, indent=1)[:-2]
    path.write_text(opening + ',\n "sheets": [\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")
