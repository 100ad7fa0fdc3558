"""The grid: which ballots, pens, papers, scanners, resolutions and damages each share of the campaign has.

A share is some dozen sheets; what it is follows from the campaign's seed and the share's number alone. Numbers go
round through `ROUND`, so that any run, however short, has a little of everything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar, assert_never

import numpy as np

from test_ballots.decks import OFFICE_SCANNING, ROUGH, ROUGH_SCANNING, Scanning, VotingHabits
from test_ballots.dense.forms import CLOSE, CLOSEST, LARGE, LEGAL, LETTER, LONG, WIDE, DenseForm
from test_ballots.scanning.degradation import OFFICE_FLAWS, Flaw
from test_ballots.scanning.files import FileKind
from test_ballots.voters.pens import MarkKind

SCANS_OF_ONE_PAPER = 10
_Choice = TypeVar("_Choice")


class ShareTreatment(StrEnum):
    """What befalls the sheets of a share."""

    OFFICE = "undamaged"
    AGAIN = "undamaged, the same paper scanned ten times"
    FINE = "undamaged, at high resolution"
    ONE_DAMAGE = "one damage at full strength"
    EVERY_DAMAGE = "every damage"
    SMALLER = "printed smaller, every damage"

    @property
    def undamaged(self) -> bool:
        """Whether the sheets came through the scanner as sound sheets do."""
        return self in (ShareTreatment.OFFICE, ShareTreatment.AGAIN, ShareTreatment.FINE)


@dataclass(frozen=True, slots=True)
class Ordinary:
    """Ballots such as a county prints."""

    county: str
    """`small`, `large` or `random`."""


@dataclass(frozen=True, slots=True)
class SharePlan:
    """One share, before anything is drawn."""

    number: int
    ballots: DenseForm | Ordinary
    treatment: ShareTreatment
    sheets: int
    scale: float
    habits: VotingHabits
    scanning: Scanning
    deck_seed: int
    damage: Flaw | None = None

    @property
    def ballots_name(self) -> str:
        """How the report calls its ballots."""
        if isinstance(self.ballots, Ordinary):
            return f"ordinary, {self.ballots.county} county"
        return f"dense, {self.ballots.name}"


_DENSE_KINDS: Mapping[MarkKind, float] = {
    MarkKind.FILL: 3.0,
    MarkKind.SCRIBBLE: 3.0,
    MarkKind.CHECK: 1.0,
    MarkKind.CROSS: 1.0,
    MarkKind.LINE: 1.0,
    MarkKind.FAINT: 1.0,
    MarkKind.LOOP: 1.0,
}
DENSE_HABITS = VotingHabits(
    kinds=_DENSE_KINDS, blank_ballot=0.02, undervote=0.93, overvote=0.02, slip=0.25, stray=0.3, mixed=0.25
)
_FORMS = (LONG, LONG, LEGAL, CLOSE, CLOSE, CLOSEST, CLOSEST, LARGE, WIDE, LETTER)
_DENSE_DPIS = (200, 200, 200, 200, 200, 200, 300, 300, 300, 240, 150, 144)
_ORDINARY_DPIS = (200, 200, 200, 300)
_COUNTIES = ("small", "large", "random")
_FILES = (FileKind.JPEG,) * 10 + (FileKind.TIFF_G4, FileKind.PDF)
_ROUGH_FILES = (FileKind.JPEG,) * 7 + (FileKind.PNG, FileKind.TIFF_G4, FileKind.PDF)
_SCALES = (0.97, 0.9, 0.8)
_ALWAYS = 1.0
_EVERY_FLAW: Mapping[Flaw, float] = dict.fromkeys(Flaw, 1.0)

_DENSE, _ORDINARY = True, False
ROUND = (
    (_DENSE, ShareTreatment.OFFICE),
    (_ORDINARY, ShareTreatment.OFFICE),
    (_DENSE, ShareTreatment.EVERY_DAMAGE),
    (_DENSE, ShareTreatment.OFFICE),
    (_DENSE, ShareTreatment.ONE_DAMAGE),
    (_DENSE, ShareTreatment.AGAIN),
    (_DENSE, ShareTreatment.OFFICE),
    (_ORDINARY, ShareTreatment.OFFICE),
    (_DENSE, ShareTreatment.OFFICE),
    (_DENSE, ShareTreatment.EVERY_DAMAGE),
    (_DENSE, ShareTreatment.OFFICE),
    (_ORDINARY, ShareTreatment.EVERY_DAMAGE),
    (_DENSE, ShareTreatment.OFFICE),
    (_DENSE, ShareTreatment.ONE_DAMAGE),
    (_DENSE, ShareTreatment.FINE),
    (_DENSE, ShareTreatment.OFFICE),
    (_DENSE, ShareTreatment.SMALLER),
    (_ORDINARY, ShareTreatment.OFFICE),
)
"""Shares by turns: dense or ordinary ballots, and what befalls them."""


def plan_share(seed: int, number: int) -> SharePlan:
    """Share `number` (from 0) of the campaign with this seed."""
    rng = np.random.default_rng((seed, number, 1))
    dense, treatment = ROUND[number % len(ROUND)]
    plan = SharePlan(
        number=number,
        ballots=_pick(_FORMS, rng) if dense else Ordinary(_pick(_COUNTIES, rng)),
        treatment=treatment,
        sheets=12 if dense else 70,
        scale=1.0,
        habits=DENSE_HABITS if dense else VotingHabits(),
        scanning=replace(
            OFFICE_SCANNING,
            kinds=(_pick(_FILES, rng),),
            dpis=(_pick(_DENSE_DPIS if dense else _ORDINARY_DPIS, rng),),
            colour=0.05,
            back_first=0.2,
        ),
        deck_seed=seed * 1_000_000 + number,
    )
    return _treated(plan, rng)


def _treated(plan: SharePlan, rng: np.random.Generator) -> SharePlan:
    match plan.treatment:
        case ShareTreatment.OFFICE:
            return plan
        case ShareTreatment.AGAIN:
            scanning = replace(plan.scanning, kinds=(FileKind.JPEG,), dpis=(200, 200, 300))
            return replace(plan, sheets=1, scanning=scanning)
        case ShareTreatment.FINE:
            scanning = replace(plan.scanning, dpis=(_pick((400, 600), rng),), colour=0.0)
            return replace(plan, ballots=LETTER, sheets=4, scanning=scanning)
        case ShareTreatment.ONE_DAMAGE:
            damage = _pick(tuple(Flaw), rng)
            scanning = replace(plan.scanning, flaws={**OFFICE_FLAWS, damage: _ALWAYS}, often=_ALWAYS)
            return replace(plan, scanning=scanning, damage=damage)
        case ShareTreatment.EVERY_DAMAGE:
            return _damaged(plan, rng)
        case ShareTreatment.SMALLER:
            return _damaged(replace(plan, scale=_pick(_SCALES, rng)), rng)
        case _:
            assert_never(plan.treatment)


def _damaged(plan: SharePlan, rng: np.random.Generator) -> SharePlan:
    """Everything that can befall a sheet, each with a chance of its own, in one kind of file and resolution a share."""
    scanning = replace(
        ROUGH_SCANNING, flaws=_EVERY_FLAW, kinds=(_pick(_ROUGH_FILES, rng),), dpis=plan.scanning.dpis, colour=0.1
    )
    if isinstance(plan.ballots, Ordinary):
        return replace(plan, sheets=40, habits=ROUGH, scanning=replace(scanning, dpis=ROUGH_SCANNING.dpis))
    return replace(plan, scanning=scanning)


def _pick(choices: tuple[_Choice, ...], rng: np.random.Generator) -> _Choice:
    return choices[int(rng.integers(len(choices)))]
