"""What of the logs waits for the administrator, for the home page; what this election has not is not there."""

from collections.abc import Iterator

from django.urls import reverse

from canvass.console.text import plural
from canvass.web.served import Served
from canvass.web.task import Task
from tabulate.board.intake.intake_state import IntakeState
from tabulate.board.intake.mail_election import may_be_by_mail
from tabulate.calendar.ballot_words import words_on


def log_tasks(at: Served) -> Iterator[Task]:
    """A line for each log."""
    intake: IntakeState = at.state.read(lambda state: state.board.office.intake)
    words, figures = words_on(at.election.date), intake.figures
    accepted = 0 if figures is None else sum(one.accepted for one in figures.precincts)
    said = f"{plural(accepted, 'ballot')} accepted." if figures else "Numbers of the state's system, without names."
    yield Task(words.ballots, said, reverse("office:absentee"))
    open_ones = sum(one.decided is None for one in intake.provisional.values())
    said = (
        f"{plural(len(intake.provisional), 'ballot')} in the log." if intake.provisional else "Their log and letters."
    )
    yield Task("Provisional ballots", said, reverse("office:provisional"), open_ones or None)
    waits = sum(one.waits for one in intake.electronic.values())
    said = "Covered voters, transcriptions, federal write-in ballots."
    yield Task("Electronic ballots", said, reverse("office:electronic"), waits or None)
    if may_be_by_mail(at.election):
        said = "Plan, mailing, boxes of places of deposit." if intake.plan is None else "Boxes and envelopes."
        yield Task("The election by mail", said, reverse("office:mail"))
    asked = sum(one.answered is None for one in intake.requests.values())
    yield Task("Requests for records", "The register, and bills for copies.", reverse("office:requests"), asked or None)
