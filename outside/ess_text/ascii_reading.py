"""ES&S's ASCII results: fixed fields to results by precinct."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from outside.errors import OutsideFileError
from outside.ess_text.ascii_fields import AsciiRow, cut, group_count, is_ascii_line
from outside.ess_text.erm_text import ErmLine
from outside.ess_text.row_names import row_kind
from outside.findings import FindingKind, OutsideFinding
from outside.formats import OutsideFormat
from outside.opening import ContentKind, OpenedFile
from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, OutsideRow, OutsideRowKind, placed
from outside.source import OutsideSource, source_files

_LOOKED_AT = 5
_STATISTIC = re.compile(r"(REGISTERED VOTERS|BALLOTS CAST|VOTER TURNOUT)\b.*", re.IGNORECASE)


def is_ascii_results(file: OpenedFile) -> bool:
    """Whether the first lines are cut as these files are."""
    lines = file.first_lines(_LOOKED_AT) if file.kind is ContentKind.TEXT else []
    return bool(lines) and all(map(is_ascii_line, lines))


def read_ascii_results(files: tuple[OpenedFile, ...]) -> OutsideResults:
    """One such file. Raises OutsideFileError, naming the line."""
    (file,) = files
    texts = [ErmLine(number, line.rstrip("\x1a"), 1) for number, line in enumerate(file.text.split("\n"), 1)]
    lines = [ErmLine(one.number, one.text.rstrip("\r"), 1) for one in texts if one.text.strip()]
    groups = group_count([line.text for line in lines])
    rows = [cut(line, groups) for line in lines]
    used = _groups_used(rows, groups)
    by_precinct: dict[str, list[AsciiRow]] = {}
    for row in rows:
        by_precinct.setdefault(row.precinct, []).append(row)
    precincts = tuple(_precinct(code, some, used) for code, some in by_precinct.items())
    known = OutsideFormat.ESS_ASCII
    source = OutsideSource(known, source_files([file.file]), known.system)
    return OutsideResults(
        source,
        tuple(f"group {place}" for place in range(1, used + 1)),
        precincts,
        findings=tuple(_findings(rows, used)),
    )


def _groups_used(rows: Iterable[AsciiRow], groups: int) -> int:
    """Up to the last group with a figure: a file has places for more groups than the election."""
    return max((at + 1 for row in rows for at in range(groups) if row.by_group[at]), default=0)


def _findings(rows: Sequence[AsciiRow], groups: int) -> Iterable[OutsideFinding]:
    if groups:
        words = f"{groups} groups have figures, and the file does not name them: they are in the election's order"
        yield OutsideFinding(FindingKind.NOT_READ, "", words)
    seen = set()
    for row in rows:
        key = (row.contest, row.choice, row.precinct)
        if key in seen:
            words = "contest, choice and precinct stand in the file a second time"
            yield OutsideFinding(FindingKind.CONTESTS, row.line.where, words)
        seen.add(key)


def _precinct(code: str, rows: Sequence[AsciiRow], groups: int) -> OutsidePrecinct:
    names = {row.precinct_name for row in rows}
    if len(names) > 1:
        raise OutsideFileError(
            f"precinct {code} with the names {' and '.join(sorted(names))}",
            "one name",
            "Create the ASCII results file again.",
            rows[0].line.where,
        )
    statistics = {row.title.upper(): row for row in rows if _is_statistic(row)}
    cast = statistics.get("BALLOTS CAST - TOTAL")
    contests = sorted((row for row in rows if not _is_statistic(row)), key=lambda row: row.contest)
    return OutsidePrecinct(
        name=rows[0].precinct_name,
        code=code,
        contests=placed(_contest(list(some), groups) for _, some in groupby(contests, lambda row: row.contest)),
        ballots_cast=None if cast is None else cast.total,
        blank_cast=_total(statistics.get("BALLOTS CAST - BLANK")),
        registered=_total(statistics.get("REGISTERED VOTERS - TOTAL")),
        by_group=None if cast is None or not groups else cast.by_group[:groups],
    )


def _is_statistic(row: AsciiRow) -> bool:
    return row.seats == 0 and _STATISTIC.fullmatch(row.title) is not None


def _total(row: AsciiRow | None) -> int | None:
    return None if row is None else row.total


def _contest(rows: Sequence[AsciiRow], groups: int) -> OutsideContest:
    first = rows[0]
    if any((row.title, row.seats) != (first.title, first.seats) for row in rows):
        raise OutsideFileError(
            f"contest {first.contest} with two titles or numbers of seats",
            "one title and one number",
            "Create the ASCII results file again.",
            first.line.where,
        )
    return OutsideContest(
        first.title, tuple(_row(row, groups) for row in rows), first.seats or None, district=first.district
    )


def _row(row: AsciiRow, groups: int) -> OutsideRow:
    by_group = row.by_group[:groups] if groups else None
    kind = row_kind(row.name)
    if kind is not OutsideRowKind.CHOICE:
        return OutsideRow("", kind, row.total, by_group)
    prefix = f"{row.party} "
    name = row.name.removeprefix(prefix) if row.party else row.name
    return OutsideRow(name, kind, row.total, by_group, row.party)
