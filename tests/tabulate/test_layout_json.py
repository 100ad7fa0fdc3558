"""Layout files: ours and others', read, written, checked; whatever is wrong is refused by its field."""

import json
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.layout import BlankPrint, BoxIn, MeasuredTarget, PageCode, TargetShape
from tabulate.definitions import parse_definition
from tabulate.definitions.layouts.cards import with_layout
from tabulate.definitions.layouts.layout_file import (
    BallotLayout,
    KnownNames,
    LayoutCard,
    LayoutPage,
    LayoutTarget,
    Name,
    numbered,
)
from tabulate.definitions.layouts.layout_json import layout_bytes, parse_layout
from tabulate.election import BallotStyleId, ChoiceId, ContestId, Election
from tabulate.errors import LayoutError
from tests.soak import examples

DEFINITION = {
    "title": "School Election",
    "state": "State of Montana",
    "county": "Bunchgrass County",
    "date": "2026-05-05",
    "districts": [{"id": "d", "name": "District"}],
    "precincts": [{"id": "north", "name": "North"}, {"id": "south", "name": "South"}],
    "ballotStyles": [{"id": "1", "precincts": ["north", "south"], "districts": ["d"]}],
    "contests": [
        {
            "id": "trustee",
            "districtId": "d",
            "type": "candidate",
            "title": "Trustee",
            "seats": 1,
            "allowWriteIns": True,
            "candidates": [{"id": "ash", "name": "Alder Ashdale"}, {"id": "elm", "name": "Ivy Elmwick"}],
        },
        {
            "id": "levy",
            "districtId": "d",
            "type": "yesno",
            "title": "Levy",
            "yesOption": {"id": "levy-for", "label": "Yes"},
            "noOption": {"id": "levy-against", "label": "No"},
        },
    ],
}
NAMES = (
    ("trustee", "ash"),
    ("trustee", "elm"),
    ("trustee", "write-in-0"),
    ("levy", "levy-for"),
    ("levy", "levy-against"),
)


@pytest.fixture(scope="module")
def election() -> Election:
    return parse_definition(json.dumps(DEFINITION).encode())


def _blank(dpi: int = 50, width: int = 425, height: int = 550) -> BlankPrint:
    png = cv2.imencode(".png", np.full((height, width), 255, np.uint8))[1].tobytes()
    return BlankPrint(png, dpi, sha256(png).hexdigest())


def _layout(code: PageCode | None = None) -> BallotLayout:
    targets = tuple(
        LayoutTarget(
            MeasuredTarget(
                1,
                1.0,
                2.0 + place,
                0.22,
                0.15,
                TargetShape.ROUNDED,
                0.01,
                BoxIn(3.9, 1.3, 4.1, 3.0) if choice.startswith("write-in") else None,
                3,
            ),
            Name(ContestId(contest), ChoiceId(choice)),
            "beside it, =1+1",
        )
        for place, (contest, choice) in enumerate(NAMES)
    )
    page = LayoutPage(8.5, 11.0, targets, _blank(), code)
    return BallotLayout((LayoutCard(BallotStyleId("1"), numbered((page,))),))


def _given(**changes: Any) -> dict[str, Any]:
    options = [choice if contest == "trustee" else {"levy-for": "yes"}.get(choice, "no") for contest, choice in NAMES]
    return {
        "about": "measured",
        "ballotStyleId": "1",
        "page_size_inches": [8.5, 11.0],
        "pages": [
            {
                "page": 1,
                "targets": [
                    {"contestId": contest, "optionId": option, "x": 1.0, "y": 2.0 + place, "w": 0.22, "h": 0.145}
                    for place, ((contest, _), option) in enumerate(zip(NAMES, options, strict=True))
                ],
            }
        ],
    } | changes


def _problems(document: Any, election: Election | None = None) -> list[tuple[str, str]]:
    with pytest.raises(LayoutError) as refused:
        parse_layout(json.dumps(document).encode(), election)
    return [(problem.field, problem.found) for problem in refused.value.problems]


def test_a_layout_is_read_back_as_it_was_written(election: Election) -> None:
    layout = replace(_layout(PageCode(style="1", precinct="north", page=1)), names=KnownNames.of(election))
    assert parse_layout(layout_bytes(layout)) == layout
    assert layout_bytes(parse_layout(layout_bytes(layout))) == layout_bytes(layout)


def test_a_layout_gives_the_election_its_card_with_every_meaning(election: Election) -> None:
    counted = with_layout(election, _layout())
    (card,), (measured,) = counted.cards, counted.layouts.measured
    assert [(m.contest, m.choice) for m in card.meanings] == list(NAMES)
    assert card.id == measured.card == "1"
    assert [target.number for page in measured.pages for target in page.targets] == [1, 2, 3, 4, 5]
    assert counted.contests[0].write_ins == 1


def test_a_code_that_names_a_precinct_makes_a_card_for_each_precinct(election: Election) -> None:
    counted = with_layout(election, _layout(PageCode(style_index=0, precinct_index=1, page=1)))
    assert [card.id for card in counted.cards] == ["1@north", "1@south"]
    codes = [card.pages[0].code for card in counted.layouts.measured]
    assert [code and (code.precinct, code.precinct_index) for code in codes] == [("north", 0), ("south", 1)]


def test_a_measured_layout_of_others_is_read_as_it_is(election: Election) -> None:
    layout = parse_layout(json.dumps(_given(somethingElse=1)).encode(), election)
    assert [target.name and (target.name.contest, target.name.choice) for target in layout.cards[0].targets()] == list(
        NAMES
    )
    assert with_layout(election, layout).layouts.measured[0].pages[0].blank is None


def test_pages_of_a_measured_layout_become_sheets_of_two(election: Election) -> None:
    page = _given()["pages"][0]
    blank: list[dict[str, Any]] = [{"page": number, "targets": []} for number in (2, 3)]
    layout = parse_layout(json.dumps(_given(pages=[blank[1], page, blank[0]])).encode(), election)
    assert [(card.sheet, len(card.pages)) for card in layout.cards] == [(1, 2), (2, 1)]


def _changed(layout: BallotLayout, number: int, **changes: Any) -> BallotLayout:
    card = layout.cards[0]
    targets = list(card.pages[0].targets)
    targets[number - 1] = replace(targets[number - 1], **changes)
    return BallotLayout((replace(card, pages=(replace(card.pages[0], targets=tuple(targets)),)),))


@pytest.mark.parametrize(
    ("name", "field", "found"),
    [
        (None, "targets[0]", "target 1 without a name"),
        (Name(ContestId("mayor"), ChoiceId("ash")), "targets[0].contest", '"mayor"'),
        (Name(ContestId("trustee"), ChoiceId("oak")), "targets[0].choice", '"oak"'),
        (Name(ContestId("trustee"), ChoiceId("elm")), "targets[1]", "which cards[0].pages[0].targets[0] is too"),
        (Name(ContestId("levy"), ChoiceId("write-in-0")), "targets[0].choice", '"write-in-0"'),
        (Name(ContestId("trustee"), ChoiceId("write-in-1")), "cards", 'no target for "Alder Ashdale"'),
    ],
)
def test_no_ballot_is_read_by_a_layout_that_does_not_name_each_choice_once(
    name: Name | None, field: str, found: str, election: Election
) -> None:
    with pytest.raises(LayoutError) as refused:
        with_layout(election, _changed(_layout(), 1, name=name))
    problems = refused.value.problems
    assert any(problem.field.endswith(field) and found in problem.found for problem in problems), refused.value
    assert str(refused.value).startswith("The layout cannot be used")


def test_write_in_lines_count_without_a_gap(election: Election) -> None:
    with pytest.raises(LayoutError, match="write-in lines 1 of contest"):
        with_layout(election, _changed(_layout(), 3, name=Name(ContestId("trustee"), ChoiceId("write-in-1"))))


def test_a_style_the_election_does_not_have_is_refused(election: Election) -> None:
    layout = BallotLayout((replace(_layout().cards[0], ballot_style=BallotStyleId("9")),))
    with pytest.raises(LayoutError, match="ballot_style"):
        with_layout(election, layout)


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (["cards"], [], "cards"),
        (["cards", 0, "pages", 0, "targets", 0, "x_in"], "1", "cards[0].pages[0].targets[0].x_in"),
        (["cards", 0, "pages", 0, "targets", 0, "x_in"], 8.45, "cards[0].pages[0].targets[0]"),
        (["cards", 0, "pages", 0, "targets", 1, "y_in"], 2.05, "cards[0].pages[0].targets[1]"),
        (["cards", 0, "pages", 0, "targets", 0, "shape"], "star", "cards[0].pages[0].targets[0].shape"),
        (["cards", 0, "pages", 0, "targets", 0, "stroke_in"], 0.1, "cards[0].pages[0].targets[0].stroke_in"),
        (["cards", 0, "pages", 0, "targets", 0, "extra"], 1, "cards[0].pages[0].targets[0].extra"),
        (["cards", 0, "pages", 0, "blank"], "0" * 64, "cards[0].pages[0].blank"),
        (["cards", 0, "pages", 0, "width_in"], 9.0, "cards[0].pages[0].width_in"),
        (["blanks", 0, "png"], "no base64!", "blanks[0].png"),
        (["blanks", 0, "png"], b64encode(b"other").decode(), "blanks[0].png"),
        (["blanks", 0, "dpi"], 100000, "blanks[0].dpi"),
        (["format"], "canvass-layout/9", "format"),
    ],
)
def test_what_is_wrong_in_a_layout_file_is_named_by_its_field(path: list[str | int], value: Any, field: str) -> None:
    document = json.loads(layout_bytes(_layout()))
    inner = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert field in [found for found, _ in _problems(document)]


def test_a_picture_far_larger_than_its_page_is_not_unpacked() -> None:
    card = _layout().cards[0]
    large = replace(card.pages[0], blank=_blank(width=4250, height=5500))
    with pytest.raises(LayoutError, match="pixels at 50 an inch"):
        parse_layout(layout_bytes(BallotLayout((replace(card, pages=(large,)),))))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"page_size_inches": [8.5]}, "page_size_inches"),
        ({"ballotStyleId": 1}, "ballotStyleId"),
        ({"pages": [{"page": 1, "targets": [{"contestId": "c"}]}]}, "pages[0].targets[0].optionId"),
        ({"pages": [{"page": 1, "targets": []}] * 2}, "pages[1].page"),
        ({"page_size_inches": [2, 2]}, "pages[0].targets[0]"),
    ],
)
def test_what_is_wrong_in_a_measured_layout_is_named_by_its_field(changes: dict[str, Any], field: str) -> None:
    found = [path.lstrip(".") for path, _ in _problems(_given(**changes))]
    assert field in found


def test_a_measured_layout_states_broken_arrows_and_no_others_beside_them(election: Election) -> None:
    document = _given()
    targets = document["pages"][0]["targets"]
    targets[0]["shape"] = "arrow"
    assert _problems(document) == [(".pages[0].targets", f"1 broken arrows among {len(targets)} targets")]
    document["pages"][0]["targets"] = [target | {"shape": "arrow"} for target in targets]
    (card,) = parse_layout(json.dumps(document).encode(), election).cards
    assert {target.place.shape for target in card.pages[0].targets} == {TargetShape.ARROW}
    document["pages"][0]["targets"][0]["shape"] = "arow"
    assert [field.lstrip(".") for field, _ in _problems(document)] == ["pages[0].targets[0].shape"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"[]", b"{}", b'{"contests": []}', b"\xff\xfe", b'{"a": NaN}'])
def test_other_files_are_told_from_layouts(content: bytes) -> None:
    with pytest.raises(LayoutError, match="The layout cannot be used"):
        parse_layout(content)


@settings(max_examples=examples(60), deadline=None)
@given(
    st.binary(max_size=400)
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["format", "cards", "pages", "targets", "blanks", "ballotStyleId", "page_size_inches", "x"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    ).map(lambda value: json.dumps(value).encode())
)
def test_no_bytes_get_past_the_edge_as_anything_but_a_layout_or_a_refusal(content: bytes) -> None:
    try:
        layout = parse_layout(content)
    except LayoutError:
        return
    assert layout.cards
