"""The event log, a page at a time: the ledger's entries on sign-ins, accounts and totals seen, newest first."""

from dataclasses import dataclass

from canvass.record.store import Record
from tabulate.ledger.entries import AccessRecorded
from tabulate.whole_numbers import whole_number

PAGE_ROWS = 50


@dataclass(frozen=True, slots=True)
class Event:
    """One entry."""

    number: int
    written_at: str
    access: AccessRecorded


@dataclass(frozen=True, slots=True)
class EventPage:
    """Some events, and where older ones begin."""

    events: tuple[Event, ...]
    older: int | None
    """Ask for those before this number next; None where there are no older ones."""


def event_page(record: Record, before: str | None) -> EventPage:
    """The newest events, or those before an entry's number as an address has it."""
    number = whole_number(before or "", 999_999_999_999_999)
    rows = record.newest_of_kind(AccessRecorded.kind, number, PAGE_ROWS + 1)
    events = tuple(
        Event(row.number, row.written_at, entry) for row in rows if isinstance(entry := row.entry(), AccessRecorded)
    )
    more = len(events) > PAGE_ROWS
    return EventPage(events[:PAGE_ROWS], events[PAGE_ROWS - 1].number if more else None)
