"""The audit in its record: what is refused or fails half way leaves no entry, and a turn sees what others wrote."""

import hashlib
import json
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest

from audit.errors import Refused
from audit.events.before import CanvassSet
from audit.events.consequences import MachineBarredElsewhere
from audit.opening import open_audit
from audit.publication import publish
from audit.state import Phase
from canvass.auditing.opening import opened_if_needed
from canvass.errors import RecordError
from canvass.record.audit_log import AuditLog, Turn
from canvass.verifying.ledger import verify_ledger
from tabulate.ledger.entries import AuditRecorded
from tests.audit.audits import WHOLE
from tests.canvass.audited_county import CountedCounty
from tests.canvass.auditing.clerk import Clerk

GOLDEN = Path(__file__).parents[2] / "audit" / "golden"


def test_an_event_that_may_not_stand_where_it_stands_is_a_broken_record(county: CountedCounty) -> None:
    opened_if_needed(AuditLog(county.record))
    rows = [row.entry() for row in county.record.newest_of_kind("audit", None, 1)]
    assert isinstance(rows[0], AuditRecorded)
    county.record.append([rows[0]])
    with pytest.raises(RecordError, match="may not stand where it stands"):
        _ = AuditLog(county.record).state
    (problem,) = verify_ledger(county.record).problems
    assert "13-17-503(1)" in problem


def test_what_is_refused_leaves_no_entry(county: CountedCounty) -> None:
    log = AuditLog(county.record)
    before = county.record.head()
    with pytest.raises(Refused):
        log.take(open_audit(county.election), open_audit(county.election))
    assert county.record.head() == before
    assert log.state is None


def test_a_turn_that_fails_half_way_leaves_no_entry_and_the_audit_as_it_was(county: CountedCounty) -> None:
    log = AuditLog(county.record)
    before = county.record.head()
    with pytest.raises(OSError, match="half way"):
        fail_half_way(log)
    assert (county.record.head(), log.state) == (before, None)
    assert log.take(open_audit(county.election)).phase is Phase.OPENED


def test_a_turn_in_which_nothing_was_taken_wrote_nothing(county: CountedCounty) -> None:
    log = AuditLog(county.record)
    with log.turn() as empty:
        pass
    with log.turn() as turn:
        turn.take(open_audit(county.election))
    assert (empty.written, turn.written) == (False, True)


def fail_half_way(log: AuditLog) -> None:
    with log.turn() as turn:
        turn.take(open_audit(log.record.election))
        assert turn.open
        raise OSError("half way")


def test_a_turn_sees_what_another_process_wrote_before_it(county: CountedCounty) -> None:
    first, second = AuditLog(county.record), AuditLog(county.record)
    assert first.state is None
    second.take(open_audit(county.election))
    with first.turn() as turn:
        assert turn.state == second.state
        turn.take(CanvassSet(county.election.date + timedelta(days=10)))
    assert second.state == first.state == turn.state
    assert len(second.events) == 2


def test_an_audit_that_an_earlier_version_recorded_is_opened_and_goes_on(county: CountedCounty) -> None:
    events = json.loads((GOLDEN / "whole.events.json").read_text())
    county.record.append([AuditRecorded(name, body) for name, body in events])
    log = AuditLog(county.record)
    assert publish(log.events) == (GOLDEN / "whole.published.json").read_text()
    assert verify_ledger(county.record).problems == []
    log.take(MachineBarredElsewhere("another", "Primary Election", "ab" * 32))
    assert len(AuditLog(county.record).events) == len(events) + 1


def test_the_file_that_is_published_is_the_audit_as_it_was_when_published(
    county: CountedCounty, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    AuditLog(county.record).take(*WHOLE)
    turn_as_it_is, file = AuditLog.turn, tmp_path / "published.json"

    def turn_after_another(log: AuditLog) -> AbstractContextManager[Turn]:
        monkeypatch.setattr(AuditLog, "turn", turn_as_it_is)
        AuditLog(county.record).take(MachineBarredElsewhere("another", "Primary Election", "ab" * 32))
        return log.turn()

    monkeypatch.setattr(AuditLog, "turn", turn_after_another)
    code, said = Clerk(county.record.directory, capsys).does("publish", "--out", str(file))
    log = AuditLog(county.record)
    assert log.state is not None
    assert log.state.published is not None
    assert (code, log.state.published.published_sha256 in said) == (0, True), said
    assert file.read_text() == publish(log.events)
    assert log.state.published.published_sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
