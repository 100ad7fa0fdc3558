"""School bonds on a page: how many electors were qualified, and whether each passes (20-9-428)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from canvass.accounts.roles import Role
from canvass.board.forms import text
from canvass.board.office.office_forms import OfficeForm
from canvass.board.office.step_page import StepPage, step_page
from canvass.canvassing.official.bonds_shown import bonds_shown, qualified_typed
from canvass.public.county.canvass_page import served_standing
from canvass.web.access import account_of, page
from canvass.web.event_log import record_access
from canvass.web.forms import AskedAgain, said_in
from canvass.web.served import served
from tabulate.board.office.qualified_electors import QualifiedElectorsStated
from tabulate.election import Contest
from tabulate.ledger.entries import Access

_BOTH = ["GET", "HEAD", "POST"]


class QualifiedForm(OfficeForm):
    """The electors qualified to vote on a bond."""

    electors = text("Electors qualified to vote on it", 12)
    source = text("Where the number is from", 200, "As the list of registered electors of election day.")


def bonds_of_election() -> tuple[Contest, ...]:
    """The contests that ask for a school bond."""
    return tuple(one for one in served().election.contests if one.purpose.school_bond is not None)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def bonds(request: HttpRequest) -> HttpResponse:
    """Each bond by the votes as they stand; before the polls are closed, only what is entered."""
    if sealed := served().seal():
        return render(request, "public/results_sealed.html", {"sealed": sealed})
    record_access(request, Access.TOTALS_SEEN, "school bonds")
    shown = bonds_shown(served_standing())
    return render(request, "election_office/bonds.html", {"bonds": list(enumerate(shown, 1))})


@page(Role.ELECTION_ADMINISTRATOR)
@require_http_methods(_BOTH)
def qualified(request: HttpRequest, number: int) -> HttpResponse:
    """The number for one bond."""
    every = bonds_of_election()
    if not 1 <= number <= len(every):
        raise Http404("There is no such bond.")
    one, by, back = every[number - 1], account_of(request).name, reverse("office:bonds")
    form = QualifiedForm(request.POST or None)
    lead = "By how many of them voted, the bond passes or fails (20-9-428). The last number entered holds."
    shown = StepPage("Enter qualified electors", one.title, lead, (), "Enter it", back, back, "The number is entered.")

    def make() -> QualifiedElectorsStated:
        said = form.cleaned_data
        return qualified_typed(one.id, said["electors"], said["source"], form.hour(), by)

    def once_more(entry: QualifiedElectorsStated) -> AskedAgain:
        stays = "It stays in the ledger, and decides with the votes whether the bond passes."
        return AskedAgain("Is this the number?", said_in(form), stays, "Enter it", back)

    return step_page(request, shown, form, make, once_more)
