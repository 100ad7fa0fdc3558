"""Precincts given in parts: what a definition may say of them, and what contradicts itself (13-3-104, 13-2-116(2))."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabulate.definitions import parse_definition
from tabulate.election import BallotStyleId, ContestId, Election
from tabulate.errors import DefinitionError
from tabulate.precinct_parts import UnionOfParts, parts_of
from tabulate.precincts import DistrictId, DistrictKind, PartId, PrecinctId
from tests.soak import examples
from tests.tabulate.definitions_data import DELETE, Json, as_bytes, canvass_document, set_at, votingworks_document
from tests.tabulate.split_precincts import big_sky, counties, elected


def problems(**changes: Any) -> list[str]:
    document = big_sky()
    for field, value in changes.items():
        document = set_at(document, field, value)
    return problems_of(document)


def problems_of(document: Json) -> list[str]:
    with pytest.raises(DefinitionError) as refused:
        parse_definition(as_bytes(document))
    return [str(problem) for problem in refused.value.problems]


def changed(**changes: Any) -> Json:
    document = big_sky()
    for field, value in changes.items():
        document = set_at(document, field, value)
    return document


A, B = "precincts[1].parts[0]", "precincts[1].parts[1]"


def test_repair_noun2_a_precinct_in_parts_is_read_and_others_are_one_part():
    election = elected(big_sky())
    assert [(one.id, one.precinct, one.districts, one.municipality) for one in election.parts] == [
        ("P2-A", "P2", ("hd-45",), "larch"),
        ("P2-B", "P2", ("hd-46",), None),
    ]
    parts = parts_of(election)
    assert [one.id for one in parts.parts] == ["P1", "P2-A", "P2-B", "P3"]
    assert [parts.district_of(one, DistrictKind.HOUSE) for one in parts.parts] == ["hd-45", "hd-45", "hd-46", "hd-46"]
    assert [parts.municipality_of(one) for one in parts.parts] == ["larch", "larch", None, None]
    assert {parts.district_of(one, DistrictKind.SENATE) for one in parts.parts} == {None}


def test_repair_noun2_each_part_votes_on_what_is_voted_on_in_its_districts():
    parts = parts_of(elected(big_sky()))
    assert parts.contests_of(PartId("P2-A")) == {"senator", "house-45", "council"}
    assert parts.contests_of(PartId("P2-B")) == {"senator", "house-46"}
    assert parts.all_vote_on(PartId("P2-A"), ContestId("council"))
    assert not parts.all_vote_on(PartId("P2-B"), ContestId("council"))


def test_repair_noun2_a_ballot_belongs_to_the_part_of_its_style_in_its_precinct():
    parts = parts_of(elected(big_sky()))
    assert parts.of_ballot(PrecinctId("P2"), BallotStyleId("1")) == UnionOfParts(PrecinctId("P2"), (PartId("P2-A"),))
    assert parts.of_ballot(PrecinctId("P2"), BallotStyleId("2")) == UnionOfParts(PrecinctId("P2"), (PartId("P2-B"),))
    assert parts.of_ballot(PrecinctId("P1"), BallotStyleId("1")) == UnionOfParts(PrecinctId("P1"), (PartId("P1"),))
    assert parts.of_ballot(None, BallotStyleId("1")) == UnionOfParts(None, ())


def test_repair_noun2_parts_of_one_name_are_called_by_their_ids_too() -> None:
    parts = parts_of(elected(changed(**{f"{A}.name": "Rural", f"{B}.name": "Rural"})))
    assert [parts.called(one) for one in parts.parts] == ["P1", "Rural (P2-A)", "Rural (P2-B)", "P3"]
    assert parts.name_of(parts.whole(PrecinctId("P2"))) == "Rural (P2-A) + Rural (P2-B)"


def test_repair_noun2_a_style_of_several_parts_tells_only_their_union():
    document = changed(**{"contests[1].district": None, "contests[2].district": None, "contests[3].district": None})
    everything = ["senator", "house-45", "house-46", "council"]
    document["ballot_styles"][0] |= {"contests": everything, "precincts": ["P1", "P2", "P3"], "parts": ["P2-B", "P2-A"]}
    document["layouts"][0]["pages"][0]["targets"] = [
        {"contest": one["id"], "choice": choice["id"], "column": 2, "row": 6 + 2 * place}
        for place, (one, choice) in enumerate(
            (one, choice) for one in document["contests"] for choice in one["choices"]
        )
    ]
    document["contests"][0]["write_ins"] = 0
    del document["ballot_styles"][1], document["layouts"][1]
    parts = parts_of(elected(document))
    assert parts.of_ballot(PrecinctId("P2"), BallotStyleId("1")).parts == ("P2-A", "P2-B")


def test_repair_noun2_parts_and_kinds_of_districts_leave_printed_ballots_valid():
    """They are not printed: a county that learns of a split late need not print anew, if its styles tell the parts."""
    whole = big_sky()
    del whole["precincts"][1]["parts"]
    for style in whole["ballot_styles"]:
        del style["parts"]
    kinds = changed(**{"districts[0].kind": "house district"})
    prefixes = {elected(one).layouts.code_prefix for one in (whole, big_sky(), kinds)}
    assert len(prefixes) == 1


def test_repair_noun2_an_older_definition_is_one_part_a_precinct():
    for document in (canvass_document(), votingworks_document()):
        election = parse_definition(as_bytes(document))
        parts = parts_of(election)
        assert election.parts == ()
        assert not parts.given
        assert [(str(one.id), one.precinct, one.districts) for one in parts.parts] == [
            (str(one.id), one.id, one.districts) for one in election.precincts
        ]
        for card in election.cards:
            assert parts.of_ballot(card.precinct, card.ballot_style).parts == (str(card.precinct),)


def test_repair_noun2_of_an_older_split_precinct_it_is_not_guessed_what_lies_where():
    north, south = parts_of(parse_definition(as_bytes(canvass_document()))).parts
    parts = parts_of(parse_definition(as_bytes(canvass_document())))
    assert parts.lies_in(north, DistrictId("town")) is None, "one of its two styles carries the town's levy"
    assert parts.lies_in(south, DistrictId("town")) is False
    assert parts.lies_in(north, DistrictId("county")) is True


SPOILED: list[tuple[str, dict[str, Any], str]] = [
    (
        "a part in two precincts",
        {"precincts[2].parts": [{"id": "P2-B", "name": "again", "districts": ["hd-46"]}]},
        'precincts[2].parts[0].id: found "P2-B", which is a part of precinct "P2" already; expected each part in one '
        "precinct, once (13-3-104). Give each part an id of its own.",
    ),
    (
        "an id twice in a precinct",
        {f"{B}.id": "P2-A"},
        f'{B}.id: found "P2-A", which is a part of precinct "P2" already; expected each part in one precinct, once '
        "(13-3-104). Give each part an id of its own.",
    ),
    (
        "an id that is a precinct's",
        {f"{A}.id": "P3"},
        f'{A}.id: found "P3", which is a precinct\'s id; expected an id that no precinct has (13-3-104). Give the part '
        "another id.",
    ),
    (
        "the own precinct's id",
        {f"{A}.id": "P2"},
        f'{A}.id: found "P2", which is a precinct\'s id; expected an id that no precinct has (13-3-104). Give the part '
        "another id.",
    ),
    (
        "a part with no style",
        {"precincts[1].parts[2]": {"id": "P2-C", "name": "P2-C", "districts": []}},
        'precincts[1].parts[2]: found "P2-C", which no ballot style is for; expected a ballot style for its electors. '
        "Name it in a ballot style.",
    ),
    (
        "a style with a contest of another part's district",
        {"ballot_styles[1].parts": ["P2-A"], "ballot_styles[0].parts": ["P2-B"]},
        'ballot_styles[0].contests: found contest "house-45" of district "hd-45"; expected only contests of the '
        'districts of part "P2-B" of precinct "P2" (13-2-116(2)). Take it off the style, or the part; or correct its '
        "districts.",
    ),
    (
        "a style with a municipality's contest outside of it",
        {f"{A}.municipality": None, "precincts[1].districts": ["hd-45", "hd-46"]},
        'ballot_styles[0].contests: found contest "council" of district "larch"; expected only contests of the '
        'districts of part "P2-A" of precinct "P2" (13-2-116(2)). Take it off the style, or the part; or correct its '
        "districts.",
    ),
    (
        "two parts alike",
        {f"{B}.districts": ["hd-45"], f"{B}.municipality": "larch"},
        f'{B}: found "P2-B", in the same districts and municipality as "P2-A"; expected parts of a precinct that '
        "differ in districts or municipality (13-2-116(2)). Make one part of both, or correct their districts.",
    ),
    (
        "a style naming a part of a precinct it does not serve",
        {"ballot_styles[0].precincts": ["P1"]},
        'ballot_styles[0].parts[0]: found "P2-A", a part of precinct "P2", which the style does not serve; expected '
        "parts of the style's own precincts. Add the precinct to the style, or take the part off.",
    ),
    (
        "a style that does not say which parts",
        {"ballot_styles[1].parts": []},
        'ballot_styles[1].parts: found no part of precinct "P2", which is given in parts; expected the parts whose '
        "electors have this ballot (13-2-116(2)). Name them, or take the precinct off the style.",
    ),
    (
        "a part nobody knows",
        {"ballot_styles[1].parts": ["P2-B", "P2-Z"]},
        'ballot_styles[1].parts[1]: found "P2-Z"; expected an id that is listed under the parts of precincts. Correct '
        "it, or add it to the parts of precincts.",
    ),
    (
        "a part named twice",
        {"ballot_styles[1].parts": ["P2-B", "P2-B"]},
        'ballot_styles[1].parts[1]: found "P2-B", which ballot_styles[1].parts[0] has too; expected the items of this '
        "list to have different ids. Give one of them another id.",
    ),
    (
        "a part in two house districts",
        {f"{A}.districts": ["hd-45", "hd-46"]},
        f'{A}.districts: found house districts "hd-45" and "hd-46"; expected at most one house district for each part '
        "(13-15-506(1)(a)). Give the precinct in parts, one for each, with ballot styles that tell them apart.",
    ),
    (
        "a whole precinct in two house districts, where others are in parts",
        {"precincts[2].districts": ["hd-45", "hd-46"]},
        'precincts[2].districts: found house districts "hd-45" and "hd-46"; expected at most one house district for '
        "each part (13-15-506(1)(a)). Give the precinct in parts, one for each, with ballot styles that tell them "
        "apart.",
    ),
    (
        "a part in a district that the precinct is not in",
        {"precincts[1].districts": ["hd-46", "larch"]},
        f'{A}.districts[0]: found "hd-45", which is no district of precinct "P2"; expected a district of the precinct. '
        "Add it to the precinct's districts, or take it off the part.",
    ),
    (
        "a district of the precinct in which no part lies",
        {"districts[3]": {"id": "fire", "name": "Fire"}, "precincts[1].districts[3]": "fire"},
        'precincts[1].districts[3]: found "fire", in which none of the precinct\'s parts lies; expected districts of '
        "its parts. Add it to the parts that lie in it, or take it off the precinct.",
    ),
    (
        "a municipality that is no district",
        {f"{A}.municipality": "pine"},
        f'{A}.municipality: found "pine"; expected an id that is listed under districts. Correct it, or add it to '
        "districts.",
    ),
    (
        "a municipality among the districts",
        {f"{B}.districts": ["hd-46", "larch"]},
        f'{B}.districts[1]: found "larch", which is another part\'s municipality; expected at most one municipality, '
        "named as such (13-15-404(1)(f)). Name it as the part's municipality, or take it off.",
    ),
    (
        "a kind that the office contradicts",
        {"districts[0].kind": "senate district"},
        'contests[1].district: found "hd-45", which is a senate district; expected a house district, as the office of '
        'contest "house-45" has it (13-15-506). Correct the contest, or the district\'s kind.',
    ),
    (
        "a kind there is not",
        {"districts[0].kind": "ward"},
        'districts[0].kind: found "ward"; expected the kind of district: house district or senate district. '
        "Correct it.",
    ),
    (
        "no parts in the list of parts",
        {"precincts[1].parts": []},
        "precincts[1].parts: found a list of 0 items; expected the list of the precinct's parts, at least one. Correct "
        "it.",
    ),
    (
        "a part without districts",
        {f"{A}.districts": DELETE},
        f"{A}.districts: found nothing; expected the list of the ids of the districts that the part lies in. Add it.",
    ),
    (
        "a part with electors voting in the definition",
        {f"{A}.electors": 214},
        f"{A}.electors: found it; expected no such field. Remove it or correct its spelling.",
    ),
]


@pytest.mark.parametrize(("changes", "said"), [case[1:] for case in SPOILED], ids=[case[0] for case in SPOILED])
def test_repair_noun2_what_contradicts_itself_is_said_with_its_section(changes, said):
    assert said in problems(**changes)


def test_repair_noun2_a_house_district_lies_in_one_senate_district():
    senates = [{"id": f"sd-{n}", "name": f"SD {n}", "kind": "senate district"} for n in (1, 2)]
    document = changed(districts=[*big_sky()["districts"], *senates])
    document["precincts"][0]["districts"].append("sd-1")
    document["precincts"][1]["districts"].append("sd-2")
    document["precincts"][1]["parts"][0]["districts"].append("sd-2")
    (said,) = problems_of(document)
    assert 'house district "hd-45" in senate district' in said
    assert "art. V, sec. 14(1)" in said
    document["precincts"][1]["districts"][-1] = document["precincts"][1]["parts"][0]["districts"][-1] = "sd-1"
    parts = parts_of(elected(document))
    assert [parts.district_of(one, DistrictKind.SENATE) for one in parts.parts] == ["sd-1", "sd-1", None, None]


@settings(max_examples=examples(40), deadline=None)
@given(counties())
def test_repair_noun2_the_contests_of_a_precinct_are_those_of_its_parts(document):
    election = elected(document)
    parts = parts_of(election)
    assert {one.precinct for one in parts.parts} == {one.id for one in election.precincts}
    for precinct in election.precincts:
        styles = [style for style in election.ballot_styles if precinct.id in style.precincts]
        of_parts = set().union(*(parts.contests_of(part.id) for part in parts.of_precinct(precinct.id)))
        assert of_parts == {contest for style in styles for contest in style.contests}


@settings(max_examples=examples(40), deadline=None)
@given(counties())
def test_repair_noun2_every_part_has_the_contests_of_its_districts_and_one_house_district(document):
    election = elected(document)
    parts = parts_of(election)
    for part in parts.parts:
        lies = part.lies_in
        wanted = {one.id for one in election.contests if one.district is None or one.district in lies}
        assert parts.contests_of(part.id) == wanted
        assert all(
            parts.lies_in(part, one.id) is (one.id in lies)
            for one in election.districts
            if part.precinct in parts.given
        )
        assert parts.district_of(part, DistrictKind.HOUSE) in part.districts


@settings(max_examples=examples(40), deadline=None)
@given(counties())
def test_repair_noun2_every_ballot_is_in_exactly_one_union_of_parts(document):
    election = elected(document)
    parts = parts_of(election)
    for precinct in election.precincts:
        unions = [
            parts.of_ballot(precinct.id, style.id) for style in election.ballot_styles if precinct.id in style.precincts
        ]
        named = [part for union in unions for part in union.parts]
        assert sorted(named) == sorted(part.id for part in parts.of_precinct(precinct.id))


def opened_or_refused(document: Json) -> Election | DefinitionError:
    try:
        return parse_definition(as_bytes(document))
    except DefinitionError as refused:
        return refused


JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 10**20), st.text(max_size=6), st.lists(st.text(max_size=3), max_size=3)
)


@settings(max_examples=examples(150), deadline=None)
@given(st.data())
def test_repair_noun2_hostile_parts_are_refused_in_words_or_open(data):
    """Whatever stands where parts stand, and whichever ids are exchanged: a definition opens, or says what is wrong."""
    document = deepcopy(big_sky())
    ids = ["P1", "P2", "P2-A", "P2-B", "hd-45", "hd-46", "larch", "", "P2-A\u202e", "../x"]
    part = st.fixed_dictionaries(
        {"id": st.sampled_from(ids) | JUNK, "name": st.text(max_size=4) | JUNK},
        optional={
            "districts": st.lists(st.sampled_from(ids), max_size=3) | JUNK,
            "municipality": st.sampled_from(ids) | JUNK,
        },
    )
    for precinct in document["precincts"]:
        if data.draw(st.booleans()):
            precinct["parts"] = data.draw(st.lists(part, max_size=3) | JUNK)
    for style in document["ballot_styles"]:
        if data.draw(st.booleans()):
            style["parts"] = data.draw(st.lists(st.sampled_from(ids), max_size=4) | JUNK)
    found = opened_or_refused(document)
    if isinstance(found, Election):
        assert {part.precinct for part in parts_of(found).parts} == {"P1", "P2", "P3"}
    else:
        assert all(one.expected and one.remedy.endswith(".") for one in found.problems)


def test_repair_noun2_a_definition_of_very_many_parts_is_read_in_time():
    document = big_sky()
    document["districts"] += [{"id": f"d{n}", "name": f"D{n}"} for n in range(900)]
    many = [f"d{n}" for n in range(900)]
    document["precincts"][1]["districts"] += many
    document["precincts"][1]["parts"] += [
        {"id": f"X{n}", "name": f"X{n}", "districts": ["hd-46", one]} for n, one in enumerate(many)
    ]
    document["ballot_styles"][1]["parts"] += [f"X{n}" for n in range(900)]
    parts = parts_of(elected(document))
    assert len(parts.of_precinct(PrecinctId("P2"))) == 902
