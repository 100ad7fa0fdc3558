"""`canvass retention list`, `hold`, `lift`, `dispose` (13-1-303(1))."""

from datetime import date
from pathlib import Path

import click

from canvass import clock
from canvass.commands.county.county_options import AT, BY, FORMAT, OUT, RECORD, form_of, say_written, write_out
from canvass.commands.options import enter, reasoned
from canvass.console.text import plural
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.errors import ExitCode
from canvass.record import open_record
from canvass.recounting.recount_typed import day_typed
from canvass.retaining.disposing import GROUNDS, disposed_typed
from canvass.retaining.kept_until import kept_until
from canvass.retaining.retention_papers import retention_bytes, retention_document
from tabulate.board.custody.retention_entries import RetentionHeld, RetentionReleased
from tabulate.hours import MONTANA_TIME

_HOLD = click.argument("name", callback=lambda _, __, typed: words_typed(typed))


@click.command("list")
@RECORD
@click.option("--on", metavar="DATE", help="How it stands on another day. [default: today]")
@FORMAT
@OUT
def listing(record: Path, on: str | None, wanted: str | None, out: Path | None) -> ExitCode:
    """Show from when ballots and records may be disposed of, and what holds them.

    The exit code is 1 while they have to be kept.
    """
    form = form_of(wanted, out)
    day = clock.today(MONTANA_TIME) if on is None else date.fromisoformat(day_typed(on))
    with open_record(record) as opened:
        kept = kept_until(opened, day)
    write_out(retention_document(kept), form, lambda: retention_bytes(kept, form), out)
    return ExitCode.DONE if kept.may_be_disposed_of else ExitCode.WAITING


@click.command()
@RECORD
@_HOLD
@click.option("--ground", type=click.Choice(list(GROUNDS)), required=True, help="Why.")
@click.option("--words", callback=reasoned, required=True, help="By what: the order, the letter, the request.")
@click.option("--held-on", required=True, metavar="DATE", help="From when it holds.")
@AT
@BY
def hold(record: Path, name: str, ground: str, words: str, held_on: str, at: str | None, entered_by: str) -> None:
    """Enter that nothing is disposed of until hold NAME is lifted. Open cases and recounts hold by themselves."""
    when = moment_typed(at, clock.now())
    said, day, by = words_typed(words), day_typed(held_on), words_typed(entered_by)
    entry = RetentionHeld(name, GROUNDS[ground], said, day, when, by)
    say_written(f"Hold {name}: nothing is disposed of (13-1-303(1)(c)).", enter(record, entry))


@click.command()
@RECORD
@_HOLD
@click.option("--reason", callback=reasoned, required=True, help="Why it is lifted.")
@click.option("--lifted-on", required=True, metavar="DATE", help="When.")
@AT
@BY
def lift(record: Path, name: str, reason: str, lifted_on: str, at: str | None, entered_by: str) -> None:
    """Enter that hold NAME is lifted."""
    when = moment_typed(at, clock.now())
    entry = RetentionReleased(name, words_typed(reason), day_typed(lifted_on), when, words_typed(entered_by))
    say_written(f"Hold {name} is lifted.", enter(record, entry))


@click.command()
@RECORD
@click.option("--container", "containers", multiple=True, required=True, help="By its number; repeat for each.")
@click.option("--how", callback=reasoned, required=True, help="As: shredded at the courthouse.")
@click.option(
    "--authority", callback=reasoned, required=True, help="The approval by the plan for the retention of records."
)
@click.option("--present", multiple=True, required=True, metavar="NAME=OFFICE", help="Who was there; repeat.")
@AT
@BY
def dispose(
    record: Path,
    containers: tuple[str, ...],
    how: str,
    authority: str,
    present: tuple[str, ...],
    at: str | None,
    entered_by: str,
) -> None:
    """Enter that containers were disposed of, all or none. Canvass itself deletes nothing."""
    entries = disposed_typed(containers, how, authority, present, moment_typed(at, clock.now()), entered_by)
    head = enter(record, *entries)
    say_written(f"{plural(len(entries), 'container')} disposed of (13-1-303(1)).", head)
