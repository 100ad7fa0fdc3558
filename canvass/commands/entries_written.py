"""What commands do that enter something: all of it or none, and then they say so."""

import hashlib
from pathlib import Path

import click

from canvass.console.text import say
from canvass.deciding.decisions import Deciding
from canvass.errors import InputError, disk_errors
from canvass.record import open_record
from tabulate.board.state import BoardEntry
from tabulate.ledger.chain import Head


def enter(record: Path, *entries: BoardEntry) -> Head:
    """Write what was typed, all or none, and the ledger's head then. Raises RefusedError."""
    with open_record(record) as opened:
        Deciding(opened).enter(*entries)
        return opened.head()


def sha256_said(file: Path | None, sha256: str | None, option: str) -> str:
    """The hash of a paper that stays with the county: of its file, or as it was typed; `--judgment` is `judgment`.

    Raises UsageError where both or neither is said, InputError where there is no such file.
    """
    if (file is None) is (sha256 is None):
        raise click.UsageError(f"Name the file by --{option}, or its SHA-256 by --{option}-sha256.")
    return sha256 or "" if file is None else hashlib.sha256(content_of(file, f"the {option}'s file")).hexdigest()


def content_of(place: Path, what: str) -> bytes:
    """A file's bytes. Raises InputError where there is none."""
    if not place.is_file():
        raise InputError(f"{place} is no file. Nothing was written. Name {what}.")
    with disk_errors(place):
        return place.read_bytes()


def say_written(sentence: str, head: Head) -> None:
    """What was done, and the entry that says it."""
    say(sentence)
    say(f"Ledger entry {head.number} {head.hash}")
