"""Editions of ballots that nothing but names tells apart: taken apart, with a layout of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from canvass.cli import run
from canvass.errors import RecordError
from canvass.record import open_record
from canvass.verifying.ledger import verify_ledger
from tabulate.editions.joined import editions_of, election_of_batch
from tests.tabulate.test_layout_json import DEFINITION, NAMES

TAKE = ("--ground", "candidate died", "--by", "Ann Clerk")
SUCCESSOR = "oak"


def second(definition: dict[str, Any]) -> dict[str, Any]:
    """With another candidate at the first one's oval."""
    trustee, levy = definition["contests"]
    candidates = [{"id": SUCCESSOR, "name": "Nettle Oakrow"}, *trustee["candidates"][1:]]
    return definition | {"contests": [trustee | {"candidates": candidates}, levy]}


def layout(first_choice: str, down_in: float = 0.0) -> dict[str, Any]:
    """Five ovals one below the other, as somebody measured them: no blank, no code."""
    named = [(contest, first_choice if choice == "ash" else choice) for contest, choice in NAMES]
    targets = [
        {"contestId": contest, "optionId": choice, "x": 1.0, "y": 2.0 + down_in + place, "w": 0.22, "h": 0.145}
        for place, (contest, choice) in enumerate(named)
    ]
    size = [8.5, 11.0]
    return {
        "about": "measured",
        "ballotStyleId": "1",
        "page_size_inches": size,
        "pages": [{"page": 1, "targets": targets}],
    }


def written(file: Path, document: dict[str, Any]) -> str:
    file.write_text(json.dumps(document), encoding="utf-8")
    return str(file)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    first = written(tmp_path / "first.json", DEFINITION)
    measured = written(tmp_path / "first.layout.json", layout("ash"))
    assert run(["new", str(tmp_path / "record"), first, "--layout", measured]) == 0
    return tmp_path / "record"


def take(record: Path, folder: Path, down_in: float, *more: str) -> int:
    definition = written(folder / "second.json", second(DEFINITION))
    measured = written(folder / "second.layout.json", layout(SUCCESSOR, down_in))
    return run(["edition", str(record), definition, "--layout", measured, *TAKE, *more])


def test_ovals_at_the_same_places_and_no_code_are_refused_with_what_to_do(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert take(record, tmp_path, 0.0) == 3
    said = capsys.readouterr().err
    assert "card 1 of this edition is like card 1 of an earlier one" in said
    assert "run the same command with --apart" in said
    assert not (record / "definition-2.json").exists()


def test_ovals_at_other_places_tell(record: Path, tmp_path: Path) -> None:
    assert take(record, tmp_path, 0.4) == 0
    with open_record(record) as opened:
        assert [card.id for card in opened.election.cards] == ["1", "1-edition-2"]
        assert election_of_batch(opened.election, None) is opened.election


def test_apart_the_second_editions_layout_is_kept_and_read_by_its_batches_alone(record: Path, tmp_path: Path) -> None:
    assert take(record, tmp_path, 0.0, "--apart") == 0
    with open_record(record) as opened:
        one, two = (edition.election for edition in editions_of(opened.election))
        assert election_of_batch(opened.election, None).cards == one.cards
        assert [meaning.choice for meaning in two.cards[0].meanings][:2] == [SUCCESSOR, "elm"]
        assert two.layouts.of(two.cards[0].id) is not None
        assert verify_ledger(opened).problems == []
    kept = record / "layout-2.json"
    kept.write_bytes(kept.read_bytes() + b" ")
    with pytest.raises(RecordError, match=r"layout-2.json is not the edition"):
        open_record(record)
