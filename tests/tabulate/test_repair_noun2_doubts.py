"""What is asked about before the ballots of a split precinct are printed: the definition opens, and it is said."""

from tabulate.definitions.doubts import definition_doubts
from tests.tabulate.definitions_data import Json, canvass_document, set_at
from tests.tabulate.split_precincts import big_sky, elected
from tests.tabulate.test_repair_noun2_totals import one_style_for_both


def doubts(document: Json) -> list[str]:
    return [one for one in definition_doubts(elected(document)) if "part" in one]


def test_repair_noun2_nothing_is_asked_about_a_county_whose_parts_are_told_apart() -> None:
    assert doubts(big_sky()) == []
    assert doubts(canvass_document()) == []


def test_repair_noun2_a_part_whose_ballots_lack_a_contest_of_its_district_is_asked_about() -> None:
    document = big_sky()
    document["precincts"][1]["parts"][1]["municipality"] = "larch"
    assert doubts(document) == [
        "No ballot of precinct part P2-B carries council, though the part lies in the district: its electors cannot "
        "vote there. Correct the part's districts, or the ballot style."
    ]


def test_repair_noun2_a_part_in_no_house_district_is_asked_about() -> None:
    document = set_at(big_sky(), "districts[3]", {"id": "hd-47", "name": "HD 47", "kind": "house district"})
    document["precincts"].append({"id": "P4", "name": "P4", "districts": []})
    document["contests"].append({**document["contests"][0], "id": "clerk", "office": "clerk and recorder"})
    document["contests"][-1] |= {"territory": "one county", "write_ins": 0}
    layout = {**document["layouts"][0], "id": "3"}
    targets = [{"contest": "clerk", "choice": one, "column": 2, "row": 6 + 2 * n} for n, one in enumerate("ab")]
    layout["pages"] = [{**layout["pages"][0], "targets": targets}]
    document["layouts"].append(layout)
    document["ballot_styles"].append(
        {"id": "3", "precincts": ["P4"], "contests": ["clerk"], "rotation": 0, "layout": "3"}
    )
    assert (
        "Nothing says in which house district P4 lies: votes cannot be told by house district (13-15-506(1)(a)). Add "
        "it to the part's districts."
    ) in doubts(document)


def test_repair_noun2_one_style_for_parts_in_different_districts_is_asked_about() -> None:
    assert doubts(one_style_for_both()) == [
        "Ballot style 1 is for parts P2-A, P2-B of precinct P2, of which some lie in larch and some do not: votes "
        "there cannot be told by these districts (13-15-404(1)(d)). Give each part a ballot style of its own, where "
        "their contests differ."
    ]


def test_repair_noun2_a_precinct_in_two_house_districts_without_parts_is_asked_about() -> None:
    document = big_sky()
    del document["precincts"][1]["parts"]
    for style in document["ballot_styles"]:
        del style["parts"]
    assert doubts(document) == [
        "Precinct P2 lies in more than one house district and is not given in parts: votes and electors voting cannot "
        "be told by house district (13-15-404(1)(a), 13-15-506(1)(a)). Give its parts."
    ]
