"""Precincts given in parts: what contradicts itself is said with its section (13-3-104, 13-2-116(2))."""

from typing import Any

import pytest

from tabulate.definitions import parse_definition
from tabulate.errors import DefinitionError
from tabulate.precinct_parts import parts_of
from tabulate.precincts import DistrictKind
from tests.tabulate.definitions_data import DELETE, Json, as_bytes
from tests.tabulate.split_precincts import A, B, big_sky, big_sky_with, elected


def problems(**changes: Any) -> list[str]:
    return problems_of(big_sky_with(**changes))


def problems_of(document: Json) -> list[str]:
    with pytest.raises(DefinitionError) as refused:
        parse_definition(as_bytes(document))
    return [str(problem) for problem in refused.value.problems]


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
    document = big_sky_with(districts=[*big_sky()["districts"], *senates])
    document["precincts"][0]["districts"].append("sd-1")
    document["precincts"][1]["districts"].append("sd-2")
    document["precincts"][1]["parts"][0]["districts"].append("sd-2")
    (said,) = problems_of(document)
    assert 'house district "hd-45" in senate district' in said
    assert "art. V, sec. 14(1)" in said
    document["precincts"][1]["districts"][-1] = document["precincts"][1]["parts"][0]["districts"][-1] = "sd-1"
    parts = parts_of(elected(document))
    assert [parts.district_of(one, DistrictKind.SENATE) for one in parts.parts] == ["sd-1", "sd-1", None, None]
