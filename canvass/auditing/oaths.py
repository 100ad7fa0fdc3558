"""An oath is taken by who is appointed, so not before the appointment (13-17-504(3)).

Asked where an oath is entered. Ledgers that hold an earlier one go on: it is the entry that is refused.
"""

from collections.abc import Iterable
from datetime import date

from audit.committee import MemberId
from audit.errors import Refused
from audit.events import AuditEvent
from audit.events.before import MemberReplaced
from audit.state import AuditState


def check_oath_day(state: AuditState | None, events: Iterable[AuditEvent], member: MemberId, on: date) -> None:
    """Check that an oath of that day is not before the member's appointment. Raises Refused."""
    appointed = None if state is None or state.appointed is None else state.appointed.on
    for event in events:
        if isinstance(event, MemberReplaced) and event.member.id == member:
            appointed = event.on
    if appointed is not None and on < appointed:
        found = f"The oath of {on} is before the appointment of {appointed}."
        raise Refused("13-17-504(3)", found, "Look at both papers, and enter the day of the oath.")
