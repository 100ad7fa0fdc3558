"""Running marks as they are published: what they add up to, not in which order ballots were called (13-1-102).

A recorder marks ballot after ballot as they lie in the box. Who saw in which order people voted would know how each one
did. So what a member marked for a sheet is published once, in the order of the choices, just before the sheet. What was
struck, and marks that became no sheet, are not published: nothing follows from them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from audit.committee import MemberId
from audit.contests import Unit
from audit.events import AuditEvent
from audit.events.counting import MarksMade, MarkStruck, SheetEntered
from audit.sheet_figures import Call
from audit.tally_sheets import EntryMode

_Sheet = tuple[Unit, int, MemberId]


def without_order(events: Iterable[AuditEvent]) -> Iterator[AuditEvent]:
    """The events, with the running marks of each sheet put together; all figures are the same."""
    marks: dict[_Sheet, MarksMade] = {}
    for event in events:
        match event:
            case MarksMade():
                before = marks.get(_sheet(event))
                marks[_sheet(event)] = replace(event, calls=(before.calls if before else ()) + event.calls)
            case MarkStruck():
                made = marks[_sheet(event)]
                marks[_sheet(event)] = replace(made, calls=made.calls[:-1])
            case SheetEntered(mode=EntryMode.MARKS) if _sheet(event) in marks:
                made = marks.pop(_sheet(event))
                yield from [replace(made, calls=tuple(sorted(made.calls, key=_by_choice)))] if made.calls else []
                yield event
            case _:
                yield event


def _sheet(event: MarksMade | MarkStruck | SheetEntered) -> _Sheet:
    return Unit(event.precinct, event.contest), event.round_number, event.member


def _by_choice(call: Call) -> tuple[bool, tuple[str, ...], tuple[str, ...]]:
    return call.overvoted, call.choices, call.people
