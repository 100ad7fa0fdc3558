"""Answers for people: plain tables on stdout."""

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime

import click

from canvass.console.answers import answer_held
from canvass.console.streams import shown_lines
from tabulate.hours import MONTANA_TIME, moment_of, zone_of


def say(line: str = "") -> None:
    """A line of the answer; held back where the answer is wanted in another form."""
    answer = answer_held()
    if answer is None:
        click.echo(shown_lines(line))
    else:
        answer.said.append(line)


def say_table(
    head: Sequence[str], rows: Iterable[Sequence[object]], left: int = 1, indent: str = "  ", after: int | None = None
) -> None:
    """A table; the first `left` columns are aligned to the left, the others (numbers) to the right.

    Columns from the number `after` on are words again.
    """
    answer = answer_held()
    if answer is not None:
        answer.take_table(head, rows)
        return
    cells = [list(head), *([_cell(value) for value in row] for row in rows)]
    numbers_end = len(head) if after is None else after
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for row in cells:
        aligned = [
            cell.ljust(width) if column < left or column >= numbers_end else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        say((indent + "  ".join(aligned)).rstrip())


def warn(text: str) -> None:
    """Something that must be seen: on stderr, in red on a terminal."""
    click.secho(shown_lines(text), fg="red", bold=True, err=True, color=sys.stderr.isatty())


def hour(moment: datetime) -> str:
    """A moment as people read it, in its own time zone."""
    return moment.astimezone(zone_of(moment)).strftime("%Y-%m-%d %H:%M %Z").strip()


def hour_of(at: str) -> str:
    """An entry's hour as people read it, in Montana."""
    moment = moment_of(at)
    return at if moment is None else hour(moment.astimezone(MONTANA_TIME))


def plural(number: int, noun: str) -> str:
    """`1 sheet`, `2 sheets`, `1,000 sheets`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else str(value)


def dollars(cents: int) -> str:
    """As people read it."""
    return f"${cents // 100:,}.{cents % 100:02}"
