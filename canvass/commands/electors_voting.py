"""`canvass electors-voting`: how many electors of each precinct part voted (13-15-404(1)(a))."""

import json
from pathlib import Path

import click

from canvass.commands.options import named
from canvass.console.text import say, say_table
from canvass.deciding.decisions import Deciding
from canvass.deciding.electors import electors_in_file, electors_typed
from canvass.deciding.expected_csv import MOST_BYTES
from canvass.errors import InputError
from canvass.record import open_record
from tabulate.board.office.electors_voting import ElectorsFrom
from tabulate.precinct_parts import parts_of

_SOURCES = {"pollbook": ElectorsFrom.POLLBOOK, "accepted": ElectorsFrom.ACCEPTED}


@click.command("electors-voting")
@click.argument("record", type=click.Path(path_type=Path))
@click.argument("part", required=False)
@click.argument("electors", required=False)
@click.option("--file", type=click.Path(path_type=Path), help="A CSV file of many: its first line is part,electors.")
@click.option(
    "--from",
    "source",
    type=click.Choice(list(_SOURCES)),
    default="pollbook",
    show_default=True,
    help="The book that says it: the pollbook, or the record of accepted ballots.",
)
@click.option("--by", "entered_by", callback=named, default="", help="With numbers: who enters them.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def electors_voting(
    record: Path,
    part: str | None,
    electors: str | None,
    file: Path | None,
    source: str,
    entered_by: str,
    as_json: bool,
) -> None:
    """Show how many electors of each precinct part of RECORD voted; or enter ELECTORS for PART, or a file of them.

    A precinct that the definition does not give in parts is one part, with the precinct's id.
    """
    if part is not None and (electors is None or file is not None):
        raise InputError("Name one part and its number, or a file with --file. Nothing was written.")
    if (part is not None or file is not None) and not entered_by.strip():
        raise InputError("Who enters the numbers is not said. Nothing was written. Name yourself with --by.")
    with open_record(record) as opened:
        work, parts = Deciding(opened), parts_of(opened.election)
        if file is not None:
            work.enter(*electors_in_file(_content(file), parts, _SOURCES[source], entered_by))
        elif part is not None and electors is not None:
            work.enter(electors_typed(part, electors, _SOURCES[source], entered_by))
        known = work.state().office.electors
        head = opened.head()
    rows = [(one.precinct, one.id, one.name, known.get(one.id)) for one in parts.parts]
    if as_json:
        keys = ("precinct", "part", "name", "electors_voting")
        say(json.dumps({"parts": [dict(zip(keys, row, strict=True)) for row in rows]}))
        return
    say_table(("precinct", "part", "name", "electors"), rows, left=3)
    say(f"Ledger entry {head.number} {head.hash}")


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror}). Nothing was written. Name the file.") from None
