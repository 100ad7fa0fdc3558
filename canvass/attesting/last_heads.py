"""What a key signed last, of each ledger: beside the key, outside of every record. So an older copy cannot sign again.

Two signed heads of one ledger always continue each other. Who restores a backup finds that here, before others do.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from canvass.disk.one_at_a_time import alone, lock_beside
from canvass.disk.whole_files import save_bytes
from canvass.errors import InputError, disk_errors
from tabulate.heads.signed_notes import NoteRefused, TreeHead, head_of

_OWNER_ALONE = 0o600


def heads_file(key: Path) -> Path:
    """Where the last heads of a key's file lie."""
    return key.with_name(f"{key.name}.heads")


class LastHeads:
    """The last head of each ledger, by its name."""

    def __init__(self, file: Path) -> None:
        """Raises InputError for a file that was changed."""
        self._file = file
        self._heads: dict[str, TreeHead] = {}
        if file.exists():
            with disk_errors(file):
                content = file.read_bytes()
            try:
                texts = json.loads(content)
                self._heads = {(head := head_of(text)).origin: head for text in texts}
            except (ValueError, RecursionError, TypeError, AttributeError, NoteRefused):
                raise InputError(
                    f"{file} does not say what was signed last. Bring it back from a copy: without it nobody "
                    "knows what this key signed. Nothing was signed."
                ) from None

    def of(self, origin: str) -> TreeHead | None:
        """The last head of that ledger; None before the first."""
        return self._heads.get(origin)

    def keep(self, head: TreeHead) -> None:
        """Keep it, before the signature leaves. Raises EnvironmentFault."""
        self._heads[head.origin] = head
        texts = [one.text for _, one in sorted(self._heads.items())]
        save_bytes(self._file, json.dumps(texts, indent=1).encode(), _OWNER_ALONE)


@contextmanager
def last_heads(key: Path) -> Iterator[LastHeads]:
    """What a key's file signed last, held for the block: no other process signs with it meanwhile."""
    file = heads_file(key)
    with alone(lock_beside(file)):
        yield LastHeads(file)
