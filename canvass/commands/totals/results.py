"""`canvass results`: the totals, once the polls are closed."""

import json
from pathlib import Path
from typing import Any

import click

from canvass import clock
from canvass.auditing.definitive import audit_json, say_audited
from canvass.commands.audit.working import write_file
from canvass.commands.totals.results_gathered import ResultsGathered, results_gathered
from canvass.console.text import say, warn
from canvass.errors import ExitCode, InputError
from canvass.record import open_record
from canvass.record.audit_log import AuditLog
from canvass.recounting.recounted_results import recounts_json, say_recounted
from canvass.reporting.part_results import FinerBreakdown, ShownByPart, by_part_json, say_by_part, shown_by_part
from canvass.reporting.results import Breakdown
from canvass.reporting.results_json import parties_json, results_json
from canvass.reporting.results_text import say_methods, say_results
from canvass.reporting.sealing import check_closed, check_seal
from tabulate.ledger.fold import fold
from tabulate.totals.batches_alike import batches_alike

_FILES = ("csv", "pdf", "html")
"""The endings of the files that are written."""


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option(
    "--by",
    "breakdowns",
    multiple=True,
    type=click.Choice(["precinct", "method", "part", "district"]),
    help="By precinct or counting method, too; for officials by precinct part or portion of a district. One of them.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--csv", "as_csv", is_flag=True, help="One table for spreadsheets.")
@click.option("--out", type=click.Path(path_type=Path), help="A file: .csv, .pdf or .html.")
@click.option("--test", is_flag=True, help="The test batches instead of the ballots; never sealed.")
def results(
    record: Path, breakdowns: tuple[str, ...], as_json: bool, as_csv: bool, out: Path | None, test: bool
) -> int:
    """Show the totals of RECORD. Sealed until the polls close (13-15-207, 13-35-241)."""
    by, finer = _asked(breakdowns, as_json=as_json, as_csv=as_csv, out=out, test=test)
    with open_record(record) as opened:
        election = opened.election
        if not test:
            check_seal(election)
        state = fold(opened.outlines())
        if not test:
            check_closed(election, state)
        found = results_gathered(opened, state, None if test else AuditLog(opened).state, by, test=test)
    for run in () if test else batches_alike(state):
        warn(f"THE SAME PAPERS MAY BE COUNTED TWICE: {run}.")
    by_part = None if finer is None else shown_by_part(election, state, finer)
    if out is not None:
        at, form = clock.now(), "csv" if as_csv else out.suffix[1:].lower()
        write_file(out, found.as_csv(at, for_spreadsheets=True) if form == "csv" else found.on_paper(at, form))
    elif as_csv:
        say(found.as_csv(clock.now(), for_spreadsheets=False).decode().rstrip("\r\n"))
    elif as_json:
        _say_json(found, by_part)
    else:
        _say_words(found, by_part)
    return ExitCode.WAITING if found.shown.totals.sheets_waiting else ExitCode.DONE


def _asked(
    breakdowns: tuple[str, ...], *, as_json: bool, as_csv: bool, out: Path | None, test: bool
) -> tuple[Breakdown, FinerBreakdown | None]:
    """How it is broken down. Raises InputError, UsageError."""
    if len(set(breakdowns)) > 1:
        raise click.UsageError(
            f"Asked for {' and '.join(f'--by {one}' for one in dict.fromkeys(breakdowns))}. Each is a table of its "
            "own: ask for one at a time. By method, each precinct is shown, too."
        )
    by = breakdowns[0] if breakdowns else ""
    finer = next((one for one in FinerBreakdown if one == by), None)
    if test and finer is not None:
        raise InputError("Test batches are not shown by precinct part or district. Leave out --test, or --by.")
    if as_json and (as_csv or out is not None):
        raise click.UsageError("Ask for --json, or for --csv and --out.")
    if out is not None and not as_csv and out.suffix[1:].lower() not in _FILES:
        raise click.UsageError(f"{out} ends in none of: {', '.join(f'.{one}' for one in _FILES)}. Or say --csv.")
    if finer is not None and (as_csv or out is not None):
        raise InputError(
            f"By {finer} there are words and JSON. The report of the canvass has these figures as CSV and PDF: "
            "canvass county report."
        )
    return Breakdown.named(by), finer


def _say_json(found: ResultsGathered, by_part: ShownByPart | None) -> None:
    of_audit: dict[str, Any] = {"audit": audit_json(found.audited)} if found.audited else {}
    of_audit |= {"recounts": recounts_json(found.recounted)} if found.recounted else {}
    by_parts = by_part_json(by_part) if by_part is not None else {}
    say(json.dumps(results_json(found.shown) | of_audit | by_parts | parties_json(found.election)))


def _say_words(found: ResultsGathered, by_part: ShownByPart | None) -> None:
    say_results(found.shown, found.election, found.around)
    if found.audited:
        say_audited(found.audited)
    say_recounted(found.recounted)
    say_methods(found.shown)
    if by_part is not None:
        say_by_part(by_part, found.audited is not None)
