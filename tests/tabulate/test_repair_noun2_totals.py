"""Totals by precinct part and by portion of a district: what they add up to, and what is not guessed (13-15-404)."""

from collections.abc import Iterable

import pytest

from tabulate.board.by_hand.hand_counts import ChoiceFigure, HandCountOpened, TallySheetEntered
from tabulate.definitions import parse_definition
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tabulate.ledger.entries import Entry
from tabulate.ledger.fold import fold
from tabulate.precinct_parts import UnionOfParts, parts_of
from tabulate.precincts import PartId
from tabulate.tally import ContestTally, Tally
from tabulate.totals.part_tallies import check_parts_add_up, tallies_by_part
from tabulate.totals.part_totals import TotalsByPart, totals_by_part
from tabulate.totals.results import ContestTotals, TotalsDoNotAddUp, total
from tests.tabulate.definitions_data import Json, as_bytes, canvass_document
from tests.tabulate.ledger_makers import batch_opened, read_sheet_entry, record_opened
from tests.tabulate.split_precincts import (
    Cast,
    beside_each_party,
    big_sky,
    elected,
    electors,
    part,
    portion,
    sheets,
    shown,
    voted,
)

P2 = PrecinctId("P2")
SENATE: dict[str, tuple[int, int, int]] = {
    "P1": (310, 280, 22),
    "P2-A": (101, 107, 6),
    "P2-B": (70, 55, 6),
    "P3": (198, 190, 17),
}
"""Votes for A and for B, and ballots with neither."""
HOUSE = {"P1": (300, 298), "P2-A": (102, 100), "P2-B": (61, 64), "P3": (201, 196)}
COUNCIL = {"P1": (350, 330, 320), "P2-A": (120, 118, 117)}
ELECTORS = {"P1": 612, "P2-A": 214, "P2-B": 131, "P3": 405}
STYLE = {"P1": ("1", "P1"), "P2-A": ("1", "P2"), "P2-B": ("2", "P2"), "P3": ("2", "P3")}


def votes(contests: Iterable[ContestTotals], contest: str) -> tuple[int, ...]:
    found = next(one for one in contests if one.contest == contest)
    return tuple(one.votes for one in found.choices)


def ballots_of(name: str) -> list[Cast]:
    """One ballot for each elector of a part, so that its votes are those of the tables above."""
    style, precinct = STYLE[name]
    a, b, _ = SENATE[name]
    house = "house-45" if style == "1" else "house-46"
    choices = ("c", "d") if style == "1" else ("e", "f")
    c, d = HOUSE[name]
    chosen = []
    for number in range(ELECTORS[name]):
        senator = [("senator", "a")] if number < a else [("senator", "b")] if number < a + b else []
        member = [(house, choices[0])] if number < c else [(house, choices[1])] if number < c + d else []
        council = [("council", each) for each in ("x", "y", "z") if name in COUNCIL and _council(name, number, each)]
        chosen.append(Cast(style, precinct, (*senator, *member, *council)))
    return chosen


def _council(name: str, number: int, choice: str) -> bool:
    """Votes for X from the first ballots on, for Y and Z from where the one before ended, round and round."""
    start = 0
    for each, count in zip("xyz", COUNCIL[name], strict=True):
        if each == choice:
            return (number - start) % ELECTORS[name] < count and start <= number + ELECTORS[name]
        start += count
    return False


@pytest.fixture(scope="module")
def county() -> TotalsByPart:
    """The county of the worked examples: 1,362 electors voting, each with one ballot."""
    election = elected(big_sky())
    cast = [ballot for name in ELECTORS for ballot in ballots_of(name)]
    return shown(election, [*sheets(election, "A", cast), *electors(ELECTORS)])


def test_repair_noun2_w1_the_parts_of_a_split_precinct_have_their_own_rows(county: TotalsByPart) -> None:
    assert [(one.union.parts, one.electors, one.ballots) for one in county.parts] == [
        (("P1",), 612, 612),
        (("P2-A",), 214, 214),
        (("P2-B",), 131, 131),
        (("P3",), 405, 405),
    ]
    assert [(one.name, one.electors, one.ballots) for one in (*county.precincts, county.county)] == [
        ("P1", 612, 612),
        ("P2", 345, 345),
        ("P3", 405, 405),
        ("Big Sky", 1362, 1362),
    ]
    assert votes(part(county, "P2-A").contests, "senator") == (101, 107)
    assert votes(part(county, "P2-B").contests, "senator") == (70, 55)


def test_repair_noun2_w2_votes_are_given_by_portion_of_a_house_district(county: TotalsByPart) -> None:
    first, second = portion(county, "hd-45"), portion(county, "hd-46")
    assert (first.kind, first.parts, first.electors, first.ballots) == ("house district", ("P1", "P2-A"), 826, 826)
    assert votes(first.contests, "house-45") == (402, 398)
    assert (second.parts, second.electors) == (("P2-B", "P3"), 536)
    assert votes(second.contests, "house-46") == (262, 260)
    assert not first.not_told
    assert not second.not_told


def test_repair_noun2_w3_a_municipality_has_its_electors_and_votes(county: TotalsByPart) -> None:
    larch = portion(county, "larch")
    assert (larch.kind, larch.electors) == ("municipality", 826)
    assert votes(larch.contests, "council") == (470, 448, 437)


def test_repair_noun2_w8_a_statewide_office_is_told_by_house_district(county: TotalsByPart) -> None:
    assert votes(portion(county, "hd-45").contests, "senator") == (411, 387)


def test_repair_noun2_a_report_by_whole_precincts_is_refused_for_a_split_one() -> None:
    """The same county without parts: what comes from P2 is in neither district's figures, and is said so."""
    document = big_sky()
    del document["precincts"][1]["parts"]
    for style in document["ballot_styles"]:
        del style["parts"]
    election = elected(document)
    cast = [Cast("1", "P1", (("senator", "a"),), 3), Cast("1", "P2", (("senator", "a"),), 5), Cast("2", "P2", (), 2)]
    found = portion(shown(election, [*sheets(election, "A", cast), *electors({"P1": 3, "P2": 7, "P3": 0})]), "hd-45")
    assert (found.parts, found.electors, found.ballots) == (("P1",), None, 3)
    assert votes(found.contests, "senator") == (3, 0)
    (untold,) = found.not_told
    assert (untold.union.parts, votes(untold.contests, "senator")) == (("P2",), (5, 0))
    assert [one.contest for one in untold.contests] == ["senator", "council"]
    assert next(one.sheets for one in found.contests if one.contest == "house-45") == 8, "the district's own is told"


def one_style_for_both() -> Json:
    """P2-A and P2-B vote on the same, and have one ballot: only what differs is that one of them lies in Larch."""
    document = big_sky()
    document["contests"] = document["contests"][:2]
    document["districts"] = [one for one in document["districts"] if one["id"] != "hd-46"]
    document["precincts"][1] |= {
        "districts": ["hd-45", "larch"],
        "parts": [
            {"id": "P2-A", "name": "P2-A", "districts": ["hd-45"], "municipality": "larch"},
            {"id": "P2-B", "name": "P2-B", "districts": ["hd-45"]},
        ],
    }
    document["precincts"][2]["districts"] = ["hd-45"]
    style, layout = document["ballot_styles"][0], document["layouts"][0]
    style |= {"precincts": ["P1", "P2", "P3"], "contests": ["senator", "house-45"], "parts": ["P2-A", "P2-B"]}
    page = layout["pages"][0]
    page["targets"] = [one for one in page["targets"] if one["contest"] != "council"]
    document["ballot_styles"], document["layouts"] = [style], [layout]
    return document


def test_repair_noun2_ballots_of_one_style_for_two_parts_are_given_together_and_not_guessed_apart() -> None:
    election = elected(one_style_for_both())
    cast = [Cast("1", "P1", (("senator", "a"),), 4), Cast("1", "P2", (("senator", "b"),), 7)]
    found = shown(election, [*sheets(election, "A", cast), *electors({"P1": 4, "P2-A": 3, "P2-B": 4, "P3": 0})])
    both = part(found, "P2-A", "P2-B")
    assert (both.name, both.electors, both.ballots) == ("P2-A + P2-B", 7, 7)
    assert (part(found, "P2-A").ballots, part(found, "P2-B").ballots) == (0, 0)
    house, town = portion(found, "hd-45"), portion(found, "larch")
    assert (house.electors, house.ballots, votes(house.contests, "senator")) == (11, 11, (4, 7))
    assert (town.electors, town.ballots, votes(town.contests, "senator")) == (7, 4, (4, 0))
    assert [(one.union.parts, one.ballots) for one in town.not_told] == [(("P2-A", "P2-B"), 7)]


def hand_count(precinct: str, ballots: int, contests: dict[str, tuple[int, int]]) -> list[Entry]:
    """Counted by two recorders, equal at once; the figures are votes for the first two choices of each contest."""
    election = elected(big_sky())
    entries: list[Entry] = [HandCountOpened("H", PrecinctId(precinct), ballots, (), ("ada", "bo"), "cy", "clerk")]
    for contest, (one, two) in contests.items():
        choices = election.contest(ContestId(contest)).choices
        figures = tuple(
            ChoiceFigure(ChoiceId(choice.id), number)
            for choice, number in zip(choices, (one, two), strict=False)
            if number
        )
        for recorder in ("ada", "bo"):
            entries.append(TallySheetEntered("H", ContestId(contest), 1, recorder, one + two, figures, 0, 0))
    return entries


def test_repair_noun4_a_separate_ballot_of_all_parts_is_no_second_ballot_of_precinct_district_and_county() -> None:
    """Ten electors of P2, four of them of P2-A, each with the ballot of a part and the separate one."""
    election = elected(beside_each_party())
    cast = [Cast("1", "P2", (), 4), Cast("2", "P2", (), 6), Cast("3", "P2", (), 10)]
    found = shown(election, sheets(election, "A", cast))
    parts = [part(found, *union).ballots for union in (("P2-A",), ("P2-B",), ("P2-A", "P2-B"))]
    assert parts == [4, 6, 10]
    assert [one.ballots for one in (found.precincts[1], portion(found, "park"), found.county)] == [10, 10, 10]


def test_repair_noun2_ballots_counted_by_hand_are_told_only_by_what_their_parts_alone_vote_on() -> None:
    election = elected(big_sky())
    found = shown(election, hand_count("P2", 9, {"senator": (5, 4), "house-45": (3, 2), "house-46": (1, 3)}))
    assert part(found, "P2-A", "P2-B").ballots == 9
    first = portion(found, "hd-45")
    assert votes(first.contests, "house-45") == (3, 2), "only P2-A votes on it"
    (untold,) = first.not_told
    assert [one.contest for one in untold.contests] == ["senator"]
    assert votes(portion(found, "hd-46").contests, "house-46") == (1, 3)


def test_repair_noun2_a_ballot_of_no_precinct_is_in_a_district_only_by_what_that_district_alone_votes_on() -> None:
    election = elected(big_sky())
    card = voted(election, Cast("1", "P1", (("senator", "a"),)))
    lost = type(card)(card.card, None, card.ballot_style, card.contests, ())
    found = shown(election, [batch_opened("A"), read_sheet_entry("A", 1, lost)])
    assert [one.name for one in found.parts if one.ballots] == ["precinct not stated"]
    assert all(not one.ballots for one in found.portions)
    assert {one.district: [each.contest for each in one.contests] for one in found.portions} == {
        "hd-45": ["house-45"],
        "hd-46": [],
        "larch": ["council"],
    }
    assert all("senator" in [each.contest for each in one.not_told[0].contests] for one in found.portions)


def test_repair_noun2_an_older_record_counts_by_part_as_by_precinct() -> None:
    election = parse_definition(as_bytes(canvass_document()))
    cast = [Cast("1", "north", (("levy", "for"),), 3), Cast("2", "north", (), 2), Cast("2", "south", (), 4)]
    state = fold([record_opened(), *sheets(election, "A", cast)])
    found = totals_by_part(election, state, True)
    whole = total(election, state.countable(True), False)
    assert [(str(one.union.precinct), one.union.parts, one.ballots) for one in found.parts] == [
        (str(one.precinct), (str(one.precinct),), one.sheets) for one in whole.precincts
    ]
    for one, precinct in zip(found.parts, whole.precincts, strict=True):
        assert one.contests == tuple(contest for contest in precinct.contests if contest.sheets)
    town = portion(found, "town")
    assert (town.parts, town.ballots) == ((), 0)
    assert votes(town.contests, "levy") == (3, 0), "who votes on the town's levy lives in the town"
    assert [one.contest for one in town.not_told[0].contests] == ["commissioner", "justice"]


def test_repair_noun2_what_does_not_add_up_is_not_shown() -> None:
    election = elected(big_sky())
    state = fold([record_opened(), *sheets(election, "A", [Cast("1", "P2", (("senator", "a"),), 2)])])
    parts = parts_of(election)
    tallies = dict(tallies_by_part(parts, state, True))
    check_parts_add_up(tallies, state.countable(True))
    union = UnionOfParts(P2, (PartId("P2-A"),))
    with pytest.raises(TotalsDoNotAddUp, match="parts do not add up"):
        check_parts_add_up({}, state.countable(True))
    wrong = Tally(contests={(P2, ContestId("senator")): ContestTally(sheets=2)}, sheets=tallies[union].sheets)
    with pytest.raises(TotalsDoNotAddUp, match="parts do not add up"):
        check_parts_add_up({union: wrong}, state.countable(True))
