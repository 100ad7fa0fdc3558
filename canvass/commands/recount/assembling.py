"""`canvass recount open`: the recount board assembles (13-16-101, 13-16-204)."""

from pathlib import Path

import click

from canvass.commands.options import people, say_written
from canvass.commands.recount.recount_options import BY, RECORD, RECOUNT, day_or_today
from canvass.console.text import warn
from canvass.deciding.custody_typed import words_typed
from canvass.deciding.decisions import Deciding
from canvass.record import open_record
from canvass.recounting.recount_outcome import kept_recount
from canvass.recounting.recount_papers import late_words
from canvass.recounting.recount_typed import clerks_typed, members_typed
from tabulate.board.recount.recount_entries import RecountBoardMet
from tabulate.ledger.fold import fold


@click.command("open")
@RECORD
@RECOUNT
@click.option("--member", "members", multiple=True, metavar="NAME=ACCOUNT", help="Of the governing body; repeat.")
@click.option(
    "--officer", "officers", multiple=True, metavar="NAME=ACCOUNT", help="A county officer in a vacancy; repeat."
)
@click.option("--clerk", "clerks", multiple=True, metavar="NAME=ACCOUNT", help="Who reads or records; repeat.")
@click.option("--secretary", callback=people, required=True, metavar="NAME", help="The election administrator.")
@click.option("--met", metavar="DAY", help="The day of the meeting; today without it.")
@BY
def opening(
    record: Path,
    recount: str,
    members: tuple[str, ...],
    officers: tuple[str, ...],
    clerks: tuple[str, ...],
    secretary: str,
    met: str | None,
    entered_by: str,
) -> None:
    """Enter the three members of the board of RECOUNT, its secretary and its clerks."""
    entry = RecountBoardMet(
        recount,
        members_typed(members, officers),
        words_typed(secretary),
        clerks_typed(clerks),
        day_or_today(met),
        words_typed(entered_by),
    )
    with open_record(record) as opened:
        Deciding(opened).enter(entry)
        kept = kept_recount(fold(opened.outlines()), recount)
        names = ", ".join(one.name for one in entry.members)
        say_written(f"The board of recount {recount} met on {entry.met_on}: {names}.", opened.head())
    if late := late_words(kept.filed, entry).strip():
        warn(late)
