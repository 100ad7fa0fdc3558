"""Electionware's Precinct Summary and Election Summary: PDF to results."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from outside.electionware.report_body import COUNTED, read_precinct
from outside.electionware.report_columns import learn_columns
from outside.electionware.report_head import learn_head, precinct_pages
from outside.electionware.report_lines import ReportPage, page_lines
from outside.errors import OutsideFileError
from outside.findings import FindingKind, OutsideFinding
from outside.formats import OutsideFormat
from outside.opening import ContentKind, OpenedFile
from outside.results import OutsideResults, ResultsLevel
from outside.source import OutsideSource, source_files

_PRECINCT = re.compile(r"\bPRECINCTS?\b", re.IGNORECASE)
_SUMMARY = re.compile(r"\bSUMMARY\b", re.IGNORECASE)
_TITLE = "Summary Results Report"


def is_precinct_summary(file: OpenedFile) -> bool:
    """Whether a PDF's first page has the foot of a Precinct Summary."""
    return _PRECINCT.search(_report_of(file)) is not None


def is_election_summary(file: OpenedFile) -> bool:
    """Whether a PDF's first page has the foot of an Election Summary."""
    report = _report_of(file)
    return _SUMMARY.search(report) is not None and not _PRECINCT.search(report)


def _report_of(file: OpenedFile) -> str:
    if file.kind is not ContentKind.PDF or not file.pages:
        return ""
    page = page_lines(1, file.pages[0])
    ours = page.made_with or any(_TITLE in line.text for line in page.lines[:2])
    return page.report if ours else ""


def read_precinct_summary(files: tuple[OpenedFile, ...]) -> OutsideResults:
    """One Precinct Summary. Raises OutsideFileError, naming the page."""
    return _read(files[0], OutsideFormat.ESS_PRECINCT_SUMMARY, ResultsLevel.PRECINCTS)


def read_election_summary(files: tuple[OpenedFile, ...]) -> OutsideResults:
    """One Election Summary: the whole county. Raises OutsideFileError, naming the page."""
    return _read(files[0], OutsideFormat.ESS_ELECTION_SUMMARY, ResultsLevel.COUNTY)


def _read(file: OpenedFile, known: OutsideFormat, level: ResultsLevel) -> OutsideResults:
    by_precinct = level is ResultsLevel.PRECINCTS
    pages = [page_lines(number, words) for number, words in enumerate(file.pages, 1)]
    pages = [page for page in pages if page.lines or page.printed_number is not None]
    findings = (*_page_findings(pages), *_counted(pages))
    pages = _in_order(pages)
    head = learn_head(pages, by_precinct)
    parted = precinct_pages(pages, head, by_precinct)
    columns = learn_columns([line for one in parted for line in one.body])
    precincts = tuple(
        read_precinct(name, [line for one in some for line in one.body], columns)
        for name, some in groupby(parted, lambda one: one.precinct)
    )
    source = OutsideSource(
        known,
        source_files([file.file]),
        known.system,
        head.label,
        head.county,
        head.election,
        head.election_date,
        pages[0].run_at,
        head.heading,
    )
    return OutsideResults(source, columns.groups, precincts, level, findings)


def _in_order(pages: list[ReportPage]) -> list[ReportPage]:
    """By the printed numbers, where each is there once; else as they lie."""
    numbers = [page.printed_number for page in pages]
    if None in numbers or len(set(numbers)) < len(numbers):
        return pages
    return sorted(pages, key=lambda page: page.printed_number or 0)


def _counted(pages: Sequence[ReportPage]) -> Iterator[OutsideFinding]:
    """Precincts that are not counted, as the statistics of the county say."""
    told = [one for page in pages for line in page.lines if (one := COUNTED.fullmatch(line.text))]
    for words, counted, of in dict.fromkeys((one[1], one[2], one[3]) for one in told):
        if counted != of and "partial" not in words.lower():
            yield OutsideFinding(FindingKind.PRECINCTS, "", f"{words.strip()}: {counted} of {of}")


def _page_findings(pages: Sequence[ReportPage]) -> Iterator[OutsideFinding]:
    """Pages that are missing, twice, not numbered or out of order."""
    if not pages:
        raise OutsideFileError(
            "a PDF without text", "a report as Electionware prints it", "A scan cannot be read here."
        )
    numbers = [page.printed_number for page in pages]
    count = max((page.printed_count or 0 for page in pages), default=0)
    if None in numbers:
        words = f"page {numbers.index(None) + 1} of the file has no printed number: pages may be missing"
        yield OutsideFinding(FindingKind.PAGES, "", words)
    told = [number for number in numbers if number is not None]
    if missing := sorted(set(range(1, count + 1)) - set(told)):
        words = f"{len(missing):,} of {count:,} pages are missing: {', '.join(map(str, missing[:20]))}"
        yield OutsideFinding(FindingKind.PAGES, "", words)
    if twice := sorted({number for number in told if told.count(number) > 1}):
        yield OutsideFinding(FindingKind.PAGES, "", f"pages are there twice: {', '.join(map(str, twice[:20]))}")
    elif any(one > other for one, other in pairwise(told)):
        yield OutsideFinding(FindingKind.PAGES, "", "pages are out of order; they were read by their printed numbers")
