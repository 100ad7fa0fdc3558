"""Records whose definition has the polls close at an hour that is none open, verify, say so, and stay sealed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from canvass import clock
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.record.definition_files import DefinitionFiles
from tabulate.definitions import parse_definition
from tabulate.election import Election
from tests.canvass.conftest import County

EIGHT = datetime(2026, 11, 4, 3, tzinfo=UTC)


def taken_then(definition: bytes) -> Election:
    return parse_definition(definition, of_before=True)


@pytest.fixture
def of_before(county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record as an earlier version made it, of a definition that closes the polls at seven in the morning."""
    document = json.loads(county.definition.read_text()) | {"polls_close": "2026-11-03T07:00:00-07:00"}
    definition = tmp_path / "definition.json"
    definition.write_text(json.dumps(document))
    with monkeypatch.context() as earlier:
        earlier.setattr(DefinitionFiles, "election", lambda given, of_before=True: taken_then(given.definition))
        earlier.setattr(
            "canvass.starting.election_given.read_definition",
            lambda file: (file.read_bytes(), taken_then(file.read_bytes())),
        )
        assert run(["new", str(tmp_path / "record"), str(definition)]) == ExitCode.DONE
    assert run(["new", str(tmp_path / "another"), str(definition)]) == ExitCode.WRONG_INPUT
    return tmp_path / "record"


def test_repair_A5_a_record_of_before_opens_verifies_and_says_what_holds(
    of_before: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("verify", "status"):
        assert run([command, str(of_before)]) in (0, 1)
        assert "Totals stay sealed until 2026-11-03 20:00" in " ".join(capsys.readouterr().err.split())


def test_repair_A5_a_record_of_before_stays_sealed_until_eight(
    of_before: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 4, 2, 59, 59, tzinfo=UTC))
    assert run(["results", str(of_before)]) == ExitCode.SEALED
    assert run(["close-polls", str(of_before), "--by", "Ada"]) == ExitCode.WRONG_INPUT
    monkeypatch.setattr(clock, "now", lambda: EIGHT)
    assert run(["results", str(of_before)]) in (0, 1)
