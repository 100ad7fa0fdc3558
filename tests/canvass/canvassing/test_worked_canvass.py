"""The county canvass by the worked examples W1 to W6: the report's figures, and the checks of the returns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.report_document import report_document, report_of
from canvass.canvassing.to_settle import to_settle
from tabulate.board.by_hand.hand_counts import ChoiceFigure, HandCountOpened, HandCountReopened, TallySheetEntered
from tabulate.board.county.canvass_entries import CheckSettled, PollsNotOpened, ReturnReceived
from tabulate.board.county.canvass_terms import HowSettled, ReturnCheck, ReturnedFigure
from tabulate.county_canvass.audit_of_returns import CheckStanding
from tabulate.county_canvass.canvassed import PlaceKind
from tabulate.election import ContestId, PrecinctId
from tabulate.recounts.rights import exact
from tabulate.totals.results import TotalsDoNotAddUp
from tests.canvass.canvassing.canvassed_counties import (
    ELECTORS,
    MET,
    SENATOR,
    by_hand,
    contest_of,
    county,
    declared,
    one_contest,
    places,
    received,
    standing,
    whole_county,
)
from tests.tabulate.split_precincts import big_sky, contest, elected

BY_HAND = (HandCountOpened, TallySheetEntered)
P14 = contest("treasurer", None, ["a", "b"], office="treasurer", territory="one county")


@pytest.fixture(scope="module")
def big_sky_county() -> CountyStanding:
    return standing(county(), whole_county(county()))


def test_w1_every_part_precinct_and_the_county_has_its_row(big_sky_county: CountyStanding) -> None:
    """What was overvoted is undervoted here: a scanned overvote waits for the board."""
    found = contest_of(big_sky_county, "senator")
    assert [one.name for one in found.choices] == ["A", "B", "Wren (write-in)"]
    rows = places(found, PlaceKind.PART, PlaceKind.PRECINCT)
    assert list(rows) == ["P1", "P2-A", "P2-B", "P2", "P3"]
    for part, (a, b, w, under, over) in SENATOR.items():
        assert rows[part] == (a, b, w, under + over, 0)
        assert sum(one or 0 for one in rows[part]) == ELECTORS[part]
    assert rows["P2"] == (171, 162, 1, 11, 0)
    assert found.county.figures == (679, 632, 7, 44, 0)
    assert (found.county.electors, sum(one or 0 for one in found.county.figures)) == (1362, 1362)


def test_w1_by_hand_undervotes_and_overvotes_stand_apart_and_make_the_electors() -> None:
    senator = contest("senator", None, ["a", "b"], office="us senator", write_ins=1)
    election = one_contest(senator, "P1", "P2", "P3")
    entries = [declared()]
    for name, (a, b, w, under, over), voting in (
        ("P1", SENATOR["P1"], 612),
        ("P2", (171, 162, 1, 11, 0), 345),
        ("P3", SENATOR["P3"], 405),
    ):
        entries += by_hand(name, "senator", {"a": a, "b": b, "w": w}, under, over, voting)
    found = standing(election, entries)
    senator_found = contest_of(found, "senator")
    assert [one.name for one in senator_found.choices] == ["A", "B", "Wren (write-in)"]
    assert senator_found.county.figures == (679, 632, 7, 42, 2)
    assert sum(one or 0 for one in senator_found.county.figures) == senator_found.county.electors == 1362
    held = {one.standing for one in found.checks if one.check is not ReturnCheck.RETURN_FORM}
    assert held == {CheckStanding.HOLDS}


def test_w2_the_portion_of_each_house_district_has_its_votes_and_electors(big_sky_county: CountyStanding) -> None:
    for house, name, votes, electors in (
        ("house-45", "House District 45", (402, 398), 826),
        ("house-46", "House District 46", (262, 260), 536),
    ):
        portion = next(one for one in contest_of(big_sky_county, house).places if one.kind is PlaceKind.DISTRICT)
        assert (portion.name, portion.votes, portion.electors) == (name, votes, electors)
        assert contest_of(big_sky_county, house).county.electors == electors
    first = places(contest_of(big_sky_county, "house-45"))
    assert (first["P1"], first["P2-A"]) == ((300, 298, 14, 0), (102, 100, 12, 0))
    senate = places(contest_of(big_sky_county, "senator"), PlaceKind.DISTRICT)
    assert senate["House District 45"][:2] == (411, 387)


def test_w2_a_report_by_whole_precincts_is_refused() -> None:
    found = big_sky()
    del found["precincts"][1]["parts"]
    for style in found["ballot_styles"]:
        del style["parts"]
    election = elected(found)
    assert any(
        "District hd-45: the definition does not say which part of precinct P2 lies in it" in one
        and "13-15-404(1)(a)" in one
        for one in to_settle(standing(election, []))
    )


def test_w3_a_municipality_has_its_votes_and_the_office_its_total_vote(big_sky_county: CountyStanding) -> None:
    found = contest_of(big_sky_county, "council")
    larch = next(one for one in found.places if one.kind is PlaceKind.DISTRICT and one.place == "larch")
    assert (larch.name, larch.electors, larch.votes) == ("Larch", 826, (470, 448, 437))
    assert places(found)["P1"] == (350, 330, 320, 224, 0)
    line = next(one for one in big_sky_county.lines if one.contest.id == "council")
    assert ([one.name for one in line.winners], exact(line.total_vote)) == (["X", "Y"], "677.5")
    notes = [table.note for table in report_document(report_of(big_sky_county)).tables]
    assert "Total vote for the position: 677.5 (13-15-208)." in notes
    assert "Total vote for the position: 1,318 (13-15-208)." in notes, "with commas, as every figure for people"


def test_w3_votes_undervotes_and_overvotes_make_twice_the_ballots_where_two_are_voted_for() -> None:
    """P1: 350, 330, 320, 220 and 4 are 2 x 612; two ballots with three marks are four votes that nobody has."""
    council = contest("council", None, ["x", "y", "z"], office="municipal office", territory="municipality", seats=2)
    election, votes = one_contest(council, "P1"), {"x": 350, "y": 330, "z": 320}

    def counted(over: int) -> CountyStanding:
        sheets = by_hand("P1", "council", votes, 220, over, 612)
        return standing(election, [replace(one, ballots=612) if isinstance(one, BY_HAND) else one for one in sheets])

    found = counted(4)
    (check,) = (one for one in found.checks if one.check is ReturnCheck.ARITHMETIC)
    assert check.standing is CheckStanding.HOLDS
    assert contest_of(found, "council").county.figures == (350, 330, 320, 220, 4)
    with pytest.raises(TotalsDoNotAddUp, match="612 sheets with 2 to vote for"):
        counted(2)


def test_w4_a_precinct_whose_polls_were_not_open_has_nothing_and_the_report_says_so() -> None:
    election = one_contest(contest("senator", None, ["a", "b"], office="us senator"), "P1", "P2", "P3")
    entries = [*by_hand("P1", "senator", {"a": 310, "b": 280}, 22, 0, 612)]
    entries += by_hand("P2", "senator", {"a": 171, "b": 162}, 12, 0, 345)
    closed = PollsNotOpened(PrecinctId("P3"), "The road was washed away.", "2026-11-17T10:05-07:00", "clerk")
    first = standing(election, [*entries, MET])
    assert [one.id for one in first.missing] == ["P1", "P2", "P3"]
    found = standing(election, [*entries, *received(first, "P3"), MET, closed])
    assert (found.missing, found.failing) == ((), ())
    row = next(one for one in contest_of(found, "senator").places if one.name == "P3")
    assert (row.electors, row.figures, row.remark) == (0, (0, 0, 0, 0), "polls not open (13-15-402(3))")
    assert contest_of(found, "senator").county.electors == 957
    assert not [one for one in to_settle(found) if "P3" in one]


def test_no_figure_of_a_form_can_be_another_than_the_records() -> None:
    election = one_contest(P14, "P1")
    counted = by_hand("P1", "treasurer", {"a": 3, "b": 1}, 2, 1, 7)
    (form,) = received(standing(election, counted))
    assert isinstance(form, ReturnReceived)
    wrong = [replace(form, electors=8), replace(form, electors=None), replace(form, ballots=6)]
    for place, one in enumerate(form.figures):
        before, after = form.figures[:place], form.figures[place + 1 :]
        wrong.append(replace(form, figures=(*before, replace(one, figure=one.figure + 1), *after)))
        wrong.append(replace(form, figures=(*before, *after)))
    wrong.append(replace(form, figures=(*form.figures, ReturnedFigure(ContestId("mayor"), "a", 1))))
    assert len(wrong) == 14
    for given in wrong:
        (check,) = standing(election, [*counted, given]).failing
        assert check.check is ReturnCheck.RETURN_FORM
        assert ": form " in check.found


def test_ballots_of_a_precinct_that_was_certified_not_open_fail_its_second_check() -> None:
    election = one_contest(contest("sheriff", None, ["a", "b"], office="sheriff", territory="one county"), "P1", "P3")
    counted = by_hand("P1", "sheriff", {"a": 3, "b": 1}, 0, 0, 4)
    closed = PollsNotOpened(PrecinctId("P3"), "Flood.", "2026-11-17T10:05-07:00", "clerk")
    before = [*counted, *received(standing(election, counted), "P3"), MET, closed]
    assert to_settle(standing(election, before)) == ()
    found = standing(election, [*before, *by_hand("P3", "sheriff", {"a": 1}, 0, 0, None)])
    assert [one.check for one in found.failing] == [ReturnCheck.ELECTORS, ReturnCheck.NO_MORE_VOTES]
    assert "The polls were not open, and ballots are in the record: 1." in "".join(to_settle(found))


def test_w5_an_excess_fails_the_second_check_until_the_board_petitions_and_the_recount_ends_it() -> None:
    election = one_contest(P14, "P14")
    first = by_hand("P14", "treasurer", {"a": 239, "b": 239}, 9, 0, 452)
    before = standing(election, [*first, *received(standing(election, first)), MET])
    (failed,) = before.failing
    assert (failed.check, failed.figures) == (ReturnCheck.ELECTORS, "452 electors voting, 487 ballots")
    assert failed.found == "Electors voting 452, found 487 ballots: 35 in excess."
    petition = CheckSettled(
        PrecinctId("P14"),
        ReturnCheck.ELECTORS,
        HowSettled.RECOUNT_PETITIONED,
        failed.found,
        "Petition for a recount of P14",
        "Ann Ash",
        (),
        "2026-11-17T10:10-07:00",
        "clerk",
    )
    petitioned = standing(election, [*first, *received(before), MET, petition])
    assert petitioned.failing == ()
    assert CheckStanding.PETITIONED in [one.standing for one in petitioned.checks]
    other = standing(election, [*first, *received(before), MET, replace(petition, found="36 in excess.")])
    assert [one.check for one in other.failing] == [ReturnCheck.ELECTORS], "another difference is not settled by it"
    again = HandCountReopened("P14", None, 452, "clerk", "35 repeats")
    recounted = [
        replace(entry, round=2, ballots=452, figures=tuple(_recounted(entry)), undervotes=4)
        for entry in first
        if isinstance(entry, TallySheetEntered)
    ]
    after = standing(election, [*first, *received(before), MET, petition, again, *recounted])
    assert contest_of(after, "treasurer").county.figures == (225, 223, 4, 0)
    assert [one.check for one in after.failing] == [ReturnCheck.RETURN_FORM], "the form says what it said"
    assert "A: form 239, record 225." in after.failing[0].found
    last = standing(election, [*first, *received(before), MET, petition, again, *recounted, *received(after)])
    assert {one.standing for one in last.checks} == {CheckStanding.HOLDS}


def _recounted(entry: TallySheetEntered) -> Iterator[ChoiceFigure]:
    return (replace(one, votes=votes) for one, votes in zip(entry.figures, (225, 223), strict=True))
