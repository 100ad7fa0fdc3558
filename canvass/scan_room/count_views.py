"""The scan room: a folder counted from a page, watched, stopped; expected numbers; and what to do with the paper."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from canvass import clock
from canvass.accounts.roles import Role
from canvass.board.steps import AT_SCANNERS, entered, say_errors
from canvass.errors import BusyError, InputError
from canvass.reporting.progress.status import CountStatus, count_status
from canvass.scan_room.count_forms import ExpectForm, StartForm
from canvass.scan_room.count_pages import counts_page, watch_page
from canvass.starting.counts_started import CountAsked, CountsStarted, CountStands, StartedCount
from canvass.starting.scan_folders import ScanFolders
from canvass.web.access import account_of, page
from canvass.web.served import served
from canvass.web.sessions import BY_ITSELF
from tabulate.board.reconciliation_entries import ExpectedFrom, sheets_expected

REFRESH_S = 3
"""How often the page of a running count is loaded anew, unless somebody asks that it stays."""


@page(*AT_SCANNERS)
@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """What may be counted, what runs, and every batch with its numbers."""
    return _counts(request, None)


@page(*AT_SCANNERS)
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Start a count in a process of its own."""
    form = _start_form(_status(), request.POST)
    if not form.is_valid():
        return _counts(request, form)
    said = form.cleaned_data
    try:
        folder = _folders().folder(said["folder"])
        asked = CountAsked(
            folder=folder.name,
            path=str(folder.path),
            batch=said["batch"],
            machine=said["machine"],
            kind=said["kind"],
            precinct=said["precinct"],
            expected=said["expected"],
            adds=said["adds"],
            by=account_of(request).name,
            at=clock.now().isoformat(timespec="seconds"),
            party=said.get("party", ""),
            separate_for=tuple(said.get("separate_for", ())),
        )
        return redirect("scan_room:watch", number=_started().start(asked))
    except (InputError, BusyError) as refused:
        form.add_error(None, str(refused))
        return _counts(request, form)


@page(*AT_SCANNERS)
@require_safe
def watch(request: HttpRequest, number: int) -> HttpResponse:
    """One count, while it runs and after it ended."""
    count = _found(number)
    runs = count.standing is CountStands.RUNNING
    still = "still" in request.GET
    shown = watch_page(served(), _status(), count, ended=not runs)
    response = render(request, "scan_room/watch.html", {"page": shown, "runs": runs, "still": still})
    if runs and not still:
        response["Refresh"] = f"{REFRESH_S}; url=?{BY_ITSELF}"
    return response


@page(*AT_SCANNERS)
@require_POST
def stop(request: HttpRequest, number: int) -> HttpResponse:
    """Ask a count to stop at its next sheet."""
    count = _found(number)
    if _started().stop(number):
        messages.success(request, f"The count of batch {count.asked.batch} stops at its next sheet.")
    else:
        messages.warning(request, f"The count of batch {count.asked.batch} does not run any more.")
    return redirect("scan_room:watch", number=number)


@page(*AT_SCANNERS)
@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Start a count that ended early once more: it goes on where it stopped."""
    asked = _found(number).asked
    try:
        folder = _folders().folder(asked.folder)
        by, at = account_of(request).name, clock.now().isoformat(timespec="seconds")
        return redirect("scan_room:watch", number=_started().start(asked.once_more(folder, by, at)))
    except (InputError, BusyError) as refused:
        messages.error(request, str(refused))
        return redirect("scan_room:watch", number=number)


@page(*AT_SCANNERS)
@require_POST
def expect(request: HttpRequest) -> HttpResponse:
    """Enter how many sheets a batch is to have, where nobody said it: to correct a number is the administrator's."""
    form = ExpectForm(_without_number(_status()), request.POST)
    if form.is_valid():
        batch, sheets, by = form.cleaned_data["batch"], form.cleaned_data["sheets"], account_of(request).name
        entered(
            request,
            f"Batch {batch} is to have {sheets:,} sheets.",
            sheets_expected(batch, sheets, ExpectedFrom.TRANSMITTAL, by),
        )
    else:
        say_errors(request, form)
    return redirect("scan_room:counts")


def _counts(request: HttpRequest, form: StartForm | None) -> HttpResponse:
    status, allowed = _status(), bool(served().scans)
    shown = counts_page(status, _started().all(), _folders().listed(), allowed=allowed)
    batches = _without_number(status)
    context = {
        "page": shown,
        "form": form or (_start_form(status) if allowed and shown.running is None else None),
        "expect_form": ExpectForm(batches) if batches else None,
        "is_administrator": account_of(request).has_role is Role.ELECTION_ADMINISTRATOR,
    }
    return render(request, "scan_room/counts.html", context, status=200 if form is None else 400)


def _start_form(status: CountStatus, data: Mapping[str, Any] | None = None) -> StartForm:
    machines = tuple(dict.fromkeys(one.opened.machine for one in reversed(status.batches)))
    return StartForm(served().election, _folders().listed(), machines, data)


def _without_number(status: CountStatus) -> list[str]:
    return [one.opened.batch for one in status.batches if one.expected is None and one.withdrawn is None]


def _status() -> CountStatus:
    election = served().election
    return served().state.read(lambda state: count_status(state, election))


def _folders() -> ScanFolders:
    return ScanFolders(served().scans)


def _started() -> CountsStarted:
    return CountsStarted(served().record.directory)


def _found(number: int) -> StartedCount:
    found = _started().find(number)
    if found is None:
        raise Http404
    return found
