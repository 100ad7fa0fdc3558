"""From files to planned sheets: which pages belong to one sheet of paper, told without decoding any."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePath

from imaging.pages.folders import ScanFile
from imaging.pages.formats import LIMITS, Limits
from imaging.pages.opening import count_pages
from imaging.pages.pairing import in_pairs, what_names_tell


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """One page of one file, not yet read."""

    path: Path
    name: str
    page: int
    """Counts from 1 in its file."""
    pages_in_file: int
    """As planned: a file that has another number of pages when it is read has been changed since."""


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    """The pages that make one sheet, in the order they are offered. Small, and can be sent to another process."""

    number: int
    """Counts from 1."""
    pages: tuple[PlannedPage, ...]


def plan_sheets(
    files: Iterable[ScanFile], images_per_sheet: int, first_number: int = 1, limits: Limits = LIMITS
) -> list[PlannedSheet]:
    """Put every page of every file into exactly one sheet, in the order of the files.

    `images_per_sheet` is 1 or 2. Pages of one file pair inside it. Files of one page pair by their names where these
    tell, else with the next file of their folder. What stays alone (an odd last page, a side without its other side) is
    a sheet with one page. A file that cannot be opened is planned as one page, so that it keeps its place. A file that
    is not named as a scan, in a folder with files that are, has no other side: it may be a program's copy of one.
    """
    listed = list(files)
    counts = [count_pages(file.path, limits) for file in listed]
    groups = _pages_alone(counts) if images_per_sheet == 1 else _pages_in_pairs(listed, counts, images_per_sheet)
    return [
        PlannedSheet(
            number,
            tuple(PlannedPage(listed[at].path, listed[at].name, page, counts[at]) for at, page in group),
        )
        for number, group in enumerate(groups, start=first_number)
    ]


PageOfFile = tuple[int, int]
"""Index of the file, number of the page from 1."""


def _pages_alone(counts: Sequence[int]) -> list[tuple[PageOfFile, ...]]:
    return [((at, page),) for at, count in enumerate(counts) for page in range(1, count + 1)]


def _pages_in_pairs(
    files: Sequence[ScanFile], counts: Sequence[int], images_per_sheet: int
) -> list[tuple[PageOfFile, ...]]:
    if images_per_sheet != 2:
        raise ValueError(f"a sheet has 1 or 2 images, not {images_per_sheet}")
    groups = [
        tuple((at, page) for page in pair)
        for at, count in enumerate(counts)
        if count > 1
        for pair in in_pairs(range(1, count + 1))
    ]
    apart = _apart(files)
    groups += [((at, 1),) for at in sorted(apart) if counts[at] == 1]
    singles = [at for at, count in enumerate(counts) if count == 1 and at not in apart]
    tells = what_names_tell([files[at].name for at in singles])
    told = [tuple(singles[at] for at in pair) for pair in tells.pairs] + [(singles[at],) for at in tells.alone]
    groups += [tuple((at, 1) for at in group) for group in told]
    settled = {at for group in told for at in group}
    in_order = [at for at in range(len(files)) if at not in apart]
    for run in _runs(in_order, lambda at: _run_of(files[at], counts[at], at in settled)):
        groups += [tuple((at, 1) for at in pair) for pair in in_pairs(run)]
    return sorted(groups, key=min)


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
