"""The county's own policies for counting and deciding upon votes, on a page: drafted and adopted (13-15-206(8))."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from canvass.accounts.roles import Role
from canvass.board.forms import lines, text
from canvass.board.office.office_forms import DAY, OfficeForm
from canvass.board.steps import deciding
from canvass.deciding.custody_typed import name_typed, reason_typed
from canvass.election_office.court_views import FORMS
from canvass.errors import BusyError, InputError, RefusedError
from canvass.governing.policies_found import SUGGESTED, policies_adopted, policies_drafted
from canvass.governing.policies_written import (
    PoliciesWritten,
    adopted_typed,
    check_not_adopted,
    policies_bytes,
    policies_document,
)
from canvass.public.county.canvass_views import as_file, form_asked
from canvass.web.access import account_of, page
from canvass.web.served import served
from tabulate.board.office.local_policies import PolicyWords

_LONGEST = 2_000
_ASKED = (
    ("place", "Place", "Where ballots are counted and decided upon."),
    ("hours", "Hours", "When."),
    ("notice", "Notice", "Where and when the public is told."),
    ("security", "Security", ""),
    ("observation", "Observation", "Where observers stand, and what is asked of them."),
    ("objections", "Objections", "With whom they are entered."),
    ("public_record", "Public record", "Where the record of objections is seen."),
)


class PoliciesForm(OfficeForm):
    """What the county says in words of its own, and who adopted it."""

    adopted_by = text("Who adopted them", 200, "To be adopted; of a draft nobody.", required=False)
    adopted_on = text("The day of adoption", 10, DAY, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With a field for each policy."""
        super().__init__(*args, **kwargs)
        for name, label, help_text in _ASKED:
            self.fields[name] = lines(label, help_text, most=_LONGEST)
        self.order_fields([name for name, _, _ in _ASKED])

    def words(self) -> PolicyWords:
        """As they were typed. Raises InputError."""
        said = self.cleaned_data
        return PolicyWords(**{name: reason_typed(said[name], label.lower()) for name, label, _ in _ASKED})


def _adopted() -> PoliciesWritten | None:
    """Those adopted last; None where there are none."""
    at = served()
    head = at.record.head()
    try:
        return at.state.read(lambda state: policies_adopted(at.election, state.board.office, head))
    except RefusedError:
        return None


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """Those adopted last, with the readings of the law as they are now; and the form for others."""
    found = _adopted()
    words = SUGGESTED if found is None else found.words
    initial = {name: getattr(words, name) for name, _, _ in _ASKED}
    return _shown(request, PoliciesForm(initial=initial | {"adopted_on": served().today.isoformat()}))


def _shown(request: HttpRequest, form: PoliciesForm, status: int = 200) -> HttpResponse:
    found = _adopted()
    document = None if found is None else policies_document(found)
    context = {"document": document, "form": form, "forms": FORMS}
    return render(request, "election_office/policies.html", context, status=status)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """The policies that were adopted last, as a file."""
    found, form = _adopted(), form_asked(request)
    if found is None:
        messages.error(request, "No policies are adopted in the record (13-15-206(8)). Adopt them first.")
        return redirect("office:policies")
    return as_file(policies_bytes(found, form), f"policies.{form}", form)


@page(Role.ELECTION_ADMINISTRATOR)
@require_POST
def adopt(request: HttpRequest) -> HttpResponse:
    """They were adopted: they take the place of those before."""
    form = PoliciesForm(request.POST)
    if form.is_valid():
        try:
            who, day = name_typed(form.cleaned_data["adopted_by"], "who"), form.cleaned_data["adopted_on"]
            entry = adopted_typed(form.words(), who, day, form.hour(), account_of(request).name)
            check_not_adopted(_adopted(), entry)
            deciding().enter(entry)
        except (RefusedError, InputError, BusyError) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"The policies are adopted by {entry.adopted_by} on {entry.adopted_on}.")
            return redirect("office:policies")
    return _shown(request, form, 422)


@page(Role.ELECTION_ADMINISTRATOR)
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """The words that were typed as a file that says it is a draft; nothing is entered."""
    form, at = PoliciesForm(request.POST), served()
    asked = request.POST.get("form", "")
    wanted = asked if asked in FORMS else "pdf"
    if form.is_valid():
        try:
            words, head = form.words(), at.record.head()
            found = at.state.read(lambda state: policies_drafted(at.election, words, state.board.office, head))
            return as_file(policies_bytes(found, wanted), f"policies-draft.{wanted}", wanted)
        except InputError as refused:
            form.add_error(None, str(refused))
    return _shown(request, form, 422)
