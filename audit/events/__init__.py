"""Everything that can happen in a random-sample audit: one frozen noun per kind of event, closed by `AuditEvent`.

The nouns lie in modules by the part of the statute, as their steps do in `audit/steps/`. The ledger carries each as an
entry of kind "audit": `write(event)` gives the event's name and its canonical body, `read(name, body)` the event again.
What an event may follow, and what follows from it, is in `random_sample.py`. Hashes are SHA-256 in hex.
"""

import re
from typing import get_args

from audit.audit_json import JSON
from audit.errors import AuditError
from audit.events.before import BeforeEvent
from audit.events.certifying import CertifyingEvent
from audit.events.consequences import ConsequenceEvent
from audit.events.counting import CountingEvent
from audit.events.selecting import SelectingEvent
from tabulate.canonical_json import NotTheNoun, UnknownWord

AuditEvent = BeforeEvent | SelectingEvent | CountingEvent | ConsequenceEvent | CertifyingEvent


def _in_words(class_name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", class_name).lower()


EVENTS: dict[str, type[AuditEvent]] = {_in_words(noun.__name__): noun for noun in get_args(AuditEvent)}
"""Every kind by its name in the ledger: the class's own in plain words, as `MarkStruck` is "mark struck".

It is the name forever: whoever renames a class makes ledgers that exist unreadable.
"""
_NAMES = {noun: name for name, noun in EVENTS.items()}


class UnknownEvent(AuditError):  # noqa: N818  (said as such)
    """An event, or a field of one, that a later version may have written. Install that version."""


class BadEvent(AuditError):  # noqa: N818  (said as such)
    """An event's body is not what its name says: the record is damaged or was altered."""


def name_of(event: AuditEvent) -> str:
    """The event's name in the ledger."""
    return _NAMES[type(event)]


def write(event: AuditEvent) -> tuple[str, str]:
    """The event's name and its body as canonical JSON."""
    return name_of(event), JSON.write(event)


def read(name: str, body: str) -> AuditEvent:
    """The event that was written. Raises UnknownEvent and BadEvent."""
    noun = EVENTS.get(name)
    if noun is None:
        raise UnknownEvent(f'This version knows no audit event "{name}". Install the version that wrote it.')
    try:
        return JSON.read(noun, body)
    except UnknownWord as word:
        raise UnknownEvent(f'The audit event "{name}" has {word}, which this version does not know.') from None
    except NotTheNoun as fault:
        raise BadEvent(f'The body of the audit event "{name}" is damaged: {fault}.') from None
