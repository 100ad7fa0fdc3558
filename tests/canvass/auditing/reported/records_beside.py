"""Cast vote records of the county that its report is of: each ballot of the drawn precincts, by batch and machine."""

import csv
import io
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path

from canvass.cli import run
from outside.results import OutsideContest, OutsidePrecinct, OutsideRowKind
from tests.canvass.auditing.reported.reported_audit import DRAWN
from tests.canvass.reported_county import ReportedCounty

_BATCH = 300
Row = list[str]
Change = Callable[[int, Row], Row | None]
"""What becomes of a row, by its place; None takes it out."""
_WORDS = {
    OutsideRowKind.WRITE_INS: "write-in:",
    OutsideRowKind.OVERVOTES: "overvote",
    OutsideRowKind.UNDERVOTES: "undervote",
}


def as_it_is(_: int, row: Row) -> Row | None:
    """No change."""
    return row


def records_of_drawn(county: ReportedCounty, change: Change = as_it_is, *, batches: bool = True) -> Path:
    """ES&S's export of the drawn precincts, which adds up to the report but for the change."""
    places = [one for one in county.results.precincts if one.name.replace("PRECINCT ", "P") in DRAWN]
    heads = ["Cast Vote Record", "Precinct", "Ballot Style"]
    heads += ["Batch", "Tabulator CVR", "Reporting Group"] if batches else []
    heads += [contest.title for contest in places[0].contests]
    rows: list[Row] = []
    for place in places:
        for at, (group, votes) in enumerate(_ballots(place, county.results.groups)):
            number = f"{100_000 + 2 * len(rows)}"
            batch, machine = f"{group[:2].upper()}-{at // _BATCH + 1}", 3 + at // _BATCH % 2
            told = [batch, f"{machine:04}{at:06}", group] if batches else []
            rows.append([number, place.name, "Ballot Style 1", *told, *votes])
    text = io.StringIO()
    changed = (change(at, row) for at, row in enumerate(rows))
    csv.writer(text).writerows([heads, *(row for row in changed if row is not None)])
    path = county.directory.parent / "Cast Vote Records.csv"
    path.write_text(text.getvalue())
    return path


def _ballots(place: OutsidePrecinct, groups: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    for at, group in enumerate(groups):
        columns = [list(_cells(contest, at)) for contest in place.contests]
        yield from ((group, list(votes)) for votes in zip_longest(*columns, fillvalue=""))


def _cells(contest: OutsideContest, group: int) -> Iterator[str]:
    for row in contest.rows:
        yield from [_WORDS.get(row.kind, row.name)] * (row.by_group or ())[group]


def takes_records(county: ReportedCounty, path: Path) -> int:
    """Without pictures: this county has none."""
    return run(["outside", "cvrs", str(county.directory), str(path), "--by", "Dee Clerk", "--not-blind"])


def says_records(county: ReportedCounty, precinct: str, *more: object) -> int:
    """Where a precinct's figures come from."""
    return county.audit("figures", precinct, "--from", "cvrs", "--added-by-hand", 0, "--by", "Dee Clerk", *more)
