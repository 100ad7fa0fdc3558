"""The forms in which commands write a document: which is asked for, and where it goes."""

from collections.abc import Callable
from pathlib import Path

import click

from canvass.auditing.papers.report_files import CONTENT_TYPES
from canvass.commands.audit.working import write_file
from canvass.console.text import say
from canvass.reporting.forms import say_document
from canvass.reporting.tables import Document

FORMAT = click.option(
    "--format", "wanted", type=click.Choice(list(CONTENT_TYPES)), help="[default: by the ending of --out, or words]"
)
OUT = click.option("--out", type=click.Path(path_type=Path), help="A file; without it, words on stdout.")


def form_of(wanted: str | None, out: Path | None) -> str:
    """The form that is asked for, or `words`. Raises UsageError."""
    if out is not None and wanted is None and out.suffix[1:] not in CONTENT_TYPES:
        raise click.UsageError(f"Say the --format of {out}: {', '.join(CONTENT_TYPES)}.")
    if out is None and wanted == "pdf":
        raise click.UsageError("Name a file for the PDF with --out.")
    return wanted or (out.suffix[1:] if out else "words")


def write_out(document: Document, form: str, content: Callable[[], bytes], out: Path | None) -> None:
    """In the form that was asked for: its words on stdout, else what `content` makes, to the file or to stdout."""
    if form == "words":
        say_document(document)
    elif out is None:
        say(content().decode().rstrip("\n"))
    else:
        write_file(out, content())
