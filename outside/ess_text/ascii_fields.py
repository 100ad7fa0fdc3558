"""The fixed fields of ES&S's ASCII results: one line for each contest, choice and precinct."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from outside.errors import OutsideFileError
from outside.ess_text.erm_text import ErmLine

_BARE = 178
"""Columns of a line without groups, up to the votes allowed; a flag may follow."""
_GROUP = 6
_MOST_GROUPS = 60
_KEY = re.compile(r"[0-9]{17}")
_AGAIN = "Create the ASCII results file again; do not change it by hand."


@dataclass(frozen=True, slots=True)
class AsciiRow:
    """One line, cut into its fields; texts without the blanks around them."""

    line: ErmLine
    contest: str
    choice: str
    precinct: str
    total: int
    by_group: tuple[int, ...]
    party: str
    title: str
    name: str
    precinct_name: str
    district: str
    seats: int


def is_ascii_line(line: str) -> bool:
    """Whether a line begins as one of these files and is as long as one."""
    return len(line) >= _BARE and _KEY.match(line) is not None and bool(line[_BARE - 150 :].strip())


def group_count(lines: Sequence[str]) -> int:
    """How many groups the lines hold, by the longest one. Raises OutsideFileError where none fits."""
    longest = max(map(len, lines))
    groups, over = divmod(longest - _BARE, _GROUP)
    if longest < _BARE or over > 1 or groups > _MOST_GROUPS:
        raise OutsideFileError(
            f"lines of {longest} characters", "179 characters, and 6 more for each reporting group", _AGAIN
        )
    return groups


def cut(line: ErmLine, groups: int) -> AsciiRow:
    """The fields of one line. Raises OutsideFileError where figures are no digits."""
    text = line.text
    start = 17 + _GROUP * groups
    figures, seats = text[:start], text[start + 159 : start + 161]
    if not (figures.isascii() and figures.isdigit() and len(figures) == start):
        raise OutsideFileError(f"{figures[:60]!r}", f"{start} digits at the beginning of the line", _AGAIN, line.where)
    if not (seats.isascii() and seats.isdigit() and len(seats) == 2):
        raise OutsideFileError(f"{seats!r} as votes allowed", "two digits", _AGAIN, line.where)
    return AsciiRow(
        line,
        figures[:4],
        figures[4:7],
        figures[7:11],
        int(figures[11:17]),
        tuple(int(figures[17 + _GROUP * at : 23 + _GROUP * at]) for at in range(groups)),
        text[start : start + 3].strip(),
        " ".join(text[start + 10 : start + 66].split()),
        " ".join(text[start + 66 : start + 104].split()),
        " ".join(text[start + 104 : start + 134].split()),
        " ".join(text[start + 134 : start + 159].split()),
        int(seats),
    )
