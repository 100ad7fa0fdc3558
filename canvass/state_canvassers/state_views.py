"""The pages of the state's canvass: what is in, what is missing, and the report; for whoever has an account."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from canvass.people.signing_views import sign_here
from canvass.public.event_page import EVENT_COLUMNS, Event
from canvass.state_canvass.declaration_papers import state_declaration_bytes
from canvass.state_canvass.papers_of_state import names_lacking
from canvass.state_canvass.receiving_each.audit_files import kept_audits
from canvass.state_canvass.state_accesses import access_of, accesses_in
from canvass.state_canvass.state_report import state_report_bytes
from canvass.state_canvass.state_standing import declared_late, lacks
from canvass.state_canvassers.counties_page import COUNTY_COLUMNS, contest_rows, county_rows, steps_shown
from canvass.state_canvassers.served_state import SEES, STATE, state_served
from canvass.state_canvassers.state_downloads import as_file, form_asked
from canvass.state_canvassers.state_forms import SentFilesForm, StateDeclareForm
from canvass.web.access import account_if_any, account_of, page, public_page
from canvass.web.event_log import record_access
from canvass.web.listing.listed_rows import listed
from canvass.web.served import premises
from tabulate.ledger.entries import Access
from tabulate.state_canvass.state_declaring import StateAct


@public_page
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What this is; for whoever signed in, the table of the counties."""
    if account_if_any(request) is not None:
        return redirect("state:counties")
    return render(request, "state_canvassers/front.html", {"opened": state_served().standing().canvass.opened})


@page(*SEES)
@require_safe
def counties(request: HttpRequest) -> HttpResponse:
    """Who has sent what, what does not add up, and what is missing."""
    standing = state_served().standing()
    audits = kept_audits(state_served().folder, standing.canvass)
    rows, does = county_rows(standing, audits), account_of(request).has_role is STATE
    found = listed(request, "counties", rows, COUNTY_COLUMNS)
    context = {
        "rows": rows,
        "listing": found,
        "is_in": sum(one.kept is not None for one in rows),
        "audited": len(audits),
        "missing": standing.canvass.missing,
        "faults": standing.faults,
        "unlabelled": standing.labels_not_compared,
        "steps": steps_shown(standing),
        "form": SentFilesForm() if does else None,
    }
    return found.file() or render(request, "state_canvassers/counties.html", context)


@page(*SEES)
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Every contest, with what the board declared; the form of its declaration once nothing is missing."""
    standing = state_served().standing()
    lacking, rows = tuple(lacks(standing)), contest_rows(standing)
    declared = standing.canvass.declared
    does = account_of(request).has_role is STATE
    tied = tuple((one.found.contest.contest.id, one.title) for one in rows if one.found.result.act is StateAct.TIE)
    again = () if declared is None else tuple((one, one) for one in declared.recounted if one not in dict(tied))
    context = {
        "rows": rows,
        "lacking": lacking,
        "electors": standing.figures.electors,
        "declared": declared,
        "stands": standing.canvass.stands,
        "late": declared_late(standing),
        "sign_form": sign_here(request, "") if standing.canvass.stands else None,
        "lacking_keys": names_lacking(standing.canvass) if standing.canvass.stands else (),
        "form": StateDeclareForm((*tied, *again)) if does and rows and not lacking else None,
    }
    return render(request, "state_canvassers/results.html", context)


@page(*SEES)
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The report as a file; while anything is missing, every page says so."""
    form = form_asked(request)
    record_access(request, Access.TOTALS_EXPORTED, "report of the state canvass")
    return as_file(state_report_bytes(state_served().standing(), form), f"report.{form}", form)


@page(*SEES)
@require_safe
def document(request: HttpRequest, number: int) -> HttpResponse:
    """What the board declared of a contest, as a file; none once other packages are in."""
    standing, form = state_served().standing(), form_asked(request)
    rows = contest_rows(standing)
    if not standing.canvass.stands or not 1 <= number <= len(rows):
        return HttpResponseNotFound()
    one = rows[number - 1].found
    record_access(request, Access.TOTALS_EXPORTED, f"declaration of {one.contest.contest.id}")
    return as_file(state_declaration_bytes(standing, one, form), f"declaration-{number}.{form}", form)


@page(STATE)
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Who signed in, was refused, changed accounts or took files, the newest first."""
    rows = reversed(list(accesses_in(premises().directory)))
    events_ = (Event(row.number, row.written_at, access_of(row)) for row in rows)
    found = listed(request, "event log", events_, EVENT_COLUMNS)
    return found.file() or render(request, "state_canvassers/events.html", {"listing": found})
