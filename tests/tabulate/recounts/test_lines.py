"""Each contest's recount line: the worked examples W6 and W11 to W23 by number, and a plain restatement of the law."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabulate.offices import Office, Purpose, Territory
from tabulate.recounts.classes import FiledWith, RecountClass, Signers
from tabulate.recounts.rights import PositionTotals, RecountLine, VotesFor, exact, line_of
from tests.soak import examples
from tests.tabulate.recounts.positions import (
    ATTORNEY,
    COUNCIL,
    HOSPITAL_LEVY,
    JUSTICE_OF_THE_PEACE,
    LEGISLATOR,
    LOCAL_LEVY,
    STATE_ISSUE,
    line,
    position,
    two_and_others,
)

W11 = {7: "free", 8: "free", 10: "free", 11: "bond", 15: "bond", 16: "court"}
W12 = {12: "free", 15: "free", 16: "bond", 30: "bond", 31: "court"}
W13 = {20: "free", 21: "bond", 40: "bond", 41: "court"}


@pytest.mark.parametrize(
    ("purpose", "total", "by_margin"),
    [
        (ATTORNEY, 3_118, W11),
        (ATTORNEY, 6_000, W12),
        (LEGISLATOR, 8_151, W13),
        (LEGISLATOR, 800, {2: "free", 4: "bond", 5: "court"}),
        (LEGISLATOR, 3_215, {3: "free", 8: "free", 9: "bond"}),
    ],
    ids=["W11", "W12", "W13", "W13 without a floor", "W14"],
)
def test_w11_to_w14_one_seat(purpose: Purpose, total: int, by_margin: dict[int, str]) -> None:
    for margin, recount in by_margin.items():
        found = line(purpose, *two_and_others(total, margin))
        assert (found.total_vote, found.margin, found.recount.value) == (Fraction(total), margin, recount)
        assert found.limit_free == Fraction(total, 400)
        assert found.limit_bond == Fraction(total, 200)


def test_w6_the_manual_count_gives_the_loser_a_free_recount() -> None:
    found = line(ATTORNEY, 5_216, 5_213)
    assert [one.choice for one in found.winners] == ["a"]
    assert found.defeats[0].votes.choice == "b"
    assert [exact(one) for one in (found.total_vote, found.limit_free, found.limit_bond)] == [
        "10429",
        "26.0725",
        "52.145",
    ]
    assert (found.margin, found.floor, found.recount.value) == (3, 10, "free")
    assert (found.signers, found.filed_with) == (None, FiledWith.ELECTION_ADMINISTRATOR)


def test_w14_a_legislator_petitions_the_secretary_of_state() -> None:
    found = line(LEGISLATOR, 1_606, 1_609)
    assert (found.recount_class, found.margin, exact(found.limit_free)) == (RecountClass.WIDER_OFFICE, 3, "8.0375")
    assert (found.floor, found.filed_with) == (None, FiledWith.SECRETARY_OF_STATE)


@pytest.mark.parametrize(("fourth", "recount"), [(3_092, "free"), (3_087, "bond"), (3_075, "bond"), (3_074, "court")])
def test_w15_three_seats_are_measured_by_the_total_vote_for_the_position(fourth: int, recount: str) -> None:
    found = line(COUNCIL, 4_000, 3_500, 3_100, fourth, 15_192 - 10_600 - fourth, seats=3)
    limits = [exact(one) for one in (found.total_vote, found.limit_free, found.limit_bond)]
    assert limits == ["5064", "12.66", "25.32"]
    assert [one.choice for one in found.winners] == ["a", "b", "c"]
    assert (found.margin, found.recount.value) == (3_100 - fourth, recount)


def test_w15_and_w3_the_council_of_larch() -> None:
    found = line(COUNCIL, 470, 448, 437, seats=2)
    limits = [exact(one) for one in (found.total_vote, found.limit_free, found.limit_bond)]
    assert limits == ["677.5", "1.69375", "3.3875"]
    assert (found.margin, found.recount.value, found.filed_with) == (11, "court", FiledWith.DISTRICT_COURT)
    assert line(COUNCIL, 470, 448, 438, seats=2).recount.value == "free"


@pytest.mark.parametrize(
    ("purpose", "votes", "recount", "signers"),
    [
        (LOCAL_LEVY, (1_204, 1_199), "free", Signers(10, 1)),
        (LOCAL_LEVY, (1_205, 1_198), "none", None),
        (LOCAL_LEVY, (500, 491), "none", None),
        (STATE_ISSUE, (301_482, 300_004), "free", Signers(100, 5)),
        (HOSPITAL_LEVY, (1_204, 1_199), "free", Signers(25, 2)),
    ],
    ids=["W16", "W16 a vote too far", "W16 no floor", "W17", "W17 two counties"],
)
def test_w16_and_w17_issues(purpose: Purpose, votes: tuple[int, int], recount: str, signers: Signers | None) -> None:
    found = line(purpose, *votes)
    assert (found.recount.value, found.signers, found.floor) == (recount, signers, None)


def test_w17_the_limit_of_a_state_issue_is_exact() -> None:
    found = line(STATE_ISSUE, 301_482, 300_004)
    assert (found.margin, exact(found.limit_free)) == (1_478, "1503.715")
    assert (found.recount_class.short, found.filed_with) == ("1d", FiledWith.SECRETARY_OF_STATE)
    assert line(HOSPITAL_LEVY, 1, 0).recount_class.short == "1e"


def test_w18_somebody_written_in_is_a_loser_like_any_other() -> None:
    found = line(ATTORNEY, 4_000, 1_000, 10, written={"Wren": 3_995})
    assert (exact(found.total_vote), exact(found.limit_free), found.margin) == ("9005", "22.5125", 5)
    assert (found.defeats[0].votes.choice, found.recount.value) == ("write-in:Wren", "free")


@pytest.mark.parametrize(
    ("votes", "loser", "margin", "recount"),
    [((600, 301, 300), "c", 1, "free"), ((500, 499, 100), "c", 399, "court")],
)
def test_w18_a_nonpartisan_primary_nominates_two(votes: tuple[int, ...], loser: str, margin: int, recount: str) -> None:
    found = line(JUSTICE_OF_THE_PEACE, *votes)
    assert [one.choice for one in found.winners] == ["a", "b"]
    assert (found.defeats[0].votes.choice, found.margin, found.recount.value) == (loser, margin, recount)
    assert found.total_vote == sum(votes)


@pytest.mark.parametrize(
    ("purpose", "votes", "seats"),
    [
        (LEGISLATOR, (1_608, 1_608), 1),
        (Purpose(Office.COUNTY_COMMISSIONER, Territory.COUNTY), (2_104, 2_104), 1),
        (STATE_ISSUE, (300_000, 300_000), 1),
        (JUSTICE_OF_THE_PEACE, (410, 377, 377), 1),
        (COUNCIL, (9, 5, 5, 5), 2),
        (COUNCIL, (0, 0), 1),
    ],
    ids=["W22", "W23", "W9", "W27", "three for one seat", "nobody voted"],
)
def test_w22_and_w23_a_tie_has_neither_winner_nor_loser(purpose: Purpose, votes: tuple[int, ...], seats: int) -> None:
    found = line(purpose, *votes, seats=seats)
    assert (found.margin, found.recount.value, found.defeats) == (0, "tie", ())
    assert {one.votes for one in found.tied} == {votes[-1]}
    assert [one.votes for one in found.winners] == [one for one in votes if one > votes[-1]]
    assert (found.signers, found.filed_with) == (None, None)


def test_everybody_who_lost_is_told_what_his_own_margin_allows() -> None:
    found = line(ATTORNEY, 1_000, 995, 985, 100)
    assert [(one.votes.choice, one.margin, one.recount.value) for one in found.defeats] == [
        ("b", 5, "free"),
        ("c", 15, "bond"),
        ("d", 900, "court"),
    ]


def test_who_has_no_vote_wins_nothing() -> None:
    found = line(COUNCIL, 7, 0, seats=2)
    assert ([one.choice for one in found.winners], found.margin, found.recount.value) == (["a"], None, "none")
    assert exact(found.total_vote) == "3.5"


def test_no_preference_is_nobodys_rival_and_its_votes_are_among_the_total() -> None:
    president = Purpose(Office.PRESIDENT, Territory.STATE, nominated=1)
    shown = position(president, 900, 897)
    found = line_of(PositionTotals(shown.contest, (*shown.votes, VotesFor("none", "No Preference", 898)), others=5))
    assert (found.margin, found.total_vote, found.recount.value) == (3, Fraction(2_700), "free")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(10_429), "10429"),
        (Fraction(10_429, 400), "26.0725"),
        (Fraction(1, 400), "0.0025"),
        (Fraction(10_000, 3), "10000/3"),
        (Fraction(7, 1_200), "7/1200"),
        (Fraction(1_355, 2), "677.5"),
    ],
)
def test_a_fraction_is_written_exactly(number: Fraction, text: str) -> None:
    assert exact(number) == text


def test_for_people_a_fraction_has_commas_between_thousands() -> None:
    written = [exact(one, thousands=",") for one in (Fraction(10_429), Fraction(2_001, 2), Fraction(10_000, 3))]
    assert written == ["10,429", "1,000.5", "10,000/3"]


@given(st.fractions(min_value=0, max_value=10**12))
def test_what_is_written_reads_back_as_the_same_fraction(number: Fraction) -> None:
    assert Fraction(exact(number)) == number


# The law restated, without a line of the product's

_ONE_COUNTY = (Territory.COUNTY, Territory.MUNICIPALITY, Territory.DISTRICT, Territory.PRECINCT)
_STATES_OWN = (Office.US_SENATOR, Office.STATE_SENATOR, Office.STATE_REPRESENTATIVE, Office.DISTRICT_JUDGE)


def _random_position(rng: Random) -> PositionTotals:
    """A contest of any class; votes far apart, close by the limits, or equal."""
    office = rng.choice([None, None, Office.CORONER, Office.SPECIAL_DISTRICT, Office.SCHOOL, *_STATES_OWN])
    territory = rng.choice(list(Territory))
    base = rng.choice([0, 3, 40, 900, 5_000, 200_000])
    apart = rng.choice([0, 1, base // 400, base // 250, base // 150, base // 60, base])

    def votes() -> int:
        return max(0, base - rng.randint(0, apart) + rng.choice([0, 0, 1, 10]))

    if office is None:
        return position(Purpose(None, territory), votes(), votes())
    seats = rng.randint(1, 4)
    nominated, each = rng.choice([None, seats, 2 * seats]), rng.choice([None, 1, seats])
    purpose = Purpose(office, territory, nominated=nominated, votes_per_elector=each)
    written = {name: votes() for name in rng.sample(["Wren", "Yew", "Zelkova"], rng.randint(0, 3))}
    return position(purpose, *(votes() for _ in range(rng.randint(0, 7))), seats=seats, written=written)


def _class_restated(purpose: Purpose) -> str:
    everywhere = {Territory.STATE: "1d", Territory.COUNTIES: "1e"}
    if purpose.office is None:
        return everywhere.get(purpose.territory or Territory.PRECINCT, "1c")
    return "1a" if purpose.territory in _ONE_COUNTY and purpose.office not in _STATES_OWN else "1b"


def _recount_restated(kind: str, seats_share: Fraction, margin: int) -> str:
    if margin == 0:
        return "tie"
    if margin <= seats_share * Fraction("0.0025") or (kind == "1a" and margin <= 10):
        return "free"
    if kind not in ("1a", "1b"):
        return "none"
    return "bond" if margin <= seats_share * Fraction("0.005") else "court"


_RECOUNTS = {
    **dict.fromkeys(("1a", "1b"), ("free", "bond", "court", "tie", "none")),
    **dict.fromkeys(("1c", "1d", "1e"), ("free", "tie", "none")),
}


def test_every_line_agrees_with_the_law_restated() -> None:
    seen = {_restated(_random_position(Random(number))) for number in range(examples(3_600))}
    assert seen == {(kind, recount) for kind, recounts in _RECOUNTS.items() for recount in recounts}


def _restated(totals: PositionTotals) -> tuple[str, str]:
    """Checks a line against the law as it is restated here; its class and its recount."""
    found = line_of(totals)
    contest, purpose = totals.contest, totals.contest.purpose
    winning = purpose.nominated if purpose.nominated is not None else contest.seats
    each = purpose.votes_per_elector if purpose.votes_per_elector is not None else contest.seats
    whole = Fraction(sum(one.votes for one in totals.votes), winning if each > 1 else 1)
    kind = _class_restated(purpose)
    assert (found.recount_class.short, found.total_vote) == (kind, whole)
    assert (found.limit_free * 400, found.limit_bond * 200, found.floor) == (whole, whole, 10 if kind == "1a" else None)
    better = {one.choice: sum(other.votes > one.votes for other in totals.votes) for one in totals.votes}
    same = {one.choice: sum(other.votes == one.votes for other in totals.votes) for one in totals.votes}
    sure = {one for one in better if better[one] + same[one] <= winning}
    out = {one for one in better if better[one] >= winning}
    equal = set(better) - sure - out
    number = {one.choice: one.votes for one in totals.votes}
    assert {one.choice for one in found.winners} == {one for one in sure if out or equal or number[one]}
    assert {one.choice for one in found.tied} == equal
    _check_losers(found, kind, whole, out if not equal else set(), min((number[one] for one in sure), default=0))
    if equal:
        assert (found.margin, found.recount.value) == (0, "tie")
    return kind, found.recount.value


def _check_losers(found: RecountLine, kind: str, whole: Fraction, losers: set[str], last: int) -> None:
    assert {one.votes.choice for one in found.defeats} == losers
    for one in found.defeats:
        assert one.margin == last - one.votes.votes
        assert one.recount.value == _recount_restated(kind, whole, one.margin)
    if losers:
        assert found.margin == min(one.margin for one in found.defeats)
        assert found.recount.value == _recount_restated(kind, whole, found.margin)
        free_issue = found.recount.value == "free" and kind in ("1c", "1d", "1e")
        asked = {"1c": (10, 1), "1d": (100, 5), "1e": (25, 2)}[kind] if free_issue else None
        assert (found.signers and (found.signers.electors, found.signers.counties)) == asked
    elif not found.tied:
        assert (found.margin, found.recount.value) == (None, "none")
