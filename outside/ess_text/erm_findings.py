"""What the pages, the percents and the statistics of an ERM report show to be missing or changed."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from outside.ess_text.erm_contests import ErmContest, ErmPrecinct
from outside.ess_text.erm_head import ErmHead
from outside.findings import FindingKind, OutsideFinding


def erm_findings(heads: Sequence[ErmHead], precincts: Sequence[ErmPrecinct], is_cut: bool) -> Iterator[OutsideFinding]:
    """All of them, pages first."""
    if is_cut:
        words = "the printer is not set back at the end of the file: most likely it was cut off"
        yield OutsideFinding(FindingKind.PAGES, "", words)
    yield from _pages(heads)
    yield from _counted(heads, precincts)
    for precinct in precincts:
        yield from _statistics(precinct)
        for contest in precinct.contests:
            yield from _percents(precinct, contest)


def _pages(heads: Sequence[ErmHead]) -> Iterator[OutsideFinding]:
    """Pages that do not follow one another: 0001-01, 0001-02, 0002-01; or 001, 002."""
    pages = [head.page for head in heads if head.page is not None]
    if pages and pages[0] not in ((1, 0), (1, 1)):
        yield OutsideFinding(FindingKind.PAGES, "", f"the first page is {_page(pages[0])}: pages before it are missing")
    for before, after in pairwise(pages):
        follows = (before[0], before[1] + 1) if after[1] > 1 else (before[0] + 1, after[1])
        if after != follows:
            words = f"page {_page(after)} follows page {_page(before)}: pages are missing, twice or out of order"
            yield OutsideFinding(FindingKind.PAGES, "", words)


def _page(page: tuple[int, int]) -> str:
    return f"{page[0]:04}-{page[1]:02}" if page[1] else f"{page[0]:03}"


def _counted(heads: Sequence[ErmHead], precincts: Sequence[ErmPrecinct]) -> Iterator[OutsideFinding]:
    told = [*(head.counted for head in heads), *(precinct.counted for precinct in precincts)]
    for counted, of in dict.fromkeys(one for one in told if one is not None):
        if counted != of:
            yield OutsideFinding(FindingKind.PRECINCTS, "", f"{counted:,} of {of:,} precincts are counted")


def _statistics(precinct: ErmPrecinct) -> Iterator[OutsideFinding]:
    """Turnout and blank ballots, which are printed in percent too."""
    cast = None if precinct.cast is None else precinct.cast.total
    parts = (
        ("ballots cast", cast, precinct.registered, precinct.turnout),
        ("blank ballots", precinct.blank, cast, precinct.blank_percent),
    )
    for name, figure, of, percent in parts:
        if figure is not None and of and percent is not None and _differs(figure, of, percent):
            words = f"{figure:,} {name} are printed as {percent / 100:.2f} percent, and of {of:,} they are not"
            yield OutsideFinding(FindingKind.BALLOTS, precinct.name, words)


def _differs(figure: int, of: int, percent: int) -> bool:
    """Whether hundredths of a percent are not those of a figure, however they are rounded."""
    return abs(percent * of - 10_000 * figure) > of


def _percents(precinct: ErmPrecinct, contest: ErmContest) -> Iterator[OutsideFinding]:
    """The percents are of all votes of the contest: where they are not, a row was lost or changed."""
    where = f"{precinct.name}, {contest.title}" if precinct.name else contest.title
    if not contest.percents:
        yield OutsideFinding(FindingKind.VOTES, where, "the contest has no rows: the file was cut off or changed")
        return
    votes = sum(one for one, _ in contest.percents)
    for figure, percent in contest.percents:
        if votes and _differs(figure, votes, percent or 0):
            words = f"{figure:,} votes are printed as {(percent or 0) / 100:.2f} percent, and of {votes:,} they are not"
            yield OutsideFinding(FindingKind.VOTES, where, words)
            return
