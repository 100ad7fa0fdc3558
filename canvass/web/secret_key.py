"""The key that signs this record's sessions and forms: made once, readable by nobody else."""

import os
import secrets
import stat
from pathlib import Path

from canvass.errors import EnvironmentFault, disk_errors

KEY_FILE = "secret-key"
_SHORTEST = 50


def secret_key(directory: Path) -> str:
    """The key of the record in `directory`, made where there is none. Raises EnvironmentFault."""
    file = directory / KEY_FILE
    with disk_errors(file):
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return _read(file)
        with os.fdopen(handle, "w", encoding="ascii") as opened:
            key = secrets.token_urlsafe(64)
            opened.write(key)
            opened.flush()
            os.fsync(opened.fileno())
    return key


def _read(file: Path) -> str:
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise EnvironmentFault(
            f"{file} can be read by others on this computer, who could sign in as anyone with it. Delete it (everybody "
            "signs in again), or let only its owner read it: chmod 600."
        )
    key = file.read_text(encoding="ascii", errors="replace").strip()
    if len(key) < _SHORTEST:
        raise EnvironmentFault(
            f"{file} is damaged: expected a key of {_SHORTEST} letters or more. Delete it; a new one is made, and "
            "everybody signs in again."
        )
    return key
