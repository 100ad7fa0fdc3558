"""The columns of the two lists: how each may be called, what stands in it, and an example to fill in.

The contests and candidates are those that the secretary of state and the county certify (13-12-201). The precincts
are the county's, each in its parts (13-3-104).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tabulate.csv_rows import CsvRow, CsvTable, spreadsheet_text
from tabulate.errors import Problem

_NO_LETTER = re.compile(r"[\W_]+")
_DISTRICT = re.compile(r"(?:.* )?(?:district|ward|dist)s?")


class ListKind(StrEnum):
    """Which of the two lists."""

    CONTESTS = "contests"
    PRECINCTS = "precincts"


@dataclass(frozen=True, slots=True)
class CertifiedColumn:
    """One column."""

    name: str
    """As the template has it."""
    meaning: str
    others: tuple[str, ...] = ()
    """What else its heading may be, as compared: small letters, blanks alone."""
    required: bool = False


COLUMNS: dict[ListKind, tuple[CertifiedColumn, ...]] = {
    ListKind.CONTESTS: (
        CertifiedColumn("Office", "the office, or an issue's title", ("office name", "contest", "race", "issue"), True),
        CertifiedColumn(
            "District", "where it is voted on; empty for the whole county", ("district name", "dist", "area")
        ),
        CertifiedColumn(
            "Candidate",
            "a name as certified, or an answer to an issue; a row for each",
            ("candidates", "name", "candidate name", "ballot name", "name on ballot", "choice", "answer"),
            True,
        ),
        CertifiedColumn("Party", "as printed beside the name", ("political party", "party name", "candidate party")),
        CertifiedColumn(
            "Seats",
            "for how many an elector may vote; empty for 1",
            ("vote for", "number of seats", "positions", "number to elect", "to be elected", "elect"),
        ),
        CertifiedColumn(
            "Title",
            "as on the ballot, where it is not the office with its district",
            ("contest title", "ballot title", "office title", "race title"),
        ),
        CertifiedColumn("Kind", "candidate, issue or retention", ("contest kind", "contest type", "type")),
        CertifiedColumn(
            "Voted on in",
            "where all who vote on it live, as: several counties",
            ("territory", "where voted on", "jurisdiction"),
        ),
        CertifiedColumn("Nonpartisan", "yes or no", ("non partisan", "is nonpartisan")),
        CertifiedColumn(
            "Write-in lines",
            "how many; empty for as many as the county answers",
            ("write ins", "writeins", "write in spaces", "write in space", "write in"),
        ),
        CertifiedColumn(
            "Ballot of party",
            "in a primary: the party whose ballot has the contest",
            ("primary party", "party ballot", "primary"),
        ),
        CertifiedColumn("Incumbent", "who holds the office, where electors are asked to retain a judge"),
        CertifiedColumn("Court", "of a judge or justice", ("judge court",)),
        CertifiedColumn("Number", "an issue's, as I-188", ("issue number", "measure number", "measure")),
        CertifiedColumn("Method", "an issue's method statement (13-27-501)", ("method statement",)),
    ),
    ListKind.PRECINCTS: (
        CertifiedColumn(
            "Precinct", "name or number; a row for each part", ("precinct name", "precinct number", "pct"), True
        ),
        CertifiedColumn(
            "Part",
            "what a part is called; may be empty",
            ("precinct part", "part name", "split", "precinct split", "portion"),
        ),
        CertifiedColumn(
            "Municipality",
            "the city or town that the part lies in; empty outside of all",
            ("city", "town", "city or town", "city town"),
        ),
        CertifiedColumn(
            "Electors",
            "how many are registered",
            ("registered", "registered electors", "registered voters", "voters", "active electors", "active voters"),
        ),
        CertifiedColumn(
            "Other districts", "more districts by name, with ; between them", ("districts", "other district")
        ),
    ),
}
"""In the order of the templates. The list of precincts has a column for each kind of district beside these."""

_SHORT = {"hd": "house district", "sd": "senate district", "representative district": "house district",
          "state house district": "house district", "state senate district": "senate district",
          "psc district": "public service commission district",
          "us house district": "congressional district"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownColumns:
    """Which heading of a file is which column."""

    headings: tuple[tuple[str, str], ...]
    """The column's name and the heading in small letters."""
    kinds: tuple[tuple[str, str], ...] = ()
    """Of districts: the kind and the heading."""
    unused: tuple[str, ...] = ()
    """What no list has, by its heading: it is not used, and that is said."""

    def cell(self, row: CsvRow, column: str) -> str:
        """A row's cell; empty where the file has no such column."""
        heading = next((heading for name, heading in self.headings if name == column), None)
        return "" if heading is None else row[heading]

    def shown(self, column: str) -> str:
        """What the file calls a column."""
        return next((heading for name, heading in self.headings if name == column), column)


def known_columns(table: CsvTable, kind: ListKind) -> tuple[KnownColumns, list[Problem]]:
    """The file's columns, and what is wrong with its heading."""
    found: dict[str, str] = {}
    kinds: dict[str, str] = {}
    unused: list[str] = []
    problems: list[Problem] = []
    for heading in (one for one in table.heading if one):
        column = _column_of(heading, kind)
        of_kind = _kind_of(heading) if column is None and kind is ListKind.PRECINCTS else None
        name, known = (column.name, found) if column else (of_kind or "", kinds)
        if not name:
            unused.append(heading)
        elif name in known:
            expected = f"one column for {name}"
            words = f"columns {known[name]} and {heading}, which mean the same"
            problems.append(Problem("line 1", words, expected, "Keep one, or give the other another heading."))
        else:
            known[name] = heading.lower()
    for one in COLUMNS[kind]:
        if one.required and one.name not in found:
            names = ", ".join((one.name, *one.others))
            words = f"no column for {one.meaning}"
            remedy = "Remove what stands above the headings, or begin with the template."
            problems.append(Problem("line 1", words, f"a column named one of: {names}", remedy))
    return KnownColumns(tuple(found.items()), tuple(kinds.items()), tuple(unused)), problems


def compared(heading: str) -> str:
    """A heading, or a name, as it is compared: small letters and figures, blanks alone."""
    return _NO_LETTER.sub(" ", heading.casefold()).strip()


def _column_of(heading: str, kind: ListKind) -> CertifiedColumn | None:
    plain = compared(heading)
    return next((one for one in COLUMNS[kind] if plain in (compared(one.name), *one.others)), None)


def _kind_of(heading: str) -> str | None:
    plain = compared(heading).removesuffix(" number").removesuffix(" name")
    plain = _SHORT.get(plain, plain)
    return plain.removesuffix("s") if _DISTRICT.fullmatch(plain) else None


_EXAMPLES: dict[ListKind, tuple[tuple[str, ...], ...]] = {
    ListKind.CONTESTS: (
        ("Office", "District", "Candidate", "Party", "Seats"),
        ("State Representative", "House District 45", "Ann Ash", "Republican", "1"),
        ("State Representative", "House District 45", "Ben Birch", "Democratic", "1"),
        ("State Representative", "House District 46", "Cora Cedar", "Republican", "1"),
        ("Sheriff", "", "Dan Dogwood", "", "1"),
        ("Sheriff", "", "Eve Elm", "", "1"),
        ("Council Member", "Larch", "Fay Fir", "", "2"),
        ("Council Member", "Larch", "Gus Gale", "", "2"),
        ("Council Member", "Larch", "Hal Hazel", "", "2"),
        ("Library Levy", "", "FOR the levy", "", "1"),
        ("Library Levy", "", "AGAINST the levy", "", "1"),
    ),
    ListKind.PRECINCTS: (
        ("Precinct", "Part", "House District", "Senate District", "Municipality", "Electors"),
        ("1", "", "45", "23", "", "412"),
        ("2", "in Larch", "45", "23", "Larch", "280"),
        ("2", "outside of Larch", "46", "23", "", "97"),
        ("3", "", "46", "23", "Larch", "655"),
    ),
}


def template(kind: ListKind) -> str:
    """A small example as CSV; the two fit together."""
    return spreadsheet_text(_EXAMPLES[kind])


def columns_in_words(kind: ListKind) -> Sequence[tuple[str, str, str]]:
    """Each column's name, what stands in it, and what else it may be called."""
    return [(one.name, one.meaning, ", ".join(one.others)) for one in COLUMNS[kind]]
