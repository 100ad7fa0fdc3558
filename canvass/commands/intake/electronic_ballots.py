"""`canvass electronic give`, `receive`, `federal`, `transcribe`, `list`, `transcriptions`, `report`, `strike`."""

from pathlib import Path

import click

from audit.opening import is_federal
from canvass.commands.intake.log_options import (
    AT,
    BY,
    NUMBER,
    OFFICIALS,
    RECORD,
    hour,
    paper_command,
    strike_of,
    written,
)
from canvass.errors import InputError
from canvass.receiving.electronic_papers import covered_voters_document, electronic_document, transcription_document
from canvass.receiving.intake_typed import second_typed
from canvass.reporting.tables import Document
from tabulate.board.intake.electronic_log import (
    BallotElector,
    BallotGiven,
    BallotReturned,
    BallotWay,
    FederalBallotReceived,
    LoggedBallotTranscribed,
)
from tabulate.board.subjects import IntakeLog
from tabulate.election import Election
from tabulate.ledger.state import RecordState

strike = strike_of(IntakeLog.ELECTRONIC)
_ELECTORS = {"covered": BallotElector.COVERED, "disability": BallotElector.DISABLED}
_WAYS = {one.name.lower().replace("_", "-"): one for one in BallotWay}
_WAY = click.option("--way", type=click.Choice(list(_WAYS)), required=True, help="How.")
_RECEIVED = click.option("--received-at", required=True, metavar="HOUR", help="The exact hour.")


@click.command()
@RECORD
@NUMBER
@click.option("--elector", type=click.Choice(list(_ELECTORS)), required=True, help="A covered voter, or not.")
@_WAY
@click.option("--given-at", required=True, metavar="HOUR", help="The exact hour.")
@AT
@BY
def give(record: Path, number: str, elector: str, way: str, given_at: str, at: str | None, entered_by: str) -> None:
    """Enter that ballot NUMBER was sent to a covered voter, or given electronically (13-13-246(2)(b))."""
    entry = BallotGiven(number, _ELECTORS[elector], _WAYS[way], second_typed(given_at), hour(at), entered_by)
    written(record, entry, f"Ballot {number} is out, by {entry.way}.")


@click.command()
@RECORD
@NUMBER
@_WAY
@click.option("--sent-at", default="", metavar="HOUR", help="When it was sent, as its transmission says.")
@_RECEIVED
@AT
@BY
def receive(
    record: Path, number: str, way: str, sent_at: str, received_at: str, at: str | None, entered_by: str
) -> None:
    """Enter that ballot NUMBER came back."""
    sent, received = second_typed(sent_at) if sent_at else "", second_typed(received_at)
    entry = BallotReturned(number, _WAYS[way], sent, received, hour(at), entered_by)
    written(record, entry, f"Ballot {number} came back, by {entry.way}.")


@click.command()
@RECORD
@NUMBER
@click.option("--sent-at", required=True, metavar="HOUR", help="The exact hour.")
@_RECEIVED
@click.option("--regular-at", default="", metavar="HOUR", help="When the elector's regular ballot came in, if it did.")
@AT
@BY
def federal(
    record: Path, number: str, sent_at: str, received_at: str, regular_at: str, at: str | None, entered_by: str
) -> None:
    """Enter federal write-in absentee ballot NUMBER (13-21-206). Enter it again where a regular ballot comes in."""
    regular = second_typed(regular_at) if regular_at else ""
    entry = FederalBallotReceived(
        number, second_typed(sent_at), second_typed(received_at), regular, hour(at), entered_by
    )
    written(record, entry, f"Federal write-in ballot {number} is in the log.")


@click.command()
@RECORD
@NUMBER
@OFFICIALS
@click.option("--transcribed-at", required=True, metavar="HOUR", help="The exact hour.")
@AT
@BY
def transcribe(
    record: Path, number: str, officials: tuple[str, ...], transcribed_at: str, at: str | None, entered_by: str
) -> None:
    """Enter that three officials or more transcribed ballot NUMBER to a standard ballot (13-13-246(4))."""
    entry = LoggedBallotTranscribed(number, officials, second_typed(transcribed_at), hour(at), entered_by)
    written(record, entry, f"Ballot {number} is transcribed. Write its number on the new ballot.")


def _report(state: RecordState, election: Election) -> Document:
    if not is_federal(election):
        raise InputError(
            f"{election.title} is no federal election: no report on covered voters is due (13-21-213). Nothing was "
            "written. canvass electronic list has the log."
        )
    return covered_voters_document(state, election)


listing = paper_command(
    "list", "Show every number of the official log, and whether its ballot counts.", electronic_document
)
transcriptions = paper_command(
    "transcriptions",
    "Print the log of transcribed ballots, with room for three signatures beside each number.",
    transcription_document,
)
report = paper_command(
    "report", "Write the report on covered voters' ballots that the state has by the 60th day (13-21-213).", _report
)
