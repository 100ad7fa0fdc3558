"""`canvass outside definition`: another system's report to a definition, with blanks for what it does not tell."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import click

from canvass.commands.audit.working import write_file
from canvass.commands.outside.named_files import named_files
from canvass.console.progress import stderr_progress
from canvass.console.text import plural, say, warn
from canvass.errors import ExitCode, InputError
from canvass.importing.defining.drafted_definition import drafted_definition
from canvass.importing.defining.stated import StatedOfElection
from outside.errors import OutsideFileError
from outside.reading import read_outside
from outside.results import OutsideResults
from tabulate.definitions.shape import BLANK
from tabulate.offices import Office, Territory
from tabulate.printable import shown

_Word = TypeVar("_Word", bound=StrEnum)


@click.command("definition")
@click.argument("report", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The definition's file; never an old one.")
@click.option("--county", default="", help="The county's name, where the report does not print it.")
@click.option("--title", default="", help="The election's title, as on the ballot.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Election day.")
@click.option("--office", "offices", multiple=True, metavar="CONTEST=OFFICE", help="Which office a contest fills.")
@click.option(
    "--territory", "territories", multiple=True, metavar="CONTEST=WHERE", help="Where all who vote on it live."
)
@click.option("--own-officers", is_flag=True, help="The county shares no officer with another county.")
@click.option("--every-ballot", is_flag=True, help="What a precinct votes on is on every ballot of it.")
def outside_definition(
    report: Path,
    out: Path,
    county: str,
    title: str,
    day: "click.DateTime | None",
    offices: tuple[str, ...],
    territories: tuple[str, ...],
    own_officers: bool,
    every_ballot: bool,
) -> int:
    """Make a definition from REPORT, by precinct, of another system. What it cannot tell is a blank."""
    if out.exists():
        raise InputError(f"{out} is there already. Name a new file: nothing is written over.")
    stated = StatedOfElection(
        county,
        title,
        _day(day),
        tuple(_stated(one, Office, "--office") for one in offices),
        tuple(_stated(one, Territory, "--territory") for one in territories),
        own_officers,
        every_ballot,
    )
    drafted = drafted_definition(_results(report), stated)
    write_file(out, drafted.content)
    say(f"{out}: {plural(drafted.contests, 'contest')}, {plural(drafted.precincts, 'precinct')}, no layouts.")
    if not drafted.blanks:
        say("Nothing is blank. Read it once: then canvass new opens a record for it.")
        return ExitCode.DONE
    warn(f"{plural(len(drafted.blanks), 'blank')} to fill in, in the file or by options:")
    for field, asked in drafted.blanks:
        warn(f"  {shown(field)}: {shown(asked.removeprefix(BLANK))}")
    return ExitCode.WAITING


def _results(report: Path) -> OutsideResults:
    with stderr_progress() as progress:
        readings = read_outside(named_files([report], progress))
    match readings:
        case (OutsideResults() as results,):
            return results
        case (OutsideFileError() as error,):
            raise InputError(f"{error} Nothing was written.")
        case _:
            raise InputError(f"{report} is not one report of results by precinct. Name one. Nothing was written.")


def _day(typed: object) -> date | None:
    return typed.date() if hasattr(typed, "date") else None


def _stated(typed: str, words: type[_Word], option: str) -> tuple[str, _Word]:
    contest, equals, word = typed.partition("=")
    found = next((one for one in words if one.value == word.strip().casefold()), None)
    if not equals or found is None:
        possible = ", ".join(one.value for one in words)
        raise InputError(
            f"{option} takes CONTEST=WORDS, with one of: {possible}. {typed!r} is none. Nothing was written."
        )
    return contest.strip(), found
