"""From files to planned sheets: which pages belong to one sheet of paper, told without decoding any."""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePath

from imaging.pages.folders import ScanFile
from imaging.pages.formats import LIMITS, Limits
from imaging.pages.name_order import first_key, starts_after_one_o_clock
from imaging.pages.opening import count_pages, may_hold_many
from imaging.pages.pairing import in_pairs, what_names_tell
from imaging.sheets import Pairing


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """One page of one file, not yet read."""

    path: Path
    name: str
    page: int
    """Counts from 1 in its file."""
    pages_in_file: int
    """As planned: a file that has another number of pages when it is read has been changed since."""
    is_closed: bool = False
    """Its file could not be opened, and may hold more pages."""


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    """The pages that make one sheet, in the order they are offered. Small, and can be sent to another process."""

    number: int
    """Counts from 1."""
    pages: tuple[PlannedPage, ...]
    run: int | None = None
    """The run of pages in which it was paired by order alone; None where names or the file tell."""


def plan_sheets(
    files: Iterable[ScanFile],
    images_per_sheet: int,
    first_number: int = 1,
    limits: Limits = LIMITS,
    pairing: Pairing = Pairing.PROVED,
    late: frozenset[str] = frozenset(),
) -> list[PlannedSheet]:
    """Put every page of every file into exactly one sheet, in the order of the files.

    `images_per_sheet` is 1 or 2. Pages of one file pair inside it. Files of one page pair by their names where these
    tell, else with the next file of their folder. What stays alone (an odd last page, a side without its other side) is
    a sheet with one page. A file that cannot be opened is planned as one page, so that it keeps its place. Where it may
    hold several, order pairs it with none, nor the pages before it with those behind it; but a file named in `late` is
    still being written, and will be one page. A file that is not named as a scan, in a folder with files that are, has
    no other side: it may be a program's copy of one.
    """
    listed = list(files)
    if pairing is Pairing.BY_NAMES:
        listed.sort(key=lambda file: first_key(file.name))
    else:
        listed = _as_time_passed(listed)
    found = [count_pages(file.path, limits) for file in listed]
    counts = [1 if count is None else count for count in found]
    unopened = {at for at, count in enumerate(found) if count is None and may_hold_many(listed[at].path)}
    closed = {at for at in unopened if pairing is not Pairing.BY_NAMES and listed[at].name not in late}
    alone = images_per_sheet == 1
    groups = _pages_alone(counts) if alone else _pages_in_pairs(listed, counts, closed, images_per_sheet, pairing)
    return [
        PlannedSheet(
            number,
            tuple(
                PlannedPage(listed[at].path, listed[at].name, page, counts[at], at in closed)
                for at, page in group.pages
            ),
            group.run,
        )
        for number, group in enumerate(groups, start=first_number)
    ]


def _as_time_passed(files: Sequence[ScanFile]) -> list[ScanFile]:
    """The files, those of each folder that a twelve-hour clock named begun where the clock began."""
    passed: list[ScanFile] = []
    for _, group in groupby(files, key=_folder):
        inside = list(group)
        start = starts_after_one_o_clock([file.name for file in inside])
        passed += [*inside[start:], *inside[:start]]
    return passed


PageOfFile = tuple[int, int]
"""Index of the file, number of the page from 1."""


@dataclass(frozen=True, slots=True)
class _Group:
    """The pages of a sheet, and the run of pages in which order alone paired them."""

    pages: tuple[PageOfFile, ...]
    run: int | None = None


def _pages_alone(counts: Sequence[int]) -> list[_Group]:
    return [_Group(((at, page),)) for at, count in enumerate(counts) for page in range(1, count + 1)]


def _pages_in_pairs(
    files: Sequence[ScanFile], counts: Sequence[int], closed: Set[int], images_per_sheet: int, pairing: Pairing
) -> list[_Group]:
    if images_per_sheet != 2:
        raise ValueError(f"a sheet has 1 or 2 images, not {images_per_sheet}")
    apart = _apart(files)
    singles = [at for at, count in enumerate(counts) if count == 1 and at not in apart]
    tells = what_names_tell([files[at].name for at in singles], pairing)
    told = [tuple(singles[at] for at in pair) for pair in tells.pairs] + [(singles[at],) for at in tells.alone]
    told += [(at,) for at in sorted(closed - apart - {at for group in told for at in group})]
    settled = {at for group in told for at in group}
    in_order = [at for at in range(len(files)) if at not in apart]
    runs = _runs(in_order, lambda at: _run_of(files[at], counts[at], at in settled))
    by_order = [[(at, page) for page in range(1, count + 1)] for at, count in enumerate(counts) if count > 2]
    by_order += [[(at, 1) for at in run] for run in runs]
    groups = [_Group(((at, 1), (at, 2))) for at, count in enumerate(counts) if count == 2]
    groups += [_Group(((at, 1),)) for at in sorted(apart) if counts[at] == 1]
    groups += [_Group(tuple((at, 1) for at in sides)) for sides in told]
    for number, pages in enumerate(by_order):
        groups += [_Group(pair, number) for pair in in_pairs(pages)]
    return sorted(groups, key=lambda group: min(group.pages))


def _apart(files: Sequence[ScanFile]) -> set[int]:
    """The files that pair with no other: known by their first bytes alone, among files that are named as scans."""
    named = {_folder(file) for file in files if file.is_named_as_scan}
    return {at for at, file in enumerate(files) if not file.is_named_as_scan and _folder(file) in named}


def _run_of(file: ScanFile, count: int, settled: bool) -> str | None:
    """Files pair by order only with neighbours of the same folder; None where a file does not pair by order."""
    return None if settled or count > 1 else _folder(file)


def _folder(file: ScanFile) -> str:
    return str(PurePath(file.name).parent)


def _runs(indices: Sequence[int], run_of: Callable[[int], str | None]) -> list[list[int]]:
    return [list(run) for folder, run in groupby(indices, key=run_of) if folder is not None]
