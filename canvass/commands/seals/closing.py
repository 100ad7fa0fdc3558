"""`canvass seals seal`, `reseal`: who closed a container, with which seals (13-15-205, 13-16-417)."""

from pathlib import Path

import click

from canvass import clock
from canvass.commands.options import say_written
from canvass.commands.seals.custody_options import AT, BATCHES, BY, CONTAINER, RECORD, SEALS, SIGNERS
from canvass.deciding.custody_typed import HOLDS, moment_typed, resealed_typed, sealed_typed
from canvass.deciding.decisions import Deciding
from canvass.record import open_record


@click.command()
@RECORD
@CONTAINER
@click.option("--holds", type=click.Choice(list(HOLDS)), default="voted", show_default=True, help="What lies in it.")
@click.option("--precinct", "precincts", multiple=True, required=True, help="Whose; repeat for each.")
@BATCHES
@SEALS
@SIGNERS
@AT
@BY
def seal(
    record: Path,
    container: str,
    holds: str,
    precincts: tuple[str, ...],
    batches: tuple[str, ...],
    numbers: tuple[str, ...],
    signers: tuple[str, ...],
    at: str | None,
    entered_by: str,
) -> None:
    """Enter that CONTAINER was sealed for the first time, and what lies in it (13-15-205).

    A hand count is a batch, too: name it as it is called.
    """
    with open_record(record) as opened:
        work = Deciding(opened)
        when = moment_typed(at, clock.now())
        entry = sealed_typed(
            opened.election, work.state(), container, holds, precincts, batches, numbers, signers, when, entered_by
        )
        work.enter(entry)
        say_written(
            f"Container {entry.container} is sealed: {entry.holds}, seals {', '.join(entry.seals)}.", opened.head()
        )


@click.command()
@RECORD
@CONTAINER
@BATCHES
@SEALS
@SIGNERS
@AT
@BY
def reseal(
    record: Path,
    container: str,
    batches: tuple[str, ...],
    numbers: tuple[str, ...],
    signers: tuple[str, ...],
    at: str | None,
    entered_by: str,
) -> None:
    """Enter that CONTAINER, which was open, is sealed again with new seals.

    Without --batch the batches that lay in it lie in it still.
    """
    with open_record(record) as opened:
        work = Deciding(opened)
        kept, when = work.container(container), moment_typed(at, clock.now())
        entry = resealed_typed(work.state(), kept, container, batches, numbers, signers, when, entered_by)
        work.enter(entry)
        say_written(f"Container {entry.container} is sealed again: seals {', '.join(entry.seals)}.", opened.head())
