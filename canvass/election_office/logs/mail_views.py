"""An election by mail on a page: plan, mailing, boxes of the places of deposit, envelopes held together (13-19)."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from canvass.accounts.roles import Role
from canvass.board.forms import ballots, lines, text
from canvass.board.office.office_forms import DAY
from canvass.deciding.custody_typed import words_typed
from canvass.election_office.logs.log_fields import LogForm, choice, officials, second
from canvass.election_office.logs.log_pages import (
    LogStep,
    LogTable,
    log_page,
    now,
    numbers,
    paper_file,
    step_view,
)
from canvass.receiving.intake_typed import second_typed
from canvass.receiving.mail_papers import BOXES, box_rows, envelopes_together, mail_document, posted_rows
from canvass.recounting.recount_typed import day_typed
from canvass.web.access import page
from canvass.web.served import served
from tabulate.board.custody.container_entries import SealCondition
from tabulate.board.intake.mail_election import (
    DepositBoxOpened,
    DepositBoxSealed,
    MailBallotsSent,
    MailPlanFiled,
    PostedEnvelopes,
    may_be_by_mail,
)
from tabulate.calendar.ballot_words import words_on

_PAPERS = {"deposit-log": mail_document}


class PlanForm(LogForm):
    """The plan."""

    filed_on = text("When it was filed", 10, DAY)
    places = lines("Places of deposit", "One a line, by name.")

    def entry(self, by: str) -> MailPlanFiled:
        """As it was typed. Raises InputError."""
        places = tuple(map(words_typed, self.lines_of("places")))
        return MailPlanFiled(day_typed(self.cleaned_data["filed_on"]), places, self.hour(), by)


class SentForm(LogForm):
    """The day of mailing."""

    mailed_on = text("When all were mailed", 10, DAY)
    ballots = ballots("Ballots mailed")

    def entry(self, by: str) -> MailBallotsSent:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        return MailBallotsSent(day_typed(said["mailed_on"]), said["ballots"], self.hour(), by)


class BoxSealedForm(LogForm):
    """A box left its place."""

    box = text("The box", 80, "Each trip has a name of its own, as C-1.")
    place = forms.ChoiceField(label="Place of deposit")
    seal = text("Number of its seal", 80)
    envelopes = ballots("Envelopes in it")
    officials = officials(2)
    sealed_at = second("When it was sealed")

    def entry(self, by: str) -> DepositBoxSealed:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        box, seal, when = self.words("box"), self.words("seal"), second_typed(said["sealed_at"])
        return DepositBoxSealed(box, said["place"], seal, said["envelopes"], self.people(), when, self.hour(), by)


class BoxOpenedForm(LogForm):
    """It was opened in the office."""

    box = forms.ChoiceField(label="The box")
    seal_found = choice("How its seal was found", SealCondition)
    envelopes = ballots("Envelopes found in it")
    officials = officials(2)
    opened_at = second("When it was opened")

    def entry(self, by: str) -> DepositBoxOpened:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        seal, when = SealCondition(said["seal_found"]), second_typed(said["opened_at"])
        return DepositBoxOpened(said["box"], seal, said["envelopes"], self.people(), when, self.hour(), by)


class PostedForm(LogForm):
    """What the post brought."""

    day = text("The day", 10, f"{DAY} The last number of a day holds.")
    envelopes = ballots("Envelopes by post or over the counter")

    def entry(self, by: str) -> PostedEnvelopes:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        return PostedEnvelopes(day_typed(said["day"]), said["envelopes"], self.hour(), by)


def _places() -> list[tuple[str, str]]:
    plan = now(lambda state, _: state.board.office.intake.plan)
    return numbers(() if plan is None else plan.places)


def _closed() -> list[tuple[str, str]]:
    boxes = now(lambda state, _: dict(state.board.office.intake.boxes))
    return numbers(name for name, box in boxes.items() if box.opened is None)


def _there() -> None:
    if not may_be_by_mail(served().election):
        raise Http404("A regular election is not held by mail (13-19-104).")


plan = step_view(
    LogStep(
        "Enter the plan",
        "It is with the secretary of state by the 60th day before the election (13-19-205).",
        "mail",
        "The plan is entered.",
    ),
    PlanForm,
    _there,
)
sent = step_view(
    LogStep(
        "Enter the mailing",
        "All ballots are mailed on one day, from the 20th to the 15th before the election (13-19-207).",
        "mail",
        "The mailing is entered.",
    ),
    SentForm,
    _there,
)
seal_box = step_view(
    LogStep(
        "Enter a sealed box",
        "Two officials or more take it from a place of deposit, and count what lies in it.",
        "mail",
        "The box is in the log.",
    ),
    lambda data, _: BoxSealedForm(data, place=_places()),
    _there,
)
open_box = step_view(
    LogStep(
        "Enter an opened box",
        "Two officials or more open it in the office, and count its envelopes again.",
        "mail",
        "The box is opened.",
    ),
    lambda data, _: BoxOpenedForm(data, box=_closed()),
    _there,
)
posted = step_view(
    LogStep(
        "Enter envelopes by post",
        "Boxes and post together are all envelopes that came.",
        "mail",
        "The number is entered.",
        "Enter them",
    ),
    PostedForm,
    _there,
)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """Plan, boxes, and envelopes held together; there is no such page of a regular election."""
    _there()
    plan, sent, found, boxes, posted = now(
        lambda state, _: (
            state.board.office.intake.plan,
            state.board.office.intake.sent,
            envelopes_together(state.board.office.intake),
            box_rows(state.board.office.intake),
            posted_rows(state.board.office.intake),
        )
    )
    tables = (
        LogTable("Boxes", "deposit boxes", BOXES, boxes, "No box left a place of deposit yet."),
        LogTable("By post", "post by day", ("Day", "#Envelopes"), posted, "No day is entered."),
    )
    words = words_on(served().election.date)
    return log_page(request, "mail", tables, {"plan": plan, "sent": sent, "found": found, "words": words})


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def mail_paper(request: HttpRequest, which: str) -> HttpResponse:
    """The log of deposit places."""
    _there()
    return paper_file(request, which, _PAPERS)
