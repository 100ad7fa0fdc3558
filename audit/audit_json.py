"""How the audit is written: canonical JSON, in which a day is a text as in 2026-11-03."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from audit.contests import AuditChoice, AuditContest
from tabulate.canonical_json import CanonicalJson, Shapes
from tabulate.offices import Numbering, Purpose


class DayAsWritten(date):
    """A day that an earlier version let stand in another writing, such as 20261103: what was hashed keeps its bytes."""

    _text = ""

    @classmethod
    def of(cls, text: str) -> "DayAsWritten":
        """The day of that text. Raises ValueError for what is none."""
        day = cls.fromisoformat(text)
        day._text = text
        return day

    def isoformat(self) -> str:
        """The text as it was written; of a day reckoned from this one, as usual."""
        return self._text or super().isoformat()

    __str__ = isoformat


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    return day if day.isoformat() == text else DayAsWritten.of(text)


_LATER: dict[type, frozenset[str]] = {
    AuditChoice: frozenset({"no_preference"}),
    AuditContest: frozenset({"purpose", "declared", "declared_oppose"}),
    Purpose: frozenset(Purpose.__slots__),
    Numbering: frozenset({"method"}),
}

AuditNoun = TypeVar("AuditNoun")


def later(*fields: str) -> Callable[[type[AuditNoun]], type[AuditNoun]]:
    """These fields of the noun came after it had been written: at their default they are left out, as old bytes are."""

    def noted(noun: type[AuditNoun]) -> type[AuditNoun]:
        _LATER[noun] = frozenset(fields)
        return noun

    return noted


JSON = CanonicalJson(Shapes(later=_LATER, texts={date: _day}))
"""Writes and reads every noun of the audit, for the ledger, the lists' hashes, the reports and published files."""
