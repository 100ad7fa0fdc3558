"""What both sites have said with a snapshot, as options; and what the commands answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from functools import reduce
from pathlib import Path
from typing import Any, TypeVar

import click

from canvass.announcing.publishing_snapshots import Published
from canvass.announcing.snapshot import SnapshotSaid
from canvass.commands.options import reasoned
from canvass.console.text import say
from canvass.errors import InputError
from canvass.exporting.names_shown import name_shown

Command = TypeVar("Command", bound=Callable[..., Any])
_FILE = click.Path(path_type=Path)
_OPTIONS = (
    click.option("--out", required=True, type=_FILE, help="The folder of the site; the same at each update."),
    click.option("--key", required=True, type=_FILE, help="The key of the results: canvass keys make."),
    click.option("--map", "map_file", type=_FILE, help="Shapes of the places, as GeoJSON."),
    click.option("--next-update", default="", metavar="DATE HH:MM", help="When the next figures come."),
    click.option("--message", default="", callback=reasoned, help="A sentence for everybody."),
    click.option(
        "--correction", default="", callback=reasoned, metavar="REASON", help="Why figures are smaller than before."
    ),
)
_LONGEST = 500
_HOUR = "%Y-%m-%d %H:%M"


def said_options(command: Command) -> Command:
    """The options of both commands."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


def hour_of_day(typed: str) -> time:
    """`22:15`. Raises InputError."""
    try:
        return datetime.strptime(typed, "%H:%M").time()
    except ValueError:
        raise InputError(f"{typed} is no hour. Type it as 22:15.") from None


def announced(said: SnapshotSaid) -> SnapshotSaid:
    """On one line each, without what steers a screen. Raises InputError for what is too long, or is no hour."""
    for text in (said.message, said.correction, said.without_zero_report):
        if len(text) > _LONGEST:
            raise InputError(f"A message has at most {_LONGEST} letters; this one has {len(text):,}.")
    next_update = ""
    if said.next_update:
        try:
            next_update = f"{datetime.strptime(said.next_update, _HOUR):{_HOUR}}"
        except ValueError:
            raise InputError(f"{said.next_update} is no hour. Type it as '2026-11-03 23:00'.") from None
    return replace(
        said,
        next_update=next_update,
        message=name_shown(said.message),
        correction=name_shown(said.correction),
        without_zero_report=name_shown(said.without_zero_report),
    )


def say_published(out: Path, found: Published) -> None:
    """What stands on the site now."""
    if not found.new:
        say(f"Nothing is new since snapshot {found.snapshot.number}. {out} is as it was.")
        return
    say(f"Snapshot {found.snapshot.number} is on {out}: {found.snapshot.status}, {found.snapshot.ballots:,} ballots.")
    say(f"Manifest {found.manifest}")
