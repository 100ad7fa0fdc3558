"""The lines of one precinct to its statistics and contests, line by line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from outside.electionware.report_columns import ReportColumns
from outside.electionware.report_head import is_statistics
from outside.electionware.report_lines import VOTE_FOR, ReportLine, named_figures
from outside.errors import OutsideFileError
from outside.figures import printed_figure
from outside.pdf_pages import PdfWord
from outside.results import OutsideContest, OutsidePrecinct, OutsideRow, OutsideRowKind, placed

_STATISTIC = re.compile(r"(registered voters|ballots cast|voter turnout)\b\s*-?\s*(.*)", re.IGNORECASE)
COUNTED = re.compile(r"(.*\bprecincts?\b.*?)\s([0-9,]+) of ([0-9,]+)(?:\s+[0-9.]+%)?", re.IGNORECASE)
"""A statistic of the county: precincts counted, of so many."""
_NO_CHOICE = frozenset({"total", "totals", "total votes"})
_WRITE_IN = re.compile(r"write-?\s?in:\s*(.*)", re.IGNORECASE)
_PARTY = re.compile(r"(REP|DEM|LIB|GRE|GRN|IND|NON|NP|CST|MTN)\s+(\S.*)")
_TOTAL_VOTES, _CONTEST_TOTAL = "total votes cast", "contest totals"
_KINDS: dict[str, OutsideRowKind] = {
    "write-in totals": OutsideRowKind.WRITE_INS,
    "write-in": OutsideRowKind.WRITE_INS,
    "write-ins": OutsideRowKind.WRITE_INS,
    "not assigned": OutsideRowKind.NOT_ASSIGNED,
    "overvotes": OutsideRowKind.OVERVOTES,
    "over votes": OutsideRowKind.OVERVOTES,
    "undervotes": OutsideRowKind.UNDERVOTES,
    "under votes": OutsideRowKind.UNDERVOTES,
}
_WRAPPED = 0.75
"""A line nearer to a row than this part of the usual step is of the same cell."""

_BLANK = 4.8
"""A blank between two words is narrower than this, in points, in the letters that titles are set in."""


@dataclass(slots=True)
class _OpenContest:
    title: str
    seats: int | None
    rows: list[OutsideRow] = field(default_factory=list)
    total_votes: int | None = None
    contest_total: int | None = None


@dataclass(slots=True)
class _Precinct:
    """What was read of a precinct so far."""

    contests: list[_OpenContest] = field(default_factory=list)
    is_open: bool = False
    """Whether rows may follow for the last contest."""
    in_head: bool = False
    """Whether what follows may be heads of columns."""
    in_statistics: bool = False
    pending: list[ReportLine] = field(default_factory=list)
    """Lines of text of which it is not known yet what they are."""
    registered: int | None = None
    cast: tuple[int, ...] | None = None
    blank: int | None = None


def read_precinct(name: str, lines: Sequence[ReportLine], columns: ReportColumns) -> OutsidePrecinct:
    """One precinct of the report. Raises OutsideFileError for a line that is nothing known, with its page and text."""
    found = _Precinct()
    for at, line in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else None
        if after is not None and VOTE_FOR.fullmatch(after.text):
            found.pending.append(line)  # Always the title's, even where it ends in a digit above the figures.
        else:
            _take(found, line, lines[at - 1] if at else None, columns)
    if found.pending:
        raise _unknown(found.pending[0])
    return OutsidePrecinct(
        name=name,
        contests=placed(map(_contest, found.contests)),
        ballots_cast=None if found.cast is None else found.cast[0],
        blank_cast=found.blank,
        registered=found.registered,
        by_group=None if found.cast is None or columns.count == 1 else found.cast[1:],
    )


def _take(found: _Precinct, line: ReportLine, before: ReportLine | None, columns: ReportColumns) -> None:
    if is_statistics(line):
        found.in_statistics = found.in_head = True
    elif found.in_statistics and COUNTED.fullmatch(line.text):
        pass
    elif vote_for := VOTE_FOR.fullmatch(line.text):
        _open(found, int(vote_for[1]))
    elif line.words[0].text == "TOTAL" and not named_figures(line).figures:
        if found.pending:
            _open(found, None)
        found.in_head = True
    elif _has_figures(found, line, columns):
        _take_row(found, line, columns)
    elif found.in_head and (not columns.ends or line.left > columns.names_end):
        pass
    elif not found.in_head and _is_wrapped(found, line, before, columns):
        row = found.contests[-1].rows[-1]
        found.contests[-1].rows[-1] = OutsideRow(
            f"{row.name} {line.text}", row.kind, row.total, row.by_group, row.party
        )
    elif found.in_statistics and _is_row(line, columns):
        raise _unknown(line)
    else:
        found.pending.append(line)


def _open(found: _Precinct, seats: int | None) -> None:
    """Begin a contest; what is pending is its title."""
    if not found.pending:
        raise OutsideFileError("a contest without a title", "its title above Vote For", "Print the report again.")
    title = " ".join(line.text for line in found.pending)
    found.contests.append(_OpenContest(title, seats))
    found.pending.clear()
    found.is_open, found.in_head, found.in_statistics = True, True, False


def _has_figures(found: _Precinct, line: ReportLine, columns: ReportColumns) -> bool:
    read = named_figures(line, columns.count)
    if found.in_statistics and _STATISTIC.match(line.text):
        return bool(read.figures or read.percents)
    if not found.is_open or len(read.figures) != columns.count:
        return False
    return not columns.ends or _is_row(line, columns)


def _is_row(line: ReportLine, columns: ReportColumns) -> bool:
    """Whether a line ends in figures that stand in columns, apart from the words before them."""
    figures = named_figures(line, columns.count).figures
    return bool(figures) and columns.place(figures[-1]) is not None and _is_set_apart(line, figures[0])


def _is_set_apart(line: ReportLine, figure: PdfWord) -> bool:
    """Whether more than a blank is left of the first figure; a title's own number stands as close as its words."""
    before = [word for word in line.words if word.right < figure.left]
    return not before or figure.left - before[-1].right > _BLANK


def _is_wrapped(found: _Precinct, line: ReportLine, before: ReportLine | None, columns: ReportColumns) -> bool:
    """Whether a line goes on the name of the row above it."""
    if before is None or before.page != line.page or not columns.ends or not found.is_open or found.pending:
        return False
    rows = found.contests[-1].rows
    return bool(rows) and 0 < before.middle - line.middle < _WRAPPED * columns.pitch


def _take_row(found: _Precinct, line: ReportLine, columns: ReportColumns) -> None:
    found.in_head = False
    if found.in_statistics and (statistic := _STATISTIC.match(line.text)):
        _take_statistic(found, line, statistic[1].lower(), columns)
        return
    above = " ".join(one.text for one in found.pending)
    if found.pending and not all(_is_near(one, line, columns) for one in found.pending):
        raise _unknown(found.pending[0])
    found.pending.clear()
    read = named_figures(line, columns.count)
    name = " ".join(part for part in (above, read.name) if part)
    if not name or (columns.ends and [columns.place(one) for one in read.figures] != list(range(columns.count))):
        raise _unknown(line)
    figures = tuple(printed_figure(word.text, line.where) for word in read.figures)
    _add(found, name, figures, line)


def _is_near(above: ReportLine, line: ReportLine, columns: ReportColumns) -> bool:
    near = 0 < above.middle - line.middle < 2 * _WRAPPED * columns.pitch
    return bool(columns.ends) and above.page == line.page and near


def _add(found: _Precinct, name: str, figures: tuple[int, ...], line: ReportLine) -> None:
    contest = found.contests[-1]
    known = name.lower()
    if known == _TOTAL_VOTES:
        contest.total_votes = _once(contest.total_votes, figures[0], line)
    elif known == _CONTEST_TOTAL:
        contest.contest_total = _once(contest.contest_total, figures[0], line)
        found.is_open = False
    elif known in _NO_CHOICE:
        raise _unknown(line)
    else:
        contest.rows.append(_row(name, figures))


def _once(before: int | None, figure: int, line: ReportLine) -> int:
    if before is not None:
        raise OutsideFileError("a total of one contest twice", "it once", "Print the report again.", line.where)
    return figure


def _row(name: str, figures: tuple[int, ...]) -> OutsideRow:
    by_group = figures[1:] or None
    kind = _KINDS.get(name.lower())
    if kind is not None:
        return OutsideRow("", kind, figures[0], by_group)
    if written := _WRITE_IN.fullmatch(name):
        return OutsideRow(written[1], OutsideRowKind.WRITE_IN, figures[0], by_group)
    if party := _PARTY.fullmatch(name):
        return OutsideRow(party[2], OutsideRowKind.CHOICE, figures[0], by_group, party[1])
    return OutsideRow(name, OutsideRowKind.CHOICE, figures[0], by_group)


def _take_statistic(found: _Precinct, line: ReportLine, what: str, columns: ReportColumns) -> None:
    read = named_figures(line, columns.count)
    if what == "voter turnout" or not read.name.lower().endswith(("- total", "- blank")):
        return
    figures = tuple(printed_figure(word.text, line.where) for word in read.figures)
    if what == "registered voters" and read.name.lower().endswith("total"):
        found.registered = figures[0]
    elif what == "ballots cast" and len(figures) == columns.count:
        if read.name.lower().endswith("total"):
            found.cast = figures
        else:
            found.blank = figures[0]


def _contest(one: _OpenContest) -> OutsideContest:
    return OutsideContest(
        title=one.title,
        rows=tuple(one.rows),
        seats=one.seats,
        total_votes=one.total_votes,
        contest_total=one.contest_total,
    )


def _unknown(line: ReportLine) -> OutsideFileError:
    return OutsideFileError(
        f"a line that is no known row: {line.text[:80]!r}",
        "titles, Vote For, and rows with as many figures as there are columns",
        "Print the report again; if the line stays, tell whoever looks after Canvass.",
        f"page {line.page:,}",
    )
