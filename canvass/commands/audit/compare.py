"""`canvass audit compare`: both counts beside each other, and every reading of the threshold (13-17-507)."""

import json
from pathlib import Path

import click

from audit.report import county_report, report_json
from canvass.auditing.papers.contests_compared import contest_table, contests_compared
from canvass.auditing.papers.report_tables import reading_tables
from canvass.commands.audit.options import json_option
from canvass.commands.audit.working import audit_of, open_audit_of, record_argument
from canvass.console.text import say
from canvass.errors import ExitCode
from canvass.reporting.forms import say_document
from canvass.reporting.tables import Document


@click.command()
@record_argument
@click.option("--differing", is_flag=True, help="Only contests and lines in which both counts differ.")
@json_option
def compare(record: Path, differing: bool, as_json: bool) -> ExitCode:
    """Show both counts of every locked unit of RECORD, and what is over the threshold. Nothing before it is locked.

    Contest by contest, those that differ first.
    """
    with audit_of(record) as log:
        state = open_audit_of(log)
    report = county_report(state)
    if as_json:
        whole = json.loads(report_json(report))
        say(json.dumps({key: whole[key] for key in ("units", "readings", "findings", "machines")}))
    else:
        lines = (f"{report.election_title} of {report.election_date}, {report.county}", f"State: {report.phase.value}")
        found = [one for one in contests_compared(report) if one.differing or not differing]
        tables = tuple(contest_table(one, differing) for one in found)
        say_document(Document("Both counts compared", lines, (*tables, *(() if differing else reading_tables(report)))))
    return ExitCode.WAITING if state.awaiting_cause else ExitCode.DONE
