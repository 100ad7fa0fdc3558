"""Precincts given in parts, as a definition is read: what lies where, who votes on what, what older ones tell."""

from tabulate.definitions import parse_definition
from tabulate.election import BallotStyleId, ContestId
from tabulate.precinct_parts import UnionOfParts, parts_of
from tabulate.precincts import DistrictId, DistrictKind, PartId, PrecinctId
from tests.tabulate.definitions_data import as_bytes, canvass_document, votingworks_document
from tests.tabulate.split_precincts import A, B, big_sky, big_sky_with, elected


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
    parts = parts_of(elected(big_sky_with(**{f"{A}.name": "Rural", f"{B}.name": "Rural"})))
    assert [parts.called(one) for one in parts.parts] == ["P1", "Rural (P2-A)", "Rural (P2-B)", "P3"]
    assert parts.name_of(parts.whole(PrecinctId("P2"))) == "Rural (P2-A) + Rural (P2-B)"


def test_repair_noun2_a_style_of_several_parts_tells_only_their_union():
    document = big_sky_with(
        **{"contests[1].district": None, "contests[2].district": None, "contests[3].district": None}
    )
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
    kinds = big_sky_with(**{"districts[0].kind": "house district"})
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
