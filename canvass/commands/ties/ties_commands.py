"""`canvass ties list`, `statement`, `notice`, `lot` (13-16-501 to 13-16-507, 13-38-201(4)(d))."""

import json
from pathlib import Path

import click

from canvass import clock
from canvass.auditing.papers.report_files import CONTENT_TYPES, bytes_of
from canvass.commands.audit.working import write_file
from canvass.commands.options import people, reasoned, say_written, sha256_said
from canvass.commands.recount.recount_options import BY, RECORD
from canvass.console.text import say
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.deciding.decisions import Deciding
from canvass.deciding.steps_of_people import refusals
from canvass.errors import ExitCode
from canvass.record import open_record
from canvass.recounting.filing import contest_named
from canvass.recounting.tie_appointing import appointed_typed
from canvass.recounting.ties_found import (
    announced,
    lot_drawn,
    recounted_tie,
    say_ties,
    statement,
    ties_found,
    ties_json,
)

_CONTEST = click.argument("contest")
_AT = "As 2026-06-22T10:00 in Montana"


@click.command("list")
@RECORD
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def listing(record: Path, as_json: bool) -> ExitCode:
    """Show what is equal at the cut, by the totals of RECORD, and whose it is to break."""
    with open_record(record) as opened:
        found, head = ties_found(opened), opened.head()
    if as_json:
        say(json.dumps({"ties": ties_json(found), "head": {"number": head.number, "hash": head.hash}}))
    else:
        say_ties(found)
    return ExitCode.WAITING if any(one.waits for one in found) else ExitCode.DONE


@click.command("statement")
@RECORD
@_CONTEST
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A .pdf, .html, .csv or .json file.")
def tie_statement(record: Path, contest: str, out: Path) -> None:
    """Write the statement of the tie of CONTEST, with each individual's votes, for the officer whom the law names."""
    form = out.suffix[1:]
    if form not in CONTENT_TYPES:
        raise click.UsageError(f"Name a file that ends with one of {', '.join(CONTENT_TYPES)}.")
    with open_record(record) as opened:
        found = recounted_tie(opened, contest_named(opened.election, contest))
        document = statement(opened.election, found, opened.head())
    write_file(out, bytes_of(document, form, json.dumps(ties_json((found,))[0], indent=1)))


@click.command()
@RECORD
@_CONTEST
@click.option("--at", required=True, metavar="HOUR", help=f"When it is drawn. {_AT}.")
@click.option("--place", callback=reasoned, required=True, help="Where.")
@click.option("--given", multiple=True, metavar="CHOICE=DAY", help="The written notice to each; repeat.")
@BY
def notice(record: Path, contest: str, at: str, place: str, given: tuple[str, ...], entered_by: str) -> None:
    """Enter when and where the tied nomination of CONTEST is drawn by lot, and the notices (13-16-501(1))."""
    with open_record(record) as opened:
        found = recounted_tie(opened, contest_named(opened.election, contest))
        when = moment_typed(at, clock.now())
        entry = announced(found, when, words_typed(place), given, words_typed(entered_by))
        Deciding(opened).enter(entry)
        numbers = ", ".join(f"{number} = {one.choice}" for number, one in enumerate(entry.notices, 1))
        say_written(f"A lot is announced for {entry.at}: {numbers}; other numbers are rolled again.", opened.head())


@click.command()
@RECORD
@_CONTEST
@click.argument("choices", nargs=-1, required=True, metavar="CHOICE...")
@click.option("--appointed-on", required=True, metavar="DATE", help="The day of the appointment.")
@click.option("--paper", type=click.Path(path_type=Path), help="The order, letter or resolution; its SHA-256 is kept.")
@click.option("--paper-sha256", metavar="HEX", help="Instead of the file: its SHA-256.")
@click.option("--at", metavar="HOUR", help=f"When it is entered. {_AT}; now without it.")
@BY
def appointed(
    record: Path,
    contest: str,
    choices: tuple[str, ...],
    appointed_on: str,
    paper: Path | None,
    paper_sha256: str | None,
    at: str | None,
    entered_by: str,
) -> None:
    """Enter whom the officer whom the law names appointed, or elected, of those tied in CONTEST: CHOICE, by id or name.

    What the county certifies can then be certified (13-15-406). A later entry takes the place of one that was wrong.
    """
    sha256 = sha256_said(paper, paper_sha256, "paper")
    with open_record(record) as opened:
        found = recounted_tie(opened, contest_named(opened.election, contest))
        entry = appointed_typed(found, choices, appointed_on, sha256, moment_typed(at, clock.now()), entered_by)
        Deciding(opened).enter(entry)
        who, by = found.called(entry.appointed), f"{entry.officer} on {entry.appointed_on}"
        say_written(f"{who} appointed by {by} ({entry.section}).", opened.head())


@click.command()
@RECORD
@_CONTEST
@click.option("--rolls", required=True, help="What the ten-sided die showed, as '7, 2'; 0 stands for 10.")
@click.option("--drawn-by", "drawer", callback=people, required=True, metavar="NAME", help="Who rolled it.")
@click.option("--witness", "witnesses", callback=people, multiple=True, metavar="NAME", help="Who saw it; repeat.")
@click.option("--at", metavar="HOUR", help=f"When. {_AT}; now without it.")
@BY
def lot(
    record: Path,
    contest: str,
    rolls: str,
    drawer: str,
    witnesses: tuple[str, ...],
    at: str | None,
    entered_by: str,
) -> None:
    """Enter the lot that was drawn for the tied nomination of CONTEST; anyone can replay it (13-16-501(1))."""
    with open_record(record) as opened, refusals():
        found = recounted_tie(opened, contest_named(opened.election, contest))
        when, seen = moment_typed(at, clock.now()), tuple(map(words_typed, witnesses))
        entry = lot_drawn(found, rolls, when, words_typed(drawer), seen, words_typed(entered_by))
        Deciding(opened).enter(entry)
        say_written(f"Drawn: {', '.join(entry.nominated)}, by {', '.join(map(str, entry.rolls))}.", opened.head())
