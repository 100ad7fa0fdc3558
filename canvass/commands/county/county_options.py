"""What the commands of the county canvass have in common."""

from pathlib import Path

import click

from canvass.commands.audit.report_forms import FORMAT as FORMAT
from canvass.commands.audit.report_forms import OUT as OUT
from canvass.commands.audit.report_forms import form_of as form_of
from canvass.commands.audit.report_forms import write_out as write_out
from canvass.commands.options import content_of as content_of
from canvass.commands.options import named, people
from canvass.commands.options import say_written as say_written
from canvass.deciding.custody_typed import words_typed

RECORD = click.argument("record", type=click.Path(path_type=Path))
AT = click.option("--at", metavar="HOUR", help="When, as 2026-11-17T10:00 in Montana; now without it.")
BY = click.option("--by", "entered_by", callback=named, required=True, help="Who enters it.")
SIGNERS = click.option(
    "--signer", "signers", callback=people, multiple=True, help="A canvasser who signed; repeat for each."
)


def names_typed(names: tuple[str, ...]) -> tuple[str, ...]:
    """Without what people type differently, spaces. Raises InputError."""
    return tuple(map(words_typed, names))
