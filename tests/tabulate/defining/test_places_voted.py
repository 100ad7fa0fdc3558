"""A contest is voted on in the district that its list means: a city is not its county, and no school district."""

from tabulate.definitions import parse_definition
from tests.tabulate.defining.completed import ALIKE, PRECINCTS, completed


def test_a_city_of_the_countys_name_is_not_the_county() -> None:
    lists = b"Office,District,Candidate\nMayor,Larch,Ann Ash\nSheriff,Larch,Bo Birch\nCoroner,Larch County,Cy Cedar\n"
    standing = completed(lists, PRECINCTS)
    assert dict(standing.places) == {"mayor-larch": "larch", "sheriff-larch": None, "coroner-larch-county": None}
    levy = b"Office,District,Candidate\nLevy,Larch,YES\nLevy,Larch,NO\n"
    (problem,) = completed(levy, PRECINCTS, answer=lambda one: one.options[0]).problems
    assert "the county's name and that of a district" in problem.found


def test_a_school_district_of_its_citys_name_is_not_the_city() -> None:
    places = b"Precinct,Part,School District,Municipality\n1,in,Alder,Alder\n1,out,Alder,\n2,,Larch,Larch\n"
    places += b"3,,Fir School,Fir\n"
    lists = b"Office,District,Candidate\nTrustee,%b,Ann Ash\nMayor,%b,Bo Birch\nLevy,%b,YES\nLevy,%b,NO\n"
    offices = {"office of trustee": "school", "office of mayor": "municipal office"}
    for city in ("Alder", "Larch", "Fir"):
        standing = completed(
            lists.replace(b"%b", city.encode()), places, answer=lambda one: offices.get(one.key, one.options[0])
        )
        ids = {one.id: one.named.kind for one in standing.districts}
        kinds = {contest.split("-")[0]: ids[place or ""] for contest, place in standing.places}
        if city == "Fir":
            (problem,) = standing.problems
            assert ("Trustee" in problem.field, problem.found) == (True, "'Fir'")
            assert kinds == {"mayor": "municipality", "levy": "municipality"}
            continue
        assert kinds == {"trustee": "school district", "mayor": "municipality"}, city
        (problem,) = standing.problems
        assert ("Levy" in problem.field, f"2 districts: municipality '{city}', school district" in problem.found) == (
            True,
            True,
        ), problem


def test_what_is_a_citys_alone_is_not_the_countys_where_the_precincts_do_not_have_the_city() -> None:
    lists = b"Office,District,Candidate\nMayor,Larch,Ann Ash\nLibrary,Larch,Bo Birch\n"
    offices = {"office of mayor": "municipal office", "office of library": "special district"}
    standing = completed(lists, ALIKE, answer=lambda one: offices.get(one.key, one.options[0]))
    (problem,) = standing.problems
    assert ("Mayor" in problem.field, "a district that the list of precincts has" in problem.expected) == (True, True)
    assert dict(standing.places) == {"library-larch": None}


def test_precincts_where_nothing_is_voted_on_are_left_out_and_named() -> None:
    lists = b"Office,District,Candidate\nMayor,Larch,Ann Ash\n"
    standing = completed(lists, PRECINCTS)
    election = parse_definition(standing.content)
    assert [(one.precinct, one.municipality) for one in election.parts] == [("P02", "larch")]
    assert "Nothing is voted on in Precinct 1; Precinct 2, b; Precinct 3" in standing.doubts[0]


def test_a_district_that_no_precinct_lies_in_is_said_with_the_nearest() -> None:
    lists = b"Office,District,Candidate\nState Representative,47,Ann Ash\nMayor,Lartch,Bo Birch\n"
    one, other = sorted(completed(lists, PRECINCTS).problems, key=lambda each: each.field)
    assert "House District 45" in one.expected
    assert "as Larch" in other.expected
    assert one.field == "contests, line 2 (State Representative, 47)"
