"""`canvass recounts check`: each contest's line, of a record's own totals or of totals that were counted elsewhere."""

import json
from pathlib import Path

import click

from canvass.console.text import say, warn
from canvass.errors import ExitCode, InputError, disk_errors
from canvass.reading.outcomes import read_definition
from canvass.record import open_record
from canvass.recounting.lines_shown import line_json, say_line
from canvass.recounting.of_record import RecordTotals, record_totals, without_totals
from tabulate.csv_rows import CsvRefused
from tabulate.election import Election
from tabulate.recounts.rights import PositionTotals, RecountLine, lines_of
from tabulate.recounts.totals_csv import MOST_BYTES, totals_of


@click.command()
@click.argument("definition", type=click.Path(path_type=Path))
@click.argument("totals", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one line a contest.")
def check(definition: Path, totals: Path | None, as_json: bool) -> int:
    """Say of each contest which recount its margin allows, and with whom a petition is filed.

    DEFINITION is a definition's file, and TOTALS a CSV file of the columns contest, choice and votes. Or it is a
    record: without TOTALS its own totals are taken, sealed until the polls close (13-15-207, 13-35-241).
    """
    election, found = totals_given(definition, totals)
    lines = lines_of(found.positions)
    for words in (*found.said, *_doubts(lines, of_a_record=totals is None), *found.waiting):
        warn(words)
    if missing := without_totals(election, found.positions):
        warn(f"No totals of {', '.join(missing)}: no line for them.")
    for line in lines:
        if as_json:
            say(json.dumps(line_json(line)))
        else:
            say_line(line)
    if found.head is not None and not as_json:
        say(f"Ledger {found.head.number}:{found.head.hash}")
    return ExitCode.WAITING if found.waiting else ExitCode.DONE


def totals_given(definition: Path, totals: Path | None) -> tuple[Election, RecordTotals]:
    """The totals of a CSV file beside a definition or a record; a record's own without one. Raises InputError."""
    if definition.is_dir():
        with open_record(definition) as record:
            if totals is None:
                return record.election, record_totals(record)
            election = record.election
    else:
        _, election = read_definition(definition)
    if totals is None:
        raise InputError(
            f"{definition} is a definition, and no totals are named. Name the CSV file of the totals after it, as in "
            "canvass recounts check definition.json totals.csv"
        )
    return election, RecordTotals(_read(totals, election), (), ())


def _read(file: Path, election: Election) -> tuple[PositionTotals, ...]:
    with disk_errors(file), file.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    try:
        return totals_of(content, election)
    except CsvRefused as refused:
        raise InputError(f"{file}: {refused} Nothing was checked.") from None


def _doubts(lines: tuple[RecountLine, ...], of_a_record: bool) -> list[str]:
    """What the class or the votes of a contest may not be."""
    found = [
        f"{one.contest.id}: the definition does not say who votes on it. Class {one.recount_class.short} is taken: "
        "state its office and territory, or the territory alone of an issue."
        for one in lines
        if not one.told
    ]
    wider = [one.contest.id for one in lines if one.recount_class.wider]
    if of_a_record and wider:
        found.append(
            f"{', '.join(wider)}: these may be voted on in other counties too, and this record has its own county's "
            "votes alone. What decides is the whole vote (13-16-201(1)(b), (d), (e))."
        )
    return found
