"""Hours of entries that run backwards: no fault of the chain, and a clock that was set back."""

from datetime import datetime, timedelta

from tabulate.ledger.chain import ChainedEntry
from tabulate.printable import shown

LEAST_STEP = timedelta(minutes=1)
"""Clocks of computers are put right by less, again and again."""


def _moment(row: ChainedEntry) -> datetime | None:
    try:
        moment = datetime.fromisoformat(row.written_at)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


class ClockCheck:
    """Looks at the entries in their order."""

    def __init__(self) -> None:
        """None was seen yet."""
        self.notes: list[str] = []
        """A sentence for each step back."""
        self._latest: tuple[datetime, int, str] | None = None

    def look(self, row: ChainedEntry) -> None:
        """Take the next entry."""
        moment = _moment(row)
        if moment is None:
            self.notes.append(f"Entry {row.number} says no hour at which it was written: {shown(row.written_at)!r}.")
            return
        if self._latest is not None and moment < self._latest[0] - LEAST_STEP:
            _, number, at = self._latest
            self.notes.append(
                f"Entry {row.number} says that it was written at {row.written_at}, and entry {number} before it at "
                f"{at}: a clock was set back, or two computers' clocks differ."
            )
        self._latest = (moment, row.number, row.written_at)
