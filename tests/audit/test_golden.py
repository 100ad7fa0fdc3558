"""Audits that an earlier version wrote, byte for byte: their ledgers, published file, report and hashes stand forever.

`golden/` was written by version 0.1 of this code before its events were arranged anew. `whole` has every kind of event
but the exemption's; `other-writing` has days as `--on` took them then: 20241118, 2024-W40-3, and a finding's day that
nobody checked.
"""

import hashlib
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from audit.audit_json import JSON
from audit.events import EVENTS, AuditEvent, read, write
from audit.publication import publish, replay
from audit.random_sample import fold
from audit.report import county_report, report_json, report_sha256
from audit.rules import RULE_SETS
from audit.state import AuditState
from audit.statewide import statewide_report

GOLDEN = Path(__file__).parent / "golden"
AUDITS = ("whole", "exempt", "other-writing")


def golden(name: str) -> str:
    return (GOLDEN / name).read_text("utf-8")


def written(name: str) -> list[tuple[str, str]]:
    return [(kind, body) for kind, body in json.loads(golden(f"{name}.events.json"))]


@cache
def events(name: str) -> tuple[AuditEvent, ...]:
    return tuple(read(kind, body) for kind, body in written(name))


@cache
def state(name: str) -> AuditState:
    found = fold(events(name))
    assert found is not None
    return found


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("name", AUDITS)
def test_every_event_of_an_earlier_version_keeps_its_bytes(name: str) -> None:
    assert [write(event) for event in events(name)] == written(name)


def test_every_kind_that_version_knew_is_among_them_and_keeps_its_name() -> None:
    kinds = {kind for name in AUDITS for kind, _ in written(name)}
    assert len(kinds) == 24
    assert kinds <= set(EVENTS)


@pytest.mark.parametrize("name", AUDITS)
def test_every_hash_is_what_it_was(name: str) -> None:
    published = publish(events(name))
    replayed = replay(published)
    found = {
        "events": len(events(name)),
        "published_sha256": sha256(published),
        "last_sha256": json.loads(published)["events"][-1]["sha256"],
        "rolls": replayed.rolls,
        "phase": state(name).phase.value,
        "report_sha256": report_sha256(county_report(state(name))),
        "lists_sha256": [one.numbered.sha256() for one in state(name).selection.lists],
        "published_report_sha256": report_sha256(replayed.report),
    }
    assert found == json.loads(golden("hashes.json"))[name]


def test_the_published_file_is_letter_for_letter_the_same() -> None:
    assert publish(events("whole")) == golden("whole.published.json")


def test_the_published_file_replays_to_its_own_report() -> None:
    text = golden("whole.published.json")
    replayed = replay(text)
    assert json.loads(report_json(replayed.report)) == json.loads(text)["report"]
    assert replayed.report == county_report(replayed.state)


def test_a_damaged_published_file_is_still_found_out() -> None:
    text = golden("whole.published.json")
    with pytest.raises(Exception, match="altered"):
        replay(text.replace('"election_date": "2024-11-05"', '"election_date": "2024-11-06"'))


def test_the_statewide_list_is_the_same() -> None:
    exempt = replace(county_report(state("exempt")), county="Zinc")
    report = statewide_report([county_report(state("whole")), exempt])
    assert JSON.write(report) == golden("statewide.json").rstrip("\n")


def test_the_rule_sets_are_written_the_same() -> None:
    assert {rules.id.value: json.loads(JSON.write(rules)) for rules in RULE_SETS.values()} == json.loads(
        golden("rules.json")
    )
