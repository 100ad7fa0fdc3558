"""Results of a county by precinct, as electionresults.mt.gov gives them: a sheet for each contest."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from outside.errors import OutsideFileError
from outside.figures import printed_figure
from outside.findings import FindingKind, OutsideFinding
from outside.formats import OutsideFormat
from outside.opening import OpenedFile
from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, OutsideRow, OutsideRowKind
from outside.source import OutsideSource, source_files
from outside.workbooks import Cell, cell_text

_HEAD_ROWS = 12
_PRECINCT, _TOTALS = "PRECINCT", "TOTALS"
_STATE = "STATE OF MONTANA"
_COUNTED = re.compile(r"Precincts ([0-9,]+) of ([0-9,]+) Reporting", re.IGNORECASE)
_MADE = re.compile(r"Downloaded at (.+)", re.IGNORECASE)
_AGAIN = "Download the county's results again."


@dataclass(slots=True)
class _Workbook:
    """What was read so far."""

    contests: dict[str, list[OutsideContest]] = field(default_factory=dict)
    """Of each precinct."""
    titles: list[str] = field(default_factory=list)
    """Of each sheet."""
    findings: list[OutsideFinding] = field(default_factory=list)
    counted: list[tuple[str, str]] = field(default_factory=list)


def is_montana_results(file: OpenedFile) -> bool:
    """Whether the first sheet has the state's name above, and a column of precincts."""
    rows = [[cell_text(cell) for cell in row] for row in file.rows(0, _HEAD_ROWS)] if file.workbook else []
    above = {row[0].upper() for row in rows if row}
    return _STATE in above and any(len(row) > 2 and row[1].upper() == _PRECINCT for row in rows)


def read_montana_results(files: tuple[OpenedFile, ...]) -> OutsideResults:
    """One county's workbook. Raises OutsideFileError, naming the sheet and the row."""
    (file,) = files
    found = _Workbook()
    first: list[str] = []
    for sheet in range(len(file.workbook.names) if file.workbook else 0):
        rows = [list(row) for row in file.rows(sheet)]
        above = _take_sheet(found, rows, f"sheet {sheet + 1}")
        first = first or above
    precincts = tuple(OutsidePrecinct(name=name, contests=tuple(some)) for name, some in found.contests.items())
    title = first[0] if first else ""
    made = next((one[1] for text in first if (one := _MADE.match(text))), "")
    label = next((word for word in ("Unofficial", "Official") if word.upper() in title.upper().split()), "")
    known = OutsideFormat.MONTANA_RESULTS
    source = OutsideSource(known, source_files([file.file]), known.system, label, election=title, run_at=made)
    return OutsideResults(source, (), precincts, findings=(*_counted(found), *found.findings))


def _counted(found: _Workbook) -> Iterator[OutsideFinding]:
    for counted, of in dict.fromkeys(found.counted):
        if counted != of:
            words = f"{counted} of {of} precincts of the state are reported"
            yield OutsideFinding(FindingKind.PRECINCTS, "", words)


def _take_sheet(found: _Workbook, rows: Sequence[Sequence[Cell]], where: str) -> list[str]:
    """One contest; the texts above it."""
    at = next((at for at, row in enumerate(rows) if len(row) > 2 and cell_text(row[1]).upper() == _PRECINCT), None)
    if at is None:
        raise OutsideFileError("no column of precincts", "a contest, with Precinct above the names", _AGAIN, where)
    above = [cell_text(row[0]) for row in rows[:at] if row and cell_text(row[0])]
    found.counted += [(one[1], one[2]) for text in above if (one := _COUNTED.match(text))]
    title = " ".join(cell_text(rows[at][0]).split())
    heads = [cell_text(cell) for cell in rows[at][2:]]
    while heads and not heads[-1]:
        heads.pop()
    if not title or not heads or not all(heads):
        raise OutsideFileError(
            "a contest without its title or a choice's name", "both", _AGAIN, f"{where}, row {at + 1}"
        )
    found.titles.append(title)
    totals: list[int] | None = None
    sums = [0] * len(heads)
    for number, row in enumerate(rows[at + 1 :], at + 2):
        name = cell_text(row[1]) if len(row) > 1 else ""
        figures = _figures(row, len(heads), f"{where}, row {number}")
        if figures is None:
            continue
        if not name or totals is not None:
            raise OutsideFileError("figures without a precinct", "a precinct's", _AGAIN, f"{where}, row {number}")
        if name.upper() == _TOTALS:
            totals = figures
            continue
        sums = [one + other for one, other in zip(sums, figures, strict=True)]
        _take_contest(found, name, title, heads, figures)
    found.findings += _of_totals(title, heads, sums, totals)
    return above


def _figures(row: Sequence[Cell], count: int, where: str) -> list[int] | None:
    """The figures of a row; None where it is empty."""
    cells = [cell_text(cell) for cell in row]
    if not any(cells):
        return None
    if any(cells[2 + count :]) or len(cells) < 2 + count:
        raise OutsideFileError("more or fewer cells than choices", f"{count} figures", _AGAIN, where)
    return [printed_figure(cell, where) for cell in cells[2 : 2 + count]]


def _take_contest(found: _Workbook, precinct: str, title: str, heads: Sequence[str], figures: Sequence[int]) -> None:
    contests = found.contests.setdefault(precinct, [])
    rows = tuple(_row(head, figure) for head, figure in zip(heads, figures, strict=True))
    contests.append(OutsideContest(title, rows, place=found.titles.count(title)))


def _row(head: str, figure: int) -> OutsideRow:
    name, _, party = head.partition("\n")
    return OutsideRow(" ".join(name.split()), OutsideRowKind.CHOICE, figure, party=" ".join(party.split()))


def _of_totals(
    title: str, heads: Sequence[str], sums: Sequence[int], totals: Sequence[int] | None
) -> Iterator[OutsideFinding]:
    if totals is None:
        yield OutsideFinding(FindingKind.TOTALS, title, "the row of totals is missing: the sheet may be cut off")
        return
    for head, added, total in zip(heads, sums, totals, strict=True):
        if added != total:
            name = " ".join(head.split())
            words = f"{name} has {total:,} in the row of totals, and the precincts have {added:,}"
            yield OutsideFinding(FindingKind.TOTALS, title, words)
