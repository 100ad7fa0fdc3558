"""The log of provisional ballots on a page: outcomes, letters, and what is counted together (13-15-107, 13-15-108)."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from canvass.accounts.roles import Role
from canvass.board.forms import ballots, text
from canvass.election_office.logs.log_fields import LogForm, choice, officials, second
from canvass.election_office.logs.log_pages import (
    LogStep,
    LogTable,
    log_page,
    now,
    numbers,
    paper_file,
    precincts,
    step_view,
)
from canvass.public.county.canvass_views import as_file, form_asked
from canvass.receiving.held_together import held_together
from canvass.receiving.intake_typed import second_typed
from canvass.receiving.log_papers import name_of, paper_bytes
from canvass.receiving.provisional_papers import (
    LOG,
    TOGETHER,
    letters_of,
    log_rows,
    provisional_document,
    together_rows,
)
from canvass.web.access import page
from canvass.web.served import served
from tabulate.board.intake.provisional_log import (
    OrdinaryBallotsHeldBack,
    ProvisionalDecided,
    ProvisionalOutcome,
    ProvisionalReceived,
    WhyProvisional,
)
from tabulate.election import PrecinctId

_PAPERS = {"provisional-log": provisional_document}


class ReceivedForm(LogForm):
    """An envelope came in."""

    number = text("Number of the envelope", 80, "Never a name.")
    precinct = forms.ChoiceField(label="Precinct")
    why = choice("Why the elector voted so", WhyProvisional)

    def entry(self, by: str) -> ProvisionalReceived:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        precinct, why = PrecinctId(said["precinct"]), WhyProvisional(said["why"])
        return ProvisionalReceived(self.words("number"), precinct, why, self.hour(), by)


class DecidedForm(LogForm):
    """What its letter says."""

    number = forms.ChoiceField(label="Envelope")
    outcome = choice("Outcome and reason", ProvisionalOutcome)
    decided_at = second("When it was decided")

    def entry(self, by: str) -> ProvisionalDecided:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        outcome, when = ProvisionalOutcome(said["outcome"]), second_typed(said["decided_at"])
        return ProvisionalDecided(said["number"], outcome, when, self.hour(), by)


class HeldBackForm(LogForm):
    """Ordinary ballots that are counted with the provisional ones."""

    precinct = forms.ChoiceField(label="Precinct")
    ballots = ballots("Ordinary ballots held back", "All of the precinct; the last number holds.")
    officials = officials(2)

    def entry(self, by: str) -> OrdinaryBallotsHeldBack:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        return OrdinaryBallotsHeldBack(PrecinctId(said["precinct"]), said["ballots"], self.people(), self.hour(), by)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def provisional(request: HttpRequest) -> HttpResponse:
    """The log, and what is counted together."""
    rows, held, letters = now(
        lambda state, election: (
            log_rows(state, election),
            held_together(state, election),
            letters_of(election, state.board.office.intake),
        )
    )
    tables = (
        LogTable("Envelopes", "provisional ballots", LOG, rows, "No provisional ballot is entered."),
        LogTable(
            "Counted together",
            "counted together",
            TOGETHER,
            together_rows(served().election, held),
            "No ballot is held.",
        ),
    )
    alone = tuple(
        f"Precinct {name_of(served().election, one.precinct)}: {one.said}." for one in held if one.can_be_told
    )
    return log_page(
        request, "provisional", tables, {"letters": [one.title for one in letters], "alone": alone, "any": bool(rows)}
    )


def _known() -> list[tuple[str, str]]:
    return numbers(now(lambda state, _: tuple(state.board.office.intake.provisional)))


receive = step_view(
    LogStep(
        "Enter a provisional ballot",
        "By the number of its envelope, and never by name. It stays sealed until it is decided.",
        "provisional",
        "The ballot is in the log.",
    ),
    lambda data, _: ReceivedForm(data, precinct=precincts()),
)
decide = step_view(
    LogStep(
        "Enter an outcome",
        "The reason stands in the elector's letter (13-15-107(4)). A later decision takes the place of an earlier one.",
        "provisional",
        "The outcome is entered.",
    ),
    lambda data, _: DecidedForm(data, number=_known()),
)
hold_back = step_view(
    LogStep(
        "Enter ballots held back",
        "They are counted in one batch with the provisional ballots, so that none can be told (13-15-107(5)).",
        "provisional",
        "The number is entered.",
        "Enter them",
    ),
    lambda data, _: HeldBackForm(data, precinct=precincts()),
)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def provisional_paper(request: HttpRequest, which: str) -> HttpResponse:
    """The log."""
    return paper_file(request, which, _PAPERS)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def letter(request: HttpRequest, number: int) -> HttpResponse:
    """One elector's letter, by its place among those that are decided."""
    letters = now(lambda state, election: letters_of(election, state.board.office.intake))
    if not 1 <= number <= len(letters):
        raise Http404("There is no such letter.")
    form = form_asked(request)
    return as_file(paper_bytes(letters[number - 1], form), f"letter-{number}.{form}", form)
