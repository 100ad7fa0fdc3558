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
class PaperLook:
    """How a report is printed."""

    upright: bool = False
    """Whether the paper stands; else it lies down."""
    foot: str = ""
    """At the foot of every page; the first line under the title where this is empty."""
    whole_tables: bool = False
    """Whether no table goes over from a page to the next, where it is no longer than a page."""
    drawn_figures: bool = False
    """Whether numbers are drawn at once, which looks the same and takes a third of the time; for very long reports.
    Others keep the bytes that they always had."""
    copies: tuple[str, ...] = ()
    """Printed one after the other, each named at the head of its pages; one without a name where there is none."""


LYING = PaperLook()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report."""

    title: str
    lines: tuple[str, ...]
    """What stands under the title."""
    tables: tuple[Table, ...]
    signatures: tuple[str, ...] = ()
    """Who signs on paper."""
    on_every_page: str = ""
    """What nobody may overlook, whichever page lies before them."""
    paper: PaperLook = LYING


def columns_of(*titles: str) -> tuple[Column, ...]:
    """Columns by their titles. One that begins with # is of numbers."""
    return tuple(Column(title.removeprefix("#"), title.startswith("#")) for title in titles)
