"""By which edition of the counting rules a record is counted: its first entry says so."""

from canvass.record.tables.models import LedgerRow
from tabulate.ledger.entries import RecordOpened
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.lines import read_entry
from tabulate.rules_edition import RulesEdition


def rules_of(alias: str) -> RulesEdition:
    """The edition of the record with this database. Raises LedgerBroken where its first entry does not open it."""
    first = LedgerRow.objects.using(alias).filter(number=1).values_list("kind", "body").first()
    opened = None if first is None else read_entry(1, *first)
    if not isinstance(opened, RecordOpened):
        raise LedgerBroken(1, "the entry that opens the record", "none" if opened is None else f"a {opened.kind!r}")
    return opened.rules
