"""The list of precincts: a row for each precinct, or for each part of one (13-3-104, 13-2-116(2))."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tabulate.csv_rows import CsvRow, CsvTable
from tabulate.defining.certified import CertifiedPart, NamedDistrict
from tabulate.defining.given_ids import precinct_number
from tabulate.defining.list_cells import ListCells
from tabulate.defining.list_columns import ListKind, compared, known_columns
from tabulate.errors import Problem
from tabulate.precincts import DistrictKind

_MOST_ELECTORS, _MOST_PRECINCTS = 1_000_000, 5_000
_HOUSES = tuple(one.value for one in DistrictKind)
_NUMBER = re.compile(r"(?:no )?0*(\d{1,6}[a-z]?)")
_NONE = frozenset({"", "none", "n a", "no", "outside", "unincorporated", "rural", "county"})


@dataclass(frozen=True, slots=True)
class PrecinctList:
    """The list read: the parts of its precincts, or what is wrong with it; and the columns nothing is made of."""

    parts: tuple[CertifiedPart, ...] = ()
    problems: tuple[Problem, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def precincts(self) -> tuple[str, ...]:
        """Their names, in the list's order."""
        return tuple(dict.fromkeys(one.precinct for one in self.parts))


def precinct_list(table: CsvTable) -> PrecinctList:
    """The parts of a table's precincts."""
    columns, problems = known_columns(table, ListKind.PRECINCTS)
    if problems:
        return PrecinctList(problems=tuple(problems), unused=columns.unused)
    cells = ListCells(columns, problems)
    senates: dict[str, tuple[str, int]] = {}
    names: dict[str, str] = {}
    numbers: dict[int, CertifiedPart] = {}
    alike: dict[tuple[object, ...], CertifiedPart] = {}
    called: dict[tuple[str, str], CertifiedPart] = {}
    parts = []
    for row in table.rows:
        part = _part(cells, row, names)
        parts.append(part)
        _check_number(cells, row, part, numbers)
        _check_houses(cells, row, part, senates)
        before = alike.setdefault((part.precinct, frozenset(part.districts), part.municipality), part)
        if part.precinct and before is not part:
            found = f"the districts and municipality of line {before.line} once more, for the same precinct"
            cells.wrong(row, "Precinct", found, "a row for each part", "Remove the row, or correct its districts.")
        elif part.name and called.setdefault((part.precinct, compared(part.name)), part) is not part:
            cells.wrong(row, "Part", repr(part.name[:60]), "another name for each part of a precinct")
    if not parts and not problems:
        problems.append(Problem("", "a heading and no row", "a row for each precinct", "Begin with the template."))
    if len(names) > _MOST_PRECINCTS:
        expected = f"at most {_MOST_PRECINCTS:,}"
        problems.append(Problem("", f"{len(names):,} precincts", expected, "Name the right file."))
    return PrecinctList(() if problems else tuple(parts), tuple(problems), columns.unused)


def _check_number(cells: ListCells, row: CsvRow, part: CertifiedPart, numbers: dict[int, CertifiedPart]) -> None:
    """Two names of one number may be one precinct written in two ways: it must not become two."""
    number = precinct_number(part.precinct)
    if number is None:
        return
    before = numbers.setdefault(number, part)
    if before.precinct != part.precinct:
        found = f"{part.precinct[:60]!r}, and line {before.line} has {before.precinct[:60]!r}, which is the same number"
        remedy = "Write both alike where they are one precinct; else name one of the two by more than its number."
        cells.wrong(row, "Precinct", found, "each precinct written alike in all its rows", remedy)


def _check_houses(cells: ListCells, row: CsvRow, part: CertifiedPart, senates: dict[str, tuple[str, int]]) -> None:
    """Nobody lives in two districts of one house, and a house district lies in one senate district."""
    lies_in = {kind: [one.name for one in part.districts if one.kind == kind] for kind in _HOUSES}
    for kind, names in lies_in.items():
        if len(names) > 1:
            expected = f"one {kind} in each row (13-15-506(1)(a))"
            cells.wrong(row, kind.title(), " and ".join(names)[:60], expected, "Give each part a row.")
            return
    for house, senate in zip(*lies_in.values(), strict=False):
        before, line = senates.setdefault(house, (senate, row.line))
        if before != senate:
            found = f"{house} in {senate}, and line {line} has it in {before}"
            expected = "each house district in one senate district (Montana Constitution, art. V, sec. 14(1))"
            cells.wrong(row, "Senate District", found, expected, "Correct one of the two.")


def _part(cells: ListCells, row: CsvRow, names: dict[str, str]) -> CertifiedPart:
    precinct = cells.text(row, "Precinct")
    if not precinct:
        cells.wrong(row, "Precinct", "nothing", "the precinct's name or number")
    municipality = cells.text(row, "Municipality")
    return CertifiedPart(
        row.line,
        names.setdefault(compared(precinct) or precinct, precinct),
        cells.text(row, "Part"),
        tuple(dict.fromkeys(_districts(cells, row))),
        "" if compared(municipality) in _NONE else municipality,
        cells.number(row, "Electors", 0, _MOST_ELECTORS),
    )


def _districts(cells: ListCells, row: CsvRow) -> Iterator[NamedDistrict]:
    for kind, heading in cells.columns.kinds:
        for cell in row[heading].split(";"):
            if name := cells.checked(row, heading, cell.strip()):
                yield NamedDistrict(kind, district_name(kind, name))
    for cell in cells.columns.cell(row, "Other districts").split(";"):
        if name := cells.checked(row, "Other districts", cell.strip()):
            yield NamedDistrict("", name)


def district_name(kind: str, cell: str) -> str:
    """`45` and `HD 45` are *House District 45*; what is no number is a name already."""
    number = district_number(kind, cell)
    return cell if number is None else f"{kind.title()} {number.upper()}"


def district_number(kind: str, cell: str) -> str | None:
    """The number of a district of a kind, without zeros before it; None where a cell is no such number."""
    plain = compared(cell)
    short = "".join(word[0] for word in kind.split())
    for said in (kind, short, "district", "dist", kind.removesuffix(" district"), kind.split()[-1]):
        if re.match(rf"{re.escape(said)}(?![a-z])", plain):
            plain = plain.removeprefix(said).strip()
            break
    found = _NUMBER.fullmatch(plain)
    return found[1] if found else None
