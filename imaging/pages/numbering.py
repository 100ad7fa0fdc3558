"""What the scanner's own numbers tell of a run of pages: where one is missing, where another series begins."""

import re
from collections import Counter as Counts
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath

from imaging.pages.planning import PlannedPage

_IN_BRACKETS = re.compile(r"(?P<series>.*?)\s*\((?P<number>[0-9]+)\)")
_LAST_NUMBER = re.compile(r"(?P<series>.*?)(?P<number>[0-9]+)(?P<rest>[^0-9]*)")
_CLOCK = re.compile(
    r".*(?<![0-9])(?P<hour>[0-9]{1,2})[.:_\-h ](?P<minute>[0-9]{2})[.:_\-m ](?P<second>[0-9]{2})[^0-9]*"
)
"""A name that ends with a time of day: its last number counts seconds, not pages."""
_STAMP = re.compile(r"[0-9]*(?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][0-9])(?P<second>[0-5][0-9])")
_STAMP_DIGITS = 6
"""A number so long without a zero before it is a time, or a serial number, unless it counts on by one."""
_HALF_DAY_S = 12 * 3600


@dataclass(frozen=True, slots=True)
class Counter:
    """A page's number in its series, as its name has it."""

    series: str
    number: int
    is_time: bool = False
    is_bare: bool = False
    """It has no number, and comes before the first that has one, be that 1 or 2."""
    second: int | None = None
    """Of the day or of half a day, where the number may be the end of a time."""

    def steps_to(self, later: "Counter") -> int | None:
        """By how much the later one is farther on; None where it is of another series."""
        if self.series != later.series:
            return None
        if self._is_a_second_before(later) or (self.is_bare and later.number in (1, 2)):
            return 1
        return later.number - self.number

    def _is_a_second_before(self, later: "Counter") -> bool:
        """Also over a full minute, and over twelve where a clock goes on with one."""
        if self.second is None or later.second is None:
            return False
        return (later.second - self.second) % _HALF_DAY_S == 1


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
    counters = counters_of([page.name for page in pages])
    if len({counter.series for counter in counters}) > max(1, len(pages) // 2):
        return FileNumbering(frozenset(), {}, None)
    steps = {
        at: step
        for at, (earlier, later) in enumerate(pairwise(counters), 1)
        if (step := earlier.steps_to(later)) is not None
    }
    others = frozenset(at for at in range(1, len(pages)) if at not in steps)
    if not _counts_on(counters, list(steps.values())):
        return FileNumbering(others, {}, None)
    gaps = {at: _gap(pages[at - 1].name, pages[at].name, step - 1) for at, step in steps.items() if abs(step) != 1}
    return FileNumbering(others | frozenset(gaps), gaps, None if counters[0].is_time else counters[0].number)


def counters_of(names: Sequence[str]) -> list[Counter]:
    """The numbers that a scanner or a system put into names: `scan0007`, `Scan (7)`; a bare `Scan` is the first."""
    stamps = {shape for name in names if (shape := _shape(name)) and not shape.digits.startswith("0")}
    like_stamps = frozenset((shape.series, len(shape.digits)) for shape in stamps if len(shape.digits) >= _STAMP_DIGITS)
    counters = [_counter_of(name, like_stamps) for name in names]
    members = Counts(counter.series for counter in counters)
    return [
        Counter(bare, 1, is_bare=True) if members[counter.series] < 2 and members[bare := _bare(name)] else counter
        for name, counter in zip(names, counters, strict=True)
    ]


def _bare(name: str) -> str:
    """The series of which a name without a number of its own is the first."""
    return f"{PurePath(name).parent}/{PurePath(name).stem.casefold()}"


@dataclass(frozen=True, slots=True)
class _Shape:
    """A name's last number, and its series: what it is without it."""

    series: str
    digits: str


def _shape(name: str) -> _Shape | None:
    last = _LAST_NUMBER.fullmatch(PurePath(name).stem.casefold())
    if last is None:
        return None
    return _Shape(f"{PurePath(name).parent}/{last['series'].rstrip(' _-')}{last['rest']}", last["number"])


def _counter_of(name: str, like_stamps: frozenset[tuple[str, int]]) -> Counter:
    """`like_stamps` are series and length of the run's long numbers: `095958` is a time where `100001` is beside it."""
    stem = PurePath(name).stem.casefold()
    folder = str(PurePath(name).parent)
    if bracketed := _IN_BRACKETS.fullmatch(stem):
        return Counter(f"{folder}/{bracketed['series']}", int(bracketed["number"]))
    shape = _shape(name)
    if shape is None:
        return Counter(_bare(name), 1, is_bare=True)
    clock = _CLOCK.fullmatch(stem)
    is_time = clock is not None or (shape.series, len(shape.digits)) in like_stamps
    second = _second(clock or _STAMP.fullmatch(shape.digits))
    return Counter(f"{folder}/" if is_time else shape.series, int(shape.digits), is_time, second=second)


def _second(time: re.Match[str] | None) -> int | None:
    return None if time is None else 3600 * int(time["hour"]) + 60 * int(time["minute"]) + int(time["second"])


def _counts_on(counters: Sequence[Counter], steps: Sequence[int]) -> bool:
    """Whether the numbers are a count of pages; times of day pass otherwise."""
    if any(counter.is_time for counter in counters):
        return 2 * sum(step == 1 for step in steps) > len(steps)
    return True


def _gap(before: str, after: str, missing: int) -> str:
    what = f"{missing} missing" if missing > 0 else "the numbers go back"
    return f"between {before} and {after} ({what})"
