"""`canvass recount notified`: the secretary of state's notice becomes the ground of a recount (13-16-204)."""

from pathlib import Path

import click

from canvass.commands.options import say_written
from canvass.commands.recount.recount_options import BY, RECORD, day_or_today
from canvass.console.text import warn
from canvass.deciding.custody_typed import words_typed
from canvass.record import open_record
from canvass.recounting.filing import filed
from canvass.recounting.notice_taken import differing, filing_by_notice, notice_in


@click.command()
@RECORD
@click.argument("notice", metavar="NOTICE.json", type=click.Path(path_type=Path))
@click.option("--notice-on", metavar="DAY", help="The day of the notice to the board; today without it.")
@BY
def notified(record: Path, notice: Path, notice_on: str | None, entered_by: str) -> None:
    """Enter NOTICE.json, the secretary of state's notice to this county, as the ground of a recount."""
    found, on = notice_in(notice), day_or_today(notice_on)
    with open_record(record) as opened:
        entry = filed(opened, filing_by_notice(opened, found, on, words_typed(entered_by)))
        where, ground = ", ".join(entry.precincts), entry.ground
        said = f"Recount {entry.recount} of {found.title}: {ground} ({ground.section}), by notice, precincts {where}."
        say_written(said, opened.head())
        if other := differing(opened, found):
            warn(other)
