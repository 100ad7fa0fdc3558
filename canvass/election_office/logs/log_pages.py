"""What the pages of the logs have in common: tables that are searched and saved, papers, and the form of a step."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from canvass.accounts.roles import Role
from canvass.board.office.step_page import StepPage, step_page
from canvass.election_office.logs.log_fields import LogForm
from canvass.public.county.canvass_views import as_file, form_asked
from canvass.receiving.log_papers import paper_bytes
from canvass.reporting.tables import Cell, Document
from canvass.web.access import View, account_of, page
from canvass.web.forms import AskedAgain
from canvass.web.listing.listed_rows import ListColumn, Listing, listed
from canvass.web.served import served
from tabulate.board.intake.intake_state import IntakeEntry
from tabulate.election import Election
from tabulate.ledger.state import RecordState

BOTH = ["GET", "HEAD", "POST"]
Rows = tuple[tuple[Cell, ...], ...]
Seen = TypeVar("Seen")


@dataclass(frozen=True, slots=True)
class LogTable:
    """A table of a log, with its heading."""

    title: str
    name: str
    """Of its file."""
    heads: tuple[str, ...]
    """One that begins with # is of numbers."""
    rows: Rows
    empty: str
    """What is said where it has no row."""


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as the page has it."""

    table: LogTable
    listing: Listing[tuple[Cell, ...]]

    @property
    def heads(self) -> tuple[tuple[str, bool], ...]:
        """Each heading, and whether it stands over numbers."""
        return tuple((head.removeprefix("#"), head.startswith("#")) for head in self.table.heads)

    @property
    def rows(self) -> tuple[tuple[tuple[Cell, bool], ...], ...]:
        """Each cell, and whether it is a number."""
        numbers = tuple(number for _, number in self.heads)
        return tuple(tuple(zip(row, numbers, strict=True)) for row in self.listing.shown)


def now(look: Callable[[RecordState, Election], Seen]) -> Seen:
    """What of the record's state is shown."""
    election = served().election
    return served().state.read(lambda state: look(state, election))


def log_page(
    request: HttpRequest, template: str, tables: Iterable[LogTable], context: Mapping[str, object]
) -> HttpResponse:
    """The page with its tables, or one of them as CSV."""
    shown = []
    for place, one in enumerate(tables):
        columns = tuple(_column(place, head) for place, head in enumerate(one.heads))
        found = listed(request, one.name, one.rows, columns, apart=f"t{place}" if place else "")
        if (file := found.file()) is not None:
            return file
        shown.append(ShownTable(one, found))
    return render(request, f"election_office/logs/{template}.html", {"tables": shown, **context})


def _column(place: int, head: str) -> ListColumn[tuple[Cell, ...]]:
    def cell(row: tuple[Cell, ...]) -> str | int:
        found = row[place]
        return "" if found is None else found

    return ListColumn(head.removeprefix("#"), cell)


def paper_file(
    request: HttpRequest, which: str, papers: Mapping[str, Callable[[RecordState, Election], Document]]
) -> HttpResponse:
    """One of the log's papers as a file. Raises Http404 where there is no such paper."""
    if which not in papers:
        raise Http404("There is no such paper.")
    form = form_asked(request)
    return as_file(paper_bytes(now(papers[which]), form), f"{which}.{form}", form)


@dataclass(frozen=True, slots=True)
class LogStep:
    """What stands round the form of a step."""

    title: str
    lead: str
    log: str
    """The name of the log's page."""
    done: str
    button: str = "Enter it"


def step_view(step: LogStep, make: Callable[[Any, Any], LogForm], there: Callable[[], None] = lambda: None) -> View:
    """The page of a step; `make` is given what was sent, and its files. `there` raises Http404 where there is none."""

    @page(Role.ELECTION_ADMINISTRATOR)
    @require_http_methods(BOTH)
    def view(request: HttpRequest) -> HttpResponse:
        there()
        form, by = make(request.POST or None, request.FILES or None), account_of(request).name
        return log_step(request, step, form, lambda: form.entry(by))

    return view


def log_step(
    request: HttpRequest,
    step: LogStep,
    form: Form,
    make: Callable[[], IntakeEntry],
    once_more: Callable[[IntakeEntry], AskedAgain | None] | None = None,
) -> HttpResponse:
    """The form, and what follows it: back to the log."""
    back = reverse(f"office:{step.log}")
    return step_page(
        request, StepPage(step.title, "", step.lead, (), step.button, back, back, step.done), form, make, once_more
    )


def precincts() -> list[tuple[str, str]]:
    """To be chosen from, by id."""
    return [("", "Choose"), *((str(one.id), f"{one.name} ({one.id})") for one in served().election.precincts)]


def numbers(found: Iterable[str]) -> list[tuple[str, str]]:
    """Lines of a log to be chosen from."""
    return [("", "Choose"), *((one, one) for one in found)]
