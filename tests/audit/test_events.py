"""Events to canonical JSON and back: what the ledger carries."""

import json
import re
from datetime import date
from typing import get_args

import pytest

from audit.events import EVENTS, AuditEvent, BadEvent, UnknownEvent, name_of, read, write
from audit.events.before import CanvassSet
from audit.random_sample import STEPS, When
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


def test_every_kind_of_event_has_one_step() -> None:
    assert sorted(step.event.__name__ for step in STEPS) == sorted(noun.__name__ for noun in EVENTS.values())
    assert [step.event for step in STEPS if step.when is When.FIRST] == [type(WHOLE[0])]


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


DAY = re.compile(r'(?<="on":")[^"]+(?=")|(?<="election_date":")[^"]+(?=")')
DATED = [(name, body) for name, body in map(write, WHOLE) if DAY.search(body) and name != "cause found"]


@pytest.mark.parametrize(("name", "body"), dict(DATED).items(), ids=dict(DATED))
@pytest.mark.parametrize("text", ["someday", "", "11/15/2024", "2024-11-31"])
def test_a_day_that_is_none_is_damage(name: str, body: str, text: str) -> None:
    with pytest.raises(BadEvent):
        read(name, DAY.sub(text, body))


@pytest.mark.parametrize("text", ["2024-11-19", "20241119", "2024-W47-2"])
def test_a_day_is_a_date_and_keeps_its_bytes(text: str) -> None:
    body = f'{{"on":"{text}"}}'
    event = read("canvass set", body)
    assert event == CanvassSet(date(2024, 11, 19))
    assert write(event) == ("canvass set", body)
