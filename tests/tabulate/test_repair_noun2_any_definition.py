"""Precincts given in parts, of any county: random ones hold together, hostile ones are refused, many are read."""

from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from tabulate.definitions import parse_definition
from tabulate.election import Election
from tabulate.errors import DefinitionError
from tabulate.precinct_parts import parts_of
from tabulate.precincts import DistrictKind, PrecinctId
from tests.soak import examples
from tests.tabulate.definitions_data import Json, as_bytes
from tests.tabulate.split_precincts import big_sky, counties, elected


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
