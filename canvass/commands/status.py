"""`canvass status`: batches, sheets counted and set aside, questions waiting. Never a vote."""

import json
from dataclasses import replace
from pathlib import Path

import click

from canvass import clock
from canvass.console.text import say, warn
from canvass.errors import ExitCode
from canvass.record import open_record
from canvass.record.definition_files import read_definition_files
from canvass.reporting.custody import custody_standing, say_summary
from canvass.reporting.papers_known import papers_known
from canvass.reporting.progress.status import count_status
from canvass.reporting.progress.status_json import status_json
from canvass.reporting.progress.status_text import alike_words, say_reconciliation, say_status
from tabulate.ledger.fold import fold
from tabulate.totals.batches_alike import batches_alike
from tabulate.totals.reconciliation import reconcile


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def status(record: Path, as_json: bool) -> int:
    """Show the batches of RECORD, its sheets counted and set aside, and the questions waiting. Never shows a vote."""
    with open_record(record) as opened:
        of_the_hour = read_definition_files(record).said_of_the_hour
        state, head = fold(opened.outlines()), opened.head()
        election = opened.election
        shown = count_status(state, election)
        found, papers = reconcile(state, opened.election), papers_known(opened, state)
    alike = tuple(map(alike_words, batches_alike(state)))
    found = replace(found, unfinished=(*found.unfinished, *alike))
    if as_json:
        say(json.dumps(status_json(shown, head, papers, found)))
    else:
        say_status(shown, head)
        if shown.custody.containers:
            say_summary(custody_standing(shown.custody, election, clock.now()))
        if of_the_hour:
            warn(of_the_hour)
        if papers.sentence:
            say(f"\n{papers.sentence}")
        say_reconciliation(found)
        if alike:
            warn("BATCHES LOOK LIKE PAPERS THAT WERE SCANNED TWICE.")
    return ExitCode.WAITING if shown.needs_people or found.differences or alike else ExitCode.DONE
