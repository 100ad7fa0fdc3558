"""`canvass county certificates list`: every certificate as it stands (13-15-406)."""

from pathlib import Path

import click

from canvass.canvassing.certificate_lines import certificates_shown
from canvass.canvassing.certificate_papers import list_bytes, list_document
from canvass.canvassing.county_standing import standing_now
from canvass.commands.county.county_options import FORMAT, OUT, RECORD, form_of, write_out
from canvass.errors import ExitCode
from canvass.record import open_record


@click.command("list")
@RECORD
@FORMAT
@OUT
def listing(record: Path, wanted: str | None, out: Path | None) -> ExitCode:
    """Show who is declared, cleared and has a certificate, whose is void, and who written in has to accept."""
    form = form_of(wanted, out)
    with open_record(record) as opened:
        standing = standing_now(opened)
    shown = certificates_shown(standing)
    write_out(list_document(standing, shown), form, lambda: list_bytes(standing, form), out)
    return ExitCode.WAITING if shown.waits else ExitCode.DONE
