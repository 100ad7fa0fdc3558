"""VotingWorks definitions of later editions say the same in other fields, and are read the same."""

from copy import deepcopy
from typing import Any

import pytest

from imaging.layout import Side
from tabulate.definitions import parse_definition
from tabulate.election import Election
from tabulate.errors import DefinitionError
from tests.tabulate.definitions_data import DELETE, Json, as_bytes, set_at, votingworks_document


def _with_options(document: Json) -> Json:
    """The question's options by ids of their own, as later editions have them."""
    document["contests"][1] |= {
        "yesOption": {"id": "bond-option-yes", "label": "Yes"},
        "noOption": {"id": "bond-option-no", "label": "No"},
    }
    for grid in document["gridLayouts"]:
        for place in grid["gridPositions"]:
            if place["contestId"] == "bond":
                place["optionId"] = f"bond-option-{place['optionId']}"
    return document


def _one_style() -> Json:
    """One layout for all precincts of its style, without card codes, and no either/neither question."""
    document = _with_options(votingworks_document())
    document["contests"] = document["contests"][:2]
    document["gridLayouts"] = document["gridLayouts"][:1]
    (grid,) = document["gridLayouts"]
    grid["gridPositions"] = [place for place in grid["gridPositions"] if not place["contestId"].startswith("zoo")]
    for field in ("precinctId", "bottomMarks"):
        del grid[field]
    return document


def _of_2024() -> Json:
    """Without columns and rows, with the paper; sheets, splits, languages and bounds stated."""
    document = _one_style()
    document |= {"date": "2024-11-05", "id": "e", "type": "general", "seal": "", "ballotLayout": {"paperSize": "legal"}}
    del document["markThresholds"]
    document["precincts"] = [
        {"id": "p1", "name": "One", "districtIds": ["d"]},
        {"id": "p2", "name": "Two", "splits": [{"id": "p2-a", "name": "A", "districtIds": ["d"]}]},
    ]
    document["ballotStyles"][0] |= {"groupId": "s", "languages": ["en", "es-US"]}
    (grid,) = document["gridLayouts"]
    del grid["columns"], grid["rows"]
    grid["optionBoundsFromTargetMark"] = {"top": 1, "left": 1, "right": 9, "bottom": 1}
    for place in grid["gridPositions"]:
        place["sheetNumber"] = 1
    return document


def _newest() -> Json:
    """The places beside the ballot style, the county as jurisdiction, a question's options as a list."""
    document = _of_2024()
    document["jurisdiction"] = document.pop("county")
    bond = document["contests"][1]
    bond["options"] = [bond.pop("yesOption"), bond.pop("noOption")]
    (grid,) = document.pop("gridLayouts")
    sides = [[_contest_on(grid, side, contest) for contest in ("mayor", "bond")] for side in ("front", "back")]
    document["ballotStyles"][0]["ballotPositions"] = [[[c for c in side if c["options"]] for side in sides]]
    return document


def _contest_on(grid: Json, side: str, contest: str) -> Json:
    places = [place for place in grid["gridPositions"] if (place["side"], place["contestId"]) == (side, contest)]
    return {"contestId": contest, "bounds": {}, "options": [_option_of(place) for place in places]}


def _option_of(place: Json) -> Json:
    centre = {"row": place["row"], "column": place["column"]}
    if place["type"] == "option":
        return {"type": "option", "bubbleCenter": centre, "optionId": place["optionId"]}
    area = place["writeInArea"]
    box = {"row": area["y"], "column": area["x"], "width": area["width"], "height": area["height"]}
    return {"type": "write-in", "bubbleCenter": centre, "writeInIndex": place["writeInIndex"], "writeInArea": box}


def _parsed(document: Json) -> Election:
    return parse_definition(as_bytes(document))


def _places(election: Election) -> list[tuple[Any, ...]]:
    return [
        (card.id, meaning, page.side, target.column, target.row, target.write_in_area, page.columns)
        for card, layout in zip(election.cards, election.layouts.cards, strict=True)
        for page in layout.pages
        for target in page.targets
        for meaning in [card.meanings[target.number - 1]]
    ]


@pytest.mark.parametrize("later", [_of_2024, _newest])
def test_later_editions_say_the_same(later):
    before, after = _parsed(_one_style()), _parsed(later())
    assert (after.contests, after.county, after.ballot_styles) == (before.contests, before.county, before.ballot_styles)
    assert len(_places(after)) == 5
    assert sorted(map(repr, _places(after))) == sorted(map(repr, _places(before)))


def test_a_second_sheet_beside_a_style_is_a_card_of_its_own():
    document = _newest()
    front, back = document["ballotStyles"][0]["ballotPositions"][0]
    document["ballotStyles"][0]["ballotPositions"] = [[front, []], [back, []]]
    election = _parsed(document)
    assert [card.sheet.number for card in election.cards] == [1, 2]
    assert [page.side for card in election.layouts.cards for page in card.pages] == [Side.FRONT, Side.FRONT]


_PAPERS = [("letter", 34), ("custom-8.5x17", 34), ("custom-11x17", 44), (DELETE, 34)]


@pytest.mark.parametrize(("size", "columns"), _PAPERS)
def test_the_columns_follow_from_the_paper_where_they_are_not_stated(size, columns):
    election = _parsed(set_at(_of_2024(), "ballotLayout.paperSize", size))
    assert {page.columns for card in election.layouts.cards for page in card.pages} == {columns}


@pytest.mark.parametrize(
    ("strings", "labels"),
    [
        ({}, ["Yes", "No"]),
        ({"es-US": {"contestOptionLabel": {"bond-option-yes": "Sí"}}}, ["Sí", "No"]),
        (
            {
                "es-US": {"contestOptionLabel": {"bond-option-yes": "Sí"}},
                "en": {"contestOptionLabel": {"bond-option-yes": "FOR", "bond-option-no": "AGAINST"}},
            },
            ["FOR", "AGAINST"],
        ),
    ],
)
def test_options_that_only_the_positions_name_are_the_questions_choices(strings, labels):
    document = _of_2024() | {"ballotStrings": strings}
    del document["contests"][1]["yesOption"], document["contests"][1]["noOption"]
    choices = _parsed(document).contests[1].choices
    assert [(choice.id, choice.name) for choice in choices] == [
        ("bond-option-yes", labels[0]),
        ("bond-option-no", labels[1]),
    ]


def test_a_question_may_have_further_options():
    further = {"id": "bond-option-neither", "label": "Neither"}
    document = _of_2024()
    document["contests"][1]["additionalOptions"] = [further]
    place = {**document["gridLayouts"][0]["gridPositions"][0], "optionId": "bond-option-neither", "row": 30}
    document["gridLayouts"][0]["gridPositions"].append(place)
    assert [choice.name for choice in _parsed(document).contests[1].choices] == ["Yes", "No", "Neither"]


@pytest.mark.parametrize("size", [(0, 0), (5.5, 0), (0, 1)])
def test_a_write_in_area_of_no_size_is_none(size):
    document = _of_2024()
    (line,) = [place for place in document["gridLayouts"][0]["gridPositions"] if place["type"] == "write-in"]
    line["writeInArea"] = {"x": 0, "y": 0, "width": size[0], "height": size[1]}
    assert [area for *_, area, _ in _places(_parsed(document))] == [None] * 5


def test_names_in_several_languages_are_read_in_english():
    plain, worded = _of_2024(), _of_2024()
    worded["title"] = {"es-US": "Elección", "en": plain["title"]}
    worded["contests"][0]["title"] = {"en-US": "Mayor", "zh": "市長"}
    worded["contests"][0]["candidates"][0]["name"] = {"en": "Ames"}
    worded["contests"][1]["yesOption"]["label"] = {"es": "Sí", "en": "Yes"}
    del worded["contests"][1]["title"], worded["contests"][0]["candidates"][1]["name"], worded["precincts"][1]["name"]
    said = {"contestTitle": {"bond": "Bond"}, "candidateName": {"burke": "Burke"}, "precinctName": {"p2": "Two"}}
    worded["ballotStrings"] = {"es-US": {"contestTitle": {"bond": "Bono"}}, "en": said}
    one, other = _parsed(plain), _parsed(worded)
    assert (one.title, one.contests, one.precincts) == (other.title, other.contests, other.precincts)


def test_write_in_lines_listed_among_the_candidates_are_lines():
    document = _of_2024()
    document["contests"][0]["candidates"].append({"id": "write-in-0", "name": "Write-In", "isWriteIn": True})
    mayor = _parsed(document).contests[0]
    assert ([choice.id for choice in mayor.choices], mayor.write_ins) == (["ames", "burke"], 1)


_PLACES = "ballotStyles[0].ballotPositions"
_WRONG = [
    (_of_2024, "ballotLayout.paperSize", "a4", "ballotLayout.paperSize", "letter, legal, or a width"),
    (_of_2024, "county", DELETE, "county", "the jurisdiction"),
    (_of_2024, "contests[0].title", {"en": 4}, "contests[0].title", "the contest's title"),
    (_newest, "contests[1].options[1].id", "bond-option-yes", "contests[1].options[1].id", "different ids"),
    (_newest, "contests[1].options", [], "contests[1].options", "at least two"),
    (_newest, "contests[1].type", "straight-party", "contests[1].type", "candidate, yesno or ms-either-neither"),
    (_newest, f"{_PLACES}[0][1]", DELETE, f"{_PLACES}[0]", "front and back"),
    (_newest, f"{_PLACES}[0][0][0].contestId", "judge", f"{_PLACES}[0][0][0].contestId", "a contest of"),
    (
        _newest,
        f"{_PLACES}[0][0][0].options[0].optionId",
        DELETE,
        f"{_PLACES}[0][0][0].options[0].optionId",
        "the id of the position's option",
    ),
    (
        _newest,
        f"{_PLACES}[0][1][0].options[1].bubbleCenter.column",
        34,
        f"{_PLACES}[0][1][0].options[1].bubbleCenter.column",
        "from 0 to 33",
    ),
    (_newest, f"{_PLACES}[0][1][0].options[0]", DELETE, _PLACES, 'no position for "bond-option-yes"'),
]


@pytest.mark.parametrize(("edition", "field", "value", "named", "words"), _WRONG)
def test_what_is_wrong_is_refused_by_the_name_of_the_field(edition, field, value, named, words):
    document = deepcopy(edition())
    with pytest.raises(DefinitionError) as refused:
        _parsed(set_at(document, field, value))
    told = [str(problem) for problem in refused.value.problems if problem.field == named]
    assert any(words in line for line in told), str(refused.value)
