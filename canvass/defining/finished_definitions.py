"""The definition's file, written into the draft's folder once nothing is missing."""

import hashlib
import shlex
from dataclasses import dataclass
from pathlib import Path

from canvass.defining.definition_drafts import DEFINITION_FILE, DefinitionDraft
from canvass.disk.whole_files import save_beside_earlier
from canvass.errors import InputError
from tabulate.defining.standing import DefinitionStanding


@dataclass(frozen=True, slots=True)
class FinishedDefinition:
    """A file that was written."""

    file: Path
    sha256: str
    earlier: Path | None
    """What the file held before, where that was something else."""

    @property
    def next_command(self) -> str:
        """What opens a record with it, as a shell takes it."""
        return f"canvass new RECORD {shlex.quote(str(self.file))}"


def write_definition(draft: DefinitionDraft, standing: DefinitionStanding) -> FinishedDefinition:
    """Write it; what a file of that name held is kept beside it. Raises InputError where anything is missing."""
    if not standing.is_complete:
        raise InputError("Something is missing still. Nothing was written. See: canvass define check")
    file = draft.folder / DEFINITION_FILE
    kept = save_beside_earlier(file, standing.content)
    return FinishedDefinition(file, hashlib.sha256(standing.content).hexdigest(), kept)
