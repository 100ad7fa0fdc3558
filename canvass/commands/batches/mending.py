"""`canvass batches withdraw`, `canvass batches expect`: what is said of a whole batch after it was opened."""

from pathlib import Path

import click

from canvass.commands.options import named, reasoned
from canvass.console.text import plural, say
from canvass.deciding.decisions import Deciding
from canvass.record import open_record
from tabulate.board.batches.withdrawn_batches import BatchWithdrawn
from tabulate.board.reconciliation_entries import ExpectedFrom, sheets_expected

_RECORD = click.argument("record", type=click.Path(path_type=Path))
_SOURCES = {
    "transmittal": ExpectedFrom.TRANSMITTAL,
    "pollbook": ExpectedFrom.POLLBOOK,
    "accepted": ExpectedFrom.ACCEPTED,
}
_BATCH = click.argument("batch")
_BY = click.option("--by", "entered_by", callback=named, required=True, help="The election administrator's name.")


@click.command()
@_RECORD
@_BATCH
@click.option("--reason", callback=reasoned, required=True, help="Why: counted twice, or under a wrong name.")
@_BY
def withdraw(record: Path, batch: str, reason: str, entered_by: str) -> None:
    """Take BATCH of RECORD out of the count, whole. Its scans stay, and may be counted in another batch.

    Refused once totals were released after it was opened, or the audit has begun. It cannot be taken back.
    """
    with open_record(record) as opened:
        Deciding(opened).enter(BatchWithdrawn(batch, reason, entered_by))
        sheets, head = len(opened.images_of_batch(batch)), opened.head()
    say(f"Batch {batch} is withdrawn by {entered_by}: {plural(sheets, 'sheet')} in no total.")
    say("Where its papers are ballots of this count, count them in another batch.")
    say(f"Ledger entry {head.number} {head.hash}")


@click.command()
@_RECORD
@_BATCH
@click.argument("sheets", type=click.IntRange(min=0))
@click.option("--from", "source", type=click.Choice(list(_SOURCES)), default="transmittal", show_default=True)
@_BY
def expect(record: Path, batch: str, sheets: int, source: str, entered_by: str) -> None:
    """Enter that BATCH of RECORD is to have so many SHEETS, as a paper says; the number entered last holds."""
    with open_record(record) as opened:
        Deciding(opened).enter(sheets_expected(batch, sheets, _SOURCES[source], entered_by))
        head = opened.head()
    say(f"Batch {batch} is to have {plural(sheets, 'sheet')}, as {entered_by} says.")
    say(f"Ledger entry {head.number} {head.hash}")
