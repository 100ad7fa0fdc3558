"""Two small definitions, one of each format, and ways to spoil them."""

import json
from copy import deepcopy
from typing import Any

Json = dict[str, Any]


def as_bytes(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def set_at(document: Json, field: str, value: Any) -> Json:
    """A copy with the value at a path such as `contests[0].seats` set; DELETE removes it."""
    changed = deepcopy(document)
    steps: list[str | int] = []
    for name in field.replace("[", ".[").split("."):
        steps.append(int(name[1:-1]) if name.startswith("[") else name)
    inside: Any = changed
    for step in steps[:-1]:
        inside = inside[step]
    if value is DELETE:
        del inside[steps[-1]]
    elif isinstance(inside, list) and steps[-1] == len(inside):
        inside.append(value)
    else:
        inside[steps[-1]] = value
    return changed


DELETE = object()


def canvass_document() -> Json:
    """Two precincts, one split in two styles; a two-seat office, an issue, a retention; front and back."""
    return {
        "format": "canvass-election/1",
        "id": "general-2026",
        "title": "General Election",
        "date": "2026-11-03",
        "polls_close": "2026-11-03T20:00:00-07:00",
        "state": "Montana",
        "county": "Big Sky",
        "mark_thresholds": {"marginal": 0.05, "definite": 0.135, "writing": 0.009},
        "districts": [{"id": "county", "name": "Big Sky County"}, {"id": "town", "name": "Town of Aspen"}],
        "precincts": [
            {"id": "north", "name": "North", "districts": ["county", "town"]},
            {"id": "south", "name": "South", "districts": ["county"]},
        ],
        "parties": [{"id": "green", "name": "Green"}],
        "contests": [
            {
                "id": "commissioner",
                "title": "County Commissioner",
                "kind": "candidate",
                "scope": "county",
                "district": "county",
                "seats": 2,
                "choices": [
                    {"id": "ames", "name": "Ada Ames", "parties": ["green"]},
                    {"id": "burke", "name": "Bo Burke"},
                ],
                "write_ins": 1,
                "declared_write_ins": [{"id": "cole", "name": "Cy Cole", "forms": ["Cy Cole", "C. Cole"]}],
            },
            {
                "id": "justice",
                "title": "Shall Justice Dunn be retained?",
                "kind": "retention",
                "scope": "judicial",
                "district": None,
                "seats": 1,
                "choices": [{"id": "yes", "name": "Yes"}, {"id": "no", "name": "No"}],
                "write_ins": 0,
            },
            {
                "id": "levy",
                "title": "Library Levy",
                "kind": "issue",
                "scope": "local",
                "district": "town",
                "seats": 1,
                "choices": [{"id": "for", "name": "For"}, {"id": "against", "name": "Against"}],
                "write_ins": 0,
            },
        ],
        "ballot_styles": [
            {
                "id": "1",
                "precincts": ["north"],
                "contests": ["commissioner", "justice", "levy"],
                "rotation": 1,
                "layout": "in-town",
            },
            {
                "id": "2",
                "precincts": ["north", "south"],
                "contests": ["commissioner", "justice"],
                "rotation": 0,
                "layout": "out-of-town",
            },
        ],
        "layouts": [
            _layout("in-town", ["burke", "ames"], [_back([("levy", "for"), ("levy", "against")])]),
            _layout("out-of-town", ["ames", "burke"], []),
        ],
    }


def _layout(name: str, commissioners: list[str], backs: list[Json]) -> Json:
    votes = [("commissioner", choice) for choice in [*commissioners, "write-in-0"]]
    votes += [("justice", "yes"), ("justice", "no")]
    return {
        "id": name,
        "paper": {"width_in": 8.5, "height_in": 11, "pitch_in": 0.25, "left_in": 0.125, "top_in": 0.5},
        "outline": {"width": 0.7, "height": 0.48},
        "columns": 34,
        "pages": [_page("front", votes), *backs],
    }


def _back(votes: list[tuple[str, str]]) -> Json:
    return _page("back", votes)


def _page(side: str, votes: list[tuple[str, str]]) -> Json:
    targets: list[Json] = [
        {"contest": contest, "choice": choice, "column": 2, "row": 8 + 2 * place}
        for place, (contest, choice) in enumerate(votes)
    ]
    for target in targets:
        if target["choice"] == "write-in-0":
            area = {"top": target["row"] - 0.8, "left": 3, "bottom": target["row"] + 0.4, "right": 11}
            target["write_in_area"] = area
    return {
        "side": side,
        "rows": 41,
        "bottom_marks": [0, 3, 33],
        "code_box": {"top": 1, "left": 28, "bottom": 4.5, "right": 31.5},
        "targets": targets,
    }


def votingworks_document() -> Json:
    """Two precincts of one style; an office, a question, an either/neither question; front and back."""
    return {
        "title": "General Election",
        "date": "2022-11-08T12:00:00.000-06:00",
        "state": "State of Sample",
        "county": {"id": "c", "name": "Sample County"},
        "districts": [{"id": "d", "name": "District"}],
        "precincts": [{"id": "p1", "name": "One"}, {"id": "p2", "name": "Two"}],
        "parties": [{"id": "x", "name": "X"}, {"id": "y", "name": "Y"}],
        "contests": [
            {
                "id": "mayor",
                "districtId": "d",
                "type": "candidate",
                "title": "Mayor",
                "section": "Town",
                "seats": 1,
                "allowWriteIns": True,
                "candidates": [
                    {"id": "ames", "name": "Ames", "partyIds": ["x", "y"]},
                    {"id": "burke", "name": "Burke", "partyId": "y"},
                ],
            },
            {"id": "bond", "districtId": "d", "type": "yesno", "title": "Bond", "section": "Town"},
            {
                "id": "zoo",
                "districtId": "d",
                "type": "ms-either-neither",
                "title": "Zoo",
                "eitherNeitherContestId": "zoo-either",
                "pickOneContestId": "zoo-pick",
                "eitherNeitherLabel": "Vote for either or against both",
                "eitherOption": {"id": "either", "label": "Either"},
                "neitherOption": {"id": "neither", "label": "Neither"},
                "firstOption": {"id": "first", "label": "First"},
                "secondOption": {"id": "second", "label": "Second"},
            },
        ],
        "ballotStyles": [{"id": "s", "precincts": ["p1", "p2"], "districts": ["d"]}],
        "markThresholds": {"marginal": 0.05, "definite": 0.08},
        "gridLayouts": [_grid("p1", [0, 5, 33]), _grid("p2", [0, 7, 33])],
    }


def _grid(precinct: str, marks: list[int]) -> Json:
    def option(side: str, row: int, contest: str, choice: str) -> Json:
        place = {"type": "option", "side": side, "column": 2, "row": row}
        return {**place, "contestId": contest, "optionId": choice}

    return {
        "precinctId": precinct,
        "ballotStyleId": "s",
        "columns": 34,
        "rows": 53,
        "bottomMarks": {"front": marks, "back": [*marks, 9]},
        "gridPositions": [
            option("back", 4, "bond", "yes"),
            option("front", 8, "mayor", "ames"),
            option("front", 9, "mayor", "burke"),
            option("back", 5, "bond", "no"),
            {
                "type": "write-in",
                "side": "front",
                "column": 2,
                "row": 10.5,
                "contestId": "mayor",
                "writeInIndex": 0,
                "writeInArea": {"x": 3, "y": 10, "width": 5.5, "height": 1},
            },
            option("back", 10, "zoo-either", "either"),
            option("back", 11, "zoo-either", "neither"),
            option("back", 13, "zoo-pick", "first"),
            option("back", 14, "zoo-pick", "second"),
        ],
    }
