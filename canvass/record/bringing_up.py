"""Opening a record that an earlier version wrote: the ledger is left alone, and what is worked out from it is added."""

from pathlib import Path

from django.db import transaction

from canvass.disk.one_at_a_time import alone
from canvass.record.database import check_tables, create_tables, hold_ledger
from canvass.record.work.projections import behind, catch_up

BRINGING_UP_FILE = "lock.tables"


def bring_up(alias: str, directory: Path) -> None:
    """Check the record's tables, and bring those that follow the ledger up to it. Raises RecordError."""
    if not check_tables(alias, directory):
        with alone(directory / BRINGING_UP_FILE):  # Two processes do not add tables at once.
            create_tables(alias)
    if behind(alias):
        with transaction.atomic(using=alias):
            hold_ledger(alias)
            catch_up(alias)
