"""`canvass seals open`: a container's seals looked at and cut, on a ground of the law (13-1-303(1), 13-15-301)."""

from pathlib import Path

import click

from canvass import clock
from canvass.commands.options import reasoned, say_written
from canvass.commands.seals.custody_options import AT, BY, CONTAINER, RECORD
from canvass.console.text import warn
from canvass.deciding.custody_typed import GROUNDS_TYPED, moment_typed, opened_typed
from canvass.deciding.decisions import Deciding
from canvass.record import open_record
from tabulate.board.custody.container_entries import SealCondition


@click.command("open")
@RECORD
@CONTAINER
@click.option("--ground", type=click.Choice(list(GROUNDS_TYPED)), required=True, help="Why the law lets it be opened.")
@click.option(
    "--paper", "authority", callback=reasoned, default="", help="The order, notice or petition, by its number or day."
)
@click.option(
    "--present", multiple=True, required=True, metavar="NAME=OFFICE", help="Who was there; repeat for each person."
)
@click.option("--found", multiple=True, metavar="SEAL=whole|broken|missing", help="How a seal was found; repeat.")
@click.option("--all-whole", is_flag=True, help="Every seal that it bore was found whole.")
@click.option("--note", callback=reasoned, default="", help="What was seen where a seal was not whole.")
@AT
@BY
def unsealing(
    record: Path,
    container: str,
    ground: str,
    authority: str,
    present: tuple[str, ...],
    found: tuple[str, ...],
    all_whole: bool,
    note: str,
    at: str | None,
    entered_by: str,
) -> None:
    """Enter that CONTAINER was opened, on which ground, who was there, and how its seals were found.

    It counts as sealed again once new seals are entered with reseal.
    """
    with open_record(record) as opened:
        work = Deciding(opened)
        kept, when = work.container(container), moment_typed(at, clock.now())
        entry = opened_typed(kept, container, ground, authority, present, found, all_whole, note, when, entered_by)
        work.enter(entry)
        say_written(f"Container {entry.container} is open, for {entry.ground}, since {entry.at}.", opened.head())
    if not_whole := [one.seal for one in entry.found if one.condition is not SealCondition.WHOLE]:
        warn(f"SEALS OF CONTAINER {entry.container} WERE NOT WHOLE: {', '.join(not_whole)}. {entry.note}")
