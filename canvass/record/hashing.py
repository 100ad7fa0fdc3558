"""The hash by which a file is known."""

import hashlib
from pathlib import Path


def hash_of_file(path: Path) -> str:
    """The SHA-256 of a file's bytes in hex; empty where the loader gives none: no ordinary file, empty or too large."""
    from imaging.pages import LIMITS  # all decoders come with it

    try:
        size = path.stat().st_size if path.is_file() else 0
        if not 0 < size <= LIMITS.document_bytes:
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
