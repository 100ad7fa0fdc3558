"""The published file proves itself, and whatever is altered in it is found (13-17-507(4))."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit import events as written
from audit.errors import AuditError, PublicationAltered, PublicationError
from audit.events.before import ExemptionNoticed
from audit.events.certifying import AuditPublished
from audit.events.selecting import DiceRolled
from audit.publication import chain, public_events, publish, replay
from audit.random_sample import fold
from audit.report import county_report, report_json
from audit.selection import PRECINCTS
from audit.state import Phase
from tabulate.election import ContestId
from tests.audit.audits import HASH, WHOLE, Audit, opened
from tests.soak import examples

PUBLISHED = publish(WHOLE)


def test_everything_follows_again_from_the_file_alone() -> None:
    replayed = replay(PUBLISHED)
    assert replayed.state == fold(WHOLE)
    assert replayed.events == len(WHOLE)
    assert replayed.report.phase is Phase.CERTIFIED
    assert replayed.rolls == sum(len(one.draw.outcomes) for one in replayed.state.selection.lists) == 3


def test_publishing_twice_gives_the_same_bytes() -> None:
    assert publish(WHOLE) == PUBLISHED
    assert publish([*WHOLE, AuditPublished(date(2024, 11, 19), HASH)]) == PUBLISHED


def test_the_selection_is_published_before_anything_is_counted() -> None:
    audit = Audit(opened(12)).begin()
    published = publish(audit.events)
    unit = audit.first_unit
    audit.prepare(unit, [311, 212]).start(unit).do(audit.sheet(unit, "ben", [313, 217]))
    assert publish(audit.events) == published, "no sheet and no machine figure before the certificate"
    assert replay(published).state.selection == audit.state.selection


def test_rehearsals_are_not_published() -> None:
    audit = Audit(opened(12))
    audit.freeze(audit.lists(rehearsal=True)[0]).roll(PRECINCTS, (0, 1), rehearsal=True).begin()
    assert "REHEARSAL" not in publish(audit.events)
    assert replay(publish(audit.events)).state.rehearsal.lists == ()
    assert len(public_events(audit.events)) == len(audit.events) - 2


def test_an_exempt_county_publishes_its_notice() -> None:
    audit = Audit().publish_results()
    audit.do(ExemptionNoticed("a close contest", ContestId("governor"), "Clerk", date(2024, 11, 12), HASH))
    report = replay(publish(audit.events)).report
    assert report.phase is Phase.EXEMPT
    assert report.exemption is not None


Spoil = Callable[[dict[str, Any]], None]


def event(document: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in document["events"] if one["name"] == name)
    return found


SPOILED: list[tuple[str, Spoil]] = [
    ("another roll", lambda d: event(d, "dice rolled")["body"].update(faces=[1])),
    ("another list", lambda d: event(d, "list frozen")["body"]["numbered"].update(needed=1)),
    ("another sheet", lambda d: event(d, "sheet entered")["body"]["figures"].update(undervotes=0)),
    ("other machine figures", lambda d: event(d, "machine figures taken")["body"]["figures"].update(ballots_cast=1)),
    ("a roll taken out", lambda d: d["events"].remove(event(d, "dice rolled"))),
    ("events exchanged", lambda d: d["events"].reverse()),
    ("no events", lambda d: d.update(events=[])),
    ("another report", lambda d: d["report"].update(county="Little Sky")),
    ("another figure", lambda d: d["report"]["units"][0]["choices"][0].update(manual=299)),
    ("no report", lambda d: d.pop("report")),
    ("a report of nothing", lambda d: d.update(report=[1])),
    ("something beside the report", lambda d: d["report"].update(note="all is well")),
    ("an event that is none", lambda d: d["events"].insert(3, "sheet entered")),
    ("a later word", lambda d: d["events"][0]["body"].update(weather="snow")),
    ("a note beside the report", lambda d: d.update(note="all is well")),
    ("a note beside an event", lambda d: d["events"][3].update(note="all is well")),
    ("a figure that another reader takes for a word", lambda d: d["report"]["units"][0].update(rounds=True)),
    ("events that are no list", lambda d: d.update(events={"a": 1})),
]


@pytest.mark.parametrize("spoil", [spoil for _, spoil in SPOILED], ids=[name for name, _ in SPOILED])
def test_whatever_is_altered_is_found(spoil: Spoil) -> None:
    document = json.loads(PUBLISHED)
    spoil(document)
    with pytest.raises(PublicationAltered):
        replay(json.dumps(document))


def test_the_same_in_other_letters_is_not_the_file_that_was_published() -> None:
    with pytest.raises(PublicationAltered, match="letter for letter"):
        replay(json.dumps(json.loads(PUBLISHED)))
    with pytest.raises(PublicationAltered, match="letter for letter"):
        replay(PUBLISHED + " ")


def test_a_rehearsal_s_rolls_in_a_published_file_are_found() -> None:
    audit = Audit()
    audit.publish_results()
    for numbered in audit.lists(rehearsal=True):
        audit.freeze(numbered)
    links = chain(written.write(one) for one in audit.events)
    events = [{"name": name, "body": json.loads(body), "sha256": sha256} for name, body, sha256 in links]
    report = json.loads(report_json(county_report(audit.state)))
    document = json.loads(PUBLISHED) | {"events": events, "report": report}
    with pytest.raises(PublicationAltered, match="never published"):
        replay(json.dumps(document))


def test_a_chain_made_anew_over_an_impossible_roll_is_found_by_the_rules() -> None:
    """Whoever alters a roll and all hashes after it still has to make sample, sheets and report follow."""
    altered = [
        DiceRolled(one.drawn, one.rehearsal, one.roll_number, (3,), one.rolled_by)
        if isinstance(one, DiceRolled) and one.drawn == PRECINCTS and one.roll_number == 1
        else one
        for one in WHOLE
    ]
    links = [
        {"name": name, "body": json.loads(body), "sha256": sha256}
        for name, body, sha256 in chain(written.write(one) for one in altered)
    ]
    document = json.loads(PUBLISHED) | {"events": links}
    with pytest.raises(PublicationAltered, match="do not follow"):
        replay(json.dumps(document))


NOT_PUBLISHED = ["", "{", "[]", "null", "{}", '{"kind": 1}', "\ufeff{}", "[" * 100_000]


@pytest.mark.parametrize("text", NOT_PUBLISHED, ids=range(len(NOT_PUBLISHED)))
def test_another_file_is_said_to_be_another(text: str) -> None:
    with pytest.raises(PublicationError) as error:
        replay(text)
    assert not isinstance(error.value, PublicationAltered)


def test_another_format_is_said_to_be_another() -> None:
    document = json.loads(PUBLISHED) | {"format": 2}
    with pytest.raises(PublicationError, match="format 2"):
        replay(json.dumps(document))


def test_a_key_that_stands_twice_is_refused() -> None:
    doubled = PUBLISHED.replace('"format": 1', '"format": 1, "format": 1')
    with pytest.raises(PublicationError, match="twice"):
        replay(doubled)


def test_there_is_nothing_to_publish_without_an_audit() -> None:
    with pytest.raises(PublicationError):
        publish([])


@settings(max_examples=examples(80))
@given(st.integers(0, len(PUBLISHED) - 1), st.sampled_from("0123456789aZ{}[],:\"' "))
def test_no_single_character_can_be_changed_to_other_meaning(place: int, character: str) -> None:
    changed = PUBLISHED[:place] + character + PUBLISHED[place + 1 :]
    try:
        replayed = replay(changed)
    except AuditError:
        return
    assert json.loads(changed) == json.loads(PUBLISHED)
    assert replayed.state == fold(WHOLE)
