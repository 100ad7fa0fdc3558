"""What of a definition is asked about before ballots are counted by it."""

import json

import pytest

from tabulate.definitions import parse_definition
from tabulate.definitions.doubts import definition_doubts
from tests.tabulate.definitions_data import as_bytes, canvass_document, votingworks_document


def doubts(document):
    return definition_doubts(parse_definition(as_bytes(document)))


def without_codes(*sides):
    document = votingworks_document()
    for number, layout in enumerate(document["gridLayouts"]):
        if number in (sides or (0, 1)):
            del layout["bottomMarks"]
    return document


def in_two_styles(document):
    document["ballotStyles"] = [
        {"id": "s", "precincts": ["p1"], "districts": ["d"]},
        {"id": "t", "precincts": ["p2"], "districts": ["d"]},
    ]
    document["gridLayouts"][1]["ballotStyleId"] = "t"
    return document


def positions(document, grid, option):
    return next(one for one in document["gridLayouts"][grid]["gridPositions"] if one.get("optionId") == option)


def rotated(document):
    ames, burke = (positions(document, 1, option) for option in ("ames", "burke"))
    ames["row"], burke["row"] = burke["row"], ames["row"]
    return document


def test_a_usual_definition_is_not_asked_about():
    assert doubts(votingworks_document()) == ()
    assert doubts(canvass_document()) == ()


@pytest.mark.parametrize("name", ["Burke", "BURKE", "Bur-ke", "\uff22urke"])
def test_one_name_on_two_choices_of_a_contest_is_asked_about(name):
    document = votingworks_document()
    document["contests"][0]["candidates"][0]["name"] = name
    (found,) = doubts(document)
    assert all(words in found for words in ("mayor", "ames", "burke", '"Burke"'))


@pytest.mark.parametrize("name", ["Burke Jr.", "Burke 2", "Burk", "Bürke"])
def test_names_that_differ_are_not(name):
    document = votingworks_document()
    document["contests"][0]["candidates"][0]["name"] = name
    assert doubts(document) == ()


def test_one_name_in_two_contests_is_usual():
    document = votingworks_document()
    again = json.loads(json.dumps(document["contests"][0])) | {"id": "clerk", "title": "Clerk"}
    document["contests"].append(again)
    for grid in document["gridLayouts"]:
        moved = [
            one | {"contestId": "clerk", "row": one["row"] + 12}
            for one in grid["gridPositions"]
            if one["contestId"] == "mayor" and "optionId" in one
        ]
        grid["gridPositions"] += moved
    assert doubts(document) == ()


@pytest.mark.parametrize("sides", [(0, 1), (0,), (1,)])
def test_cards_at_the_same_places_without_a_code_cannot_be_told_apart(sides):
    (found,) = doubts(rotated(in_two_styles(without_codes(*sides))))
    assert "cannot be told apart" in found
    assert '"Ames" on s' in found
    assert '"Burke" on t' in found
    assert "--ballot-style, or" in found


def test_the_same_card_for_two_precincts_is_said_to_mean_the_same():
    (found,) = doubts(without_codes())
    assert "mean the same" in found
    assert "--ballot-style does not tell" in found


def test_codes_that_differ_only_in_the_corners_tell_nothing():
    document = votingworks_document()
    for grid, marks in zip(document["gridLayouts"], ([0, 5, 33], [0, 5]), strict=True):
        grid["bottomMarks"] = {"front": marks, "back": [*marks, 9]}
    assert len(doubts(document)) == 1


@pytest.mark.parametrize("side", ["front", "back"])
def test_a_code_that_differs_on_one_side_is_enough(side):
    document = votingworks_document()
    document["gridLayouts"][1]["bottomMarks"] = dict(document["gridLayouts"][0]["bottomMarks"])
    assert len(doubts(document)) == 1
    document["gridLayouts"][1]["bottomMarks"][side] = [0, 12, 33]
    assert doubts(document) == ()


@pytest.mark.parametrize(("rows", "alike"), [(0, True), (0.1, True), (0.5, False), (3, False)])
def test_ovals_at_other_places_tell_cards_apart(rows, alike):
    document = without_codes()
    for place in document["gridLayouts"][1]["gridPositions"]:
        if place["side"] == "front":
            place["row"] += rows
    assert bool(doubts(document)) is alike
