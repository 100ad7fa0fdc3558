"""`canvass county open`, `postpone`, `not-open`: the board's meetings (13-15-401, 13-15-402)."""

from pathlib import Path

import click

from canvass import clock
from canvass.canvassing.canvassers_typed import board_typed, messengers_typed
from canvass.canvassing.county_standing import CountyStanding, standing_now
from canvass.canvassing.entering import certify_not_opened, next_day, open_canvass, postpone
from canvass.canvassing.minutes import late_words
from canvass.commands.county.county_options import AT, BY, RECORD, say_written
from canvass.commands.options import people, reasoned
from canvass.console.text import say, warn
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.errors import ExitCode
from canvass.record import open_record
from canvass.returning.made_return import precinct_named


@click.command("open")
@RECORD
@click.option(
    "--member", "members", callback=people, multiple=True, help="A member of the governing body who is there; repeat."
)
@click.option(
    "--officer",
    "officers",
    multiple=True,
    metavar="'NAME=OFFICE for ABSENT'",
    help="A county officer in an absent member's place; repeat.",
)
@click.option("--joining", multiple=True, metavar="NAME=BODY", help="Somebody of a body that joins; repeat.")
@click.option("--seats", type=int, default=3, show_default=True, help="Members that the governing body has.")
@click.option("--secretary", callback=people, required=True, help="The election administrator.")
@click.option("--place", callback=reasoned, required=True, help="Where the board meets.")
@AT
@BY
def opening(
    record: Path,
    members: tuple[str, ...],
    officers: tuple[str, ...],
    joining: tuple[str, ...],
    seats: int,
    secretary: str,
    place: str,
    at: str | None,
    entered_by: str,
) -> ExitCode:
    """Enter that the board met: first, after a postponement, or again for a corrected report.

    As many sit as the governing body has members. It says which returns are in, and which are missing.
    """
    when, board = moment_typed(at, clock.now()), board_typed(members, officers, joining)
    with open_record(record) as opened:
        standing = standing_now(opened)
        after = open_canvass(
            opened, standing, seats, board, words_typed(secretary), words_typed(place), when, words_typed(entered_by)
        )
        election = opened.election
    say_written(f"The board is in session since {when}: {len(board)} canvassers.", after.head)
    for words in late_words(when, election.date):
        warn(words)
    return _say_returns(standing)


def _say_returns(standing: CountyStanding) -> ExitCode:
    say(f"Returns in: {len(standing.election.precincts) - len(standing.missing):,}.")
    if not standing.missing:
        say("All returns are in: canvass at once (13-15-403).")
        return ExitCode.DONE
    missing = ", ".join(str(one.id) for one in standing.missing)
    warn(f"Returns missing: {missing}. Postpone to the next day (13-15-402): canvass county postpone.")
    return ExitCode.WAITING


@click.command("postpone")
@RECORD
@click.option("--messenger", "messengers", multiple=True, metavar="NAME=PRECINCT", help="Sent for a return; repeat.")
@click.option("--reason", callback=reasoned, required=True, help="Why the returns are missing, for the minutes.")
@AT
@BY
def postponing(record: Path, messengers: tuple[str, ...], reason: str, at: str | None, entered_by: str) -> ExitCode:
    """Enter that the board postponed to the next day, for the returns that are missing."""
    when = moment_typed(at, clock.now())
    with open_record(record) as opened:
        standing, until = standing_now(opened), next_day(when)
        sent = messengers_typed(opened.election, messengers)
        after = postpone(opened, standing, until, sent, words_typed(reason), when, words_typed(entered_by))
    missing = ", ".join(str(one.id) for one in standing.missing)
    say_written(f"The canvass is postponed to {until}. Returns missing: {missing}.", after.head)
    return ExitCode.WAITING


@click.command("not-open")
@RECORD
@click.option("--precinct", required=True, help="Whose polls were not open, by its id or its name.")
@click.option("--reason", callback=reasoned, required=True, help="Why, for the minutes.")
@AT
@BY
def not_open(record: Path, precinct: str, reason: str, at: str | None, entered_by: str) -> None:
    """Enter that the board certified to the election administrator that a precinct's polls were not open."""
    when = moment_typed(at, clock.now())
    with open_record(record) as opened:
        named = precinct_named(opened.election, precinct).id
        standing = standing_now(opened)
        after = certify_not_opened(opened, standing, named, words_typed(reason), when, words_typed(entered_by))
    say_written(f"The polls of precinct {named} were not open (13-15-402(3)).", after.head)
