"""The event log, a page at a time: the ledger's entries on sign-ins, accounts and totals seen, newest first."""

from dataclasses import dataclass

from canvass.accounts.roles import Role
from canvass.record.store import Record
from canvass.web.listing.listed_rows import ListColumn
from canvass.web.templatetags.canvass_pages import when
from tabulate.ledger.entries import Access, AccessRecorded
from tabulate.whole_numbers import whole_number

PAGE_ROWS = 50
_EVERY = 1_000_000


@dataclass(frozen=True, slots=True)
class Event:
    """One entry."""

    number: int
    written_at: str
    access: AccessRecorded


EVENT_COLUMNS: tuple[ListColumn[Event], ...] = (
    ListColumn("Entry", lambda one: one.number),
    ListColumn("When", lambda one: when(one.written_at)),
    ListColumn("Who", lambda one: one.access.who),
    ListColumn("Role", lambda one: one.access.role, among=tuple(one.value for one in Role)),
    ListColumn("What", lambda one: one.access.what.value, among=tuple(one.value for one in Access)),
    ListColumn("Detail", lambda one: one.access.detail),
)


@dataclass(frozen=True, slots=True)
class EventPage:
    """Some events, and where older ones begin."""

    events: tuple[Event, ...]
    older: int | None
    """Ask for those before this number next; None where there are no older ones."""


def event_page(record: Record, before: str | None) -> EventPage:
    """The newest events, or those before an entry's number as an address has it."""
    events = _events(record, whole_number(before or "", 999_999_999_999_999), PAGE_ROWS + 1)
    more = len(events) > PAGE_ROWS
    return EventPage(events[:PAGE_ROWS], events[PAGE_ROWS - 1].number if more else None)


def every_event(record: Record) -> EventPage:
    """All of them, for who searches or saves."""
    return EventPage(_events(record, None, _EVERY), None)


def _events(record: Record, before: int | None, most: int) -> tuple[Event, ...]:
    rows = record.newest_of_kind(AccessRecorded.kind, before, most)
    return tuple(
        Event(row.number, row.written_at, entry) for row in rows if isinstance(entry := row.entry(), AccessRecorded)
    )
