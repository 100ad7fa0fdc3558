"""Events to canonical JSON and back: what the ledger carries."""

import json
from typing import get_args

import pytest

from audit.events import EVENTS, AuditEvent, BadEvent, UnknownEvent, name_of, read, write
from tests.audit.audits import WHOLE


@pytest.mark.parametrize("event", WHOLE, ids=name_of)
def test_an_event_is_read_as_it_was_written(event: AuditEvent) -> None:
    name, body = write(event)
    assert read(name, body) == event
    assert write(read(name, body)) == (name, body)
    assert body.isascii()
    assert body == json.dumps(json.loads(body), sort_keys=True, separators=(",", ":"))


def test_every_kind_of_event_has_its_name() -> None:
    assert set(EVENTS.values()) == set(get_args(AuditEvent))


NAME, BODY = write(WHOLE[0])


@pytest.mark.parametrize(
    ("name", "body"),
    [("audit adjourned", "{}"), (NAME, BODY.replace('"county"', '"country"')), ("dice rolled", '{"x":1}')],
)
def test_what_a_later_version_wrote_is_said_to_be_so(name: str, body: str) -> None:
    with pytest.raises(UnknownEvent):
        read(name, body)


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", BODY[:-1], BODY.replace('"rules":"mca-2023"', '"rules":7'), '{"county":1.5}']
)
def test_a_damaged_body_is_said_to_be_so(body: str) -> None:
    with pytest.raises(BadEvent):
        read(NAME, body)
