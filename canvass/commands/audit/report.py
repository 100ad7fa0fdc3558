"""`canvass audit report`: the county's report, in four formats with the same figures (13-17-506(2)(c))."""

from pathlib import Path

import click

from audit.report import county_report, report_json
from canvass.auditing.counties import report_document
from canvass.auditing.papers.figures_table import figures_csv
from canvass.auditing.papers.report_files import bytes_of
from canvass.commands.audit.report_forms import FORMAT, OUT, form_of, write_out
from canvass.commands.audit.working import audit_of, open_audit_of, record_argument


@click.command()
@record_argument
@FORMAT
@OUT
def report(record: Path, wanted: str | None, out: Path | None) -> None:
    """Write the audit's report of RECORD, with every roll, both counts, every reading, findings and machines.

    As CSV it is one table of both counts.
    """
    form = form_of(wanted, out)
    with audit_of(record) as log:
        state = open_audit_of(log)
    document = report_document(state)
    made = county_report(state)
    as_json = report_json(made)

    def content() -> bytes:
        return figures_csv(made).encode() if form == "csv" else bytes_of(document, form, as_json)

    write_out(document, form, content, out)
