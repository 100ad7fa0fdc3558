"""What Canvass said once it says again, byte for byte: the audit's hash is of these bytes, and programs read them."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.canvass.golden.answers import FOLDER, answers

NAMES = sorted(path.name for path in FOLDER.iterdir())


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return answers(tmp_path_factory.mktemp("golden"))


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_is_what_it_was(said: dict[str, str], name: str) -> None:
    assert said[name] == (FOLDER / name).read_text(encoding="utf-8")


def test_every_answer_has_its_file(said: dict[str, str]) -> None:
    assert sorted(said) == NAMES
    assert len(NAMES) > 40


@pytest.mark.parametrize("when", ["held", "released"])
def test_the_audit_keeps_the_hash_of_the_line_that_results_by_precinct_prints(when: str) -> None:
    line = (FOLDER / f"{when}-results-by-precinct.json").read_text().splitlines()[0]
    event = json.loads((FOLDER / f"{when}-published.json").read_text())
    assert event["results_sha256"] == hashlib.sha256(line.encode()).hexdigest()


def test_the_record_has_one_of_everything_that_is_summed() -> None:
    found = json.loads(Path(FOLDER / "held-results-by-precinct.json").read_text().splitlines()[0])
    office = found["contests"][0]
    for figure in ("write_ins", "write_ins_pending", "undervotes", "overvotes", "decided"):
        assert office[figure], figure
    assert found["provisional_sheets_held"] == 3
    assert found["hand_ballots"] == 30
    assert found["sheets"]["out"] == {"void": 1}
    assert found["printouts"]["words"]["unread"] == 2
    assert [one["precinct"] for one in found["precincts"]] == ["north", "south", "west", None]
