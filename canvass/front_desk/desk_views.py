"""From an empty folder to an election that is served: files, what they hold, the first account."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from canvass.errors import CanvassError
from canvass.front_desk.desk_forms import FilesForm, OpenElectionForm, account_said
from canvass.front_desk.opening_now import AlreadyOpened, DraftChanged, Opening, OpeningPlace, opening_of
from canvass.people.forms import FirstAccountForm
from canvass.web.access import invited_page, public_page
from canvass.web.invitation import let_in

_WRONG = 422


@public_page
@require_GET
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """The printed address: it lets one browser in."""
    return let_in(request, token, to="/")


@invited_page
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """The files of an election, chosen and checked; or the records of the folder; or its first account."""
    opening = opening_of(request)
    if opening.place is OpeningPlace.FIRST_ACCOUNT:
        return redirect("first-account")
    form = FilesForm(request.POST, request.FILES) if request.method == "POST" else FilesForm()
    if form.is_valid():
        try:
            opening.take(form.sent())
        except CanvassError as wrong:
            return _files(request, opening, FilesForm(), str(wrong))
        return redirect("election")
    return _files(request, opening, form)


def _files(request: HttpRequest, opening: Opening, form: FilesForm, wrong: str = "") -> HttpResponse:
    several = opening.place is OpeningPlace.RECORDS_BELOW
    listed = opening.listed() if several else ()
    context = {"opening": opening, "form": form, "wrong": wrong.splitlines(), "listed": listed}
    return render(request, "front_desk/files.html", context, status=_WRONG if wrong or form.errors else 200)


@invited_page
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def election(request: HttpRequest) -> HttpResponse:
    """What the files hold, and the form by which the record is opened."""
    opening = opening_of(request)
    draft = opening.draft
    if draft is None:
        return redirect("files")
    several = opening.place is OpeningPlace.RECORDS_BELOW
    form = OpenElectionForm(None, _sent(request), asks_name=several, initial={"mark": draft.mark})
    if form.is_valid():
        mark, name, first = form.cleaned_data["mark"], form.cleaned_data.get("record", ""), account_said(form)
        answer = _done(opening, form, lambda: opening.open_record(mark, name, first))
        if answer is not None:
            return answer
    context = {"opening": opening, "draft": opening.draft or draft, "form": form}
    return render(request, "front_desk/election.html", context, status=_WRONG if form.errors else 200)


@invited_page
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def first_account(request: HttpRequest) -> HttpResponse:
    """The first account of a record that is there."""
    opening = opening_of(request)
    if opening.place is not OpeningPlace.FIRST_ACCOUNT:
        return redirect("files")
    form = FirstAccountForm(None, _sent(request))
    if form.is_valid():
        answer = _done(opening, form, lambda: opening.let_in(account_said(form)))
        if answer is not None:
            return answer
    context = {"opening": opening, "form": form}
    return render(request, "front_desk/first_account.html", context, status=_WRONG if form.errors else 200)


def _done(opening: Opening, form: FirstAccountForm, step: Callable[[], None]) -> HttpResponse | None:
    """Take the step and lead on; None where it was refused, and the form says why."""
    try:
        step()
    except DraftChanged:
        return redirect("election")
    except AlreadyOpened:
        pass
    except CanvassError as wrong:
        form.add_error(None, str(wrong))
        return None
    return HttpResponseRedirect(opening.leads_to)


@invited_page
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Serve a record of the folder."""
    opening = opening_of(request)
    wrong = "There is no such record in this folder. Choose one of the list."
    try:
        if opening.choose(request.POST.get("record", "")):
            return HttpResponseRedirect("/")
    except AlreadyOpened:
        return HttpResponseRedirect("/")
    except CanvassError as refused_it:
        wrong = str(refused_it)
    return _files(request, opening, FilesForm(), wrong)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Another browser than the one that opened the printed address."""
    return render(request, "front_desk/refused.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page while an election is opened."""
    message = "There is no such page yet: no election is served here before its record is open."
    return render(request, "front_desk/stopped.html", {"message": message}, status=404)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that these pages did not hand out."""
    message = "This form was not handed out by these pages. Go back to the first page, and repeat what you did."
    return render(request, "front_desk/stopped.html", {"message": message}, status=403)
