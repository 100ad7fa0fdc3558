"""Electronic and covered voters' ballots on a page: the official log, transcriptions, the report (13-13-246, 13-21)."""

from collections.abc import Callable

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from audit.opening import is_federal
from canvass.accounts.roles import Role
from canvass.board.forms import text
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
from canvass.receiving.electronic_papers import (
    LOG,
    REPORT,
    TRANSCRIPTIONS,
    covered_voters_document,
    electronic_document,
    log_rows,
    report_rows,
    transcription_document,
    transcription_rows,
)
from canvass.receiving.intake_typed import second_typed
from canvass.web.access import page
from canvass.web.served import served
from tabulate.board.intake.electronic_log import (
    BallotElector,
    BallotGiven,
    BallotReturned,
    BallotWay,
    FederalBallotReceived,
    LoggedBallot,
    LoggedBallotTranscribed,
)

_PAPERS = {
    "electronic-log": electronic_document,
    "transcriptions": transcription_document,
    "covered-voters-report": covered_voters_document,
}


class GivenForm(LogForm):
    """A ballot went out."""

    number = text("Its number", 80, "On the envelope, on the transcribed ballot, and here. Never a name.")
    elector = choice("Whose it is", BallotElector)
    way = choice("How it went out", BallotWay)
    given_at = second("When")

    def entry(self, by: str) -> BallotGiven:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        elector, way = BallotElector(said["elector"]), BallotWay(said["way"])
        return BallotGiven(self.words("number"), elector, way, second_typed(said["given_at"]), self.hour(), by)


class ReturnedForm(LogForm):
    """It came back."""

    number = forms.ChoiceField(label="Number")
    way = choice("How it came", BallotWay)
    sent_at = second("When it was sent", "As its transmission says. Left empty: nothing says it.", False)
    received_at = second("When it came in")

    def entry(self, by: str) -> BallotReturned:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        sent = second_typed(said["sent_at"]) if said["sent_at"] else ""
        received = second_typed(said["received_at"])
        return BallotReturned(said["number"], BallotWay(said["way"]), sent, received, self.hour(), by)


class FederalForm(LogForm):
    """A federal write-in absentee ballot."""

    number = text("Its number", 80, "Entered again for the same number, the last entry holds. Never a name.")
    sent_at = second("When it was sent")
    received_at = second("When it came in")
    regular_at = second("When the elector's regular ballot came in", "Left empty: none came.", False)

    def entry(self, by: str) -> FederalBallotReceived:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        regular = second_typed(said["regular_at"]) if said["regular_at"] else ""
        sent, received = second_typed(said["sent_at"]), second_typed(said["received_at"])
        return FederalBallotReceived(self.words("number"), sent, received, regular, self.hour(), by)


class TranscribedForm(LogForm):
    """Three officials copied it to a standard ballot."""

    number = forms.ChoiceField(label="Number")
    officials = officials(3)
    transcribed_at = second("When")

    def entry(self, by: str) -> LoggedBallotTranscribed:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        when = second_typed(said["transcribed_at"])
        return LoggedBallotTranscribed(said["number"], self.people(), when, self.hour(), by)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def electronic(request: HttpRequest) -> HttpResponse:
    """The official log, and the transcriptions."""
    log, copied, report = now(
        lambda state, election: (
            log_rows(election, state.board.office.intake),
            transcription_rows(state.board.office.intake, ink=False),
            report_rows(state.board.office.intake),
        )
    )
    federal = is_federal(served().election)
    tables = [
        LogTable("Given and received", "electronic ballots", LOG, log, "No ballot is in the log."),
        LogTable("Transcribed", "transcribed ballots", TRANSCRIPTIONS, copied, "No ballot is transcribed."),
    ]
    if federal:
        tables.append(LogTable("Covered voters, by method", "covered voters", REPORT, report, "Nothing to report."))
    return log_page(request, "electronic", tables, {"federal": federal})


def _those(wanted: Callable[[LoggedBallot], bool]) -> list[tuple[str, str]]:
    every = now(lambda state, _: tuple(state.board.office.intake.electronic.values()))
    return numbers(one.number for one in every if wanted(one))


give = step_view(
    LogStep(
        "Enter a ballot given",
        "Ballots of covered voters, and those given electronically to electors with a disability (13-13-246(2)(b)).",
        "electronic",
        "The ballot is in the log.",
    ),
    GivenForm,
)
receive = step_view(
    LogStep(
        "Enter a ballot received",
        "Whether it counts follows from the exact hours (13-21-226(1), 13-15-201(7)(b)).",
        "electronic",
        "The ballot is received.",
    ),
    lambda data, _: ReturnedForm(data, number=_those(lambda kept: kept.is_out)),
)
federal = step_view(
    LogStep(
        "Enter a federal write-in ballot",
        "It counts if it was sent by 8 p.m., is in by Monday 3 p.m., and no regular ballot was in (13-21-206).",
        "electronic",
        "The ballot is in the log.",
    ),
    FederalForm,
)
transcribe = step_view(
    LogStep(
        "Enter a transcription",
        "Three officials copy it to a standard ballot with the same number, and sign beside it (13-13-246(4)).",
        "electronic",
        "The ballot is transcribed.",
    ),
    lambda data, _: TranscribedForm(data, number=_those(lambda kept: kept.waits)),
)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def electronic_paper(request: HttpRequest, which: str) -> HttpResponse:
    """The log, the transcriptions, or the report."""
    if which == "covered-voters-report" and not is_federal(served().election):
        raise Http404("No report is due of an election that is not federal (13-21-213).")
    return paper_file(request, which, _PAPERS)
