"""`canvass county report`: the report of the canvass, its adoption, and whether one still stands (13-15-404)."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from canvass import clock
from canvass.canvassing.county_standing import CountyStanding, standing_now
from canvass.canvassing.entering import adopt
from canvass.canvassing.report_document import CanvassReport, report_bytes, report_document, report_of
from canvass.canvassing.report_standing import ReportCheck, check_report_file, check_report_head, report_version
from canvass.canvassing.to_settle import check_settled
from canvass.commands.county.county_options import (
    AT,
    FORMAT,
    OUT,
    RECORD,
    SIGNERS,
    content_of,
    form_of,
    names_typed,
    say_written,
    write_out,
)
from canvass.commands.options import named
from canvass.console.text import plural, say, say_table, warn
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.errors import ExitCode
from canvass.record import open_record
from canvass.returning.still_standing import head_of

if TYPE_CHECKING:
    from canvass.record.store import Record


@click.command()
@RECORD
@FORMAT
@OUT
@click.option("--adopt", "adopting", is_flag=True, help="Enter that the board adopted and signed it; with --signer.")
@SIGNERS
@click.option("--version", type=int, help="The report as it was adopted: 1 the first, 2 the one that took its place.")
@click.option("--check", metavar="FILE|HEAD", help="Say whether a report still stands: its .json, or its number:hash.")
@AT
@click.option("--by", "entered_by", callback=named, default="", help="Who enters that it was adopted.")
def report(
    record: Path,
    wanted: str | None,
    out: Path | None,
    adopting: bool,
    signers: tuple[str, ...],
    version: int | None,
    check: str | None,
    at: str | None,
    entered_by: str,
) -> ExitCode:
    """Write the report of the county canvass of RECORD, once every check is settled.

    It is to be signed until the board has adopted exactly these figures. A later change supersedes it.
    """
    form = form_of(wanted, out)
    with open_record(record) as opened:
        if check is not None:
            return _check(opened, check)
        standing = standing_now(opened)
        if adopting:
            standing = _adopt(opened, standing, signers, at, entered_by)
        found = _found(opened, standing, version)
    if not adopting or out is not None or wanted is not None:
        write_out(report_document(found), form, lambda: report_bytes(found, form), out)
    return _say_state(found)


def _adopt(
    record: "Record", standing: CountyStanding, signers: tuple[str, ...], at: str | None, entered_by: str
) -> CountyStanding:
    if not signers or not entered_by:
        raise click.UsageError("To adopt the report, name each --signer, and --by.")
    when, signed = moment_typed(at, clock.now()), names_typed(signers)
    after = adopt(record, standing, signed, when, words_typed(entered_by))
    say_written(f"The report of the canvass is adopted, signed by {', '.join(signed)}.", after.head)
    return after


def _found(record: "Record", standing: CountyStanding, version: int | None) -> CanvassReport:
    if version is not None:
        return report_version(record, standing, version)
    check_settled(standing)
    return report_of(standing)


def _say_state(found: CanvassReport) -> ExitCode:
    if found.superseded:
        warn(f"SUPERSEDED: {found.superseded}.")
    elif found.adopted is None:
        warn("NOT ADOPTED: the board signs it, and then --adopt enters that.")
    return ExitCode.WAITING if found.superseded or found.adopted is None else ExitCode.DONE


def _check(record: "Record", given: str) -> ExitCode:
    head = head_of(given)
    if head is not None:
        found = check_report_head(record, head)
    else:
        found = check_report_file(record, content_of(Path(given), "the .json of a report, or its number:hash"))
    _say_check(found)
    return ExitCode.DONE if found.stands else ExitCode.WAITING


def _say_check(found: ReportCheck) -> None:
    name = f"The report of the canvass at entry {found.then.number:,}"
    if found.altered:
        warn(f"{name} IS NOT WHAT THE RECORD SAID THERE: the file was altered.")
        say_table(("figure", "record then", "file"), [(one.what, one.then, one.now) for one in found.altered])
    elif found.otherwise_named:
        warn(f"{name} NAMES SOMETHING OTHERWISE than the record: the file was altered, or an edition was taken since.")
    if found.changed:
        warn(f"{name} IS SUPERSEDED by the record's later entries, in {plural(len(found.changed), 'figure')}.")
        say_table(("figure", "then", "now"), [(one.what, one.then, one.now) for one in found.changed])
    elif not found.as_now:
        warn(
            f"{name} IS SUPERSEDED by the record's later entries: its figures are the same, and a name or a count "
            "beside them, as of a recount, is not. The board adopts it anew."
        )
    if found.stands:
        say(f"{name} stands: its figures are those of the record now, at entry {found.now.head.number:,}.")
