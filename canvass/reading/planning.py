"""From scan files to planned sheets, with what order alone paired held against numbers and sides.

Where a run of pages is whole by its numbers it is taken as it is. Where one may be missing or there twice, each of its
pages is looked at first; so such a run is read twice.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from canvass.console.progress import Progress
from canvass.reading.pipeline import in_order, workers
from imaging.layout import Layouts
from imaging.pages import (
    FileNumbering,
    PlannedPage,
    PlannedSheet,
    ScanFile,
    SeenPage,
    load_sheet,
    numbering,
    pair_by_sides,
    plan_sheets,
)
from imaging.sheets import Pairing


@dataclass(frozen=True, slots=True)
class _Doubt:
    """Why the order of a run's pages may not be what pairs them."""

    why: str
    numbers: FileNumbering


def plan(
    files: Sequence[ScanFile],
    images_per_sheet: int,
    layouts: Layouts,
    pairing: Pairing,
    progress: Progress,
    late: frozenset[str] = frozenset(),
) -> list[PlannedSheet]:
    """Plan the sheets of scan files, each page in exactly one. What is in doubt is said to `progress` first.

    The plan follows from the files and the layouts alone, so a count that goes on later has the same. Files named in
    `late` are still being written: their sheets are left out, and where order is in doubt so is what lies around them.
    """
    planned = plan_sheets(files, images_per_sheet, pairing=pairing, late=late)
    for page in (page for sheet in planned for page in sheet.pages if page.is_closed):
        progress.note(_closed(page))
    if images_per_sheet == 1 or pairing is Pairing.BY_NAMES:
        return [sheet for sheet in planned if _is_whole(sheet, late)]
    runs: dict[int, list[PlannedSheet]] = defaultdict(list)
    for sheet in planned:
        if sheet.run is not None:
            runs[sheet.run].append(sheet)
    settled = {number: list(_settled(run, layouts, progress, late)) for number, run in runs.items()}
    sheets = [one for sheet in planned for one in ([sheet] if sheet.run is None else settled.pop(sheet.run, ()))]
    whole = [sheet for sheet in sheets if _is_whole(sheet, late)]
    return [replace(sheet, number=number) for number, sheet in enumerate(whole, 1)]


def _is_whole(sheet: PlannedSheet, late: frozenset[str]) -> bool:
    return not any(page.name in late for page in sheet.pages)


def _settled(
    run: list[PlannedSheet], layouts: Layouts, progress: Progress, late: frozenset[str]
) -> Iterator[PlannedSheet]:
    """The sheets of one run: as order paired them, or where that is in doubt as their pages show."""
    pages = [page for sheet in run for page in sheet.pages]
    doubt = _doubt(pages)
    if doubt is None:
        yield from run
        return
    if not all(_is_whole(sheet, late) for sheet in run):
        progress.note(f"{named_page(pages[0])} to {named_page(pages[-1])}: left for the next count, since {doubt.why}.")
        return
    progress.note(_said(pages, doubt))
    numbers = doubt.numbers
    seen = list(in_order(partial(_look, layouts), pages, workers(), 4 * workers()))
    for group in pair_by_sides(seen, numbers.breaks, frozenset(numbers.gaps), numbers.first):
        yield PlannedSheet(0, tuple(pages[at] for at in group), run[0].run)


def _doubt(pages: Sequence[PlannedPage]) -> _Doubt | None:
    told = numbering(pages)
    edges = [0, *sorted(told.breaks), len(pages)]
    odd = [start for start, end in pairwise(edges) if (end - start) % 2]
    if told.gaps:
        first, *others = told.gaps.values()
        why = f"the numbers have a gap {first}" + (f", and {len(others):,} more" if others else "")
    elif odd:
        why = f"the number of pages from {named_page(pages[odd[0]])} on is odd"
    else:
        return None
    return _Doubt(why, told)


def _said(pages: Sequence[PlannedPage], doubt: _Doubt) -> str:
    if len(pages) == 1:
        return (
            f"{named_page(pages[0])}: no other page beside it may be its other side. It is set aside, if it needs one."
        )
    return (
        f"{named_page(pages[0])} to {named_page(pages[-1])}: {doubt.why}. A page may be missing or there twice. Each "
        f"of these {len(pages):,} pages is looked at first; what is not proved to be one paper is set aside."
    )


def _closed(page: PlannedPage) -> str:
    return (
        f"{page.name}: this file cannot be opened, and how many pages it holds is not known. It is set aside, and "
        "order pairs no page across it. Save it again without a password or damage, in a folder of its own, and count "
        "that."
    )


def named_page(page: PlannedPage) -> str:
    """A page as people find it."""
    return page.name if page.pages_in_file == 1 else f"{page.name} page {page.page}"


def _look(layouts: Layouts, page: PlannedPage) -> SeenPage:
    from imaging.looking import look_at

    return look_at(load_sheet(PlannedSheet(1, (page,))).sheet.pages[0], layouts)
