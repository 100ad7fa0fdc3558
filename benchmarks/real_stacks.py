"""The real scans with truth that lie beside the repository, as they are timed: JPEG, by set, way and size."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import PIL.Image

from benchmarks.measures import WrongAnswer
from benchmarks.real_sheets import (
    COLLECTIONS,
    HANDED_TO_PEOPLE,
    TIMING_MARKS,
    RealOutcomes,
    elections_by_layout,
    hold_against_truth,
    planned_sheet,
    sheets_with_ovals,
    truth_of,
)
from benchmarks.stacks import TimedSheets
from imaging.pages import PlannedSheet
from tabulate.definitions import load_definition
from tabulate.election import Election

GRID_GOALS = {200: 1.3, 300: 1.15}
"""Times of opening and decoding, by dots an inch: where decoding takes longer, reading is a smaller part."""
MEASURED_GOAL = 2.0
WIDTH_IN = 8.5
"""Of all of them."""


def real_stacks() -> Iterator[TimedSheets]:
    """Every set's sheets in every way that it can be read; none where no set is at hand.

    Raises WrongAnswer where an oval is wrong, or a vote passed over.
    """
    for folder in (file.parent for one in COLLECTIONS for file in sorted(one.glob("*/truth.json"))):
        truth, election = truth_of(folder), load_definition(folder / "election.json")
        sheets = sheets_with_ovals(truth)
        for how, laid_out in elections_by_layout(folder, truth, election, learn=bool(sheets)):
            if isinstance(laid_out, Election):
                yield from _by_size(folder, sheets, how, laid_out)


def _by_size(folder: Path, sheets: list[dict[str, Any]], how: str, election: Election) -> Iterator[TimedSheets]:
    sizes: dict[int, list[PlannedSheet]] = {}
    for sheet in sheets:
        planned = planned_sheet(folder, sheet)
        if all(page.path.suffix in (".jpg", ".jpeg") for page in planned.pages) and _is_read(folder, sheet, election):
            sizes.setdefault(_dpi(planned), []).append(planned)
    for dpi, some in sorted(sizes.items()):
        goal = GRID_GOALS[dpi] if how == TIMING_MARKS else MEASURED_GOAL
        yield TimedSheets(f"{folder.name}, {how}, {dpi} dpi", election.layouts, tuple(some), goal)


def _is_read(folder: Path, sheet: dict[str, Any], election: Election) -> bool:
    outcomes = RealOutcomes(folder.name)
    hold_against_truth(folder, sheet, election, outcomes)
    if outcomes.wrong or (outcomes.refused and sheet["id"] not in HANDED_TO_PEOPLE):
        raise WrongAnswer(f"{folder.name}, sheet {sheet['id']}: {'; '.join(outcomes.failures)}")
    return outcomes.refused == 0


def _dpi(planned: PlannedSheet) -> int:
    with PIL.Image.open(planned.pages[0].path) as picture:
        return round(picture.width / WIDTH_IN / 100) * 100
