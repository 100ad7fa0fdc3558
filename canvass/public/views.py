"""The public pages, and the event log."""

from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from canvass import clock
from canvass.accounts.roles import Role
from canvass.auditing.definitive import AuditedResults, audited_results
from canvass.board.objections import process_objections
from canvass.canvassing.official.official_step import OfficialResults
from canvass.public.event_page import EVENT_COLUMNS, event_page, every_event
from canvass.public.figures_page import figures_page
from canvass.public.halt_notice import halted
from canvass.public.pages import BATCH_COLUMNS, ReleasedPage, ResultsPage, StatusPage
from canvass.public.release_views import ReleaseForm
from canvass.public.results_files import FORMS, results_file
from canvass.public.results_now import official_now, progress_now
from canvass.public.return_views import ReturnForm
from canvass.recounting.recounted_results import RecountedContest, recounted_results
from canvass.reporting.progress.status import count_status
from canvass.reporting.released import ReleasedResults, released_results
from canvass.reporting.releasing import newest_release
from canvass.reporting.results import Breakdown, shown_results
from canvass.reporting.shown.precinct_progress import progress_in_release
from canvass.reporting.shown.results_said import said_of_count, said_of_release
from canvass.web.access import account_if_any, page, public_page
from canvass.web.early_results import kept_from
from canvass.web.event_log import record_access
from canvass.web.faults import too_often
from canvass.web.listing.listed_rows import listed, looks_through
from canvass.web.served import served
from tabulate.ledger.entries import Access
from tabulate.totals.results import Results

AT_WORK = (Role.ELECTION_ADMINISTRATOR, Role.AUDIT_COMMITTEE_MEMBER, Role.SECRETARY_OF_STATE)
"""Who sees totals as they are: by the moments at which two of them were looked at, a ballot could be told."""
STAFF = (Role.ELECTION_ADMINISTRATOR, Role.SCANNER_OPERATOR, Role.COUNTING_BOARD_MEMBER)


@public_page
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """How far the count has come: sheets, never votes. Once totals are open, objections to the process too."""
    account = account_if_any(request)
    staff = account is not None and account.has_role in STAFF
    opened = served().seal() is None
    shown = served().state.read(lambda state: count_status(state, served().record.election))
    objections = served().state.read(process_objections) if opened else None
    found = StatusPage(shown, clock.now(), staff or opened, objections)
    batches = listed(request, "batches", shown.batches, BATCH_COLUMNS)
    told = {"page": found, "halted": halted(), "listing": batches}
    return batches.file() or render(request, "public/status.html", told)


@public_page
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The totals, once nothing seals them; each view by somebody who signed in is an entry of the ledger.

    As they are at this moment to those who work on them, as they were released to everybody else (13-1-102).
    """
    if (refused := _refused(request)) is not None:
        return refused
    account = account_if_any(request)
    if account is None or account.has_role not in AT_WORK:
        return _released(request)
    by, file = Breakdown.named(request.GET.get("by", "")), _file_asked_for(request)
    shown, any_released = served().state.read(
        lambda state: (shown_results(served().election, state, by), bool(state.releases))
    )
    record_access(request, Access.TOTALS_SEEN, f"results by {by.value}{file and f', {file}'}")
    figures = figures_page(served().election, shown, request.GET.dict(), progress_now(), official_now())
    if file:
        said = said_of_count(shown, figures.official.sentence, figures.progress_said, clock.now())
        return results_file(figures, said, file, released=None, status="not for publication", at=clock.now())
    audited = _audited(shown.totals)
    recounted = _recounted()
    administrator = account.has_role is Role.ELECTION_ADMINISTRATOR
    forms = {"form": ReleaseForm(), "return_form": ReturnForm(served().election)} if administrator else {}
    found = ResultsPage(shown, figures, clock.now(), audited, any_released, recounted)
    return render(request, "public/results.html", {"page": found, **forms})


@public_page
@require_safe
def released(request: HttpRequest) -> HttpResponse:
    """The totals as everybody may see them."""
    if (refused := _refused(request)) is not None:
        return refused
    return _released(request)


def _file_asked_for(request: HttpRequest) -> str:
    """As what the figures are to be downloaded; empty where a page is asked for."""
    asked = request.GET.get("form", "")
    return asked if asked in FORMS else ""


def _refused(request: HttpRequest) -> HttpResponse | None:
    """What stands in place of totals that may not be shown: to anyone, to this person, or so often."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    account, audit = account_if_any(request), served().audit.state
    if account is None:
        return None if served().pace.allows(request) else too_often()
    if served().state.read(lambda state: kept_from(account, audit, state)):
        return render(request, "web/results_kept.html", status=403)
    return None


def _released(request: HttpRequest) -> HttpResponse:
    by, file = Breakdown.named(request.GET.get("by", "")), _file_asked_for(request)
    shown, number = served().state.read(
        lambda state: (released_results(served().election, state, by), len(state.releases))
    )
    file = "" if shown is None else file
    if account_if_any(request) is not None:  # A view by anybody is nobody's act: the ledger would grow with the public.
        record_access(request, Access.TOTALS_SEEN, f"results by {by.value}, as released{file and f', {file}'}")
    if shown is None:
        return render(request, "public/released.html", {"page": ReleasedPage(None, None, clock.now(), None, ())})
    progress = progress_in_release(progress_now(), shown)
    official = official_now()
    # Beside a release that leaves ballots out, whole figures would tell what it leaves out.
    official = official if shown.complete else replace(official, contests={})
    figures = figures_page(served().election, shown, request.GET.dict(), progress, official)
    if file:
        said = said_of_release(shown, figures.official.sentence, figures.progress_said, clock.now())
        at = datetime.fromisoformat(newest_release(served().record).written_at)
        return results_file(figures, said, file, released=number, status=_status(shown, figures.official), at=at)
    audited = _audited(shown.totals) if shown.complete else None
    recounted = _recounted() if shown.complete else ()
    page_ = ReleasedPage(shown, figures, clock.now(), audited, recounted)
    return render(request, "public/released.html", {"page": page_})


def _status(shown: ReleasedResults, official: OfficialResults) -> str:
    """As the tables have it. A table of the count is not the report of the canvass, also once that is signed."""
    return (
        f"unofficial-{'complete' if shown.complete else 'partial'}{', canvassed since' if official.canvassed else ''}"
    )


def _audited(totals: Results) -> AuditedResults | None:
    audit = served().audit.state
    return served().state.read(lambda state: audited_results(audit, totals, state))


def _recounted() -> tuple[RecountedContest, ...]:
    election, audit = served().election, served().audit.state
    return served().state.read(lambda state: recounted_results(election, state, audit))


@page(Role.ELECTION_ADMINISTRATOR, Role.AUDIT_COMMITTEE_MEMBER, Role.SECRETARY_OF_STATE, Role.OBSERVER)
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Who signed in, was refused, changed accounts or saw totals; newest first."""
    record = served().record
    events_ = every_event(record) if looks_through(request) else event_page(record, request.GET.get("before"))
    found = listed(request, "event log", events_.events, EVENT_COLUMNS)
    return found.file() or render(request, "public/events.html", {"page": events_, "listing": found})
