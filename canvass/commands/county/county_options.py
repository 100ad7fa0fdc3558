"""What the commands of the county canvass have in common."""

from pathlib import Path

import click

from canvass.auditing.papers.report_files import CONTENT_TYPES
from canvass.commands.audit.working import write_file
from canvass.commands.options import named, people
from canvass.console.text import say
from canvass.deciding.custody_typed import words_typed
from canvass.errors import InputError, disk_errors
from canvass.reporting.forms import say_document
from canvass.reporting.tables import Document
from tabulate.ledger.chain import Head

RECORD = click.argument("record", type=click.Path(path_type=Path))
AT = click.option("--at", metavar="HOUR", help="When, as 2026-11-17T10:00 in Montana; now without it.")
BY = click.option("--by", "entered_by", callback=named, required=True, help="Who enters it.")
SIGNERS = click.option(
    "--signer", "signers", callback=people, multiple=True, help="A canvasser who signed; repeat for each."
)
FORMAT = click.option(
    "--format", "wanted", type=click.Choice(list(CONTENT_TYPES)), help="[default: by the ending of --out, or words]"
)
OUT = click.option("--out", type=click.Path(path_type=Path), help="A file; without it, words on stdout.")


def say_written(sentence: str, head: Head) -> None:
    """What was done, and the entry that says it."""
    say(sentence)
    say(f"Ledger entry {head.number} {head.hash}")


def form_of(wanted: str | None, out: Path | None) -> str:
    """The form that is asked for, or `words`. Raises UsageError."""
    if out is not None and wanted is None and out.suffix[1:] not in CONTENT_TYPES:
        raise click.UsageError(f"Say the --format of {out}: {', '.join(CONTENT_TYPES)}.")
    if out is None and wanted == "pdf":
        raise click.UsageError("Name a file for the PDF with --out.")
    return wanted or (out.suffix[1:] if out else "words")


def write_out(document: Document, content: bytes | None, out: Path | None) -> None:
    """To the file, or to stdout: its words where there is no `content`."""
    if content is None:
        say_document(document)
    elif out is None:
        say(content.decode().rstrip("\n"))
    else:
        write_file(out, content)


def names_typed(names: tuple[str, ...]) -> tuple[str, ...]:
    """Without what people type differently, spaces. Raises InputError."""
    return tuple(map(words_typed, names))


def content_of(place: Path, what: str) -> bytes:
    """A file's bytes. Raises InputError where there is none."""
    if not place.is_file():
        raise InputError(f"{place} is no file. Nothing was written. Name {what}.")
    with disk_errors(place):
        return place.read_bytes()
