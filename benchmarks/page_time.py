"""Where a page's time goes: a picture of the steps from the file to its targets, in one thread."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from statistics import median
from time import thread_time
from typing import Any
from unittest.mock import patch

import PIL.Image
import PIL.ImageDraw
import PIL.ImageFont

from benchmarks.measures import ROOT
from benchmarks.stacks import TimedSheets
from imaging import reader
from imaging.pages import LIMITS, PlannedSheet
from imaging.pages.opening import open_scan
from imaging.sheets import ImageSource, PageImage, ScannedSheet

PICTURE = ROOT / "benchmarks" / "page_time.png"
ROUNDS = 5
STEPS = {
    "imaging.family.measure_ink_levels": "ink and paper levels",
    "imaging.grid.gridded.find_grid": "timing marks",
    "imaging.grid.identity.read_page_codes": "which card, places of targets",
    "imaging.grid.identity.best_fit": "which card, places of targets",
    "imaging.reader.read_marks": "marks",
    "imaging.reader.mark_waves": "ink's fingerprint",
}
"""The reader's own steps, by the modules and names by which they are called."""
_COLOURS = ("#4e6e8e", "#9bb7d4", "#c9b458", "#7a9e5f", "#b5654a", "#8a5a83", "#5f9e9b", "#999999")


@dataclass(frozen=True, slots=True)
class PageTime:
    """Milliseconds a page, by step, in order."""

    name: str
    steps: dict[str, float]


def time_pages(sheets: TimedSheets) -> PageTime:
    """The median page of sheets with timing marks, step by step."""
    found: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for sheet in sheets.planned:
            for step, seconds in _time_sheet(sheets, sheet).items():
                found.setdefault(step, []).append(1000 * seconds / len(sheet.pages))
    return PageTime(sheets.name, {step: median(times) for step, times in found.items()})


def _time_sheet(sheets: TimedSheets, planned: PlannedSheet) -> dict[str, float]:
    taken = {"open and hash": 0.0, "decode": 0.0}
    pages = []
    for page in planned.pages:
        start = thread_time()
        opened = open_scan(page.path, LIMITS)
        between = thread_time()
        assert not isinstance(opened.document, Exception)
        decoded = opened.document.decode(page.page)
        end = thread_time()
        taken["open and hash"] += between - start
        taken["decode"] += end - between
        source = ImageSource(page.name, page.page, opened.sha256)
        pages.append(PageImage(source, decoded.gray, decoded.bitonal, decoded.dpi))
    steps = dict.fromkeys(STEPS.values(), 0.0)
    with _watched(steps):
        start = thread_time()
        reader.read_sheet(ScannedSheet(planned.number, tuple(pages)), sheets.layouts, len(pages))
        whole = thread_time() - start
    return taken | steps | {"the rest": whole - sum(steps.values())}


@contextmanager
def _watched(seconds: dict[str, float]) -> Iterator[None]:
    """While it lasts, what the reader's steps take is added up."""
    with ExitStack() as patches:
        for name, step in STEPS.items():
            patches.enter_context(patch(name, _timed(resolve_name(name), seconds, step)))
        yield


def _timed(work: Callable[..., Any], seconds: dict[str, float], step: str) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        start = thread_time()
        try:
            return work(*arguments, **named)
        finally:
            seconds[step] += thread_time() - start

    return timed


def draw_page_times(times: list[PageTime], note: str, path: Path = PICTURE) -> None:
    """A bar for each kind of page, its parts named beside it; `note` says where it was measured."""
    font, small = PIL.ImageFont.load_default(22), PIL.ImageFont.load_default(18)
    line, left, width = 30, 24, 1250
    height = 60 + sum(60 + line * (len(one.steps) + 1) for one in times) + 40
    image = PIL.Image.new("RGB", (width, height), "white")
    draw = PIL.ImageDraw.Draw(image)
    draw.text((left, 16), "Where a page's time goes (one thread)", "black", font)
    longest = max(sum(one.steps.values()) for one in times)
    down = 60
    for one in times:
        down = _draw_bar(draw, one, (left, down), (width - 2 * left) / longest, line, (font, small))
    draw.text((left, height - 32), note, "#555555", small)
    image.quantize(32, dither=PIL.Image.Dither.NONE).save(path, optimize=True)


def _draw_bar(
    draw: PIL.ImageDraw.ImageDraw,
    one: PageTime,
    start: tuple[int, int],
    px_per_ms: float,
    line: int,
    fonts: tuple[Any, Any],
) -> int:
    """Draw one page's bar and its list; where the next may begin."""
    font, small = fonts
    whole = sum(one.steps.values())
    left, down = start
    draw.text((left, down), f"{one.name}: {whole:.2f} ms a page", "black", font)
    down += line
    across = float(left)
    for (_, ms), colour in zip(one.steps.items(), _COLOURS, strict=True):
        draw.rectangle((across, down, across + ms * px_per_ms, down + line), fill=colour)
        across += ms * px_per_ms
    down += line + 8
    for (step, ms), colour in zip(one.steps.items(), _COLOURS, strict=True):
        draw.rectangle((left, down + 4, left + 18, down + 22), fill=colour)
        draw.text((left + 28, down), f"{step}: {ms:.2f} ms, {100 * ms / whole:.1f}%", "black", small)
        down += line
    return down + 12
