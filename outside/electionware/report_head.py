"""The head of a report's pages: the election, its label, the county, and the precinct that a page is of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from outside.electionware.report_lines import ReportLine, ReportPage
from outside.errors import OutsideFileError

_STATISTICS = "statistics"
_DAY = re.compile(r"[A-Z][a-z]+ [0-9]{1,2}, [0-9]{4}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}")
_RESULTS = re.compile(r"\bRESULTS\b", re.IGNORECASE)
_COUNTY = re.compile(r"\bCOUNTY\b", re.IGNORECASE)
_APART = 18.0
"""Words of one line that are farther apart, in points, are two texts: one on the left, one on the right."""


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What the head prints, but for the precinct."""

    lines: int
    """How many lines it has, the precinct's among them."""
    label: str
    county: str
    election: str
    election_date: str
    heading: str
    """The report's title, and free lines of the county."""


@dataclass(frozen=True, slots=True)
class PrecinctPage:
    """One page: its precinct, and the lines below the head."""

    page: ReportPage
    names: tuple[str, ...]
    """The precinct's name, line by line; none in a report of the whole county."""
    body: tuple[ReportLine, ...]

    @property
    def precinct(self) -> str:
        """The precinct's name on one line."""
        return " ".join(self.names)


def is_statistics(line: ReportLine) -> bool:
    """Whether the block of registered voters and ballots cast begins with this line."""
    return line.words[0].text.lower() == _STATISTICS


def learn_head(pages: Sequence[ReportPage], by_precinct: bool) -> ReportHead:
    """The head that all pages share. Raises OutsideFileError where none can be told."""
    counts = [at for page in pages for at, line in enumerate(page.lines) if is_statistics(line)]
    lines = min(counts) if counts else _shared(pages) + by_precinct
    if not lines or any(len(page.lines) < lines for page in pages):
        raise OutsideFileError(
            "pages without a head in common", "each page with the report's title and its precinct", "Print it again."
        )
    texts = [text for line in pages[0].lines[: lines - by_precinct] for text in _texts(line)]
    after_title = texts[1:]
    label = next((text for text in after_title if _RESULTS.search(text)), "")
    day = next((text for text in after_title if _DAY.fullmatch(text)), "")
    county = next((text for text in reversed(after_title) if _COUNTY.search(text) and text not in (label, day)), "")
    left = [text for text in after_title if text not in (label, day, county)]
    before_day = texts[: texts.index(day)] if day else texts
    election = next((text for text in left if text in before_day), left[0] if left else county)
    heading = "; ".join(text for text in texts if text not in (label, day, county, election))
    return ReportHead(lines, label, county if county != election else "", election, day, heading)


def _shared(pages: Sequence[ReportPage]) -> int:
    """How many first lines are the same on every page."""
    shared = 0
    for lines in zip(*(page.lines for page in pages), strict=False):
        if len({line.text for line in lines}) > 1:
            break
        shared += 1
    return shared if len(pages) > 1 else 0


def _texts(line: ReportLine) -> list[str]:
    """The texts of a line that stand apart."""
    texts = [[line.words[0]]]
    for word in line.words[1:]:
        if word.left - texts[-1][-1].right > _APART:
            texts.append([word])
        else:
            texts[-1].append(word)
    return [" ".join(word.text for word in one) for one in texts]


def precinct_pages(pages: Sequence[ReportPage], head: ReportHead, by_precinct: bool) -> list[PrecinctPage]:
    """The pages with their heads taken off. Raises OutsideFileError where a head is another report's."""
    done: list[PrecinctPage] = []
    for page in pages:
        before = done[-1].names if done else ()
        done.append(_precinct_page(page, head, pages[0], before, by_precinct))
    return done


def _precinct_page(
    page: ReportPage, head: ReportHead, first: ReportPage, before: tuple[str, ...], by_precinct: bool
) -> PrecinctPage:
    shared = head.lines - by_precinct
    # A page that goes on with a precinct has no statistics; its name may be in two lines.
    goes_on = tuple(line.text for line in page.lines[shared : shared + len(before)]) == before
    end = shared + len(before) if before and goes_on else head.lines
    at = next((place for place, line in enumerate(page.lines) if is_statistics(line)), end)
    if [line.text for line in page.lines[:shared]] != [line.text for line in first.lines[:shared]]:
        raise OutsideFileError(
            f"another head than on page {first.number:,}",
            "pages of one report",
            "Name each report as a file of its own.",
            f"page {page.number:,}",
        )
    names = tuple(line.text for line in page.lines[shared:at]) if by_precinct else ()
    return PrecinctPage(page, names, page.lines[at:])
