"""`canvass outside read`: what another system's files say, without a record."""

import json
from itertools import islice
from pathlib import Path

import click

from canvass.commands.outside.named_files import named_files
from canvass.commands.outside.outside_json import results_json
from canvass.commands.outside.outside_table import say_passed_over, say_results
from canvass.commands.outside.records_json import record_lines
from canvass.commands.outside.records_table import say_records
from canvass.console.progress import stderr_progress
from canvass.console.text import say, warn
from canvass.errors import ExitCode, InputError
from outside.cast_vote_records import OutsideCastVoteRecords
from outside.columns.columns_writing import columns_of
from outside.errors import OutsideFileError
from outside.reading import FilePassedOver, read_outside
from outside.results import OutsideResults

_LINES_AT_ONCE = 1_000


@click.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: a file, then each cast vote record.")
@click.option("--columns", is_flag=True, help="Results as the CSV that anyone can write and read.")
def outside_read(files: tuple[Path, ...], as_json: bool, columns: bool) -> int:
    """Read FILES of other voting systems (files, folders or zip archives), and say what they hold."""
    if as_json and columns:
        raise click.UsageError("--json and --columns are two forms of one answer: name one of them.")
    refused = waiting = said = False
    passed: list[FilePassedOver] = []
    with stderr_progress() as progress:
        readings = read_outside(named_files(files, progress))
    for reading in readings:
        match reading:
            case OutsideFileError():
                refused = True
                warn(f"canvass: {reading}")
            case FilePassedOver():
                passed.append(reading)
            case OutsideResults() | OutsideCastVoteRecords():
                said = True
                waiting |= bool(reading.findings)
                _say(reading, as_json, columns)
    say_passed_over(passed)
    if not said and not refused:
        raise InputError(f"Nothing in {', '.join(map(str, files))} is of a known format. docs/outside.md names them.")
    if refused:
        return ExitCode.WRONG_INPUT
    return ExitCode.WAITING if waiting else ExitCode.DONE


def _say(reading: OutsideResults | OutsideCastVoteRecords, as_json: bool, columns: bool) -> None:
    match reading:
        case OutsideResults() if columns:
            click.echo(columns_of(reading), nl=False)
        case OutsideResults() if as_json:
            say(json.dumps(results_json(reading)))
        case OutsideResults():
            say_results(reading)
        case OutsideCastVoteRecords() if columns:
            click.echo(f"{reading.source.name}: cast vote records are not written in columns.", err=True)
        case OutsideCastVoteRecords() if as_json:
            lines = record_lines(reading)
            while some := list(islice(lines, _LINES_AT_ONCE)):
                say("\n".join(some))
        case OutsideCastVoteRecords():
            say_records(reading)
    if columns or as_json:
        for finding in reading.findings:
            click.echo(f"{reading.source.name}: {finding}", err=True)
