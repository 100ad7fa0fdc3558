"""Requests for public records on a page: the register, bills, answers (13-1-109, ARM 44.2.204)."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from canvass.accounts.roles import Role
from canvass.board.forms import ballots, lines, or_zero, text
from canvass.board.office.office_forms import DAY
from canvass.deciding.custody_typed import name_typed, reason_typed
from canvass.election_office.logs.log_fields import LogForm, choice
from canvass.election_office.logs.log_pages import (
    LogStep,
    LogTable,
    log_page,
    now,
    numbers,
    paper_file,
    step_view,
)
from canvass.public.county.canvass_views import as_file, form_asked
from canvass.receiving.log_papers import paper_bytes
from canvass.receiving.request_papers import REGISTER, bill_document, register_document, register_rows
from canvass.recounting.recount_typed import cents_typed, day_typed
from canvass.web.access import page
from canvass.web.served import served
from tabulate.board.intake.records_requests import RecordsAnswered, RecordsBilled, RecordsRequested, RequestAnswer

_PAPERS = {"requests": register_document}


class RequestForm(LogForm):
    """Somebody asks."""

    request = text("Its number", 80)
    asked_by = text("Who asks", 200)
    wanted = lines("What is asked for", most=2_000)
    asked_on = text("When", 10, DAY)

    def entry(self, by: str) -> RecordsRequested:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        asker, wanted = name_typed(said["asked_by"], "who asks"), reason_typed(said["wanted"], "what is wanted")
        return RecordsRequested(self.words("request"), asker, wanted, day_typed(said["asked_on"]), self.hour(), by)


class BillForm(LogForm):
    """What the copies cost."""

    request = forms.ChoiceField(label="Request")
    pages = ballots("Copies on paper, in pages", required=False)
    images = ballots("Digital images", required=False)
    staff_minutes = ballots(
        "Minutes of staff time",
        "Up to half an hour costs nothing; more of it, the actual cost of all of it.",
        required=False,
    )
    staff_cost = text("Actual cost of the staff's time, in dollars", 20, required=False)

    def entry(self, by: str) -> RecordsBilled:
        """As it was typed. Raises InputError."""
        said = or_zero({name: self.cleaned_data[name] for name in ("pages", "images", "staff_minutes")})
        cost = cents_typed(self.cleaned_data["staff_cost"] or "0")
        request = self.cleaned_data["request"]
        return RecordsBilled(request, said["pages"], said["images"], said["staff_minutes"], cost, self.hour(), by)


class AnswerForm(LogForm):
    """How it ended."""

    request = forms.ChoiceField(label="Request")
    answer = choice("How it was answered", RequestAnswer)
    remarks = lines("What was given or left out, and by which law", most=2_000)
    paid_on = text("When the copies were paid", 10, f"{DAY} Left empty: nothing was to be paid.", required=False)
    answered_on = text("When it was answered", 10, DAY)

    def entry(self, by: str) -> RecordsAnswered:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        paid = day_typed(said["paid_on"]) if said["paid_on"] else ""
        answer, day = RequestAnswer(said["answer"]), day_typed(said["answered_on"])
        remarks = reason_typed(said["remarks"], "remarks")
        return RecordsAnswered(said["request"], answer, remarks, paid, day, self.hour(), by)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """The register."""
    rows = now(lambda state, _: register_rows(state.board.office.intake))
    table = LogTable("Requests", "requests for records", REGISTER, rows, "Nobody asked for records yet.")
    billed = now(
        lambda state, _: [
            (place, one.asked.request)
            for place, one in enumerate(state.board.office.intake.requests.values(), 1)
            if one.billed is not None
        ]
    )
    return log_page(request, "requests", (table,), {"billed": billed, "any": bool(rows)})


def _open() -> list[tuple[str, str]]:
    every = now(lambda state, _: dict(state.board.office.intake.requests))
    return numbers(name for name, one in every.items() if one.answered is None)


enter = step_view(
    LogStep(
        "Enter a request",
        "Who asks for what. Nothing of an election is disposed of for it: enter a hold where it has to be kept longer.",
        "requests",
        "The request is in the register.",
    ),
    RequestForm,
)
bill = step_view(
    LogStep(
        "Enter a bill",
        "A page costs $0.50, an image $0.15, and staff time its actual cost where it is over half an hour.",
        "requests",
        "The bill is entered. It is paid in advance.",
    ),
    lambda data, _: BillForm(data, request=_open()),
)
answer = step_view(
    LogStep(
        "Enter an answer",
        "Copies are given once they are paid (ARM 44.2.204).",
        "requests",
        "The answer is entered.",
    ),
    lambda data, _: AnswerForm(data, request=_open()),
)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def request_paper(request: HttpRequest, which: str) -> HttpResponse:
    """The register."""
    return paper_file(request, which, _PAPERS)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def bill_paper(request: HttpRequest, number: int) -> HttpResponse:
    """One request's bill, by its place."""
    every = now(lambda state, _: tuple(state.board.office.intake.requests.values()))
    if not 1 <= number <= len(every):
        raise Http404("There is no such request.")
    form = form_asked(request)
    return as_file(
        paper_bytes(bill_document(served().election, every[number - 1]), form), f"bill-{number}.{form}", form
    )
