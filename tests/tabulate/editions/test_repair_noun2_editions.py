"""Ballots corrected after printing, in a county with a split precinct: every edition has the same parts (13-12-204)."""

from __future__ import annotations

from typing import Any

import pytest

from tabulate.definitions.findings import Findings
from tabulate.editions.comparing import check_edition
from tabulate.editions.joined import FurtherEdition, join
from tabulate.election import BallotStyleId, ContestId, Election, PrecinctId
from tabulate.errors import DefinitionError
from tabulate.ledger.fold import fold
from tabulate.precinct_parts import parts_of
from tabulate.precincts import DistrictId, PartId
from tabulate.totals.part_totals import totals_by_part
from tests.tabulate.definitions_data import Json, set_at
from tests.tabulate.ledger_makers import record_opened
from tests.tabulate.split_precincts import Cast, big_sky, elected, sheets


def corrected(**changes: Any) -> Json:
    """The second candidate for House District 45 died, and another's name stands there."""
    document = set_at(big_sky(), "contests[1].choices[1]", {"id": "g", "name": "G"})
    for layout in document["layouts"]:
        for target in layout["pages"][0]["targets"]:
            target["choice"] = "g" if target["choice"] == "d" else target["choice"]
    for field, value in changes.items():
        document = set_at(document, field, value)
    return document


def problems(document: Json) -> list[str]:
    findings = Findings()
    check_edition(findings, elected(big_sky()), elected(document), ())
    with pytest.raises(DefinitionError) as refused:
        findings.stop_if_any()
    return [str(one) for one in refused.value.problems]


def both() -> Election:
    findings = Findings()
    first, second = elected(big_sky()), elected(corrected())
    check_edition(findings, first, second, ())
    findings.stop_if_any()
    return join(first, [FurtherEdition(second)])


def test_repair_noun2_ballots_of_both_editions_are_of_the_part_of_their_style() -> None:
    election = both()
    parts = parts_of(election)
    assert [one.id for one in parts.parts] == ["P1", "P2-A", "P2-B", "P3"]
    for style in ("1", "1-edition-2"):
        assert parts.of_ballot(PrecinctId("P2"), BallotStyleId(style)).parts == ("P2-A",)
    assert parts.all_vote_on(PartId("P2-A"), ContestId("house-45"))


def test_repair_noun2_a_portion_has_the_votes_of_both_editions() -> None:
    election = both()
    cast = [
        Cast("1", "P2", (("house-45", "d"),), 5),
        Cast("1-edition-2", "P2", (("house-45", "g"),), 3),
        Cast("2-edition-2", "P2", (("house-46", "e"),), 2),
    ]
    state = fold([record_opened(), *sheets(election, "A", cast)])
    found = totals_by_part(election, state, True)
    house = next(one for one in found.portions if one.district == "hd-45")
    (contest,) = (one for one in house.contests if one.contest == "house-45")
    assert {one.choice: one.votes for one in contest.choices} == {"c": 0, "d": 5, "g": 3}
    assert [(one.union.parts, one.ballots) for one in found.parts if one.ballots] == [(("P2-A",), 8), (("P2-B",), 2)]


def test_repair_noun2_a_separate_ballot_for_one_office_does_not_make_its_precincts_uncertain() -> None:
    """The second edition is of one office alone. P1 still lies wholly in Larch, whose council the first one has."""
    document = corrected()
    for style, contest in zip(document["ballot_styles"], ("house-45", "house-46"), strict=True):
        style["contests"] = [contest]
    for layout, contest in zip(document["layouts"], ("house-45", "house-46"), strict=True):
        page = layout["pages"][0]
        page["targets"] = [one for one in page["targets"] if one["contest"] == contest]
    document["contests"] = [one for one in document["contests"] if one["id"].startswith("house")]
    first, second = elected(big_sky()), elected(document)
    parts = parts_of(join(first, [FurtherEdition(second)]))
    places = [DistrictId(one) for one in ("hd-45", "hd-46", "larch")]
    inside = {part.id: [parts.lies_in(part, place) for place in places] for part in parts.parts}
    assert inside == {
        "P1": [True, False, True],
        "P2-A": [True, False, True],
        "P2-B": [False, True, False],
        "P3": [False, True, False],
    }


OTHER_PARTS = (
    "precincts[1].parts: found other parts; expected those that precinct P2 has in the record (13-2-116(2)). Electors "
    "do not move to another part by a correction of ballots. Correct it."
)


def test_repair_noun2_electors_do_not_move_to_another_part_by_a_correction() -> None:
    renamed = corrected(**{"precincts[1].parts[1].id": "P2-C", "ballot_styles[1].parts": ["P2-C"]})
    assert problems(renamed) == [OTHER_PARTS]
    whole = corrected()
    del whole["precincts"][1]["parts"]
    for style in whole["ballot_styles"]:
        del style["parts"]
    assert problems(whole) == [OTHER_PARTS]


def test_repair_noun2_a_precinct_that_an_edition_brings_has_no_parts_id() -> None:
    more = corrected(**{"precincts[3]": {"id": "P4", "name": "P4", "districts": ["hd-46"]}})
    more["precincts"][3]["parts"] = [{"id": "P4-A", "name": "P4-A", "districts": ["hd-46"]}]
    more["ballot_styles"][1]["precincts"].append("P4")
    more["ballot_styles"][1]["parts"].append("P4-A")
    findings = Findings()
    check_edition(findings, elected(big_sky()), elected(more), ())
    findings.stop_if_any()
    more["precincts"][1], more["precincts"][3]["id"] = big_sky()["precincts"][0] | {"id": "P5", "name": "P5"}, "P2-A"
    more["ballot_styles"][0] |= {"precincts": ["P1", "P5"], "parts": []}
    more["ballot_styles"][1] |= {"precincts": ["P2-A", "P3"], "parts": ["P4-A"]}
    assert (
        'precincts[3]: found "P2-A", which a precinct or a part has in the record; expected an id of its own '
        "(13-3-104). Give it another id."
    ) in problems(more)
