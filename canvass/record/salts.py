"""The salts of a ledger of format 2: by them a public copy hides an entry, and still chains."""

from collections.abc import Sequence
from secrets import token_hex

from canvass.record.tables.models import LedgerRow
from tabulate.ledger.entries import Entry, RecordOpened

_SALT_BYTES = 32


def new_salt() -> str:
    """32 bytes of the operating system's generator, in hex. None is ever made of another."""
    return token_hex(_SALT_BYTES)


def is_salted(alias: str, entries: Sequence[Entry]) -> bool:
    """Whether entries go on in format 2: as the ledger's last entry does, or as the first one says that opens it."""
    last = LedgerRow.objects.using(alias).order_by("-number").values_list("salt", flat=True).first()
    if last is not None:
        return bool(last)
    return any(isinstance(entry, RecordOpened) and entry.ledger_format > 1 for entry in entries)
