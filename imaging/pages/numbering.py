"""What the scanner's own numbers tell of a run of pages: where one is missing, where another series begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath

from imaging.pages.planning import PlannedPage

_IN_BRACKETS = re.compile(r"(?P<series>.*?)\s*\((?P<number>[0-9]+)\)")
_LAST_NUMBER = re.compile(r"(?P<series>.*?)(?P<number>[0-9]+)(?P<rest>[^0-9]*)")
_CLOCK = re.compile(r".*(?<![0-9])[0-9]{1,2}([.:_\-h ])[0-9]{2}[.:_\-m ][0-9]{2}[^0-9]*")
"""A name that ends with a time of day: its last number counts seconds, not pages."""
_STAMP_DIGITS = 6
"""A number so long without a zero before it is a time, or a serial number, unless it counts on by one."""


@dataclass(frozen=True, slots=True)
class Counter:
    """A page's number in its series, as its name has it."""

    series: str
    number: int
    is_time: bool = False


@dataclass(frozen=True, slots=True)
class FileNumbering:
    """What the names of a run say.

    breaks   the places, from 1, of the pages that do not follow the one before
    gaps     those of them before which pages are missing, or may be, and what is to be said of each
    first    the number of the first page; None where it is no count
    """

    breaks: frozenset[int]
    gaps: dict[int, str]
    first: int | None


def numbering(pages: Sequence[PlannedPage]) -> FileNumbering:
    """Read the numbers of a run of pages (at least one), each a file of its own or all of one file."""
    if pages[0].pages_in_file > 1:
        return FileNumbering(frozenset(), {}, pages[0].page)
    counters = [counter_of(page.name) for page in pages]
    if len({counter.series for counter in counters}) > max(1, len(pages) // 2):
        return FileNumbering(frozenset(), {}, None)
    steps = {
        at: later.number - earlier.number
        for at, (earlier, later) in enumerate(pairwise(counters), 1)
        if earlier.series == later.series
    }
    others = frozenset(at for at in range(1, len(pages)) if at not in steps)
    if not _counts_on(counters, list(steps.values())):
        return FileNumbering(others, {}, None)
    gaps = {at: _gap(pages[at - 1].name, pages[at].name, step - 1) for at, step in steps.items() if abs(step) != 1}
    return FileNumbering(others | frozenset(gaps), gaps, counters[0].number)


def counter_of(name: str) -> Counter:
    """The number that a scanner or a system put into a name: `scan0007`, `Scan (7)`; a bare `Scan` is the first."""
    stem = PurePath(name).stem.casefold()
    folder = str(PurePath(name).parent)
    if bracketed := _IN_BRACKETS.fullmatch(stem):
        return Counter(f"{folder}/{bracketed['series']}", int(bracketed["number"]))
    last = _LAST_NUMBER.fullmatch(stem)
    if last is None:
        return Counter(f"{folder}/{stem}", 1)
    digits = last["number"]
    is_time = bool(_CLOCK.fullmatch(stem)) or (len(digits) >= _STAMP_DIGITS and not digits.startswith("0"))
    series = f"{folder}/{last['series'].rstrip(' _-')}{last['rest']}"
    return Counter(f"{folder}/" if is_time else series, int(digits), is_time)


def _counts_on(counters: Sequence[Counter], steps: Sequence[int]) -> bool:
    """Whether the numbers are a count of pages; times of day pass otherwise."""
    if any(counter.is_time for counter in counters):
        return 2 * sum(step == 1 for step in steps) > len(steps)
    return True


def _gap(before: str, after: str, missing: int) -> str:
    what = f"{missing} missing" if missing > 0 else "the numbers go back"
    return f"between {before} and {after} ({what})"
