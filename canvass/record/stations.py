"""Several stations count into one record: each has a directory of its own, and PostgreSQL has the ledger of all.

A batch is of one station at a time. What concerns the whole record, as an edition of its ballots, waits for all.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import OperationalError, connections

from canvass.errors import BusyError
from canvass.record.database import database_errors
from canvass.record.lock import counting_lock

_WHOLE_RECORD = "the whole record"


@contextmanager
def held_for_counting(alias: str, directory: Path, batch: str | None) -> Iterator[None]:
    """Hold the directory, and the batch in it; the whole record where that is None. Raises BusyError where it is held.

    The database lets go when the process dies, or the line to it. In SQLite the directory's lock is enough.
    """
    with counting_lock(directory):
        if connections[alias].vendor != "postgresql":
            yield
            return
        held = _locks(alias, directory, batch)
        try:
            yield
        finally:
            _let_go(alias, held)


def _locks(alias: str, directory: Path, batch: str | None) -> list[tuple[str, str]]:
    """What is asked for, in order: function and name. Those that were had are let go of where one is refused."""
    asked = [("shared" if batch is not None else "", _WHOLE_RECORD)]
    if batch is not None:
        asked.append(("", f"batch {batch}"))
    held: list[tuple[str, str]] = []
    for way, name in asked:
        if not _ask(alias, directory, way, name):
            _let_go(alias, held)
            raise BusyError(_BUSY_RECORD if name == _WHOLE_RECORD else _BUSY_BATCH.format(batch=batch))
        held.append((way, name))
    return held


_BUSY_RECORD = (
    "Another station counts into this record, or takes an edition of its ballots. Wait until it ends, then run the "
    "same command again. Nothing was counted."
)
_BUSY_BATCH = (
    "Batch {batch} is being counted at another station. Wait until it ends, or count these scans as a batch of their "
    "own. Nothing was counted."
)


def _ask(alias: str, directory: Path, way: str, name: str) -> bool:
    function = f"pg_try_advisory_lock{'_shared' if way else ''}"
    with database_errors(directory), connections[alias].cursor() as cursor:
        cursor.execute(f"select {function}(%s)", [_key(name)])
        answer: tuple[bool] = cursor.fetchone()
    return answer[0]


def _let_go(alias: str, held: list[tuple[str, str]]) -> None:
    """A line to the database that broke has let go already, noticed or not."""
    for way, name in reversed(held):
        if connections[alias].connection is None or connections[alias].connection.closed:
            return
        with suppress(OperationalError), connections[alias].cursor() as cursor:
            cursor.execute(f"select pg_advisory_unlock{'_shared' if way else ''}(%s)", [_key(name)])


def _key(name: str) -> int:
    """PostgreSQL's locks have whole numbers of eight bytes for names."""
    return int.from_bytes(hashlib.sha256(f"canvass: {name}".encode()).digest()[:8], signed=True)
