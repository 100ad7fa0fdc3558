"""ERM's reports of precincts (EL30, EL30A) and of the county (EL45, EL45A), with groups or in two columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from outside.errors import OutsideFileError
from outside.ess_text.erm_contests import ErmContest, ErmPrecinct
from outside.ess_text.erm_findings import erm_findings
from outside.ess_text.erm_head import ErmHead, begins_head, is_legend, read_head
from outside.ess_text.erm_rows import group_names
from outside.ess_text.erm_text import ErmLine, erm_text, first_title
from outside.formats import OutsideFormat
from outside.opening import OpenedFile
from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, ResultsLevel, placed
from outside.source import OutsideSource, source_files

_PRECINCT = re.compile(r"([0-9]{4}) (\S.*)")
_HALF = 72
"""The column at which the right half of a report in two columns begins."""
_TITLES = {
    OutsideFormat.ESS_EL30A: "PREC REPORT-GROUP DETAIL",
    OutsideFormat.ESS_EL45A: "SUMMARY REPT-GROUP DETAIL",
    OutsideFormat.ESS_EL30: "PRECINCT REPORT",
    OutsideFormat.ESS_EL45: "SUMMARY REPORT",
}
_OF_COUNTY = (OutsideFormat.ESS_EL45, OutsideFormat.ESS_EL45A)


def is_report(known: OutsideFormat, file: OpenedFile) -> bool:
    """Whether a file is this one of the four reports, by its first title."""
    return _format(file) is known


def _format(file: OpenedFile) -> OutsideFormat | None:
    title = first_title(file)
    return next((known for known, words in _TITLES.items() if title.startswith(words)), None)


@dataclass(slots=True)
class _Report:
    """What was read so far."""

    known: OutsideFormat
    heads: list[ErmHead] = field(default_factory=list)
    precincts: list[ErmPrecinct] = field(default_factory=list)
    groups: tuple[str, ...] = ()
    halves: list[tuple[ErmLine, str]] = field(default_factory=list)
    """Lines of the right half of the page that is read."""

    @property
    def party(self) -> str:
        return self.heads[-1].party if self.heads else ""


def read_erm(files: tuple[OpenedFile, ...]) -> OutsideResults:
    """One report of ERM. Raises OutsideFileError, naming the line."""
    (file,) = files
    known = _format(file)
    if known is None:
        raise OutsideFileError(
            "no title of a report of ERM", "one of " + ", ".join(_TITLES.values()), "Print it again."
        )
    text = erm_text(file)
    report = _Report(known)
    if known in _OF_COUNTY:
        report.precincts.append(ErmPrecinct("", ""))
    _take_lines(report, text.lines)
    for one in report.precincts:
        one.close()
    head = report.heads[0]
    source = OutsideSource(
        known,
        source_files([file.file]),
        known.system,
        head.label,
        head.county,
        head.election,
        head.election_date,
        head.run_at,
        head.heading,
    )
    precincts = tuple(map(_precinct, report.precincts))
    level = ResultsLevel.COUNTY if known in _OF_COUNTY else ResultsLevel.PRECINCTS
    findings = tuple(erm_findings(report.heads, report.precincts, text.is_cut))
    return OutsideResults(source, report.groups, precincts, level, findings)


def _take_lines(report: _Report, lines: Sequence[ErmLine]) -> None:
    at = next((place for place, line in enumerate(lines) if begins_head(line)), len(lines))
    while at < len(lines):
        line = lines[at]
        if begins_head(line):
            at = _take_head(report, lines, at)
        elif _begins_precinct(report, lines, at):
            _take_precinct(report, line)
            at += 1
        elif is_legend(line):
            _take_legend(report, line)
            at += 1
        else:
            if line.text.strip():
                _take_line(report, line)
            at += 1
    _turn_page(report)


def _take_head(report: _Report, lines: Sequence[ErmLine], at: int) -> int:
    """Read the head that begins at a place; the place after it."""
    _turn_page(report)
    end = at + 1
    while end < len(lines) and lines[end].text.strip() and not _ends_head(report, lines, end):
        end += 1
    report.heads.append(read_head(lines[at:end]))
    return end


def _ends_head(report: _Report, lines: Sequence[ErmLine], at: int) -> bool:
    return begins_head(lines[at]) or is_legend(lines[at]) or _begins_precinct(report, lines, at)


def _begins_precinct(report: _Report, lines: Sequence[ErmLine], at: int) -> bool:
    """Whether a line is a precinct's: the heads of the columns follow it. A title may begin with a year, too."""
    if report.known in _OF_COUNTY or not _PRECINCT.fullmatch(lines[at].text):
        return False
    after = next((line for line in lines[at + 1 : at + 4] if line.text.strip()), None)
    return after is not None and is_legend(after)


def _take_precinct(report: _Report, line: ErmLine) -> None:
    _turn_page(report)
    found = _PRECINCT.fullmatch(line.text)
    assert found
    code, name = found[1], " ".join(found[2].split())
    if not report.precincts or (report.precincts[-1].code, report.precincts[-1].name) != (code, name):
        report.precincts.append(ErmPrecinct(code, name))


def _take_legend(report: _Report, line: ErmLine) -> None:
    groups = group_names(line.text)
    if report.groups and groups and groups != report.groups:
        raise OutsideFileError(
            f"the groups {', '.join(groups)}", f"those of the pages before: {', '.join(report.groups)}",
            "Name each report as a file of its own.", line.where,
        )  # fmt: skip
    report.groups = report.groups or groups


def _take_line(report: _Report, line: ErmLine) -> None:
    if not report.precincts:
        raise OutsideFileError(
            f"{line.text.strip()[:80]!r} before any precinct", "a line as 0001 NAME", "Print it again.", line.where
        )
    if report.groups:
        report.precincts[-1].take(line, line.text, len(report.groups), report.party)
        return
    left, right = line.text[:_HALF].rstrip(), line.text[_HALF:].rstrip()
    if left:
        report.precincts[-1].take(line, left, 0, report.party)
    if right:
        report.halves.append((line, right))


def _turn_page(report: _Report) -> None:
    """The right half of a page is read after its left half."""
    for line, right in report.halves:
        report.precincts[-1].take(line, right, 0, report.party)
    report.halves.clear()


def _precinct(one: ErmPrecinct) -> OutsidePrecinct:
    return OutsidePrecinct(
        name=one.name,
        code=one.code,
        contests=placed(map(_contest, one.contests)),
        ballots_cast=None if one.cast is None else one.cast.total,
        blank_cast=one.blank,
        registered=one.registered,
        by_group=None if one.cast is None else one.cast.by_group,
    )


def _contest(one: ErmContest) -> OutsideContest:
    return OutsideContest(one.title, tuple(one.rows), one.seats, party=one.party)
