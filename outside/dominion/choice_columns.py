"""The heading of a Dominion CSV: four rows, of which the second names contests, and the third choices."""

import re
from dataclasses import dataclass
from itertools import groupby

from outside.errors import OutsideFileError
from outside.records.marked_contests import MarkedContest, choice_column, named_apart
from outside.records.record_tables import EXPORT_AGAIN, TableRow

_VOTE_FOR = re.compile(r"(?P<title>.*?)\s*\(Vote For\s*=\s*(?P<seats>\d{1,3})\)\s*", re.DOTALL | re.IGNORECASE)
_RANKED = re.compile(
    r"(?P<title>.*?)\s*\(Number of positions\s*=\s*(?P<seats>\d{1,3}),\s*Number of ranks\s*=\s*(?P<ranks>\d{1,3})\)\s*",
    re.DOTALL | re.IGNORECASE,
)
_RANK = re.compile(r"(?P<name>.*?)\s*\((?P<rank>\d{1,2})\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CsvHeading:
    """All four rows."""

    election: str
    version: str
    describing: dict[str, int]
    """The column of each name, in small letters, that describes the record."""
    contests: tuple[MarkedContest, ...]
    width: int


def csv_heading(rows: list[TableRow]) -> CsvHeading:
    """The heading that the first four rows are. Raises OutsideFileError for another."""
    if len(rows) < 4:
        raise OutsideFileError("fewer than four rows", "four rows of heading", EXPORT_AGAIN, "the heading")
    first, titles, names, last = (row.cells for row in rows[:4])
    width = len(last)
    if not len(titles) == len(names) == width:
        found = f"rows of {len(titles)}, {len(names)} and {width} cells"
        raise OutsideFileError(found, "three rows of the same length", EXPORT_AGAIN, "the heading")
    start = next((column for column, title in enumerate(titles) if title), width)
    describing = {name.lower(): column for column, name in enumerate(last[:start]) if name}
    if len(describing) < sum(map(bool, last[:start])):
        raise OutsideFileError("a column that is named twice", "each once", EXPORT_AGAIN, "row 4")
    if start == width:
        raise OutsideFileError("no contest", "contests in the second row", EXPORT_AGAIN, "row 2")
    unnamed = next((column for column in range(start, width) if not (titles[column] and names[column])), None)
    if unnamed is not None:
        found, where = "a column without a contest or a choice", f"column {unnamed + 1}"
        raise OutsideFileError(found, "both of them in rows 2 and 3", EXPORT_AGAIN, where)
    runs = groupby(range(start, width), key=lambda column: titles[column])
    contests = tuple(_contest(title, part, names) for title, columns in runs for part in _parts(tuple(columns), names))
    return CsvHeading(first[0] if first else "", first[1] if len(first) > 1 else "", describing, contests, width)


def _parts(columns: tuple[int, ...], names: tuple[str, ...]) -> list[tuple[int, ...]]:
    """The columns of one title: several contests where the same choices stand there again, in the same order."""
    own = [names[column] for column in columns]
    for size in range(2, len(own) // 2 + 1):
        if len(own) % size == 0 and own == own[:size] * (len(own) // size) and len(set(own[:size])) > 1:
            return [columns[start : start + size] for start in range(0, len(own), size)]
    return [columns]


def _contest(heading: str, columns: tuple[int, ...], names: tuple[str, ...]) -> MarkedContest:
    ranked = _RANKED.fullmatch(heading)
    found = ranked or _VOTE_FOR.fullmatch(heading)
    if found is None:
        where = f"row 2, column {columns[0] + 1}"
        raise OutsideFileError(f"{heading[:80]!r}", "a contest that ends in (Vote For=1)", EXPORT_AGAIN, where)
    title, seats = " ".join(found["title"].split()), int(found["seats"])
    ranks = _ranks([names[column] for column in columns], ranked is not None)
    if ranked and ranks is None:
        where = f"row 3, column {columns[0] + 1}"
        raise OutsideFileError("choices without ranks", "names that end in (1), (2) and so on", EXPORT_AGAIN, where)
    if ranks is None:
        unranked = tuple(choice_column(column, names[column]) for column in columns)
        return MarkedContest(title, seats, named_apart(unranked))
    choices = tuple(choice_column(column, *rank) for column, rank in zip(columns, ranks, strict=True))
    most = max(rank for _, rank in ranks)
    return MarkedContest(title, seats, named_apart(choices), max(most, int(ranked["ranks"])) if ranked else most)


def _ranks(names: list[str], told: bool) -> list[tuple[str, int]] | None:
    """Names and ranks, where every name ends in a rank, and the ranks are 1, 2 and so on; else None.

    Where the contest does not tell that it is ranked, each rank must have the same choices, two or more.
    """
    found = [_RANK.fullmatch(name) for name in names]
    pairs = [(one["name"], int(one["rank"])) for one in found if one]
    ranks = {rank for _, rank in pairs}
    if len(pairs) < len(names) or ranks != set(range(1, len(ranks) + 1)):
        return None
    by_rank = {tuple(sorted(name for name, own in pairs if own == rank)) for rank in ranks}
    alike = len(ranks) > 1 and len(by_rank) == 1 and len(by_rank.pop()) > 1
    return pairs if told or alike else None
