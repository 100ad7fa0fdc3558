"""Opening the audit of a record where nobody has opened it, and scopes that the definition leaves out."""

from collections.abc import Iterable

from audit.contests import StatedScope
from audit.errors import Refused
from audit.events import AuditEvent
from audit.state import AuditState
from canvass.auditing.readings import opening_event
from canvass.record.audit_log import AuditLog
from tabulate.election import ContestId, ContestScope, Election


def stated_scopes(election: Election, texts: Iterable[str]) -> tuple[StatedScope, ...]:
    """Scopes as typed, `CONTEST=SCOPE`. Raises Refused for what the election or the law does not know."""
    known = {contest.id for contest in election.contests}
    scopes = {scope.value: scope for scope in ContestScope}
    stated = []
    for text in texts:
        contest, _, scope = text.rpartition("=")
        if contest not in known or scope not in scopes:
            raise Refused(
                "13-17-503(3)",
                f'"{text}" names no contest of the election and scope.',
                f"Write CONTEST=SCOPE, with a scope of {', '.join(scopes)}.",
            )
        stated.append(StatedScope(ContestId(contest), scopes[scope]))
    return tuple(stated)


def opened_if_needed(log: AuditLog) -> AuditState:
    """The audit of the record, opened under the rules of its date where nobody has opened it."""
    return log.state or with_opening(log)


def with_opening(log: AuditLog, *events: AuditEvent) -> AuditState:
    """Add these events, after the opening one where the audit is not open."""
    with log.turn() as turn:
        if not turn.open:
            turn.take(opening_event(log.record, log.record.election))
        turn.take(*events)
    return turn.state
