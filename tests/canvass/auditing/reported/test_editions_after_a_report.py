"""An edition taken after another system's figures were: its new choice has none of them, and nobody's votes move."""

import json
from pathlib import Path

import pytest

from canvass.cli import run
from tests.canvass.auditing.reported.reported_audit import begun, opens, says, state_of
from tests.canvass.reported_county import SENATOR, ReportedCounty, reported_county


@pytest.fixture
def corrected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReportedCounty:
    """The first choice of the new ballots for senator is somebody whom the report does not name."""
    county = reported_county(tmp_path / "county", monkeypatch)
    definition = county.directory.parent / "definition.json"
    document = json.loads(definition.read_text())
    (senator,) = (one for one in document["contests"] if one["id"] == SENATOR)
    senator["choices"].insert(0, {"id": "zed-zinnia", "name": "Zed Zinnia"})
    edition = definition.with_name("corrected.json")
    edition.write_text(json.dumps(document))
    assert run(["edition", str(county.directory), str(edition), "--ground", "misprint", "--by", "Dee Clerk"]) == 0
    return county


def told(county: ReportedCounty, precinct: str) -> dict[str, int]:
    rows = county.results.precincts[int(precinct.removeprefix("P")) - 1].contests[0].rows
    return {row.name: row.total for row in rows if row.name} | {"Zed Zinnia": 0}


def test_the_count_is_shown_by_the_choices_that_it_names(
    corrected: ReportedCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["outside", "results", str(corrected.directory), "--by", "precinct", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    (place,) = (one for one in shown["precincts"] if one["id"] == "P02")
    (senator,) = (one for one in place["contests"] if one["id"] == SENATOR)
    assert {one["name"]: one["votes"] for one in senator["choices"]} == told(corrected, "P02")
    assert run(["outside", "results", str(corrected.directory)]) == 0
    assert "Zed Zinnia" in capsys.readouterr().out


def test_the_audit_takes_each_choice_s_own_votes_and_verifying_agrees(corrected: ReportedCounty) -> None:
    begun(corrected)
    assert says(corrected, "P02") == 0
    assert opens(corrected, "P02") == 0
    state = state_of(corrected)
    (unit,) = (one for one in state.units if (one.unit.precinct, one.unit.contest) == ("P02", SENATOR))
    assert unit.figures is not None
    names = {one.id: one.name for one in state.contest(unit.unit.contest).printed}
    assert {names[one.choice]: one.votes for one in unit.figures.votes if one.choice in names} == told(corrected, "P02")
    assert run(["verify", str(corrected.directory)]) == 0
