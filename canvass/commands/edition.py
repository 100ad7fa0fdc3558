"""`canvass edition`: ballots that were corrected after printing (13-12-204)."""

from datetime import datetime
from pathlib import Path

import click

from canvass.commands.options import LAYOUT, named, reasoned
from canvass.console.text import plural, say, warn
from canvass.correcting.taking import Correction, take_edition
from canvass.learning.layout_files import with_layout_files
from canvass.reading.outcomes import read_definition
from canvass.record import open_record
from canvass.reporting.edition_words import counted_before_words, edition_words, set_aside_words
from canvass.reporting.separate_words import separate_words
from tabulate.definitions.doubts import definition_doubts
from tabulate.definitions.layouts.layout_json import layout_bytes
from tabulate.errors import DefinitionError
from tabulate.ledger.fold import fold


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.argument("definition", type=click.Path(path_type=Path))
@LAYOUT
@click.option("--ground", callback=reasoned, required=True, metavar="TEXT", help="Why the ballots were corrected.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day that the correction was ordered.")
@click.option(
    "--by", "taken_by", callback=named, required=True, metavar="NAME", help="The election administrator's name."
)
@click.option(
    "--corrected",
    multiple=True,
    metavar="CONTEST[/CHOICE]",
    help="The same contest or person, whose name is printed otherwise; may be repeated.",
)
@click.option(
    "--replaced",
    multiple=True,
    metavar="CONTEST/CHOICE",
    help="Another person under the same id, whose votes stand apart; may be repeated.",
)
@click.option("--apart", is_flag=True, help="Sheets do not show their edition: each batch is of one, and says so.")
def edition(
    record: Path,
    definition: Path,
    layouts: tuple[Path, ...],
    ground: str,
    on: datetime | None,
    taken_by: str,
    corrected: tuple[str, ...],
    replaced: tuple[str, ...],
    apart: bool,
) -> None:
    """Take into RECORD the edition of its ballots that DEFINITION describes; every edition counts (13-12-204)."""
    from canvass.record.definition_files import DefinitionFiles

    content, defined = read_definition(definition)
    election, layout = with_layout_files(defined, layouts)
    given = DefinitionFiles(content, None if layout is None else layout_bytes(layout))
    correction = Correction(ground, taken_by, on.date() if on else None, corrected, replaced, apart)
    with open_record(record) as opened:
        try:
            entry = take_edition(opened, given, correction)
        except DefinitionError as error:
            raise DefinitionError(error.problems, str(definition)) from None
        state, head, cards = fold(opened.outlines()), opened.head(), len(election.cards)
        before = opened.elections.before(entry.number - 2)
        counted_before = tuple(counted_before_words(state, before, opened.election))
    say(edition_words(entry))
    say(f"{plural(cards, 'card')} of this edition count from here on, beside those of every edition before.")
    for line in separate_words(election):
        say(line)
    for line in (*counted_before, *set_aside_words(state)):
        warn(line)
    for doubt in definition_doubts(election):
        warn(f"LOOK AT THE DEFINITION. {doubt}")
    say(f"Definition {entry.definition_sha256}")
    if entry.layout_sha256 is not None:
        say(f"Layout {entry.layout_sha256}")
    say(f"Ledger entry {head.number} {head.hash}")
