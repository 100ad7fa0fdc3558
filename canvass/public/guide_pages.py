"""The guides of all roles, to be read and printed: what to do before, on and after election day."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, resolve, reverse
from django.views.decorators.http import require_safe

from canvass.accounts.models import Account
from canvass.guiding.check_lists import CheckLine
from canvass.guiding.guides import GUIDES, guide_called, guide_of
from canvass.web.access import account_if_any, admission_of, public_page


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of a check list, with the page where it is done for whoever may see it."""

    line: CheckLine
    url: str
    read: str
    """The address of the document that tells more; empty where none does."""


@public_page
@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """Which guides there are, one's own first."""
    account = account_if_any(request)
    own = None if account is None else guide_of(account.has_role)
    return render(request, "public/guides.html", {"own": own, "guides": sorted(GUIDES, key=lambda one: one is not own)})


@public_page
@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """The check lists of one role."""
    found = guide_called(slug)
    if found is None:
        raise Http404
    account = account_if_any(request)
    parts = [(title, [_shown(line, account) for line in lines]) for title, lines in found.parts]
    return render(request, "public/guide.html", {"guide": found, "parts": parts})


def _shown(line: CheckLine, account: Account | None) -> LineShown:
    return LineShown(line, _url(line, account), _read(line))


def _url(line: CheckLine, account: Account | None) -> str:
    """Where this person does it; empty where there is no such page here, or not for them."""
    try:
        url = reverse(line.page) if line.page else ""
    except NoReverseMatch:
        return ""
    admission = admission_of(resolve(url).func) if url else None
    if admission is None:
        return ""
    admitted = admission.public or (account is not None and account.has_role in admission.roles)
    return url if admitted else ""


def _read(line: CheckLine) -> str:
    document, _, anchor = line.read.partition("#")
    return f"{reverse('library:document', args=(f'docs/{document}',))}#{anchor}" if document else ""
