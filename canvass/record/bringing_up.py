"""Opening a record that an earlier version wrote: the ledger is left alone, and what is worked out from it is added."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction

from canvass.errors import disk_errors
from canvass.record.database import check_tables, create_tables, hold_ledger
from canvass.record.work.projections import behind, catch_up

BRINGING_UP_FILE = "lock.tables"


def bring_up(alias: str, directory: Path) -> None:
    """Check the record's tables, and bring those that follow the ledger up to it. Raises RecordError."""
    if not check_tables(alias, directory):
        with _alone(directory):
            create_tables(alias)
    if behind(alias):
        with transaction.atomic(using=alias):
            hold_ledger(alias)
            catch_up(alias)


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """Wait until no other process adds tables here."""
    file = directory / BRINGING_UP_FILE
    with disk_errors(file):
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
