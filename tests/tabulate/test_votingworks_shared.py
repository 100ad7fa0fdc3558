"""The definitions that came with the real ballots, where they are at hand."""

import json
from pathlib import Path

import pytest

from tabulate.definitions import load_definition

_BALLOTS = Path(__file__).parents[3] / "shared" / "ballots"
_DEFINITIONS = sorted(_BALLOTS.glob("*/election.json"))


@pytest.mark.skipif(not _DEFINITIONS, reason="the real ballots are not part of the repository")
def test_every_shared_definition_parses_with_its_ids_and_places_kept():
    for file in _DEFINITIONS:
        election, source = load_definition(file), json.loads(file.read_text(encoding="utf-8"))
        grids = source.get("gridLayouts", [])
        assert [card.ballot_style for card in election.cards] == [grid["ballotStyleId"] for grid in grids]
        for card, layout, grid in zip(election.cards, election.layouts.cards, grids, strict=True):
            places = [(p["contestId"], p["side"], p["column"], p["row"]) for p in grid["gridPositions"]]
            targets = [(page.side, target) for page in layout.pages for target in page.targets]
            read = [
                (meaning.contest, side.value, target.column, target.row)
                for meaning, (side, target) in zip(card.meanings, targets, strict=True)
            ]
            assert sorted(read) == sorted(places)
            assert [target.number for _, target in targets] == list(range(1, len(targets) + 1))
