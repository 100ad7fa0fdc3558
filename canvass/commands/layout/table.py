"""`canvass layout table`: a layout's names as a table, written and read back."""

from pathlib import Path

import click

from canvass.commands.audit.working import write_file
from canvass.console.text import plural, say
from canvass.errors import InputError, disk_errors
from canvass.learning.layout_files import load_for_people, save_layout
from tabulate.definitions.layouts.layout_file import BallotLayout
from tabulate.definitions.layouts.layout_table import MAX_BYTES, table_text, with_table
from tabulate.errors import LayoutError

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Spreadsheets take a CSV file for UTF-8 by it."""


@click.command()
@click.argument("layout", type=click.Path(path_type=Path))
@click.option("--export", "export", type=click.Path(path_type=Path), help="Write the table to this CSV file.")
@click.option("--import", "corrected", type=click.Path(path_type=Path), help="Read the corrected CSV file back.")
@click.option("--definition", type=click.Path(path_type=Path), help="Whose names to use, where the layout has none.")
def table(layout: Path, export: Path | None, corrected: Path | None, definition: Path | None) -> None:
    """Write the names of LAYOUT's targets as a table, or take them from a corrected one."""
    if (export is None) == (corrected is None):
        raise click.UsageError("Say either --export FILE.csv or --import FILE.csv.")
    ballot_layout = load_for_people(layout, definition)
    if export is not None:
        write_file(export, _BYTE_ORDER_MARK + table_text(ballot_layout).encode())
        say("Correct the columns contest, choice and remove, save it as CSV UTF-8, then:")
        say(f"  canvass layout table {layout} --import {export}")
    if corrected is not None:
        changed = _with_table_file(ballot_layout, corrected)
        save_layout(layout, changed)
        targets = sum(len(card.targets()) for card in changed.cards)
        say(f"Wrote {layout}: {plural(targets, 'target')}, {changed.unnamed()} without a name.")


def _with_table_file(layout: BallotLayout, file: Path) -> BallotLayout:
    if not file.is_file():
        raise InputError(f"The table {file} is not there. Name the corrected CSV file.")
    with disk_errors(file), file.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    try:
        return with_table(layout, data)
    except LayoutError as error:
        raise LayoutError(error.problems, f"with the table {file}") from None
