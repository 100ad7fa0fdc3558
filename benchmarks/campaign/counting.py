"""Adds sheets up to a share's tally: outcomes by pen, resolution, damage and place, scores, causes."""

from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from benchmarks.campaign.causes import causes_of
from benchmarks.campaign.groups import (
    cell_by_target,
    class_of,
    damages_of,
    damages_of_sheet,
    pen_of,
    score_class_of,
)
from benchmarks.campaign.judging import Fault, Wrong, wrong_positions
from benchmarks.campaign.tallies import Axis, Misread, RefusedSheet, Score, ShareTally, TargetOutcome
from imaging.layout import CardLayout
from imaging.sheets import Mark, ReadSheet, TargetReading, UnreadSheet
from tabulate.votes import CastVoteRecord
from test_ballots.sheets import SheetFiles
from test_ballots.voters.true_marks import SheetTruth, TargetTruth

SCORE_STEPS = 200
"""Of half a percent of the inside each; ink of exactly none is step -1."""
_MARKS = tuple(Mark)
_MARK_CODE = {mark: code for code, mark in enumerate(_MARKS)}
_MOST_NAMES = 64


class SheetCounter:
    """Fills one tally, sheet by sheet; `finish` writes the sums into it."""

    def __init__(self, tally: ShareTally, scale: float) -> None:
        """Count into `tally` what is printed at `scale`."""
        self.tally = tally
        self._scale = scale
        self._names: dict[str, int] = {}
        self._sums: dict[tuple[Axis, str], NDArray[np.int64]] = {}
        self._scores: Counter[tuple[str, int]] = Counter()

    def refuse(self, made: SheetFiles, scan: int, reading: UnreadSheet) -> None:
        """Count a sheet that could not be read."""
        self.tally.sheets += 1
        reason = reading.reasons[0]
        damages = damages_of_sheet(made.truth, self._scale)
        self.tally.refused.append(RefusedSheet(made.truth.number, scan, reason.code.value, reason.detail, damages))

    def read(
        self, made: SheetFiles, scan: int, reading: ReadSheet, votes: CastVoteRecord, layouts: Iterable[CardLayout]
    ) -> None:
        """Count a sheet that was read."""
        truth, tally = made.truth, self.tally
        tally.sheets += 1
        tally.positions += len(reading.targets)
        layout = next(card for card in layouts if card.card == truth.card)
        cells = cell_by_target(layout)
        for wrong in wrong_positions(reading, votes, truth):
            self.misread(wrong, scan, truth, cells)
        if reading.card != truth.card:
            return
        by_number = {true.number: true for true in truth.targets}
        pairs = [(target, by_number[target.number]) for target in reading.targets]
        self._count_outcomes(pairs, made, cells)
        self._count_scores(pairs)
        if tally.ordinary and tally.undamaged:
            tally.contests += len(votes.contests)
            tally.causes.update(causes_of(reading, votes, truth))
            tally.names.update(_names(pairs))

    def misread(self, wrong: Wrong, scan: int, truth: SheetTruth, cells: dict[int, str]) -> None:
        """Count a wrong position."""
        true = next((true for true in truth.targets if true.number == wrong.target), None)
        self.tally.misread.append(
            Misread(
                wrong,
                scan,
                "" if true is None else pen_of(true),
                round(truth.dpi),
                "" if true is None else cells[true.number],
                damages_of_sheet(truth, self._scale),
            )
        )

    def _count_outcomes(
        self, pairs: list[tuple[TargetReading, TargetTruth]], made: SheetFiles, cells: dict[int, str]
    ) -> None:
        truth, tally = made.truth, self.tally
        for page in truth.pages:
            own = [(target, true) for target, true in pairs if true.side is page.side]
            codes = [self._code(pen_of(true)) + _MARK_CODE[target.mark] for target, true in own]
            sums = np.bincount(codes, minlength=3 * _MOST_NAMES)
            self._add(Axis.ALL, "all", sums)
            self._add(Axis.BALLOTS, tally.ballots, sums)
            self._add(Axis.TREATMENT, tally.treatment, sums)
            self._add(Axis.TOOL, truth.pen, sums)
            self._add(Axis.DPI, f"{round(truth.dpi)}", sums)
            self._add(Axis.FILE, page.file.rsplit(".", 1)[-1], sums)
            for damage in damages_of(page.degradation, self._scale, truth):
                self._add(Axis.DAMAGE, damage, sums)
        if tally.undamaged:
            placed: Counter[TargetOutcome] = Counter()
            for target, true in pairs:
                placed[TargetOutcome(Axis.CELL, cells[true.number], class_of(true), target.mark)] += 1
            tally.outcomes.update(placed)

    def _count_scores(self, pairs: list[tuple[TargetReading, TargetTruth]]) -> None:
        for target, true in pairs:
            if target.target_px:
                step = min(SCORE_STEPS - 1, SCORE_STEPS * target.ink_px // target.target_px) if target.ink_px else -1
                self._scores[score_class_of(true), step] += 1

    def _code(self, name: str) -> int:
        return 3 * self._names.setdefault(name, len(self._names))

    def _add(self, axis: Axis, group: str, sums: NDArray[np.int64]) -> None:
        known = self._sums.get((axis, group))
        self._sums[axis, group] = sums if known is None else known + sums

    def finish(self) -> None:
        """Write the sums into the tally."""
        names = list(self._names)
        for (axis, group), sums in self._sums.items():
            for code in np.flatnonzero(sums):
                outcome = TargetOutcome(axis, group, names[code // 3], _MARKS[code % 3])
                self.tally.outcomes[outcome] += int(sums[code])
        self.tally.scores.update({Score(of, step): count for (of, step), count in self._scores.items()})


def _names(pairs: list[tuple[TargetReading, TargetTruth]]) -> Counter[str]:
    """Write-in lines whose oval was read as unmarked: with a name or empty, noticed or not."""
    found: Counter[str] = Counter()
    for target, true in pairs:
        if target.writing_px is not None and target.mark is Mark.UNMARKED:
            found[("written" if true.writing else "empty") + (", noticed" if target.writing else "")] += 1
    return found


def count_repeats(counter: SheetCounter, scans: list[ReadSheet], truth: SheetTruth, layout: CardLayout) -> None:
    """Compare the scans of one paper, target by target; a mark that turned into none, or back, is wrong."""
    marks: dict[int, list[Mark]] = {}
    for reading in scans:
        for target in reading.targets:
            marks.setdefault(target.number, []).append(target.mark)
    cells = cell_by_target(layout)
    by_number = {true.number: true for true in truth.targets}
    for number, seen in marks.items():
        if len(seen) < len(scans):
            continue
        kinds = sorted(set(seen))
        counter.tally.repeats[" and ".join(kinds)] += 1
        if {Mark.MARKED, Mark.UNMARKED} <= set(kinds):
            true = by_number[number]
            said = f"{true.contest} {true.choice} is {true.mark} ({true.kind}), read as {', '.join(seen)}"
            counter.misread(Wrong(Fault.FLIPPED, truth.number, number, said), 0, truth, cells)
