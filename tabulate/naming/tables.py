"""Ballots that are tables: a row or a few for each contest, parties side by side, the write-in lines in a last column.

Read row by row, a contest is whole where each of its choices stands once before anything of another contest does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import partial_ratio, token_set_ratio

from tabulate.definitions.identifiers import write_in_line
from tabulate.definitions.layouts.layout_file import Name
from tabulate.election import ChoiceId, Contest, ContestId
from tabulate.likeness import fold

_SAME_ROW_IN = 0.12
_TITLE_LIKENESS = 88
_FEWEST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A target of a table: which choice of each contest its words name, its column, and its words."""

    place: int
    """Among all targets."""
    page: int
    column: int
    y_in: float
    x_in: float
    choices: dict[ContestId, ChoiceId]
    write_in: bool
    words: str


def by_rows(cells: Sequence[Cell]) -> list[Cell]:
    """The cells page by page, row by row, each row from the left."""
    rows: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda cell: (cell.page, cell.y_in)):
        if rows and rows[-1][0].page == cell.page and cell.y_in - rows[-1][0].y_in <= _SAME_ROW_IN:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [cell for row in rows for cell in sorted(row, key=lambda cell: cell.x_in)]


def table_names(cells: Sequence[Cell], contests: Sequence[Contest]) -> dict[int, Name]:
    """Names by place, of the contests that exactly one stretch of the table can be."""
    ordered = by_rows(cells)
    found: dict[str, list[dict[int, Name]]] = {}
    for contest in contests:
        if contest.choices:
            stretches = (_stretch(ordered, first, contest) for first in range(len(ordered)))
            whole = [names for names in stretches if names is not None]
            found[contest.id] = [one for one in whole if not any(one.keys() < other.keys() for other in whole)]
    sure = [several[0] for several in found.values() if len(several) == 1]
    taken = [place for names in sure for place in names]
    return {place: name for names in sure for place, name in names.items() if taken.count(place) == 1}


def _stretch(cells: Sequence[Cell], first: int, contest: Contest) -> dict[int, Name] | None:
    """The contest as the cells from `first` on, each choice once; None where they are not it."""
    if contest.id not in cells[first].choices:
        return None
    names: dict[int, Name] = {}
    # a candidate of several parties may stand in the column of each
    room = {choice.id: max(1, len(choice.parties)) for choice in contest.choices}
    wanted = set(room)
    lines = 0
    last_row_in, page = cells[first].y_in, cells[first].page
    for cell in cells[first:]:
        choice = cell.choices.get(contest.id)
        ends = not wanted and cell.y_in - last_row_in > _SAME_ROW_IN
        if cell.page != page or (ends and not _is_its_line(cell, contest)):
            break
        if choice is not None:
            if not room[choice]:
                return None
            room[choice] -= 1
            wanted.discard(choice)
            names[cell.place] = Name(contest.id, choice)
            last_row_in = cell.y_in
        elif not cell.choices and lines < contest.write_ins:
            # a line whose words cannot be read has its place in the order, and no name
            if _is_its_line(cell, contest):
                names[cell.place] = Name(contest.id, write_in_line(lines))
            lines += 1
        elif wanted:
            return None
        else:
            break
    return names if not wanted else None


def _is_its_line(cell: Cell, contest: Contest) -> bool:
    """Whether a write-in line's words stand there, or the contest's title: both are printed at such lines."""
    if cell.choices:
        return False
    if cell.write_in:
        return True
    words, title = fold(cell.words), fold(contest.title)
    if not set(words.keys) <= set(title.keys):
        return False
    short, long = sorted((words.letters, title.letters), key=len)
    in_order = partial_ratio(short, long)
    in_any_order = token_set_ratio(" ".join(words.words), " ".join(title.words))
    return len(short) >= _FEWEST_LETTERS and max(in_order, in_any_order) >= _TITLE_LIKENESS
