"""`canvass audit select`: the numbered lists, and the dice of the public meeting (13-17-505, ARM 44.3.1719)."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from audit.edition import AuditEdition
from audit.lists import lists_of
from audit.selection import PRECINCTS, DrawnList, Selection
from audit.state import AuditState
from canvass.auditing.barred import counted_though_barred
from canvass.auditing.drawing import (
    announcing,
    check_meeting_day,
    check_rolls_columns,
    drawn_alone,
    freezing,
    precincts_drawn,
    read_roll,
    rolling,
    selection_of,
)
from canvass.auditing.opening import opened_if_needed
from canvass.auditing.state_drawing import state_races_in
from canvass.commands.audit.options import json_option
from canvass.commands.audit.working import audit_of, day, folded, on_option, read_csv, read_text, record_argument
from canvass.commands.options import named
from canvass.console.text import plural, say, warn
from canvass.errors import ExitCode
from canvass.record.audit_log import Turn
from tabulate.csv_rows import CsvRow


@click.command("select")
@record_argument
@click.option("--dice", type=click.Path(path_type=Path), help="The rolls as CSV; see docs/audit.md.")
@click.option(
    "--state-races", type=click.Path(path_type=Path), help="What the board of state canvassers drew for all counties."
)
@click.option("--rehearsal", is_flag=True, help="Practise: never the selection, and marked so everywhere.")
@click.option(
    "--by", "rolled_by", callback=named, default="", help="Who rolls, announces [default: who selects by the rules]."
)
@on_option
@json_option
def selecting(
    record: Path,
    dice: Path | None,
    state_races: Path | None,
    rehearsal: bool,
    rolled_by: str,
    on: str | None,
    as_json: bool,
) -> ExitCode:
    """Freeze the numbered lists of RECORD and show them with their hashes; with --dice, record the rolls.

    Precincts come first, then contests on their ballots. After a finding: what precincts are counted besides.

    A file of rolls is recorded whole or not at all. Once every list is drawn the selection is announced.
    """
    if rehearsal and state_races is not None:
        raise click.UsageError("A rehearsal takes nothing of the board of state canvassers: leave one of the two out.")
    with audit_of(record) as log:
        opened_if_needed(log)
        rolls = read_csv(dice, check_rolls_columns).rows if dice is not None else ()
        on_day = day(on, log.record.election)
        taken = [] if state_races is None else [state_races_in(read_text(state_races), state_races.name, on_day)]
        with log.turn() as turn:
            turn.take(*taken)
            if not taken or rolls:
                _draw(turn, rolls, rehearsal, rolled_by or turn.state.rules.selector, on_day)
            else:
                turn.take(*announcing(turn.state, on_day, rolled_by or turn.state.rules.selector))
        machines = counted_though_barred(log.record.election, folded(log), log.events, precincts_drawn(turn.state))
    state = turn.state
    for line in () if rehearsal else machines:
        warn(line)
    for line in () if rehearsal or state.announced is not None else drawn_alone(state):
        warn(line)
    selection = selection_of(state, rehearsal)
    if as_json:
        say(json.dumps(_json(state, selection)))
    else:
        _say(state, selection)
    return ExitCode.DONE if selection.complete else ExitCode.WAITING


def _draw(turn: Turn, rolls: Sequence[CsvRow], rehearsal: bool, rolled_by: str, on: date) -> None:
    if not rehearsal:
        check_meeting_day(turn.state, on)
    again = rehearsal and bool(rolls) and selection_of(turn.state, rehearsal).complete
    turn.take(*freezing(turn.state, on, rehearsal, again))
    for row in rolls:
        roll = read_roll(row, lists_of(turn.state, rehearsal))
        selection = selection_of(turn.state, rehearsal)
        turn.take(rolling(selection, roll.drawn, roll.faces, roll.number, roll.rolled_by or rolled_by))
        turn.take(*freezing(turn.state, on, rehearsal))
    if not rehearsal:
        turn.take(*announcing(turn.state, on, rolled_by))


def _say(state: AuditState, selection: Selection) -> None:
    for one in selection.lists:
        _say_list(one)
    if selection.rehearsal:
        warn("THIS IS A REHEARSAL. Nothing of it is the selection.")
    elif state.announced is not None and not state.awaiting_dice:
        counts = len(state.units)
        say(f"\nThe selection is complete and announced on {state.announced.on}: {plural(counts, 'count')} to make.")
    else:
        waiting = [one.numbered.drawn for one in selection.lists if not one.draw.complete]
        say(f"\nStill to be rolled for: {', '.join(waiting)}." if waiting else "\nThe precincts are drawn next.")
        if state.announced is None and state.opened.edition is not AuditEdition.FIRST and PRECINCTS in waiting:
            say("The lists of contests follow the precincts: they hold what is on a drawn precinct's ballot.")


def _say_list(one: DrawnList) -> None:
    numbered, draw = one.numbered, one.draw
    dice = f"{draw.dice} ten-sided {'die' if draw.dice == 1 else 'dice'}"
    say(f"\n{numbered.heading}")
    say(f"  {numbered.needed} to draw, {numbered.reserves_needed} in reserve, {dice}")
    say(f"  SHA-256 {one.sha256}")
    if not draw.outcomes and not draw.complete:
        for number, item in enumerate(numbered.items, 1):
            say(f"  {number:>4}  {item.name}")
    for count, (roll, roller) in enumerate(zip(draw.outcomes, one.rollers, strict=True), 1):
        taken = roll.taken.value if roll.taken else f"nothing, {roll.why.value if roll.why else ''}: roll again"
        name = numbered.items[roll.number - 1].name if roll.taken else ""
        say(
            f"  roll {count}: {' '.join(map(str, roll.faces))} = {roll.number}  {taken} {name}".rstrip()
            + f"  ({roller})"
        )
    for what, items in (("sample", one.sample), ("reserve", one.reserves)):
        for place, item in enumerate(items, 1):
            say(f"  {what} {place}: {item.name}")


def _json(state: AuditState, selection: Selection) -> dict[str, Any]:
    return {
        "rehearsal": selection.rehearsal,
        "complete": selection.complete,
        "announced": None if state.announced is None or selection.rehearsal else str(state.announced.on),
        "lists": [_list_json(one) for one in selection.lists],
    }


def _list_json(one: DrawnList) -> dict[str, Any]:
    return {
        "list": one.numbered.drawn,
        "sha256": one.sha256,
        "needed": one.numbered.needed,
        "reserves_needed": one.numbered.reserves_needed,
        "items": [
            {"number": number, "id": item.id, "name": item.name} for number, item in enumerate(one.numbered.items, 1)
        ],
        "sample": [item.id for item in one.sample],
        "reserves": [item.id for item in one.reserves],
        "rolls": [
            {
                "dice": " ".join(map(str, roll.faces)),
                "number": roll.number,
                "taken": roll.taken.value if roll.taken else None,
                **({"why": roll.why.value} if roll.why else {}),
                "rolled_by": roller,
            }
            for roll, roller in zip(one.draw.outcomes, one.rollers, strict=True)
        ],
    }
