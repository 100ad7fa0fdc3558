"""Who may have a recount, by the worked examples W11 to W18: the loser, within the margin, in time, on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabulate.board.errors import NotAllowed
from tabulate.board.recount.petition_law import check_filed, check_in_time, check_right
from tabulate.board.recount.recount_entries import CountySignatures, Petition, RecountFiled, RecountGround
from tabulate.calendar.canvassing import recount_board_until
from tabulate.calendar.duties import LastDay
from tabulate.election import PrecinctId
from tabulate.offices import Purpose
from tabulate.recounts.rights import RecountLine
from tests.tabulate.board.recount_makers import FILED, ORDER, P1, P2, PETITION, TIE
from tests.tabulate.recounts.positions import (
    ATTORNEY,
    COUNCIL,
    HOSPITAL_LEVY,
    JUSTICE_OF_THE_PEACE,
    LEGISLATOR,
    LOCAL_LEVY,
    STATE_ISSUE,
    line,
    two_and_others,
)

EVERY = (P1, P2)
BOND = replace(FILED, ground=RecountGround.BOND, petition=replace(PETITION, petitioner="b", bond_cents=100_000))
FREE = replace(FILED, petition=replace(PETITION, petitioner="b"))
COURT = replace(ORDER, petition=replace(PETITION, petitioner="b"))


def refused(entry: RecountFiled, found: RecountLine) -> str:
    """What the refusal asks for; empty where the recount may be had."""
    try:
        check_filed(entry)
        check_right(entry, found, EVERY)
    except NotAllowed as why:
        return str(why)
    return ""


def grounds(found: RecountLine, petitioner: str = "b") -> set[RecountGround]:
    """On which grounds a candidate may have the recount."""
    filings = [replace(one, petition=_by(one.petition, petitioner)) for one in (FREE, BOND, COURT)]
    return {one.ground for one in filings if not refused(one, found)}


def _by(petition: Petition | None, petitioner: str) -> Petition:
    assert petition is not None
    return replace(petition, petitioner=petitioner)


@pytest.mark.parametrize(
    ("purpose", "total", "free", "bond", "court"),
    [
        (ATTORNEY, 3_118, (7, 8, 10), (11, 15), (16,)),
        (ATTORNEY, 6_000, (12, 15), (16, 30), (31,)),
        (LEGISLATOR, 8_151, (20,), (21, 40), (41,)),
        (LEGISLATOR, 800, (2,), (3, 4), (5,)),
        (LEGISLATOR, 3_215, (3, 8), (9,), (17,)),
    ],
    ids=["W11", "W12", "W13", "W13 without a floor", "W14"],
)
def test_the_margin_gives_the_ground(
    purpose: Purpose, total: int, free: tuple[int, ...], bond: tuple[int, ...], court: tuple[int, ...]
) -> None:
    for margins, ground in ((free, RecountGround.PETITION), (bond, RecountGround.BOND), (court, None)):
        for margin in margins:
            found = line(purpose, *two_and_others(total, margin))
            assert grounds(found) == {RecountGround.COURT, *([ground] if ground else [])}, margin


def test_w14_every_precinct_of_the_contest_is_recounted_and_none_of_another() -> None:
    found = line(LEGISLATOR, *two_and_others(3_215, 3))
    assert "every precinct of the contest (13-16-201); found none of P2" in refused(
        replace(FREE, precincts=(P1,)), found
    )
    assert "found P9" in refused(replace(FREE, precincts=(P1, P2, PrecinctId("P9"))), found)
    close = line(LEGISLATOR, *two_and_others(3_215, 9))
    assert refused(replace(BOND, precincts=(P1,)), close) == "", "a bond is for the ballots named (13-16-211)"


def test_w15_of_several_seats_the_first_who_is_not_elected_stands_against_the_last() -> None:
    seats = line(COUNCIL, 4_000, 3_500, 3_100, 3_092, 1_500, seats=3)
    assert grounds(seats, "d") == {RecountGround.PETITION, RecountGround.COURT}
    assert grounds(seats, "e") == {RecountGround.COURT}
    assert "a candidate who was defeated: d, e (13-16-201" in refused(_free("a"), seats)
    assert grounds(line(COUNCIL, 470, 448, 437, seats=2), "c") == {RecountGround.COURT}
    assert RecountGround.PETITION in grounds(line(COUNCIL, 470, 447, 437, seats=2), "c"), "by the floor"


def _free(petitioner: str) -> RecountFiled:
    return replace(FREE, petition=_by(FREE.petition, petitioner))


def signed(*counties: int) -> RecountFiled:
    signatures = tuple(CountySignatures(f"County {number}", electors) for number, electors in enumerate(counties))
    return replace(FILED, petition=replace(PETITION, petitioner="Al Elector", signatures=signatures))


def test_w16_a_local_levy_needs_ten_electors_and_has_no_bond() -> None:
    levy = line(LOCAL_LEVY, 1_204, 1_199)
    assert refused(signed(10), levy) == ""
    assert "at least 10 electors (13-16-201(1)(c)); found 9 of 1" in refused(signed(9), levy)
    bond = replace(signed(10), ground=RecountGround.BOND, petition=replace(PETITION, petitioner="Al", bond_cents=1))
    assert "a bond is for offices (13-16-201(1)(c), 13-16-211)" in refused(bond, levy)
    for far in (line(LOCAL_LEVY, 1_205, 1_198), line(LOCAL_LEVY, 500, 491)):
        assert "within a quarter of one percent" in refused(signed(200), far)
        assert refused(replace(COURT, petition=replace(PETITION, petitioner="Al Elector")), far) == ""


def test_w17_an_issue_of_the_state_needs_a_hundred_electors_of_five_counties() -> None:
    i188 = line(STATE_ISSUE, 301_482, 300_004)
    assert refused(signed(20, 20, 20, 20, 20), i188) == ""
    asked = "at least 100 electors of at least 5 counties (13-16-201(1)(d))"
    assert f"{asked}; found 100 of 4" in refused(signed(25, 25, 25, 25), i188)
    assert f"{asked}; found 99 of 6" in refused(signed(20, 20, 20, 20, 10, 9), i188)
    hospital = line(HOSPITAL_LEVY, 1_000, 999)
    assert refused(signed(20, 5), hospital) == ""
    assert "13-16-201(1)(e)" in refused(signed(25), hospital)
    twice = replace(PETITION, petitioner="Al", signatures=(CountySignatures("Pine", 20), CountySignatures("PINE ", 5)))
    assert "each county once" in refused(replace(FILED, petition=twice), hospital)


def test_w18_somebody_written_in_may_petition_and_of_two_nominated_the_third_loses() -> None:
    found = line(ATTORNEY, 4_000, 1_000, 10, written={"W": 3_995})
    assert grounds(found, "write-in:W") == {RecountGround.PETITION, RecountGround.COURT}
    justice = line(JUSTICE_OF_THE_PEACE, 600, 301, 300)
    assert grounds(justice, "c") == {RecountGround.PETITION, RecountGround.COURT}
    assert grounds(line(JUSTICE_OF_THE_PEACE, 500, 499, 100), "c") == {RecountGround.COURT}
    assert recount_board_until(date(2026, 11, 20)) == date(2026, 11, 25)


def test_a_petition_on_day_six_is_refused_and_a_sunday_is_read_as_the_state_says() -> None:
    on_day = {number: replace(FREE, filed_on=f"2026-11-{17 + number}", notice_on="2026-11-30") for number in (5, 6)}
    check_in_time(on_day[5], LastDay.AS_IT_FALLS)
    with pytest.raises(NotAllowed, match=r"by Sunday 2026-11-22 \(13-16-201; 1-1-307 read as as-it-falls\)"):
        check_in_time(on_day[6], LastDay.AS_IT_FALLS)
    check_in_time(on_day[6], LastDay.NEXT_BUSINESS_DAY)
    late = replace(ORDER, order=replace(ORDER.order, applied_on="2026-11-23")) if ORDER.order else ORDER
    with pytest.raises(NotAllowed, match="13-16-301"):
        check_in_time(late, LastDay.AS_IT_FALLS)
    check_in_time(replace(TIE, filed_on="2026-11-30", notice_on="2026-11-30"), LastDay.AS_IT_FALLS)


@given(st.dates(date(2026, 11, 6), date(2027, 2, 1)), st.integers(0, 12))
def test_in_time_is_within_five_days_and_never_less_where_the_day_moves_on(canvass: date, after: int) -> None:
    filed = (canvass + timedelta(days=after)).isoformat()
    entry = replace(FREE, canvassed_on=canvass.isoformat(), filed_on=filed, notice_on=filed)

    def in_time(reading: LastDay) -> bool:
        try:
            check_in_time(entry, reading)
        except NotAllowed:
            return False
        return True

    assert in_time(LastDay.AS_IT_FALLS) is (after <= 5)
    assert in_time(LastDay.NEXT_BUSINESS_DAY) or after > 5


def test_a_tie_needs_no_petition_and_has_none() -> None:
    tied, close = line(ATTORNEY, 500, 500), line(ATTORNEY, 500, 499)
    assert refused(TIE, tied) == ""
    assert "a tie is recounted without one (13-16-203)" in refused(FREE, tied)
    assert "a tie (13-16-203); found a margin of 1" in refused(TIE, close)
    assert "a tie needs none" in refused(replace(TIE, petition=PETITION), tied)


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        ({"statement": "I want a recount."}, "a petition that says under oath"),
        ({"statement": ""}, "what the petition says (13-16-201)"),
        ({"verified_before": " "}, "before whom it was verified"),
        ({"petitioner": ""}, "who petitions"),
        ({"bond_cents": 5}, "no bond (13-16-201)"),
        ({"statement": "a recount will change the result\nand a recount of the votes"}, "in one line"),
    ],
)
def test_a_petition_that_lacks_something_is_given_back(change: dict[str, object], asked: str) -> None:
    assert FREE.petition is not None
    wrong = replace(FREE, petition=replace(FREE.petition, **change))  # type: ignore[arg-type]
    assert asked in refused(wrong, line(ATTORNEY, 500, 499))


def test_a_bond_that_is_missing_and_an_order_that_is_none_are_refused() -> None:
    close = line(ATTORNEY, *two_and_others(3_118, 11))
    assert "a bond for all costs" in refused(replace(BOND, petition=replace(PETITION, petitioner="b")), close)
    assert "a bond for a margin over" in refused(FREE, close)
    assert "no bond within the margin" in refused(BOND, line(ATTORNEY, 500, 499))
    assert "an order where a court orders it" in refused(replace(ORDER, order=None), close)
    assert "not before the filing" in refused(replace(FREE, notice_on="2026-11-18"), close)
    assert "as 2026-11-20" in refused(replace(FREE, canvassed_on="17 November"), close)
