"""The truth of a deck: what each voter's pen did, where, and what votes that makes. Written and read as JSON.

`mark`, `kind` and `intent` mean what they mean in the sets of real ballots: `yes` where the voter filled the oval or
scribbled in it; `marginal` where something else touches its inside; `no` where no pen did. `intent` says whether a
person looking at it would say that the voter chose it (None: cannot be said, or no mark).
"""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from imaging.layout import Side
from test_ballots.scanning.degradation import Degradation, Edge, Fold, LostMark, Streak
from test_ballots.scanning.feed import Feed
from test_ballots.voters.pens import MarkKind

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
class DeckTruth:
    """A whole deck."""

    election: str
    definition_sha256: str
    seed: int
    sheets: tuple[SheetTruth, ...]


def write_truth(truth: DeckTruth, path: Path) -> None:
    """Write the truth as JSON, a sheet a line."""
    head = {"schema": SCHEMA, **asdict(truth)}
    del head["sheets"]
    lines = [json.dumps(asdict(sheet), separators=(",", ":")) for sheet in truth.sheets]
    opening = json.dumps(head, indent=1)[:-2]
    path.write_text(opening + ',\n "sheets": [\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def load_truth(path: Path) -> DeckTruth:
    """Read a truth file, or the one in a deck's folder. Raises ValueError where it is no deck's truth."""
    file = path / FILE_NAME if path.is_dir() else path
    document = json.loads(file.read_text(encoding="utf-8"))
    if document.get("schema") != SCHEMA:
        raise ValueError(
            f"{file} is not the truth of a deck: its schema is {document.get('schema')!r}, not {SCHEMA!r}."
        )
    sheets = tuple(_sheet(sheet) for sheet in document["sheets"])
    return DeckTruth(document["election"], document["definition_sha256"], document["seed"], sheets)


def _sheet(raw: dict[str, Any]) -> SheetTruth:
    return SheetTruth(
        **{
            **raw,
            "pages": tuple(page_truth(page) for page in raw["pages"]),
            "targets": tuple(_target(target) for target in raw["targets"]),
            "contests": tuple(
                ContestTruth(c["contest"], c["seats"], tuple(c["yes"]), tuple(c["marginal"]), Status(c["status"]))
                for c in raw["contests"]
            ),
        }
    )


def page_truth(raw: dict[str, Any]) -> PageTruth:
    """Read back one page of a truth file."""
    side = None if raw["side"] is None else Side(raw["side"])
    return PageTruth(**{**raw, "side": side, "degradation": _degradation(raw["degradation"])})


def _degradation(raw: dict[str, Any]) -> Degradation:
    return Degradation(
        **{
            **raw,
            "feed": Feed(**raw["feed"]),
            "cut_edge": None if raw["cut_edge"] is None else Edge(raw["cut_edge"]),
            "band_edge": None if raw["band_edge"] is None else Edge(raw["band_edge"]),
            "streaks": tuple(Streak(**streak) for streak in raw["streaks"]),
            "folds": tuple(Fold(**fold) for fold in raw["folds"]),
            "holes": tuple((down, right) for down, right in raw["holes"]),
            "lost_marks": tuple(LostMark(**mark) for mark in raw["lost_marks"]),
        }
    )


def _target(raw: dict[str, Any]) -> TargetTruth:
    row, column = raw["centre_px"]
    return TargetTruth(
        **{
            **raw,
            "side": Side(raw["side"]),
            "mark": TrueMark(raw["mark"]),
            "kind": None if raw["kind"] is None else MarkKind(raw["kind"]),
            "centre_px": (row, column),
        }
    )
