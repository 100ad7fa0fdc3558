"""What is counted of one share, and how it is written down: a line of JSON, exact counts only."""

import json
from collections import Counter
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from benchmarks.campaign.judging import Fault, Wrong
from imaging.sheets import Mark


class Axis(StrEnum):
    """By what outcomes are told apart."""

    ALL = "all"
    BALLOTS = "ballots"
    TREATMENT = "treatment"
    TOOL = "pen"
    DPI = "dpi"
    FILE = "file"
    DAMAGE = "damage"
    CELL = "cell of the page"


@dataclass(frozen=True, slots=True, order=True)
class TargetOutcome:
    """One kind of outcome of a target: in which group of an axis, what the pen did there, what was read."""

    axis: Axis
    group: str
    pen: str
    """`untouched`, a mark's kind, or what truth says of it."""
    mark: Mark


@dataclass(frozen=True, slots=True, order=True)
class CauseOfQuestion:
    """Why a contest of an ordinary ballot went to people: whose doing, and what."""

    doing: str
    """`voter`, `mark nobody can read` or `machine`."""
    what: str


@dataclass(frozen=True, slots=True, order=True)
class Score:
    """A bar of the histogram: ink in a target's inside by steps of half a percent, of one class of targets."""

    of: str
    step: int


@dataclass(frozen=True, slots=True)
class RefusedSheet:
    """A sheet that could not be read."""

    sheet: int
    scan: int
    code: str
    detail: str
    damages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Misread:
    """A wrong position, with everything needed to make its sheet again and to see what it has in common with others."""

    wrong: Wrong
    scan: int
    pen: str
    dpi: int
    cell: str
    damages: tuple[str, ...]


@dataclass(slots=True)
class ShareTally:
    """One share's counts."""

    share: int
    treatment: str
    ballots: str
    undamaged: bool
    ordinary: bool
    sheets: int = 0
    positions: int = 0
    contests: int = 0
    """Of ordinary ballots that were read."""
    cpu_s: float = 0.0
    outcomes: Counter[TargetOutcome] = field(default_factory=Counter)
    causes: Counter[CauseOfQuestion] = field(default_factory=Counter)
    scores: Counter[Score] = field(default_factory=Counter)
    repeats: Counter[str] = field(default_factory=Counter)
    """Targets read in every scan of one paper, by the marks that the scans gave it, joined by ` and `."""
    names: Counter[str] = field(default_factory=Counter)
    """Write-in lines with an unmarked oval: `written` or `empty`, and `noticed` where the reader saw writing."""
    refused: list[RefusedSheet] = field(default_factory=list)
    misread: list[Misread] = field(default_factory=list)

    def to_line(self) -> str:
        """One line of JSON, without its end."""
        return json.dumps(
            {
                "share": self.share,
                "treatment": self.treatment,
                "ballots": self.ballots,
                "undamaged": self.undamaged,
                "ordinary": self.ordinary,
                "sheets": self.sheets,
                "positions": self.positions,
                "contests": self.contests,
                "cpu_s": round(self.cpu_s, 2),
                "outcomes": _rows(self.outcomes),
                "causes": _rows(self.causes),
                "scores": _rows(self.scores),
                "repeats": dict(sorted(self.repeats.items())),
                "names": dict(sorted(self.names.items())),
                "refused": [_plain(refusal) for refusal in self.refused],
                "misread": [{**_plain(one), "wrong": _plain(one.wrong)} for one in self.misread],
            },
            separators=(",", ":"),
        )

    @classmethod
    def from_line(cls, line: str) -> "ShareTally":
        """Read a line back. Raises ValueError or KeyError where it is none."""
        raw = json.loads(line)
        return cls(
            **{name: raw[name] for name in _SINGLE},
            outcomes=Counter({TargetOutcome(Axis(a), g, p, Mark(m)): n for a, g, p, m, n in raw["outcomes"]}),
            causes=Counter({CauseOfQuestion(doing, what): n for doing, what, n in raw["causes"]}),
            scores=Counter({Score(of, step): n for of, step, n in raw["scores"]}),
            repeats=Counter(raw["repeats"]),
            names=Counter(raw["names"]),
            refused=[RefusedSheet(**{**one, "damages": tuple(one["damages"])}) for one in raw["refused"]],
            misread=[_misread(one) for one in raw["misread"]],
        )


_SINGLE = ("share", "treatment", "ballots", "undamaged", "ordinary", "sheets", "positions", "contests", "cpu_s")


def _rows(counts: Counter[Any]) -> list[list[Any]]:
    """Each key's fields and its count, in order of the keys."""
    return [[*_plain(key).values(), count] for key, count in sorted(counts.items())]


def _plain(value: Any) -> dict[str, Any]:
    return {one.name: getattr(value, one.name) for one in fields(value)}


def _misread(raw: dict[str, Any]) -> Misread:
    wrong = Wrong(**{**raw["wrong"], "fault": Fault(raw["wrong"]["fault"])})
    return Misread(**{**raw, "wrong": wrong, "damages": tuple(raw["damages"])})
