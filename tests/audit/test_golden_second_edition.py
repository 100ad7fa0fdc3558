"""An audit of the second edition, byte for byte: write-ins by person, a hand count, a heap in excess, dice after all.

`golden/second-edition` was written when that edition was new. Whoever changes what its events come to changes what
counties certified: that is another edition.
"""

import json
from functools import cache
from pathlib import Path

import pytest

from audit.edition import AuditEdition, BallotsCompared
from audit.errors import PublicationAltered
from audit.events import AuditEvent, read, write
from audit.further import is_escalation
from audit.publication import publish, replay
from audit.random_sample import fold
from audit.report import UnitReport, county_report
from audit.state import AuditState
from canvass.cli import run
from tests.audit.test_golden import golden

NAME = "second-edition"


def written() -> list[tuple[str, str]]:
    return [(kind, body) for kind, body in json.loads(golden(f"{NAME}.events.json"))]


@cache
def events() -> tuple[AuditEvent, ...]:
    return tuple(read(kind, body) for kind, body in written())


def state() -> AuditState:
    found = fold(events())
    assert found is not None
    return found


def units() -> tuple[UnitReport, ...]:
    return county_report(state()).units


def test_repair_A1_every_event_of_the_second_edition_keeps_its_bytes() -> None:
    assert [write(event) for event in events()] == written()
    assert state().opened.edition is AuditEdition.SECOND
    assert state().opened.compared is BallotsCompared.RESOLVED


def test_repair_A1_the_published_file_of_the_second_edition_is_letter_for_letter_the_same() -> None:
    assert publish(events()) == golden(f"{NAME}.published.json")
    assert replay(golden(f"{NAME}.published.json")).report == county_report(state())


def test_repair_A1_what_it_holds_is_all_that_came_with_that_edition() -> None:
    assert {line.manual for unit in units() for line in unit.write_ins} == {4}
    assert {unit.excess for unit in units()} == {0, 3}
    assert {unit.precinct for unit in units() if unit.without_machine} == {"p4"}
    assert [one.numbered.drawn for one in state().selection.lists if is_escalation(one.numbered.drawn)]


@pytest.mark.parametrize(
    ("said", "altered"),
    [
        ('"edition": "2"', '"edition": "1"'),
        ('"compared": "resolved"', '"compared": "machine"'),
        ('"by_hand": true', '"by_hand": false'),
        ('"write_ins_pending": 2', '"write_ins_pending": 3'),
    ],
)
def test_repair_A1_an_altered_file_of_the_second_edition_is_found_out(said: str, altered: str) -> None:
    text = golden(f"{NAME}.published.json")
    assert said in text
    with pytest.raises(PublicationAltered):
        replay(text.replace(said, altered, 1))


def test_repair_A1_the_command_replays_it_and_says_who_was_written_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "published.json"
    file.write_text(golden(f"{NAME}.published.json"))
    assert run(["audit", "replay", str(file)]) == 0
    assert "Dana Gray (write-in)" in capsys.readouterr().out
    assert run(["audit", "replay", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["units"]
    written_in = {"name": "Dana Gray", "machine": 5, "manual": 4}
    assert [one["write_ins"] for one in found if "write_ins" in one] == [[written_in]] * 2
    assert [one["excess"] for one in found if "excess" in one] == [3]
