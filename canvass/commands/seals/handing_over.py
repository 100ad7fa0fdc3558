"""`canvass seals hand-over`: who gave a container to whom (13-15-205)."""

from pathlib import Path

import click

from canvass import clock
from canvass.commands.options import people, say_written
from canvass.commands.seals.custody_options import AT, BY, CONTAINER, RECORD
from canvass.deciding.custody_typed import handed_over_typed, moment_typed
from canvass.deciding.decisions import Deciding
from canvass.record import open_record


@click.command("hand-over")
@RECORD
@CONTAINER
@click.option("--from", "given_by", required=True, metavar="NAME=OFFICE", help="Who gave it.")
@click.option("--to", "taken_by", required=True, metavar="NAME=OFFICE", help="Who took it.")
@click.option(
    "--appointed-by",
    callback=people,
    default="",
    help="The chief election judge who appointed the judge that delivers it.",
)
@AT
@BY
def hand_over(
    record: Path, container: str, given_by: str, taken_by: str, appointed_by: str, at: str | None, entered_by: str
) -> None:
    """Enter that CONTAINER was handed over, sealed."""
    with open_record(record) as opened:
        when = moment_typed(at, clock.now())
        entry = handed_over_typed(container, given_by, taken_by, appointed_by, when, entered_by)
        Deciding(opened).enter(entry)
        say_written(f"{entry.taken_by.name} has container {entry.container} since {entry.at}.", opened.head())
