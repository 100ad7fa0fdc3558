"""What Arlo refuses in a file, restated from its behaviour: a table that passes here is one that it takes."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import groupby

TOTAL = re.compile(r"(?:^|[^a-zA-Z])(?:sub)?totals?(?:$|[^a-zA-Z])", re.IGNORECASE)
MOST = 200


class ArloRefuses(Exception):  # noqa: N818
    """With the number of the rule."""


def text_of(content: bytes) -> str:
    """Rule 2: what is not ASCII has the byte order mark."""
    marked = content.startswith(b"\xef\xbb\xbf")
    if marked is content.isascii():
        raise ArloRefuses("2: a byte order mark with ASCII, or none without")
    return content.decode("utf-8-sig")


def table(content: bytes, columns: tuple[str, ...], numbers: tuple[str, ...], key: tuple[str, ...]) -> list[list[str]]:
    """Rules 1 to 13, for a table of these columns; the rows below the heading, stripped."""
    text = text_of(content)
    if not text.strip():
        raise ArloRefuses("1: empty")
    if csv.Sniffer().sniff(text.splitlines()[0]).delimiter not in (",", "i"):
        raise ArloRefuses("3: not comma-separated")
    heading, *rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]
    named = [name.lower() for name in heading]
    if sorted(named) != sorted(name.lower() for name in columns):
        raise ArloRefuses(f"7: the columns {heading}")
    if not rows:
        raise ArloRefuses("5: no rows")
    if any(len(row) != len(heading) for row in rows):
        raise ArloRefuses("8: a row of another width")
    if any(not cell for row in rows for cell in row):
        raise ArloRefuses("9: an empty cell")
    if any(TOTAL.search(cell) for row in rows for cell in row):
        raise ArloRefuses("10: the word total")
    places = [named.index(name.lower()) for name in numbers]
    if not all(row[place].isascii() and row[place].isdigit() for row in rows for place in places):
        raise ArloRefuses("11: no whole number")
    keys = [tuple(row[named.index(name.lower())] for name in key) for row in rows]
    if len(set(keys)) != len(keys):
        raise ArloRefuses("12: a key twice")
    columns_of_numbers = [[int(row[place]) for row in rows] for place in places]
    if len(rows) > 2 and places and all(one[-1] and sum(one[:-1]) == one[-1] for one in columns_of_numbers):
        raise ArloRefuses("13: the last row is the sum")
    if any(len(cell) > MOST for row in rows for cell in row):
        raise ArloRefuses("a cell of more than 200 characters")
    return rows


@dataclass
class ContestOfCvrs:
    """What Arlo takes of a contest out of the table of ballots."""

    votes_allowed: int
    ballots: int = 0
    overvoted: int = 0
    votes: Counter[str] = field(default_factory=Counter)


@dataclass
class Cvrs:
    """What Arlo takes of the table of ballots."""

    contests: dict[str, ContestOfCvrs]
    record_ids: dict[tuple[str, str], list[int]]
    """By machine and batch."""


def cvrs(content: bytes, manifest: list[list[str]]) -> Cvrs:
    """Dominion's table: nothing is stripped, nothing is lenient."""
    text = text_of(content)
    if csv.Sniffer().sniff(text.splitlines()[0]).delimiter != ",":
        raise ArloRefuses("row 1 is not comma-separated")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    title, contest_row, choice_row, heading, *ballots = rows
    if any(len(row) != len(title) for row in rows):
        raise ArloRefuses("rows of different width, or a blank line")
    if heading[:5] != ["CvrNumber", "TabulatorNum", "BatchId", "RecordId", "ImprintedId"]:
        raise ArloRefuses("row 4")
    contests: dict[str, ContestOfCvrs] = {}
    columns: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for place, (name, choice) in enumerate(zip(contest_row, choice_row, strict=True)):
        if place < 5:
            continue
        found = re.fullmatch(r"(.+) \(Vote For=(\d+)\)", name)
        if found is None or choice in columns[found[1]] or len(found[1]) > MOST or len(choice) > MOST:
            raise ArloRefuses(f"column {place}: {name}, {choice}")
        contests[found[1]] = ContestOfCvrs(int(found[2]))
        columns[found[1]][choice] = place
    stacks = {(row[0], row[1]): int(row[2]) for row in manifest}
    ids: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, row in enumerate(ballots, 1):
        if int(row[0]) != number or (row[1], row[2]) not in stacks or len(row[4]) > MOST:
            raise ArloRefuses(f"ballot {number}")
        ids[row[1], row[2]].append(int(row[3]))
        for name, places in columns.items():
            _count(contests[name], {choice: row[place] for choice, place in places.items()})
    if {key: len(found) for key, found in ids.items()} != stacks:
        raise ArloRefuses("the manifest has other numbers of ballots")
    if any(found != sorted(set(found)) or found[-1] >= 2**31 for found in ids.values()):
        raise ArloRefuses("record ids")
    assert [key for key, _ in groupby((row[1], row[2]) for row in ballots)] == list(ids)
    return Cvrs(contests, dict(ids))


def _count(contest: ContestOfCvrs, cells: dict[str, str]) -> None:
    if "" in cells.values():
        assert set(cells.values()) == {""}, "a contest that is partly on a card"
        return
    votes = Counter({choice: int(cell) for choice, cell in cells.items()})
    contest.ballots += 1
    if votes.total() > contest.votes_allowed:
        contest.overvoted += 1
    else:
        contest.votes += votes
