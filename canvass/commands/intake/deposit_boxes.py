"""`canvass mail plan`, `sent`, `seal-box`, `open-box`, `posted`, `list`, `strike` (13-19)."""

from pathlib import Path

import click

from canvass.commands.intake.log_options import (
    AT,
    BY,
    OFFICIALS,
    RECORD,
    hour,
    paper_command,
    strike_of,
    written,
)
from canvass.commands.options import reasoned
from canvass.console.text import plural
from canvass.deciding.custody_typed import words_typed
from canvass.receiving.intake_typed import count_typed, second_typed
from canvass.receiving.mail_papers import envelopes_together, mail_document
from canvass.recounting.recount_typed import day_typed
from tabulate.board.custody.container_entries import SealCondition
from tabulate.board.intake.mail_election import (
    DepositBoxOpened,
    DepositBoxSealed,
    MailBallotsSent,
    MailPlanFiled,
    PostedEnvelopes,
)
from tabulate.board.subjects import IntakeLog

strike = strike_of(IntakeLog.MAIL)
_BOX = click.argument("box", callback=lambda _, __, typed: words_typed(typed))
_ENVELOPES = click.option("--envelopes", required=True, help="How many.")


@click.command()
@RECORD
@click.option("--filed-on", required=True, metavar="DATE", help="With the secretary of state, by the 60th day before.")
@click.option(
    "--place",
    "places",
    callback=reasoned,
    multiple=True,
    required=True,
    help="A place of deposit, by name; repeat for each.",
)
@AT
@BY
def plan(record: Path, filed_on: str, places: tuple[str, ...], at: str | None, entered_by: str) -> None:
    """Enter the plan of an election by mail; regular federal, state and county elections are none (13-19-104)."""
    entry = MailPlanFiled(day_typed(filed_on), tuple(map(words_typed, places)), hour(at), entered_by)
    written(record, entry, f"The plan was filed on {entry.filed_on}, with {plural(len(places), 'place')} of deposit.")


@click.command()
@RECORD
@click.option("--mailed-on", required=True, metavar="DATE", help="From the 20th to the 15th day before.")
@click.option("--ballots", required=True, help="How many.")
@AT
@BY
def sent(record: Path, mailed_on: str, ballots: str, at: str | None, entered_by: str) -> None:
    """Enter that ballots were mailed to every elector, all on one day (13-19-207)."""
    entry = MailBallotsSent(day_typed(mailed_on), count_typed(ballots, "ballots"), hour(at), entered_by)
    written(record, entry, f"{plural(entry.ballots, 'ballot')} mailed on {entry.mailed_on}.")


@click.command("seal-box")
@RECORD
@_BOX
@click.option("--place", callback=reasoned, required=True, help="The place of deposit, as the plan names it.")
@click.option("--seal", required=True, help="Its number.")
@_ENVELOPES
@click.option("--sealed-at", required=True, metavar="HOUR", help="The exact hour.")
@OFFICIALS
@AT
@BY
def seal_box(
    record: Path,
    box: str,
    place: str,
    seal: str,
    envelopes: str,
    sealed_at: str,
    officials: tuple[str, ...],
    at: str | None,
    entered_by: str,
) -> None:
    """Enter that transport box BOX left a place of deposit, sealed by two officials. Name each trip anew."""
    count, moment = count_typed(envelopes, "envelopes"), second_typed(sealed_at)
    entry = DepositBoxSealed(box, words_typed(place), words_typed(seal), count, officials, moment, hour(at), entered_by)
    written(record, entry, f"Box {box} left {entry.place} with {plural(count, 'envelope')}.")


@click.command("open-box")
@RECORD
@_BOX
@click.option("--seal-found", type=click.Choice([one.value for one in SealCondition]), required=True, help="How.")
@_ENVELOPES
@click.option("--opened-at", required=True, metavar="HOUR", help="The exact hour.")
@OFFICIALS
@AT
@BY
def open_box(
    record: Path,
    box: str,
    seal_found: str,
    envelopes: str,
    opened_at: str,
    officials: tuple[str, ...],
    at: str | None,
    entered_by: str,
) -> None:
    """Enter that BOX was opened in the office by two officials, and how many envelopes lay in it."""
    count, moment = count_typed(envelopes, "envelopes"), second_typed(opened_at)
    entry = DepositBoxOpened(box, SealCondition(seal_found), count, officials, moment, hour(at), entered_by)
    written(record, entry, f"Box {box} was opened: {plural(count, 'envelope')}.")


@click.command()
@RECORD
@click.option("--day", required=True, metavar="DATE", help="The last number of a day holds.")
@_ENVELOPES
@AT
@BY
def posted(record: Path, day: str, envelopes: str, at: str | None, entered_by: str) -> None:
    """Enter how many envelopes came by the post on a day, or over the counter."""
    entry = PostedEnvelopes(day_typed(day), count_typed(envelopes, "envelopes"), hour(at), entered_by)
    written(record, entry, f"{plural(entry.envelopes, 'envelope')} by post on {entry.day}.")


listing = paper_command(
    "list",
    "Show places and boxes, and envelopes held against accepted, rejected and pending. Exit code 1: they differ.",
    mail_document,
    lambda state, _: not envelopes_together(state.board.office.intake).agrees,
)
