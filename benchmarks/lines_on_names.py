"""Names underlined, struck out and boxed by straight lines: are people asked about them?

`python -m benchmarks.lines_on_names` draws lines by seeded pens at empty targets of real sheets, as `real_sheets` reads
them, and of simulated ones, and says how many of each kind are passed over.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.campaign.grid import plan_share
from benchmarks.campaign.shares import read_made, sheet_of
from benchmarks.measures import commit, machine
from benchmarks.real_sheets import COLLECTIONS, measure_real_sheets
from imaging.marks.decisions import UNMARKED
from imaging.marks.drawn_near import find_drawn
from imaging.marks.lines_on_names import side_of_names
from imaging.marks.target_ink import Integers, PageInk
from imaging.sheets import Nearby
from imaging.sheets.registered import RegisteredPage

Floats = NDArray[np.float64]
Lines = list[Floats]
SEED = 20261130
SHARES = (1, 7, 17, 19)
SHEETS_A_SHARE = 8
SUPERSAMPLED = 4


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as its marks were read: what was asked about beside each target."""

    page: RegisteredPage
    ink: PageInk
    marks: Integers
    written: Sequence[int]
    nearby: Sequence[Nearby | None]


@contextmanager
def pages_as_read() -> Iterator[list[ReadPage]]:
    """Every page that is read meanwhile."""
    seen: list[ReadPage] = []

    def find(page: RegisteredPage, ink: PageInk, marks: Integers, written: Sequence[int]) -> list[Nearby | None]:
        nearby = find_drawn(page, ink, marks, written)
        seen.append(ReadPage(page, ink, marks.copy(), list(written), nearby))
        return nearby

    with patch("imaging.marks.looking_again.find_drawn", find):
        yield seen


def real_pages() -> list[ReadPage]:
    """The pages of the real sheets that lie beside the repository."""
    with pages_as_read() as seen:
        for collection in COLLECTIONS:
            for file in sorted(collection.glob("*/truth.json")):
                for _ in measure_real_sheets(file.parent, learn=False):
                    pass
    return seen


def simulated_pages() -> list[ReadPage]:
    """Pages of the campaign's ordinary sheets."""
    with pages_as_read() as seen, TemporaryDirectory() as folder:
        for number in SHARES:
            plan = plan_share(2026, number)
            for sheet in range(1, SHEETS_A_SHARE + 1):
                read_made(sheet_of(plan, sheet, 0), plan, Path(folder))
    return seen


def empty_targets(pages: Sequence[ReadPage]) -> list[tuple[ReadPage, int, int]]:
    """Empty targets without a write-in area, of which nothing is asked; and on which side their names are."""
    return [
        (read, target, side)
        for read in pages
        for side in (side_of_names(read.page),)
        for target in range(len(read.marks))
        if read.marks[target] == UNMARKED and read.nearby[target] is None and target not in read.page.placed.writing
        if read.page.placed.refused[target] is None
    ]


@dataclass(frozen=True, slots=True)
class NameSeen:
    """Where a name stands, in pitches from its target: columns and rows of its first line of letters."""

    left: float
    right: float
    top: float
    foot: float


def name_at(page: RegisteredPage, target: int, side: int) -> NameSeen | None:
    """The name beside a target; None where none is seen."""
    placed = page.placed
    row, col = np.rint(placed.centres_px[target]).astype(int)
    pitch = placed.pitch_px
    high, near, far = round(0.45 * pitch), round(0.5 * pitch), round(9 * pitch)
    across = np.s_[col + near : col + far] if side > 0 else np.s_[max(col - far, 0) : col - near]
    inked: NDArray[np.bool_] = np.less_equal(
        page.gray[max(row - high, 0) : row + high + 1, across], page.levels.ink_level
    )[:, ::side]
    rules = np.flatnonzero(inked.mean(axis=0) > 0.9)
    inked = inked[:, : rules[0] if len(rules) else None]
    cols = np.flatnonzero(inked.any(axis=0))
    if len(cols) < pitch / 2 or cols[0] > 1.5 * pitch:
        return None
    gaps = np.flatnonzero(np.diff(cols) > 0.9 * pitch)
    last = cols[gaps[0]] if len(gaps) else cols[-1]
    if last - cols[0] < pitch:
        return None
    rows = inked[:, cols[0] : last + 1].sum(axis=1)
    if rows.max() >= 0.85 * max(last - cols[0], 3 * pitch):
        return None  # a printed line, to write on
    many = np.flatnonzero(rows >= 0.3 * rows.max())
    return NameSeen(
        (near + cols[0]) / pitch, (near + last) / pitch, (many[0] - high) / pitch, (many[-1] + 1 - high) / pitch
    )


def _row_line(rng: np.random.Generator, start: float, end: float, down: float) -> Floats:
    """A stroke along a row: float64 (N, 2), it slopes by up to four degrees and wobbles by up to a fortieth pitch."""
    along = np.linspace(0, 1, 40)
    slope = np.tan(np.deg2rad(rng.uniform(0, 4))) * rng.choice([-1, 1])
    wobble = rng.uniform(0, 0.025) * np.sin(2 * np.pi * (rng.uniform(0.5, 2) * along + rng.uniform()))
    return np.stack([down + slope * (along - 0.5) * (end - start) + wobble, start + along * (end - start)], axis=1)


def underline(rng: np.random.Generator, name: NameSeen) -> Lines:
    """A stroke just below the letters, 0.3 to 2.5 inches long."""
    long = min(rng.uniform(1.2, 10), name.right - name.left + 0.6)
    start = rng.uniform(name.left - 0.2, max(name.left - 0.15, name.right + 0.3 - long))
    return [_row_line(rng, start, start + long, name.foot + rng.uniform(0.03, 0.2))]


def struck_out(rng: np.random.Generator, name: NameSeen) -> Lines:
    """One or two strokes through the letters, from before the name to behind it."""
    middle = (name.top + name.foot) / 2 + rng.uniform(-0.06, 0.06)
    ends = name.left - rng.uniform(-0.1, 0.2), name.right + rng.uniform(-0.1, 0.3)
    apart = rng.uniform(0.1, 0.16)
    return [_row_line(rng, *ends, middle + side * apart) for side in ((0,) if rng.random() < 0.5 else (-0.5, 0.5))]


def boxed(rng: np.random.Generator, name: NameSeen) -> Lines:
    """Four straight strokes around the name."""
    left, right = name.left - rng.uniform(0.05, 0.15), name.right + rng.uniform(0.05, 0.3)
    top, foot = name.top - rng.uniform(0.05, 0.2), name.foot + rng.uniform(0.05, 0.2)
    upright = [np.array([(top, col), (foot, col + rng.uniform(-0.05, 0.05))]) for col in (left, right)]
    return [_row_line(rng, left, right, top), _row_line(rng, left, right, foot), *upright]


def from_oval(rng: np.random.Generator, name: NameSeen) -> Lines:
    """A stroke from beside the oval into the name."""
    return [_row_line(rng, rng.uniform(0.42, 0.5), name.left + rng.uniform(0.6, 2), rng.uniform(-0.12, 0.12))]


KINDS: tuple[Callable[[np.random.Generator, NameSeen], Lines], ...] = (underline, struck_out, boxed, from_oval)


def drawn_on(
    page: RegisteredPage, target: int, side: int, lines: Lines, width_px: float, share: float
) -> RegisteredPage:
    """The page with lines drawn by a pen of such a width and such a share of the page's contrast."""
    placed = page.placed
    vectors = np.stack([placed.row_vector_px, placed.column_vector_px])
    points = [placed.centres_px[target] + line * (1, side) @ vectors for line in lines]
    low = np.floor(np.concatenate(points).min(axis=0)).astype(int) - 16
    high = np.ceil(np.concatenate(points).max(axis=0)).astype(int) + 16
    low, high = np.maximum(low, 0), np.minimum(high, page.gray.shape)
    layer = np.zeros((high - low) * SUPERSAMPLED, np.uint8)
    for line in points:
        xy = np.rint((line - low)[:, ::-1] * SUPERSAMPLED * 16).astype(np.int32)
        cv2.polylines(layer, [xy], False, 255, max(1, round(width_px * SUPERSAMPLED)), cv2.LINE_AA, 4)
    small = cv2.resize(layer, (high - low)[::-1].tolist(), interpolation=cv2.INTER_AREA)
    cover = np.asarray(cv2.GaussianBlur(small.astype(np.float64), (0, 0), 0.6), np.float64) * share / 255
    gray = page.gray.copy()
    part = gray[low[0] : high[0], low[1] : high[1]]
    darkest = page.levels.paper - page.levels.contrast
    drawn = part - cover * np.maximum(part.astype(np.float64) - darkest, 0)
    if not ((part > 20) & (part < 235)).any():
        drawn = np.where(cover > 0.5 * share, darkest, part)
    part[:] = np.minimum(part, np.rint(drawn).astype(np.uint8))
    return replace(page, image=replace(page.image, gray=gray))


def passed_over(
    pages: Sequence[ReadPage], kind: Callable[[np.random.Generator, NameSeen], Lines], count: int, seed: int
) -> tuple[int, int]:
    """How many of so many lines of a kind, drawn at empty targets, were not asked about; and how many were drawn."""
    rng = np.random.default_rng(seed)
    places = [
        (read, target, side, name)
        for read, target, side in empty_targets(pages)
        if (name := name_at(read.page, target, side)) is not None
    ]
    unasked = 0
    for _ in range(count):
        read, target, side, name = places[rng.integers(len(places))]
        lines, width_px, share = kind(rng, name), rng.uniform(1.5, 10), rng.uniform(0.55, 1)
        page = drawn_on(read.page, target, side, lines, width_px, share)
        unasked += find_drawn(page, read.ink, read.marks, read.written)[target] is None
    return unasked, count


def main() -> None:
    """Draw all kinds on real and on simulated sheets."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=400)
    asked = arguments.parse_args()
    print(f"{machine()}; commit {commit()}")
    for words, pages in (("real", real_pages()), ("simulated", simulated_pages())):
        for kind in KINDS:
            unasked, drawn = passed_over(pages, kind, asked.count, SEED)
            print(f"{words}, {kind.__name__}: {unasked} of {drawn} unasked", flush=True)


if __name__ == "__main__":
    main()
