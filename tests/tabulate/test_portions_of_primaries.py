"""Portions of districts at a primary: ballots of a party tell where a precinct lies among themselves (13-10-209)."""

from __future__ import annotations

from tests.tabulate.split_precincts import (
    Cast,
    Json,
    big_sky,
    contest,
    document,
    elected,
    electors,
    portion,
    sheets,
    shown,
    style,
)


def of_a_primary(*greens: str) -> Json:
    """The county whole, P1 and P2 in district 45; the green party's ballots there have these contests, gold's none."""
    found = big_sky()
    for precinct, districts in zip(found["precincts"], (["hd-45", "larch"], ["hd-45"], ["hd-46"]), strict=True):
        precinct.pop("parts", None)
        precinct["districts"] = districts
    house = [
        contest(f"{name}-green", f"hd-{name}", ["a", "b"], office="state representative", territory="several counties")
        for name in ("45", "46")
    ]
    clerk = contest("clerk-gold", None, ["c", "d"], office="clerk and recorder", territory="one county")
    contests = [*(one | {"party": "green"} for one in house), clerk | {"party": "gold"}]
    styles = [
        style("1", ["P1"], ["45-green"]),
        style("2", ["P2"], [*greens]),
        style("4", ["P3"], ["46-green"]),
        style("3", ["P1", "P2", "P3"], ["clerk-gold"]),
    ]
    parties = [{"id": name, "name": name.title()} for name in ("green", "gold")]
    return document(found["districts"], found["precincts"], contests, styles) | {"parties": parties}


def test_a_party_that_nominates_nobody_in_a_district_leaves_no_doubt_where_a_precinct_lies() -> None:
    election = elected(of_a_primary("45-green"))
    cast = [Cast("1", "P1", (("45-green", "a"),), 3), Cast("3", "P1", (("clerk-gold", "c"),), 2)]
    found = portion(shown(election, [*sheets(election, "A", cast), *electors({"P1": 5, "P2": 0, "P3": 0})]), "hd-45")
    assert (found.parts, found.electors, found.ballots) == (("P1", "P2"), 5, 5)
    assert {one.contest: [each.votes for each in one.choices] for one in found.contests} == {
        "45-green": [3, 0],
        "clerk-gold": [2, 0],
    }


def test_two_ballots_of_one_party_in_a_precinct_leave_it_open() -> None:
    given = of_a_primary("45-green")
    given["precincts"][2]["districts"] = ["hd-45", "hd-46"]
    given["ballot_styles"][0]["precincts"].append("P3")
    election = elected(given)
    found = portion(shown(election, electors({"P1": 5, "P2": 0, "P3": 4})), "hd-45")
    assert (found.parts, found.electors) == (("P1", "P2"), None)
