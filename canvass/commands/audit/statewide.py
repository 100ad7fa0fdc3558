"""`canvass audit statewide`: all counties beside each other, each from its published file (13-17-505, -507(4))."""

import json
from pathlib import Path

import click

from audit.audit_json import JSON
from audit.report import CountyReport
from audit.statewide import drawn_apart, given_twice, statewide_report
from canvass.auditing.counties import checked_report
from canvass.auditing.papers.report_files import CONTENT_TYPES, bytes_of
from canvass.auditing.papers.report_tables import statewide_document
from canvass.commands.audit.working import read_text, write_file
from canvass.console.text import say, warn
from canvass.errors import InputError
from canvass.reporting.forms import say_document
from canvass.reporting.tables import Document


@click.command()
@click.argument("published", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "wanted", type=click.Choice(list(CONTENT_TYPES)))
@click.option("--out", type=click.Path(path_type=Path), help="A file; without it, on stdout.")
def statewide(published: tuple[Path, ...], wanted: str | None, out: Path | None) -> None:
    """List the counties whose published audits are given, every file replayed first."""
    reports = [checked_report(read_text(file), file.name) for file in published]
    _check_each_once(reports, published)
    document, as_json = _made(reports)
    if apart := drawn_apart(reports):
        kinds = ", ".join(category.plural for category in apart)
        warn(f"The counties drew different {kinds}; the board draws them once for all (13-17-505(1)(a)).")
    form = wanted or (out.suffix[1:] if out and out.suffix[1:] in CONTENT_TYPES else "words")
    if form == "words":
        say_document(document)
    elif out is None and form != "pdf":
        say(bytes_of(document, form, as_json).decode().rstrip("\n"))
    elif out is None:
        raise click.UsageError("Name a file for the PDF with --out.")
    else:
        write_file(out, bytes_of(document, form, as_json))


def _check_each_once(reports: list[CountyReport], published: tuple[Path, ...]) -> None:
    """Raise InputError where two files are of one county: it would stand in the list twice, and be added up twice."""
    lines = [
        f"{published[one]} and {published[other]} are both of {reports[other].county}, and "
        f"{'say the same' if reports[one] == reports[other] else 'differ'}."
        for one, other in given_twice(reports)
    ]
    if lines:
        remedy = "Give one file for each county, the last that it published. Nothing was written."
        raise InputError("\n".join([*lines, remedy]))


def _made(reports: list[CountyReport]) -> tuple[Document, str]:
    try:
        found = statewide_report(reports)
    except ValueError as error:
        raise InputError(f"{error} Give files of one election. Nothing was written.") from None
    return statewide_document(found), json.dumps(json.loads(JSON.write(found)))
