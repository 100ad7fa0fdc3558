"""`canvass audit report`: the county's report, in four formats with the same figures (13-17-506(2)(c))."""

from pathlib import Path

import click

from audit.report import county_report, report_json
from canvass.auditing.counties import report_document
from canvass.auditing.papers.report_files import CONTENT_TYPES, bytes_of
from canvass.commands.audit.working import audit_of, open_audit_of, record_argument, write_file
from canvass.console.text import say
from canvass.reporting.forms import say_document


@click.command()
@record_argument
@click.option(
    "--format", "wanted", type=click.Choice(list(CONTENT_TYPES)), help="[default: by the ending of --out, or words]"
)
@click.option("--out", type=click.Path(path_type=Path), help="A file; without it, words on stdout.")
def report(record: Path, wanted: str | None, out: Path | None) -> None:
    """Write the audit's report of RECORD, with every roll, both counts, every reading, findings and machines."""
    if out is not None and wanted is None and out.suffix[1:] not in CONTENT_TYPES:
        raise click.UsageError(f"Say the --format of {out}: {', '.join(CONTENT_TYPES)}.")
    if out is None and wanted == "pdf":
        raise click.UsageError("Name a file for the PDF with --out.")
    with audit_of(record) as log:
        state = open_audit_of(log)
    found = county_report(state)
    document = report_document(state)
    form = wanted or (out.suffix[1:] if out else "words")
    if form == "words":
        say_document(document)
        return
    content = bytes_of(document, form, report_json(found))
    if out is None:
        say(content.decode().rstrip("\n"))
    else:
        write_file(out, content)
