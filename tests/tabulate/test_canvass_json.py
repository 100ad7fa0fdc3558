"""Our own format, `canvass-election/1`: what it holds, and the codes that are printed by it."""

import hashlib
import json
from datetime import date, datetime

import pytest
from jsonschema_rs import meta

from imaging.layout import GridBox, MarkThresholds, Outline, Paper, Side
from tabulate.definitions import parse_definition
from tabulate.definitions.shape import schema
from tabulate.election import ChoiceId, ContestKind, ContestScope, DeclaredWriteIn, DistrictId
from tests.tabulate.definitions_data import as_bytes, canvass_document, set_at


def parsed(**changes):
    document = canvass_document()
    for field, value in changes.items():
        document = set_at(document, field, value)
    return parse_definition(as_bytes(document))


def prefix_after(field, value):
    return parse_definition(as_bytes(set_at(canvass_document(), field, value))).layouts.code_prefix


def test_the_published_schema_is_a_valid_schema_and_describes_every_field():
    published = schema("canvass_election.schema.json")
    meta.validate(published)
    nodes, described = [published], 0
    while nodes:
        node = nodes.pop()
        for name, field in node.get("properties", {}).items():
            assert field.get("description") or "$ref" in field, name
            described += 1
            nodes.append(field)
        nodes += [node["items"]] if "items" in node else []
        nodes += node.get("$defs", {}).values()
    assert described > 60


def test_an_election_holds_what_its_definition_says():
    election = parsed()
    assert election.date == date(2026, 11, 3)
    assert election.polls_close == datetime.fromisoformat("2026-11-03T20:00:00-07:00")
    assert (election.state, election.county) == ("Montana", "Big Sky")
    assert election.layouts.thresholds == MarkThresholds(50, 135, 9)
    commissioner, justice, levy = election.contests
    assert (commissioner.kind, commissioner.scope) == (ContestKind.CANDIDATE, ContestScope.COUNTY)
    assert (commissioner.seats, commissioner.write_ins) == (2, 1)
    assert commissioner.choices[0].parties == ("green",)
    assert commissioner.declared_write_ins == (DeclaredWriteIn(ChoiceId("cole"), "Cy Cole", ("Cy Cole", "C. Cole")),)
    assert (justice.kind, justice.district) == (ContestKind.RETENTION, None)
    assert levy.district == DistrictId("town")
    assert election.precincts[0].districts == ("county", "town")
    assert [style.rotation for style in election.ballot_styles] == [1, 0]


def test_there_is_a_card_for_each_style_in_each_of_its_precincts():
    election = parsed()
    assert [card.id for card in election.cards] == ["1@north", "2@north", "2@south"]
    assert [layout.card for layout in election.layouts.cards] == [card.id for card in election.cards]
    assert [card.precinct for card in election.cards] == ["north", "north", "south"]


def test_each_style_has_its_own_order_of_names_and_targets_count_over_both_sides():
    election = parsed()
    in_town, out_of_town, _ = election.cards
    assert [meaning.choice for meaning in in_town.meanings[:3]] == ["burke", "ames", "write-in-0"]
    assert [meaning.choice for meaning in out_of_town.meanings[:3]] == ["ames", "burke", "write-in-0"]
    assert [meaning.write_in for meaning in out_of_town.meanings] == [False, False, True, False, False]
    front, back = election.layouts.cards[0].pages
    assert (front.side, back.side) == (Side.FRONT, Side.BACK)
    assert [target.number for target in (*front.targets, *back.targets)] == [1, 2, 3, 4, 5, 6, 7]
    assert [in_town.meanings[target.number - 1].choice for target in back.targets] == ["for", "against"]


def test_a_layout_keeps_its_places_exactly():
    layout = parsed().layouts.cards[0]
    assert layout.outline == Outline(0.7, 0.48)
    assert layout.paper == Paper(8.5, 11.0, 0.25, 0.125, 0.5)
    page = layout.pages[0]
    assert (page.columns, page.rows, page.bottom_marks) == (34, 41, frozenset({0, 3, 33}))
    assert page.code_box == GridBox(1.0, 28.0, 4.5, 31.5)
    assert (page.targets[1].column, page.targets[1].row) == (2.0, 10.0)
    assert page.targets[2].write_in_area == GridBox(11.2, 3.0, 12.4, 11.0)


def test_what_a_blank_target_carries_is_kept_per_mille():
    election = parsed(**{"layouts[1].pages[0].targets[0].blank_ink": 0.031})
    assert election.layouts.cards[1].pages[0].targets[0].blank_ink_permille == 31


def test_page_codes_tell_style_precinct_and_page_by_their_numbers():
    election = parsed()
    prefix = election.layouts.code_prefix
    codes = [[page.code for page in layout.pages] for layout in election.layouts.cards]
    assert codes == [[f"{prefix}1/1/1", f"{prefix}1/1/2"], [f"{prefix}2/1/1"], [f"{prefix}2/2/1"]]


def test_the_code_prefix_is_the_hash_that_the_readme_describes():
    source = canvass_document()
    printed = {key: source[key] for key in ("id", "date", "parties", "contests", "ballot_styles", "layouts")}
    printed["precincts"] = [{"id": item["id"], "name": item["name"]} for item in source["precincts"]]
    for contest in printed["contests"]:
        for unprinted in ("scope", "district", "declared_write_ins"):
            contest.pop(unprinted, None)
        for choice in contest["choices"]:
            choice.setdefault("parties", [])
    for style in printed["ballot_styles"]:
        del style["rotation"]
    for layout in printed["layouts"]:
        layout["paper"] = {key: float(value) for key, value in layout["paper"].items()}
        for page in layout["pages"]:
            page["code_box"] = {key: float(value) for key, value in page["code_box"].items()}
            for target in page["targets"]:
                target |= {"column": float(target["column"]), "row": float(target["row"])}
                area = target.get("write_in_area")
                target["write_in_area"] = area and {key: float(value) for key, value in area.items()}
    text = json.dumps(printed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digits = hashlib.sha256(text.encode()).hexdigest()[:10].upper()
    assert parsed().layouts.code_prefix == f"CV1/{digits}/"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("polls_close", "2026-11-03T21:00:00-07:00"),
        ("mark_thresholds.definite", 0.2),
        ("contests[0].scope", "local"),
        ("contests[0].declared_write_ins", []),
        ("precincts[1].districts", ["county", "town"]),
        ("layouts[0].pages[0].bottom_marks", [33, 3, 0]),
        ("layouts[0].columns", 34),
    ],
)
def test_what_is_not_printed_leaves_printed_ballots_valid(field, value):
    assert prefix_after(field, value) == parsed().layouts.code_prefix


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "general-2028"),
        ("contests[0].choices[0].name", "Ada B. Ames"),
        ("contests[0].choices[0].parties", []),
        ("contests[1].title", "Retain Justice Dunn?"),
        ("precincts[1].name", "South End"),
        ("layouts[1].pages[0].targets[4].row", 17),
        ("layouts[1].outline.width", 0.8),
        ("layouts[1].paper.height_in", 14),
    ],
)
def test_what_is_printed_changes_the_codes(field, value):
    assert prefix_after(field, value) != parsed().layouts.code_prefix


def test_swapped_styles_or_names_change_the_codes():
    document = canvass_document()
    document["ballot_styles"].reverse()
    assert parse_definition(as_bytes(document)).layouts.code_prefix != parsed().layouts.code_prefix
