"""Absentee ballots in numbers, on a page: taken from the state's CSV, held against batches, printed (13-13-233)."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from canvass import clock
from canvass.accounts.roles import Role
from canvass.board.forms import ballots, lines, text
from canvass.board.office.office_forms import DAY
from canvass.deciding.custody_typed import words_typed
from canvass.election_office.logs.log_fields import LogForm, officials, second
from canvass.election_office.logs.log_pages import (
    LogStep,
    LogTable,
    log_page,
    now,
    paper_file,
    step_view,
)
from canvass.receiving.absentee_papers import (
    BATCHES,
    DAYS,
    NUMBERS,
    as_of_words,
    batch_rows,
    certificate_document,
    day_rows,
    number_rows,
    numbers_document,
    tracker_document,
    why_rows,
)
from canvass.receiving.accepted_scanned import accepted_scanned
from canvass.receiving.intake_typed import second_typed
from canvass.receiving.state_csv import MOST_BYTES, figures_of
from canvass.recounting.recount_typed import day_typed
from canvass.web.access import page
from canvass.web.served import served
from canvass.web.uploads import content_of
from tabulate.board.intake.absentee_figures import AbsenteeFiguresTaken
from tabulate.board.intake.prepared_ballots import BallotsPrepared
from tabulate.calendar.ballot_words import words_on

_PAPERS = {
    "absentee-numbers": numbers_document,
    "absentee-certificate": certificate_document,
    "absentee-tracker": tracker_document,
}


class TakeForm(LogForm):
    """The state's list."""

    list = forms.FileField(label="The list as CSV", help_text="Columns: precinct, ballot, status, reason, time, batch.")
    leave_out = lines(
        "Columns to leave out", "One a line, as Voter Name. Nothing of them is kept, hashed or shown.", required=False
    )
    as_of = second("When the state's system said so", "As 2026-11-02T17:00, in Montana. Left empty: now.", False)

    def entry(self, by: str) -> AbsenteeFiguresTaken:
        """As it was sent. Raises InputError."""
        said = self.cleaned_data
        as_of = second_typed(said["as_of"] or clock.now().replace(microsecond=0).isoformat())
        content = content_of(said["list"], MOST_BYTES)
        return figures_of(content, served().election, self.lines_of("leave_out"), as_of, self.hour(), by)


class PreparedForm(LogForm):
    """A day on which envelopes were opened."""

    day = text("The day", 10, DAY)
    envelopes = ballots("Envelopes opened")
    boxes = lines("Seals of the boxes", "One a line.")
    officials = officials(2)
    notice = text("Where it was announced", 200)
    registered = ballots("Registered electors", "At the close of regular registration.")
    absentee_electors = ballots("Of them, absentee electors")

    def entry(self, by: str) -> BallotsPrepared:
        """As it was typed. Raises InputError."""
        said = self.cleaned_data
        return BallotsPrepared(
            day_typed(said["day"]),
            said["envelopes"],
            tuple(map(words_typed, self.lines_of("boxes"))),
            self.people(),
            self.words("notice"),
            said["registered"],
            said["absentee_electors"],
            self.hour(),
            by,
        )


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def absentee(request: HttpRequest) -> HttpResponse:
    """The numbers, what is missing in which batch, and the days of preparation."""
    election = served().election
    found, number, why, days, as_of = now(
        lambda state, held: (
            accepted_scanned(state, held),
            number_rows(held, state.board.office.intake),
            why_rows(held, state.board.office.intake),
            day_rows(state.board.office.intake),
            as_of_words(state.board.office.intake),
        )
    )
    none = "No numbers are taken yet. Take the state's list as CSV."
    tables = (
        LogTable("By precinct", "absentee by precinct", NUMBERS, number, none),
        LogTable(
            "Accepted and scanned, by batch", "absentee by batch", BATCHES, batch_rows(found), "No batch is named."
        ),
        LogTable(
            "Rejected, by reason",
            "absentee rejected",
            ("Precinct", "Reason", "#Envelopes", "Marked at"),
            why,
            "No envelope is rejected.",
        ),
        LogTable("Days on which envelopes were opened", "absentee days", DAYS, days, "No day is entered."),
    )
    context = {"found": found, "as_of": as_of, "words": words_on(election.date)}
    return log_page(request, "absentee", tables, context)


take = step_view(
    LogStep(
        "Take the state's list",
        "A row for each ballot. It is added up by precinct; a file with other columns is refused: it may name voters.",
        "absentee",
        "The numbers are taken. No name was kept.",
        "Take it",
    ),
    TakeForm,
)
prepared = step_view(
    LogStep(
        "Enter a day of preparation",
        "Envelopes are opened on business days, in public. Ballots lie sealed until they are counted (13-13-241(7)).",
        "absentee",
        "The day is entered.",
    ),
    PreparedForm,
)


@page(Role.ELECTION_ADMINISTRATOR)
@require_safe
def absentee_paper(request: HttpRequest, which: str) -> HttpResponse:
    """The numbers, the certificate, or what a tracker is told."""
    return paper_file(request, which, _PAPERS)
