"""`canvass state open`, `receive`, `check`, `report`, `declare` (13-15-502 to 13-15-507, 13-27-503)."""

import json
from pathlib import Path

import click

from canvass import clock
from canvass.auditing.papers.report_files import CONTENT_TYPES
from canvass.commands.audit.working import write_file
from canvass.commands.county.county_options import AT, BY, FORMAT, OUT, form_of, write_out
from canvass.commands.options import people, reasoned
from canvass.console.text import plural, say, warn
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.errors import ExitCode, InputError, disk_errors
from canvass.state_canvass.declaration_papers import state_declaration_bytes
from canvass.state_canvass.declared_anew import declared_anew
from canvass.state_canvass.declaring_now import declare_state
from canvass.state_canvass.receiving_packages import SentFile, receive_packages
from canvass.state_canvass.state_declarations import board_of_state
from canvass.state_canvass.state_folder import begin, file_bytes
from canvass.state_canvass.state_report import state_report_bytes, state_report_document
from canvass.state_canvass.state_standing import declared_late, lacks, state_standing
from tabulate.board.words_said import day_in_montana
from tabulate.hours import is_day
from tabulate.state_canvass.counties_of_montana import COUNTIES, county_key
from tabulate.state_canvass.state_steps import StateCanvassOpened

_FOLDER = click.argument("folder", metavar="STATE-DIR", type=click.Path(path_type=Path))


@click.command("open")
@_FOLDER
@click.option("--election", callback=reasoned, required=True, help="Its title, as the counties' definitions have it.")
@click.option("--date", "day", required=True, help="Election day, as 2026-11-03.")
@click.option(
    "--county", "counties", callback=people, multiple=True, help="A county; repeat. [default: the 56 of Montana]"
)
@AT
@BY
def opening(folder: Path, election: str, day: str, counties: tuple[str, ...], at: str | None, entered_by: str) -> None:
    """Begin STATE-DIR, for one election and its counties."""
    names = tuple(map(words_typed, counties)) or COUNTIES
    if len({county_key(name) for name in names}) < len(names):
        raise InputError("A county is named twice. Nothing was written. Name each once.")
    title, when, who = words_typed(election), moment_typed(at, clock.now()), words_typed(entered_by)
    step = StateCanvassOpened(title, _day(day), names, when, who)
    begin(folder, step)
    say(f"The state canvass of {step.election} of {step.date} is begun, with {len(names)} counties.")


def _day(typed: str) -> str:
    if not is_day(typed):
        raise InputError(f"{typed[:40]!r} is no day. Nothing was written. Write it as 2026-11-03.")
    return typed


@click.command()
@_FOLDER
@click.argument("packages", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--seal", metavar="NUMBER:HASH", help="What the envelope's label says; with a single package.")
@click.option("--replace", is_flag=True, help="It takes the place of the county's package that is in.")
@AT
@BY
def receive(
    folder: Path, packages: tuple[Path, ...], seal: str | None, replace: bool, at: str | None, entered_by: str
) -> ExitCode:
    """Enter PACKAGES, the files that counties sent: all or none."""
    if seal is not None and len(packages) != 1:
        raise click.UsageError("Name one package with --seal.")
    label = None if seal is None else words_typed(seal)
    when = moment_typed(at, clock.now())
    files = [SentFile(str(one), file_bytes(one)) for one in packages]
    found = receive_packages(folder, files, label, when, words_typed(entered_by), replace=replace)
    for one in found:
        say(f"{one.county}: {'in' if one.new else 'in already'}")
        for fault in one.faults:
            warn(f"{one.county} DOES NOT ADD UP: {fault.where}: {fault.found}")
    return ExitCode.WAITING if any(one.faults for one in found) else ExitCode.DONE


@click.command()
@_FOLDER
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def check(folder: Path, as_json: bool) -> ExitCode:
    """Name what is missing, county by county, and what does not add up."""
    standing = state_standing(folder)
    found = tuple(lacks(standing))
    if as_json:
        faults = [{"county": one.county, "where": one.where, "found": one.found} for one in standing.faults]
        missing, labels = list(standing.canvass.missing), list(standing.labels_not_compared)
        say(json.dumps({"missing": missing, "faults": faults, "labels_not_compared": labels}))
    else:
        say(f"Packages of {len(standing.kept)} of {len(standing.canvass.opened.counties)} counties are in.")
        for one in found:
            warn(one)
        if standing.labels_not_compared:
            say(f"Not compared with the envelope's label: {', '.join(standing.labels_not_compared)}.")
    return ExitCode.WAITING if found else ExitCode.DONE


@click.command()
@_FOLDER
@FORMAT
@OUT
def report(folder: Path, wanted: str | None, out: Path | None) -> ExitCode:
    """Write the report of the state canvass; while something is missing, every page says so."""
    form, standing = form_of(wanted, out), state_standing(folder)
    write_out(state_report_document(standing), form, lambda: state_report_bytes(standing, form), out)
    found = len(tuple(lacks(standing)))
    if found:
        warn(f"NOT COMPLETE: {plural(found, 'thing')} missing or not adding up: canvass state check.")
    return ExitCode.WAITING if found else ExitCode.DONE


@click.command()
@_FOLDER
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A folder for the documents.")
@click.option("--format", "form", type=click.Choice(list(CONTENT_TYPES)), default="pdf", show_default=True)
@click.option("--member", "members", multiple=True, metavar="NAME=OFFICE", help="Of the board; repeat for each.")
@click.option("--secretary", callback=people, required=True, help="The secretary of state.")
@click.option("--recounted", multiple=True, metavar="ID", help="A contest whose tie a recount has left; repeat.")
@click.option("--filed", "filed_on", metavar="DAY", help="When the canvass is filed. [default: the day of --at]")
@AT
@BY
def declare(
    folder: Path,
    out: Path,
    form: str,
    members: tuple[str, ...],
    secretary: str,
    recounted: tuple[str, ...],
    filed_on: str | None,
    at: str | None,
    entered_by: str,
) -> None:
    """Enter what the board of state canvassers declares, and write one document a contest."""
    when = moment_typed(at, clock.now())
    filed = _day(filed_on) if filed_on is not None else str(day_in_montana(when))
    board = board_of_state(members)
    standing, found = declare_state(
        folder, board, words_typed(secretary), recounted, filed, when, words_typed(entered_by)
    )
    if late := declared_late(standing):
        warn(late)
    with disk_errors(out):
        out.mkdir(parents=True, exist_ok=True)
    for place, one in enumerate(found, 1):
        plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in one.contest.contest.id)
        write_file(out / f"{place:03d}-{plain[:60]}.{form}", state_declaration_bytes(standing, one, form))
        say(f"{one.contest.contest.title}: {one.result.said}")
        before = declared_anew(standing.canvass, one.contest.contest.id)
        if before is not None and before.changed:
            warn(f"{one.contest.contest.title}: {before.said}")
