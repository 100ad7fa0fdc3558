"""`canvass audit races`: the races and issues that the board of state canvassers draws once for all counties."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from audit.calendar import check_selection_day, day_of
from audit.selection import NumberedList
from audit.state_lists import state_lists
from audit.state_races import StateSelection, drawn_lists, published
from canvass import clock
from canvass.auditing.drawing import check_rolls_columns, read_roll
from canvass.auditing.state_drawing import county_of, state_selection
from canvass.commands.audit.working import on_option, read_csv, read_text, write_file
from canvass.commands.options import named
from canvass.console.text import say
from canvass.errors import ExitCode

_BOARD = "the board of state canvassers"


@click.command()
@click.argument("counties", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dice", type=click.Path(path_type=Path), help="The rolls as CSV, with the column `list`.")
@click.option("--by", "rolled_by", callback=named, default=_BOARD, show_default=True, help="Who rolls and announces.")
@click.option("--out", type=click.Path(path_type=Path), default="state-races.json", show_default=True)
@on_option
def races(counties: tuple[Path, ...], dice: Path | None, rolled_by: str, out: Path, on: str | None) -> ExitCode:
    """Make the numbered lists from the published files of the COUNTIES, and show them with their hashes.

    With --dice the rolls are done, and what they select is written to a file for every county (13-17-505(1)(a)).
    """
    found = [county_of(read_text(file), file.name) for file in counties]
    lists = state_lists(found)
    rows = read_csv(dice, check_rolls_columns).rows if dice is not None else ()
    rolls = [read_roll(row, lists) for row in rows]
    selection = state_selection(found, lists, rolls, _day(on), rolled_by)
    drawn = drawn_lists(selection)
    _say_lists(lists)
    if not all(one.draw.complete for one in drawn):
        say(f"\nStill to be rolled for: {', '.join(one.numbered.drawn for one in drawn if not one.draw.complete)}.")
        return ExitCode.WAITING
    check_selection_day(found[0].calendar, selection.announced_on)
    _write(selection, out)
    for one in drawn:
        say(f"{one.numbered.drawn}: {', '.join(item.name for item in one.sample)}")
    return ExitCode.DONE


def _day(on: str | None) -> date:
    return day_of(on) if on else clock.today(None)


def _say_lists(lists: Sequence[NumberedList]) -> None:
    for numbered in lists:
        say(f"\n{numbered.heading}")
        say(f"  {numbered.needed} to draw of {len(numbered.items)}, SHA-256 {numbered.sha256()}")
        for number, item in enumerate(numbered.items, 1):
            say(f"  {number:>4}  {item.name}")


def _write(selection: StateSelection, out: Path) -> None:
    say()
    write_file(out, published(selection).encode())
    say(f"SHA-256 {selection.sha256()}")
    say(f"Each county takes it: canvass audit select RECORD --state-races {out}")
