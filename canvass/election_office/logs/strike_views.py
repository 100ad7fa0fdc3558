"""A line of a log is struck, after somebody was asked once more."""

from collections.abc import Callable, Iterable

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from canvass.accounts.roles import Role
from canvass.board.forms import lines
from canvass.deciding.custody_typed import reason_typed
from canvass.election_office.logs.log_fields import OfferingForm
from canvass.election_office.logs.log_pages import BOTH, LogStep, log_step, now, numbers
from canvass.web.access import account_of, page
from canvass.web.forms import AskedAgain, said_in
from tabulate.board.intake.intake_state import IntakeEntry, IntakeState, LogLineStruck
from tabulate.board.intake.mail_election import PLAN_LINE, SENT_LINE
from tabulate.board.subjects import IntakeLog


class StruckLineForm(OfferingForm):
    """A line that was entered in error."""

    line = forms.ChoiceField(label="Line")
    reason = lines("Why it is struck", most=200)

    def struck(self, log: IntakeLog, by: str) -> LogLineStruck:
        """As it was typed. Raises InputError."""
        reason = reason_typed(self.cleaned_data["reason"], "reason")
        return LogLineStruck(log, self.cleaned_data["line"], reason, self.hour(), by)


def _of_mail(intake: IntakeState) -> Iterable[str]:
    known = ((PLAN_LINE, intake.plan), (SENT_LINE, intake.sent))
    return (*(name for name, entered in known if entered is not None), *intake.boxes)


_LINES: dict[IntakeLog, Callable[[IntakeState], Iterable[str]]] = {
    IntakeLog.ABSENTEE: lambda intake: dict.fromkeys(one.day for one in intake.prepared),
    IntakeLog.PROVISIONAL: lambda intake: intake.provisional,
    IntakeLog.ELECTRONIC: lambda intake: intake.electronic,
    IntakeLog.MAIL: _of_mail,
    IntakeLog.REQUESTS: lambda intake: intake.requests,
}


@page(Role.ELECTION_ADMINISTRATOR)
@require_http_methods(BOTH)
def strike(request: HttpRequest, log: str) -> HttpResponse:
    """Choose a line, and say why."""
    if log not in _LINES:
        raise Http404("There is no such log.")
    kept = IntakeLog(log)
    known = now(lambda state, _: tuple(_LINES[kept](state.board.office.intake)))
    form, by = StruckLineForm(request.POST or None, line=numbers(known)), account_of(request).name
    lead = "It was entered in error. It stays in the ledger, and nothing goes by it any more."
    step = LogStep("Strike a line", lead, log, "It is struck.", "Strike it")

    def once_more(_: IntakeEntry) -> AskedAgain:
        stays = "The entry stays in the ledger; the log goes on without it."
        return AskedAgain("Is this the line?", said_in(form), stays, "Strike it", reverse(f"office:{log}"))

    return log_step(request, step, form, lambda: form.struck(kept, by), once_more)
