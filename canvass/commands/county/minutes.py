"""`canvass county minutes`: the minutes of the board as they have grown (13-15-401(4))."""

from pathlib import Path

import click

from canvass.canvassing.county_standing import standing_now
from canvass.canvassing.minutes import minutes_bytes, minutes_document
from canvass.commands.county.county_options import FORMAT, OUT, RECORD, form_of, write_out
from canvass.record import open_record


@click.command()
@RECORD
@FORMAT
@OUT
def minutes(record: Path, wanted: str | None, out: Path | None) -> None:
    """Write the minutes of the board of county canvassers: every step with its hour and its entry."""
    form = form_of(wanted, out)
    with open_record(record) as opened:
        standing = standing_now(opened)
    write_out(minutes_document(standing), form, lambda: minutes_bytes(standing, form), out)
