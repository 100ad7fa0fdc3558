"""One way for every long table: words that a row must have, a choice in a column, an order, pages, and CSV.

A view names its columns once. The page shows rows as it likes, and `web/listing.html` has the form above them:

    found = listed(request, "accounts", rows, COLUMNS)
    return found.file() or render(request, "people/accounts.html", {"listing": found})

Where a page has two, the second gets a name of its own in addresses (`apart="steps"`). What else an address says, as a
day, is kept where the view names it (`keeping=("on",)`).
"""

import codecs
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from tabulate.csv_rows import spreadsheet_text
from tabulate.whole_numbers import whole_number

Row = TypeVar("Row")

ROWS_A_PAGE = 200
_SEARCHED_FROM = 8
"""Shorter tables are read faster than a form is filled in."""
_LONGEST, _MOST_ROWS = 200, 99_999_999
_WORDS, _FROM, _FILE, _ORDER = "words", "from", "as", "order"


@dataclass(frozen=True, slots=True)
class ListColumn(Generic[Row]):
    """A column as it is searched and saved."""

    head: str
    cell: Callable[[Row], str | int]
    among: tuple[str, ...] | None = None
    """What may be chosen in it; empty for whatever the rows have, None where nothing is chosen."""

    @property
    def asked_as(self) -> str:
        """In an address."""
        return self.head.lower().replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice that the form offers."""

    head: str
    asked_as: str
    offered: tuple[str, ...]
    chosen: str
    """Empty for any."""


def looks_through(request: HttpRequest) -> bool:
    """Whether somebody searches, chooses or saves, so that every row is asked for and not the newest alone."""
    return any(value for name, value in request.GET.items() if name not in (_FROM, "before"))


def _rank(cell: str | int) -> tuple[bool, int, str]:
    """Numbers by their size, and before words; words by their letters, small or large."""
    return (isinstance(cell, str), cell if isinstance(cell, int) else 0, str(cell).casefold())


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """The rows of a table, and which of them were asked for."""

    name: str
    """Of the file, without its ending; the table's name in the form."""
    rows: tuple[Row, ...]
    columns: tuple[ListColumn[Row], ...]
    words: str
    wanted: tuple[str, ...]
    """What was chosen, by column; empty for any."""
    order: str
    """The head of the column by which rows are put in order; empty for the table's own."""
    start: int
    as_file: bool
    apart: str = ""
    """Before what this table asks in an address, where the page has another."""
    kept: tuple[tuple[str, str], ...] = ()
    """What else the address says."""

    @cached_property
    def found(self) -> tuple[Row, ...]:
        """The rows that fit, of every page, in order."""
        words = self.words.casefold().split()
        fitting = tuple(row for row in self.rows if self._fits(row, words)) if self.narrowed else self.rows
        ordering = next((one for one in self.columns if one.head == self.order), None)
        return fitting if ordering is None else tuple(sorted(fitting, key=lambda row: _rank(ordering.cell(row))))

    @property
    def shown(self) -> tuple[Row, ...]:
        """Those of this page."""
        return self.found[self.start : self.start + ROWS_A_PAGE]

    @property
    def narrowed(self) -> bool:
        """Whether only some rows were asked for."""
        return bool(self.words or any(self.wanted))

    @property
    def searchable(self) -> bool:
        """Whether there is enough to search."""
        return self.narrowed or bool(self.order) or len(self.rows) >= _SEARCHED_FROM

    @property
    def heads(self) -> tuple[str, ...]:
        """By what rows may be put in order."""
        return tuple(one.head for one in self.columns)

    @property
    def everything(self) -> str:
        """The address of the table with nothing asked of it."""
        return "?" + urlencode(self.kept)

    @cached_property
    def choices(self) -> tuple[Chosen, ...]:
        """What the form offers."""
        return tuple(
            Chosen(one.head, self.apart + one.asked_as, self._offered(one), chosen)
            for one, chosen in zip(self.columns, self.wanted, strict=True)
            if one.among is not None
        )

    @property
    def later(self) -> str:
        """The address of the next page; empty on the last."""
        after = self.start + ROWS_A_PAGE
        return self._address(after) if after < len(self.found) else ""

    @property
    def earlier(self) -> str:
        """The address of the page before; empty on the first."""
        return self._address(max(self.start - ROWS_A_PAGE, 0)) if self.start else ""

    @property
    def as_csv(self) -> str:
        """The address of the file: every row that fits."""
        return "?" + urlencode([*self._asked(), (self.apart + _FILE, "csv")])

    def file(self) -> HttpResponse | None:
        """The rows that fit as CSV, where somebody saves them."""
        if not self.as_file:
            return None
        heads = [one.head for one in self.columns]
        text = spreadsheet_text([heads, *([one.cell(row) for one in self.columns] for row in self.found)])
        content = text.encode()
        return HttpResponse(
            content if content.isascii() else codecs.BOM_UTF8 + content,
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{self.name.replace(" ", "-")}.csv"'},
        )

    def _fits(self, row: Row, words: list[str]) -> bool:
        cells = [str(one.cell(row)) for one in self.columns]
        text = "\n".join(cells).casefold()
        chosen = zip(cells, self.wanted, strict=True)
        return all(not wanted or cell == wanted for cell, wanted in chosen) and all(word in text for word in words)

    def _offered(self, column: ListColumn[Row]) -> tuple[str, ...]:
        return column.among or tuple(sorted({str(column.cell(row)) for row in self.rows} - {""}))

    def _asked(self) -> list[tuple[str, str]]:
        chosen = ((one.asked_as, wanted) for one, wanted in zip(self.columns, self.wanted, strict=True))
        asked = ((_WORDS, self.words), *chosen, (_ORDER, self.order))
        return [*self.kept, *((self.apart + name, value) for name, value in asked if value)]

    def _address(self, start: int) -> str:
        return "?" + urlencode([*self._asked(), (self.apart + _FROM, str(start))])


def listed(
    request: HttpRequest,
    name: str,
    rows: Iterable[Row],
    columns: tuple[ListColumn[Row], ...],
    *,
    apart: str = "",
    keeping: tuple[str, ...] = (),
) -> Listing[Row]:
    """The table as the address asks for it. What it asks that nobody offers finds no row; no such order is the own."""
    before = f"{apart}-" if apart else ""

    def asked(what: str) -> str:
        return request.GET.get(before + what, "")[:_LONGEST]

    return Listing(
        name,
        tuple(rows),
        columns,
        asked(_WORDS).strip(),
        tuple("" if one.among is None else asked(one.asked_as) for one in columns),
        next((one.head for one in columns if one.head == asked(_ORDER)), ""),
        whole_number(request.GET.get(before + _FROM, ""), _MOST_ROWS) or 0,
        asked(_FILE) == "csv",
        before,
        tuple((one, said[:_LONGEST]) for one in keeping if (said := request.GET.get(one, ""))),
    )
