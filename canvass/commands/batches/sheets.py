"""`canvass sheets`: every sheet by its batch, number and file, where it stands, and what is asked of it."""

import json
from pathlib import Path

import click

from canvass.auditing.papers.report_files import bytes_of
from canvass.commands.audit.report_forms import FORMAT, OUT, form_of, write_out
from canvass.errors import InputError
from canvass.record import open_record
from canvass.reporting.progress.sheets_listed import SheetLine, SheetsAt, SheetsWanted, sheets_document, sheets_listed
from imaging.sheets import ReasonCode
from tabulate.ledger.fold import fold
from tabulate.questions import Question

_ASKED = [*(one.value for one in Question), *(one.value for one in ReasonCode)]


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option(
    "--state",
    "standing",
    type=click.Choice([one.value for one in SheetsAt]),
    default=SheetsAt.SET_ASIDE.value,
    show_default=True,
    help="Where the sheets stand.",
)
@click.option("--batch", default="", metavar="ID", help="Of this batch alone.")
@click.option("--asked", default="", metavar="WORDS", help="With this question or reason, as canvass status has it.")
@click.option("--file", "file", default="", metavar="TEXT", help="Whose file's name has these letters.")
@FORMAT
@OUT
def sheets(
    record: Path, standing: str, batch: str, asked: str, file: str, wanted: str | None, out: Path | None
) -> None:
    """List the sheets of RECORD that were set aside, or others. Never shows a vote."""
    form, asked_for = form_of(wanted, out), SheetsWanted(SheetsAt(standing), batch, asked, file)
    if asked and asked not in _ASKED:
        raise InputError(f"Nothing is asked in the words {asked!r}. Expected one of: {', '.join(_ASKED)}.")
    with open_record(record) as opened:
        state = fold(opened.outlines())
        if batch and batch not in state.batches:
            known = ", ".join(state.batches) or "none yet"
            raise InputError(f"{record} has no batch {batch!r}. Its batches are: {known}.")
        lines, election = list(sheets_listed(opened, state, asked_for)), opened.election
    document = sheets_document(lines, asked_for)
    as_json = {
        "format": "canvass-sheets/1",
        "county": election.county,
        "election": election.title,
        "date": election.date.isoformat(),
        "sheets": [_line_json(line) for line in lines],
    }
    write_out(document, form, lambda: bytes_of(document, form, json.dumps(as_json, indent=1)), out)


def _line_json(line: SheetLine) -> dict[str, object]:
    return {
        "batch": line.name.batch,
        "sheet": line.name.sheet,
        "files": list(line.files),
        "state": line.place.value,
        "asked": list(line.asked),
        "test": line.test,
    }
