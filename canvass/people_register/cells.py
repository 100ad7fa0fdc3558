"""What one cell of the file of people says, and how it is refused."""

import re
from collections.abc import Iterable
from datetime import date

from tabulate.board.office.qualifications import KinOfCandidate, Kinship
from tabulate.csv_rows import spreadsheet_cell
from tabulate.hours import is_day
from tabulate.printable import prints
from tabulate.whole_numbers import whole_number

_MOST_CHARACTERS = 200
_MOST_SHOWN = 60
_OLDEST = 120
_YOUNGEST = 15
_KIN = re.compile(r"(?P<name>.+?)\s*\((?P<kinship>[^()]+)\)")
_KINSHIPS: dict[str, Kinship] = {
    **{one.value: one for one in Kinship},
    **dict.fromkeys(("husband", "wife"), Kinship.SPOUSE),
    **dict.fromkeys(("parent", "mother", "father", "grandparent", "grandmother", "grandfather"), Kinship.ASCENDANT),
    **dict.fromkeys(("child", "daughter", "son", "grandchild", "granddaughter", "grandson"), Kinship.DESCENDANT),
    **dict.fromkeys(("brother", "sister"), Kinship.SIBLING),
    "spouse of kin": Kinship.SPOUSE_OF_KIN,
    "kin of spouse": Kinship.KIN_OF_SPOUSE,
}


class WrongCell(Exception):  # noqa: N818  (said as such)
    """A cell that does not say what its column must."""

    def __init__(self, column: str, found: str, expected: str) -> None:
        """`expected` in words, with the section."""
        shown = repr(found[:_MOST_SHOWN]) if found else "nothing"
        super().__init__(f"in the column {column}, expected {expected}; found {shown}.")


def text(column: str, cell: str) -> str:
    """A cell's text. Raises WrongCell for a formula, for what cannot be printed, and for too much."""
    if len(cell) > _MOST_CHARACTERS or not prints(cell):
        raise WrongCell(column, cell, f"at most {_MOST_CHARACTERS} letters, figures and signs")
    if spreadsheet_cell(cell) != cell:
        raise WrongCell(column, cell, "a text, and no formula of a spreadsheet")
    return cell


def word(column: str, cell: str, words: Iterable[str]) -> str:
    """One of these words. Raises WrongCell."""
    known = tuple(words)
    if cell.casefold() not in known:
        raise WrongCell(column, cell, f"one of {', '.join(known)}")
    return cell.casefold()


def yes_or_no(column: str, cell: str) -> bool:
    """Raises WrongCell for anything else."""
    return word(column, cell, ("yes", "no")) == "yes"


def whole_day(column: str, cell: str, latest: date | None = None) -> str:
    """A day. Raises WrongCell for what is none, and for one that is to come where it may not be."""
    if not is_day(cell):
        raise WrongCell(column, cell, "a day, as in 2026-09-01")
    if latest is not None and cell > latest.isoformat():
        raise WrongCell(column, cell, f"a day not after {latest.isoformat()}")
    return cell


def pair(first: str, one: str, second: str, other: str) -> tuple[str, str] | None:
    """Two cells that are said together, or None where neither is. Raises WrongCell for one of the two."""
    if bool(one) is not bool(other):
        empty, full = (first, second) if not one else (second, first)
        raise WrongCell(empty, "", f"both {empty} and {full}, or neither")
    return (one, other) if one else None


def birth_year(cell: str, on: date) -> int | None:
    """A year of birth, or None where it is not said. Raises WrongCell."""
    if not cell:
        return None
    year = whole_number(cell, on.year - _YOUNGEST)
    if year is None or year < on.year - _OLDEST:
        raise WrongCell("birth_year", cell, f"a year from {on.year - _OLDEST} to {on.year - _YOUNGEST}")
    return year


def kin(cell: str) -> tuple[KinOfCandidate, ...]:
    """Kin as in `Ann Ash (wife); Bo Birch (brother)`: what the judge is to each. `none` is nobody. Raises WrongCell."""
    if cell.casefold() == "none":
        return ()
    return tuple(_one_of_kin(one.strip()) for one in cell.split(";") if one.strip())


def _one_of_kin(said: str) -> KinOfCandidate:
    found = _KIN.fullmatch(said)
    kinship = None if found is None else _KINSHIPS.get(found["kinship"].strip().casefold())
    if found is None or kinship is None:
        words = ", ".join(_KINSHIPS)
        raise WrongCell("kin", said, f"a name, and in brackets what the judge is to that person (13-4-107(2)): {words}")
    return KinOfCandidate(found["name"].strip(), kinship)
