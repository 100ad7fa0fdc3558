"""NIST's format for ballot definitions: every contest, choice and place of every ballot, for both kinds of layouts."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from canvass.exporting.ballot_definition import ballot_definition
from canvass.exporting.printed_places import paper_size, printed_places
from imaging.layout import BoxIn, CardId, MeasuredCard, MeasuredPage, MeasuredTarget, Side
from tabulate.definitions import parse_definition
from tabulate.election import BallotStyleId, Card, ChoiceId, ContestId, Election, TargetMeaning
from tests.canvass.audited_county import definition as larkspur
from tests.canvass.exporting.common_formats import Json, at_hand, objects_in, reference_faults, schema_faults
from tests.canvass.exporting.exported_county import about, exported, hostile_definition
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.split_precincts import big_sky

SCHEMA = "nist-ballot-definition-v1.json"
AT = "2026-09-01T09:00:00-06:00"
DEFINITIONS = {"hostile": hostile_definition, "larkspur": larkspur, "split": lambda: as_bytes(big_sky())}


@pytest.fixture(params=DEFINITIONS)
def election(request: pytest.FixtureRequest) -> Election:
    return parse_definition(DEFINITIONS[request.param]())


def styles_of(document: Json) -> list[Json]:
    found: list[Json] = document["Election"][0]["BallotStyle"]
    return found


def test_every_contest_choice_and_line_is_there(election: Election) -> None:
    (found,) = ballot_definition(election, AT, 1)["Election"]
    assert [one["@id"] for one in found["Contest"]] == [f"contest-{one.id}" for one in election.contests]
    options = [len(one["ContestOption"]) for one in found["Contest"]]
    assert options == [len(one.choices) + one.write_ins for one in election.contests]


def test_every_style_has_its_contests_in_order_in_each_of_its_precincts(election: Election) -> None:
    found = [
        (
            one["ExternalIdentifier"][0]["Value"],
            one["GpUnitIds"],
            [contest["ContestId"] for contest in one["OrderedContent"]],
        )
        for one in styles_of(ballot_definition(election, AT, 1))
    ]
    assert found == [
        (style.id, [f"precinct-{precinct}"], [f"contest-{contest}" for contest in style.contests])
        for style in election.ballot_styles
        for precinct in style.precincts
    ]


def test_every_target_of_every_card_has_its_place(election: Election) -> None:
    document = ballot_definition(election, AT, 1)
    for card in election.cards:
        layout = election.layout_of(card)
        (style,) = (
            one
            for one in styles_of(document)
            if one["ExternalIdentifier"][0]["Value"] == card.ballot_style
            and one["GpUnitIds"] == [f"precinct-{card.precinct}"]
        )
        options = [one for one in objects_in(style) if one["@type"].endswith("PhysicalContestOption")]
        assert len(options) == len(card.meanings)
        wanted = Counter(f"choice-{one.contest}.{one.choice}" for one in card.meanings)
        assert Counter(one["ContestOptionId"] for one in options) == wanted
        assert sum("WriteInPosition" in one for one in options) == sum(one.write_in for one in card.meanings)
        size = paper_size(layout)
        assert size is not None
        for one in (one for option in options for one in option["OptionPosition"]):
            assert 0 < one["X"] < one["X"] + one["W"] < size[0]
            assert 0 < one["Y"] < one["Y"] + one["H"] < size[1]


def test_a_place_on_the_grid_is_where_it_is_printed() -> None:
    election = parse_definition(larkspur())
    card = election.cards[0]
    first = next(printed_places(card, election.layout_of(card)))
    assert (first.contest, first.choice, first.side, first.sheet) == ("us-senator", "ash", Side.FRONT, 1)
    # Column 2 of quarter inches from 0.125 in, row 8 of those from 0.5 in; the outline is 0.7 by 0.48 of them.
    assert first.target.rounded == {"X": 0.5375, "Y": 2.44, "W": 0.175, "H": 0.12}


def test_a_place_of_a_measured_page_is_where_it_is_printed() -> None:
    target = MeasuredTarget(1, 1.0, 2.0, 0.25, 0.15, write_in_area=BoxIn(1.5, 1.25, 2.0, 4.0))
    layout = MeasuredCard(CardId("c"), (MeasuredPage(Side.FRONT, 8.5, 11.0, (target,)),))
    meaning = TargetMeaning(ContestId("a"), ChoiceId("write-in-0"), True, 1.0, 2.0)
    (place,) = printed_places(Card(CardId("c"), None, BallotStyleId("1"), (meaning,)), layout)
    assert place.target.rounded == {"X": 0.875, "Y": 1.925, "W": 0.25, "H": 0.15}
    assert place.writing is not None
    assert place.writing.rounded == {"X": 1.25, "Y": 1.5, "W": 2.75, "H": 0.5}
    assert paper_size(layout) == (8.5, 11.0)


def test_every_reference_leads_somewhere_and_nothing_is_null(election: Election) -> None:
    document = ballot_definition(election, AT, 1)
    assert reference_faults(document) == []
    assert [one for one in objects_in(document) if None in one.values() or [] in one.values()] == []


def test_the_command_writes_it_for_anyone_before_the_polls_close(record: Path, tmp_path: Path) -> None:
    first, second = (exported("definition", record, tmp_path / name) for name in ("first", "second"))
    content = (first / "ballot-definition.json").read_bytes()
    assert content == (second / "ballot-definition.json").read_bytes()
    assert about(first)["public"] is True
    document = json.loads(content)
    assert document["Issuer"] == "McCone County, Montana"
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in json.dumps(document, ensure_ascii=False)


@pytest.mark.skipif(not at_hand(SCHEMA), reason="the schema is not here")
def test_it_is_valid_with_dates_checked(election: Election) -> None:
    document = ballot_definition(election, AT, 1)
    assert schema_faults(document, SCHEMA) == []
    assert schema_faults(document | {"GeneratedDate": "yesterday"}, SCHEMA) != []


@pytest.mark.skipif(not at_hand(SCHEMA), reason="the schema is not here")
def test_the_record_s_own_is_valid(record: Path, tmp_path: Path) -> None:
    out = exported("definition", record, tmp_path / "out")
    assert schema_faults(json.loads((out / "ballot-definition.json").read_bytes()), SCHEMA) == []
