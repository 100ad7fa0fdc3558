"""Reconciliation: numbers of ballots typed or from a file, against the record; the written report (13-15-201)."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from canvass import clock
from canvass.auditing.reported.open_counts import outside_kept_back
from canvass.board.forms import DifferenceForm, ExpectedFileForm, ExpectedForm
from canvass.board.office.unvoted_views import not_in_column, unvoted_form
from canvass.board.steps import ADMINISTRATOR, BOARD_AND_ADMINISTRATOR, deciding, entered, say_errors
from canvass.console.text import plural
from canvass.deciding.expected_csv import MOST_BYTES, read_expected
from canvass.errors import InputError
from canvass.people.signing_views import sign_here
from canvass.reporting.papers_known import PapersKnown, papers_known
from canvass.web.access import account_of, page
from canvass.web.served import served
from tabulate.board.boards import BoardAppointed
from tabulate.board.reconciliation_entries import BallotsExpected, BallotsOf, DifferenceReported, ExpectedFrom
from tabulate.election import PrecinctId
from tabulate.ledger.state import RecordState
from tabulate.primaries.parties import is_primary
from tabulate.totals.reconciliation import Reconciliation, ReconciliationLine, reconcile

Subject = tuple[PrecinctId | None, str | None]
_KEPT_BACK = (
    "its ballots are not shown until the audit's counts of it are locked: the committee counts without knowing how "
    "many the other system counted (13-17-506(2))."
)


@dataclass(frozen=True, slots=True)
class Row:
    """A precinct or batch by its name."""

    name: str
    line: ReconciliationLine


@dataclass(frozen=True, slots=True)
class ReconciliationTable:
    """Precincts, or batches."""

    title: str
    of: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ReportShown:
    """A written report of a difference."""

    of: str
    entry: DifferenceReported


@page(*BOARD_AND_ADMINISTRATOR)
@require_safe
def reconciliation(request: HttpRequest) -> HttpResponse:
    """How the record stands against the numbers entered; forms for the numbers."""
    found = _found()
    subjects = _subjects()
    context = {
        "found": found,
        "papers": _papers(),
        "tables": _tables(found),
        "primary": [(_precinct(line.precinct), line) for line in found.primary],
        "expected_form": ExpectedForm(subjects),
        "file_form": ExpectedFileForm(auto_id="file_%s"),
        "difference_form": DifferenceForm(subjects, _boards(), primary=bool(found.primary), auto_id="difference_%s"),
        "unvoted_form": unvoted_form(auto_id="unvoted_%s") if found.primary else None,
        "administrator": account_of(request).has_role in ADMINISTRATOR,
        "in_parts": bool(served().election.parts),
        "sign_form": sign_here(request, "Judges' report of a difference", "Certificate of the pollbook"),
    }
    return render(request, "board/reconciliation.html", context)


@page(*BOARD_AND_ADMINISTRATOR)
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The written report of 13-15-201(3), to be printed and signed."""
    found = _found()
    judges = [judge for board in _boards() for judge in board.judges]
    context: dict[str, Any] = {
        "found": found,
        "papers": _papers(),
        "tables": _tables(found),
        "primary": [(_precinct(line.precinct), line) for line in found.primary],
        "reports": _reports(),
        "judges": judges,
        "now": clock.now(),
    }
    return render(request, "board/report.html", context)


@page(*ADMINISTRATOR)
@require_POST
def expect(request: HttpRequest) -> HttpResponse:
    """Enter one number of ballots."""
    form = ExpectedForm(_subjects(), request.POST)
    if form.is_valid():
        said = form.cleaned_data
        precinct, batch = _subject(said["subject"])
        entry = BallotsExpected(precinct, batch, said["number"], ExpectedFrom(said["source"]), account_of(request).name)
        entered(request, "The number is entered.", entry)
    else:
        say_errors(request, form)
    return redirect("board:reconciliation")


@page(*ADMINISTRATOR)
@require_POST
def expect_file(request: HttpRequest) -> HttpResponse:
    """Enter the numbers of a CSV file, all or none."""
    form = ExpectedFileForm(request.POST, request.FILES)
    if not form.is_valid():
        say_errors(request, form)
        return redirect("board:reconciliation")
    file, source = form.cleaned_data["file"], ExpectedFrom(form.cleaned_data["source"])
    assert isinstance(file, UploadedFile)
    batches = served().state.read(lambda state: frozenset(name for name, one in state.batches_kept() if not one.test))
    try:
        lines = read_expected(file.read(MOST_BYTES + 1), served().election, batches)
    except InputError as wrong:
        messages.error(request, str(wrong))
        return redirect("board:reconciliation")
    by = account_of(request).name
    entries = [BallotsExpected(line.precinct, line.batch, line.ballots, source, by) for line in lines]
    entered(request, f"{plural(len(entries), 'number')} entered.", *entries)
    return redirect("board:reconciliation")


@page(*BOARD_AND_ADMINISTRATOR)
@require_POST
def report_difference(request: HttpRequest) -> HttpResponse:
    """Enter the judges' written report of a difference."""
    form = DifferenceForm(_subjects(), _boards(), request.POST, primary=is_primary(served().election))
    if form.is_valid() and (why := _not_there(form.cleaned_data, form.of)):
        messages.error(request, why)
    elif form.is_valid():
        said = form.cleaned_data
        precinct, batch = _subject(said["subject"])
        entry = DifferenceReported(
            precinct, batch, said["missing"], said["excess"], said["reasons"], form.people, said["board"], form.of
        )
        entered(request, "The report is entered: print and sign it.", entry)
    else:
        say_errors(request, form)
    return redirect("board:reconciliation")


def _not_there(said: dict[str, Any], of: BallotsOf | None) -> str:
    """Why the record shows another difference than the report; empty where it shows this one, or knows no number."""
    found, (precinct, batch) = _found(), _subject(said["subject"])
    if of is not None:
        return not_in_column(found.primary, precinct, of, said["excess"] - said["missing"])
    lines = (*found.precincts, *found.batches)
    line = next((one for one in lines if (one.precinct, one.batch) == (precinct, batch)), None)
    if line is None or line.expected is None or line.difference == said["excess"] - said["missing"]:
        return ""
    shows = (
        f"{abs(line.difference):,} {'in excess' if line.difference > 0 else 'missing'}" if line.difference else "none"
    )
    return (
        f"The record shows another difference: {shows}, with {line.expected:,} expected and {line.found:,} found. The "
        f"report says {said['missing']:,} missing and {said['excess']:,} in excess. Nothing was written. Correct the "
        "report, or have the expected number corrected first (13-15-201(3))."
    )


def _found() -> Reconciliation:
    """As people may see it: what the audit is to count by hand without knowing it is not shown."""
    audit = served().audit.state

    def shown(state: RecordState) -> Reconciliation:
        found, kept = reconcile(state, served().election), outside_kept_back(audit, state)
        return found.without(kept, _KEPT_BACK) if kept else found

    return served().state.read(shown)


def _tables(found: Reconciliation) -> tuple[ReconciliationTable, ...]:
    precincts = tuple(Row(_precinct(line.precinct), line) for line in found.precincts)
    batches = tuple(Row(line.batch or "", line) for line in found.batches)
    return ReconciliationTable("By precinct", "Precinct", precincts), ReconciliationTable("By batch", "Batch", batches)


def _reports() -> tuple[ReportShown, ...]:
    entries = served().state.read(lambda state: tuple(state.board.reports))
    return tuple(
        ReportShown(f"batch {entry.batch}" if entry.batch is not None else _precinct(entry.precinct), entry)
        for entry in entries
    )


def _precinct(precinct: PrecinctId | None) -> str:
    return "Precinct not stated" if precinct is None else served().election.precinct_name(precinct)


def _subjects() -> list[tuple[str, str]]:
    precincts = [(f"precinct:{one.id}", one.name) for one in served().election.precincts]
    batches = served().state.read(lambda state: [name for name, batch in state.batches_kept() if not batch.test])
    return [*precincts, *((f"batch:{name}", f"Batch {name}") for name in batches)]


def _boards() -> tuple[BoardAppointed, ...]:
    return tuple(deciding().state().boards.values())


def _papers() -> PapersKnown:
    record = served().record
    return served().state.read(lambda state: papers_known(record, state))


def _subject(value: str) -> Subject:
    kind, _, name = value.partition(":")
    return (PrecinctId(name), None) if kind == "precinct" else (None, name)
