"""Real blanks that lie beside the repository, learned: which targets are found and rightly named, in what time.

`python -m benchmarks.real_blanks` learns each blank that is at hand and holds what it taught against the truth of its
set (`../shared/ballots/README.md`): the places measured on paper, laid over the learned ones by the best affine map.
"""

import argparse
import json
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.measures import machine
from canvass.learning.blank_to_layout import learn_ballots
from tabulate.definitions import load_definition
from tabulate.definitions.layouts.layout_file import LayoutCard
from tabulate.election import BallotStyleId, Election

SHARED = Path(__file__).parents[2] / "shared"
NEAR_IN = 0.05
"""The truth's places are good to 0.03 inch."""
_FEWEST_FOR_MAP = 4


@dataclass(frozen=True, slots=True)
class RealBlank:
    """A set's folder, the files of its blank, and the sheet of its truth (None: its measured layout) that it is."""

    folder: str
    files: tuple[str, ...]
    sheet: str | None = None

    @property
    def name(self) -> str:
        """The set, and the first of the files."""
        return f"{self.folder}: {self.files[0]}"


REAL_BLANKS = (
    RealBlank("ballots/amherst", ("template.pdf",), "unmarked"),
    RealBlank("ballots/amherst", ("template-front.jpeg", "template-back.jpeg"), "unmarked"),
    RealBlank("ballots/amherst", ("scan-unmarked-front.jpeg", "scan-unmarked-back.jpeg"), "unmarked"),
    RealBlank("ballots/durant", ("blank.tif",), "blank"),
    RealBlank("ballots/famous-names", ("ballot.pdf",)),
    RealBlank("ballots/famous-names", ("ballot-p1.jpg", "ballot-p2.jpg")),
    RealBlank("ballots/oaklawn", ("blank-p1.jpg", "blank-p2.jpg")),
    RealBlank("ballots/right-side", ("ballot.pdf",)),
    RealBlank("ballots/right-side", ("ballot-p1.jpeg", "ballot-p2.jpeg")),
    RealBlank("paper/hudson", ("template.pdf",), "marked"),
    RealBlank("paper/hudson", ("template-front.jpeg", "template-back.jpeg"), "marked"),
    RealBlank("paper/juneau", ("blank-1.tif", "blank-2.tif"), "blank"),
    RealBlank(
        "paper/oaklawn-pens",
        ("batch-1-20200504_210852-ballot-0018.jpg", "batch-1-20200504_210852-ballot-0017.jpg"),
    ),
)


@dataclass(frozen=True, slots=True)
class TruePlace:
    """A target that is printed: its page from 0, and its middle in any unit."""

    page: int
    x: float
    y: float
    contest: str
    choice: str


@dataclass(frozen=True, slots=True)
class BlankScore:
    """What became of one blank."""

    blank: str
    targets: int
    found: int
    named: int
    """Rightly."""
    false: tuple[str, ...]
    """Places found where no target is printed."""
    misnamed: tuple[str, ...]
    missed: tuple[str, ...]
    unnamed: tuple[str, ...]
    seconds: float


def score(blank: RealBlank, shared: Path = SHARED) -> BlankScore:
    """Learn a blank and compare."""
    folder = shared / blank.folder
    election = load_definition(folder / "election.json")
    document = json.loads((folder / ("layout.json" if blank.sheet is None else "truth.json")).read_text("utf-8"))
    sheet = document if blank.sheet is None else next(one for one in document["sheets"] if one["id"] == blank.sheet)
    truth = list(_measured(document, election) if blank.sheet is None else _of_sheet(sheet, election))
    started = time.process_time()
    # Tesseract's time is a child's
    children = _children_s()
    files = [folder / name for name in blank.files]
    (ballot,) = learn_ballots(files, election, BallotStyleId(str(sheet["ballotStyleId"])))
    seconds = time.process_time() - started + _children_s() - children
    return _compared(blank.name, truth, ballot.cards, seconds)


def _children_s() -> float:
    times = os.times()
    return float(times.children_user + times.children_system)


def _measured(document: dict[str, Any], election: Election) -> Iterator[TruePlace]:
    answers = _answers(election)
    for page in document["pages"]:
        for one in page["targets"]:
            contest, option = one["contestId"], one["optionId"]
            choice = answers.get((contest, option), option)
            yield TruePlace(page["page"] - 1, one["x"], one["y"], contest, choice)


def _answers(election: Election) -> dict[tuple[str, str], str]:
    """The truth types the answers of a question, the definition names them."""
    return {
        (str(contest.id), typed): str(choice.id)
        for contest in election.contests
        if len(contest.choices) == 2 and not contest.write_ins
        for typed, choice in zip(("yes", "no"), contest.choices, strict=True)
    }


def _of_sheet(sheet: dict[str, Any], election: Election) -> Iterator[TruePlace]:
    answers = _answers(election)
    for number, page in enumerate(sheet["pages"]):
        for one in page["ovals"]:
            contest, option = one["contestId"], one["optionId"]
            across, down = one["center"]
            yield TruePlace(number, across, down, contest, answers.get((contest, option), option))


@dataclass(frozen=True, slots=True)
class _Found:
    """A learned target: page from 0, place in inches, name."""

    page: int
    x: float
    y: float
    name: tuple[str, str] | None
    printed: str


def _compared(blank: str, truth: Sequence[TruePlace], cards: Sequence[LayoutCard], seconds: float) -> BlankScore:
    pages = [page for card in cards for page in card.pages]
    found = [
        _Found(
            number,
            one.place.x_in,
            one.place.y_in,
            None if one.name is None else (str(one.name.contest), str(one.name.choice)),
            one.printed,
        )
        for number, page in enumerate(pages)
        for one in page.targets
    ]
    near: dict[int, TruePlace] = {}
    for page in range(len(pages)):
        here = [one for one in truth if one.page == page]
        places = _laid_over(here, [one for one in found if one.page == page])
        for one, place in zip(here, places, strict=True):
            away = [
                (np.hypot(other.x - place[0], other.y - place[1]), number)
                for number, other in enumerate(found)
                if other.page == page and number not in near
            ]
            if away and min(away)[0] <= NEAR_IN:
                near[min(away)[1]] = one
    met = list(near.values())
    wrong = [
        f"{found[number].name} is {one.contest}/{one.choice}"
        for number, one in near.items()
        if found[number].name not in (None, (one.contest, one.choice))
    ]
    return BlankScore(
        blank,
        len(truth),
        len(near),
        sum(found[number].name == (one.contest, one.choice) for number, one in near.items()),
        tuple(f"p{f.page + 1} {f.x:.2f},{f.y:.2f} {f.name}" for n, f in enumerate(found) if n not in near),
        tuple(wrong),
        tuple(f"p{one.page + 1} {one.contest}/{one.choice}" for one in truth if one not in met),
        tuple(
            f"{one.contest}/{one.choice} {found[number].printed!r}"
            for number, one in near.items()
            if found[number].name is None
        ),
        seconds,
    )


def _laid_over(truth: Sequence[TruePlace], found: Sequence[_Found]) -> NDArray[np.float64]:
    """The true places in the learned page's inches, float64 (N, 2): by names first, then by the nearest."""
    own = np.array([(one.x, one.y) for one in truth], np.float64).reshape(-1, 2)
    if not len(own) or not found:
        return own
    others = np.array([(one.x, one.y) for one in found], np.float64)
    by_name = {one.name: (one.x, one.y) for one in found if one.name is not None}
    pairs = [(i, by_name[key]) for i, one in enumerate(truth) if (key := (one.contest, one.choice)) in by_name]
    if len(pairs) >= _FEWEST_FOR_MAP:
        moved = _mapped(own, own[[i for i, _ in pairs]], np.array([place for _, place in pairs]))
    elif own.max() > 30:  # pixels
        low, span = own.min(axis=0), np.ptp(own, axis=0).clip(1)
        moved = (own - low) / span * np.ptp(others, axis=0) + others.min(axis=0)
    else:
        moved = own
    for reach in (0.2, 0.1, 0.06):
        away = np.hypot(*(moved[:, None] - others[None]).transpose(2, 0, 1))
        near = away.argmin(axis=1)
        close = away[np.arange(len(own)), near] < reach
        if close.sum() >= _FEWEST_FOR_MAP:
            moved = _mapped(own, own[close], others[near[close]])
    return moved


def _mapped(
    points: NDArray[np.float64], before: NDArray[np.float64], after: NDArray[np.float64]
) -> NDArray[np.float64]:
    one_column = min(np.ptp(before, axis=0)) < 0.05 * max(np.ptp(before, axis=0))
    fit = cv2.estimateAffinePartial2D if one_column else cv2.estimateAffine2D
    matrix, _ = fit(before, after, ransacReprojThreshold=0.03)
    return points if matrix is None else points @ matrix[:, :2].T + matrix[:, 2]


def report(scores: Sequence[BlankScore]) -> Iterator[str]:
    """The result, in lines."""
    for one in scores:
        yield (
            f"{one.blank}: {one.targets} targets, {one.found} found, {one.named} named, {len(one.false)} false, "
            f"{len(one.misnamed)} wrongly named, {one.seconds:.1f} s"
        )
        for kind in ("false", "misnamed", "missed", "unnamed"):
            yield from (f"    {kind}: {text}" for text in getattr(one, kind))
    yield (
        f"all: {sum(s.targets for s in scores)} targets, {sum(s.found for s in scores)} found, "
        f"{sum(s.named for s in scores)} named, {sum(len(s.false) for s in scores)} false, "
        f"{sum(len(s.misnamed) for s in scores)} wrongly named, at most {max(s.seconds for s in scores):.1f} s"
    )


def main() -> None:
    """Learn those that are at hand; exit code 1 where anything is false or wrongly named."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--only", default="", help="blanks whose folder or file says this")
    asked = arguments.parse_args()
    blanks = [one for one in REAL_BLANKS if (SHARED / one.folder).is_dir() and asked.only in one.name]
    if not blanks:
        raise SystemExit(f"No real blank lies in {SHARED}: nothing was measured.")
    print(machine())
    scores = [score(one) for one in blanks]
    print("\n".join(report(scores)))
    raise SystemExit(any(one.false or one.misnamed for one in scores))


if __name__ == "__main__":
    main()
