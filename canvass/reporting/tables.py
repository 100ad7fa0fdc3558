"""Tables of words and numbers: what every report is made of before it is CSV, HTML, words, a page or paper."""

from dataclasses import dataclass

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, and whether its cells are numbers."""

    title: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a report."""

    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report."""

    title: str
    lines: tuple[str, ...]
    """What stands under the title."""
    tables: tuple[Table, ...]
    signatures: tuple[str, ...] = ()
    """Who signs on paper."""


def columns_of(*titles: str) -> tuple[Column, ...]:
    """Columns by their titles. One that begins with # is of numbers."""
    return tuple(Column(title.removeprefix("#"), title.startswith("#")) for title in titles)
