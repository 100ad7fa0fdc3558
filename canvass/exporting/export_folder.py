"""An export as a folder: its files, and `export.json`, which says of what record they are and their hashes."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from canvass import VERSION
from canvass.disk.whole_folders import OPEN_TO_ALL, OPEN_TO_OWNER, save_folder
from tabulate.election import Election
from tabulate.ledger.chain import Head


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file of an export."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Export:
    """What is written together."""

    form: str
    """As the command has it."""
    election: Election
    head: Head
    """The last entry of the ledger that the files were made from."""
    files: tuple[ExportFile, ...]
    public: bool
    """Whether anyone may have it; else the folder is its owner's alone."""
    notes: tuple[str, ...] = ()
    """What is left out, and what a reader must know."""
    names: tuple[tuple[str, str], ...] = ()
    """Names that stand for longer ones: the id, and what stands in the files."""


def write_export(export: Export, folder: Path) -> None:
    """Write it as a new folder, whole or not at all. Raises InputError where it is there, EnvironmentFault."""
    files = [(one.name, one.content) for one in (*export.files, ExportFile("export.json", _about(export)))]
    save_folder(folder, files, OPEN_TO_ALL if export.public else OPEN_TO_OWNER)


def json_bytes(found: object) -> bytes:
    """JSON as an export's file: indented, in ASCII, with a line feed at its end."""
    return (json.dumps(found, indent=1) + "\n").encode("ascii")


def _about(export: Export) -> bytes:
    found = {
        "format": "canvass-export/1",
        "export": export.form,
        "public": export.public,
        "canvass": VERSION,
        "election": export.election.title,
        "election_date": export.election.date.isoformat(),
        "definition_sha256": export.election.definition_sha256,
        "ledger": {"number": export.head.number, "hash": export.head.hash},
        "files": [{"name": one.name, "sha256": hashlib.sha256(one.content).hexdigest()} for one in export.files],
        "notes": list(export.notes),
        "names": [{"id": id_, "name": name} for id_, name in export.names],
    }
    return json_bytes(found)
