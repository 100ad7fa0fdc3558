"""What the commands about containers have in common."""

from pathlib import Path

import click

from canvass.commands.options import named, people
from canvass.deciding.custody_typed import OFFICES, words_typed

RECORD = click.argument("record", type=click.Path(path_type=Path))
CONTAINER = click.argument("container", callback=lambda _, __, typed: words_typed(typed))
AT = click.option("--at", metavar="HOUR", help="When, as 2026-11-03T21:40 in Montana; now without it.")
BY = click.option("--by", "entered_by", callback=named, required=True, help="Who enters it.")
SEALS = click.option("--seal", "numbers", multiple=True, required=True, help="A seal's number; repeat for each.")
BATCHES = click.option("--batch", "batches", multiple=True, help="A batch that lies in it; repeat for each.")
SIGNERS = click.option(
    "--signer",
    "signers",
    callback=people,
    multiple=True,
    required=True,
    metavar="NAME=OFFICE",
    help=f"Who signed across all seals; repeat for each. Offices: {', '.join(OFFICES)}.",
)
