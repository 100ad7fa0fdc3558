"""`canvass primary vacancy`: who follows a nonpartisan nominee who cannot run any more (13-14-118)."""

import json
from datetime import datetime
from pathlib import Path

import click

from canvass.canvassing.county_standing import standing_now
from canvass.console.text import say
from canvass.errors import ExitCode, InputError
from canvass.record import open_record
from tabulate.calendar.election_days import general_day
from tabulate.county_canvass.declaring import for_the_state
from tabulate.county_canvass.nominees_vacant import NoNominee, vacancy_filled
from tabulate.recounts.rights import RecountLine

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("vacancy")
@click.argument("record", type=click.Path(path_type=Path))
@click.argument("contest")
@click.argument("nominees", nargs=-1, required=True, metavar="NOMINEE...")
@click.option("--on", type=_DAY, required=True, help="The day from which the nominee cannot run.")
@click.option("--general", type=_DAY, help="The general election [default: November of the same year].")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def vacancy(
    record: Path, contest: str, nominees: tuple[str, ...], on: datetime, general: datetime | None, as_json: bool
) -> ExitCode:
    """Say who follows each NOMINEE of CONTEST in RECORD, a primary's, by the votes. Nothing is written."""
    with open_record(record) as opened:
        standing = standing_now(opened)
    line = _line(standing.lines, contest)
    election, day = standing.election, on.date()
    if day <= election.date:
        raise InputError(
            f"{day} is not after the primary of {election.date}. Whoever died before it: canvass deceased. Correct "
            "the day."
        )
    then = general_day(election.date.year) if general is None else general.date()
    if then <= election.date:
        raise InputError(f"The general election is after the primary of {election.date}; found {then}.")
    try:
        found = vacancy_filled(line, frozenset(nominees), day, then)
    except NoNominee as none:
        raise InputError(str(none)) from None
    if as_json:
        answer = {"contest": contest, "names": list(found.names), "said": found.said, "section": found.section}
        say(json.dumps(answer))
    else:
        say(f"{found.said} ({found.section})")
    return ExitCode.DONE if len(found.names) == len(set(nominees)) else ExitCode.WAITING


def _line(lines: tuple[RecountLine, ...], contest: str) -> RecountLine:
    line = next((one for one in lines if one.contest.id == contest), None)
    if line is None:
        known = ", ".join(one.contest.id for one in lines if one.contest.purpose.nonpartisan)
        raise InputError(f"The record has no contest {contest!r}. Nonpartisan ones are: {known or 'none'}.")
    if for_the_state(line.contest):
        raise InputError(
            f"{line.contest.title} is canvassed by the state: this county's votes alone do not tell who is next in "
            "rank (13-15-507). Ask the secretary of state."
        )
    return line
