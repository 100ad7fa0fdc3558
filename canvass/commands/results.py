"""`canvass results`: the totals, once the polls are closed."""

import json
from pathlib import Path
from typing import Any

import click

from canvass.auditing.definitive import audit_json, audited_results, say_audited
from canvass.console.text import say, warn
from canvass.errors import ExitCode, InputError
from canvass.record import open_record
from canvass.record.audit_log import AuditLog
from canvass.recounting.recounted_results import recounted_results, recounts_json, say_recounted
from canvass.reporting.part_results import FinerBreakdown, by_part_json, say_by_part, shown_by_part
from canvass.reporting.results import Breakdown, shown_results
from canvass.reporting.results_json import results_json
from canvass.reporting.results_text import say_methods, say_results
from canvass.reporting.sealing import check_closed, check_seal
from tabulate.ledger.fold import fold
from tabulate.totals.batches_alike import batches_alike


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option(
    "--by",
    type=click.Choice(["precinct", "method", "part", "district"]),
    help="By precinct or counting method, too; for officials by precinct part or portion of a district.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--test", is_flag=True, help="The test batches instead of the ballots; never sealed.")
def results(record: Path, by: str | None, as_json: bool, test: bool) -> int:
    """Show the totals of RECORD. Sealed until the polls close (13-15-207, 13-35-241)."""
    finer = next((one for one in FinerBreakdown if one == by), None)
    if test and finer is not None:
        raise InputError("Test batches are not shown by precinct part or district. Leave out --test, or --by.")
    with open_record(record) as opened:
        election = opened.election
        if not test:
            check_seal(election)
        state = fold(opened.outlines())
        if not test:
            check_closed(election, state)
        audit = None if test else AuditLog(opened).state
    for run in () if test else batches_alike(state):
        warn(f"THE SAME PAPERS MAY BE COUNTED TWICE: {run}.")
    shown = shown_results(election, state, Breakdown.named(by or ""), test)
    audited = audited_results(audit, shown.totals, state)
    recounted = () if test else recounted_results(election, state, audit)
    by_part = None if finer is None else shown_by_part(election, state, finer)
    if as_json:
        of_audit: dict[str, Any] = {"audit": audit_json(audited)} if audited else {}
        of_audit |= {"recounts": recounts_json(recounted)} if recounted else {}
        say(json.dumps(results_json(shown) | of_audit | (by_part_json(by_part) if by_part is not None else {})))
    else:
        say_results(shown)
        if audited:
            say_audited(audited)
        say_recounted(recounted)
        say_methods(shown)
        if by_part is not None:
            say_by_part(by_part, audited is not None)
    return ExitCode.WAITING if shown.totals.sheets_waiting else ExitCode.DONE
