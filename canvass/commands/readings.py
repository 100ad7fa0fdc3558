"""`canvass readings`: readings of the law that the state must settle, as they stand; and setting one."""

import json
from datetime import datetime
from pathlib import Path

import click

from canvass.commands.options import named, reasoned
from canvass.console.text import say
from canvass.deciding.decisions import Deciding
from canvass.errors import InputError
from canvass.record import open_record
from tabulate.board.office.open_readings import READINGS, OpenReading, readings_in
from tabulate.board.office.readings import ReadingSet, ReadingsInForce
from tabulate.primaries.parties import is_primary


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.argument("reading", required=False, type=click.Choice([one.value for one in OpenReading]))
@click.argument("choice", required=False)
@click.option(
    "--ground", callback=reasoned, default="", help="With CHOICE: the rule, opinion or directive that settles it."
)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="With CHOICE: the day of that.")
@click.option("--by", "set_by", callback=named, default="", help="With CHOICE: the election administrator's name.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def readings(
    record: Path, reading: str | None, choice: str | None, ground: str, on: datetime | None, set_by: str, as_json: bool
) -> None:
    """Show how RECORD reads what the law leaves open, and where that decides; or set READING to CHOICE."""
    with open_record(record) as opened:
        work = Deciding(opened)
        if choice is not None and reading is not None:
            if not set_by.strip():
                raise InputError("Who sets the reading is not said. Name the election administrator with --by.")
            settled_on = on.date().isoformat() if on else ""
            work.enter(ReadingSet(OpenReading(reading), choice, ground, settled_on, set_by))
        in_force = work.state().office.readings
        known = readings_in(primary=is_primary(opened.election))
    shown = [one for one in known if reading is None] or [one for one in OpenReading if one.value == reading]
    if as_json:
        say(json.dumps({one.value: _json(in_force, one) for one in shown}))
        return
    for one in shown:
        _say(in_force, one)


def _json(in_force: ReadingsInForce, reading: OpenReading) -> dict[str, object]:
    entry = in_force.entered.get(reading)
    return {
        "section": READINGS[reading].section,
        "choice": in_force.choice(reading),
        "choices": [choice.value for choice in READINGS[reading].choices],
        "ground": None if entry is None else entry.ground,
        "settled_on": None if entry is None else entry.settled_on,
        "set_by": None if entry is None else entry.set_by,
    }


def _say(in_force: ReadingsInForce, reading: OpenReading) -> None:
    rule, holds = READINGS[reading], in_force.choice(reading)
    say(f"{reading.value}: {rule.question} ({rule.section}). Decides {rule.decides}.")
    for choice in rule.choices:
        say(f"  {'*' if choice.value == holds else ' '} {choice.value}: {choice.words}")
    entry = in_force.entered.get(reading)
    if entry is None:
        say("  Not settled: the first holds.")
    else:
        say(f"  Set by {entry.set_by}, on the ground of {entry.ground} of {entry.settled_on}.")
