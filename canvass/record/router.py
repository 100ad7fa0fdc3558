"""Which tables belong in which database: the ledger's in a record's, all others in the application's, `default`."""

from typing import Any


class RecordRouter:
    """Keeps the ledger free of accounts and sessions, so that it can be published."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Whether the tables of an application are made in a database."""
        return (app_label == "record") is db.startswith("record-")
