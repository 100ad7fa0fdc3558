"""The office's logs by the worked examples W37, W41 and W45: absentee numbers, federal ballots, copies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tabulate.board.intake.absentee_figures import AbsenteeFiguresTaken, AcceptedBatch, PrecinctIntake
from tabulate.board.intake.electronic_log import (
    FederalBallotReceived,
    LoggedBallotTranscribed,
)
from tabulate.board.intake.prepared_ballots import BallotsPrepared
from tabulate.board.intake.records_requests import RecordsAnswered, RecordsBilled, RecordsRequested, RequestAnswer
from tabulate.election import PrecinctId
from tests.tabulate.board.intake_makers import AT, GENERAL, P1, THREE, TWO, entered, refused


def fwab(
    received: str = "2026-11-09T14:59:00-07:00", sent: str = "2026-11-03T19:59:00-07:00", regular: str = ""
) -> Any:
    return FederalBallotReceived("F-1", sent, received, regular, AT, "clerk")


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (fwab(), ""),
        (fwab("2026-11-09T15:00:00-07:00"), ""),
        (fwab("2026-11-09T15:00:01-07:00"), "it came in after 3 p.m. of Monday 2026-11-09"),
        (fwab(sent="2026-11-03T20:00:00-07:00"), ""),
        (fwab(sent="2026-11-03T20:00:01-07:00"), "it was sent after 8 p.m."),
        (fwab(sent="2026-11-04T12:59:00+10:00"), ""),
        (fwab(regular="2026-11-03T19:30:00-07:00"), "the elector's regular ballot was in"),
        (fwab(regular="2026-11-03T20:00:01-07:00"), ""),
    ],
)
def test_w41_a_federal_write_in_ballot_counts_to_the_second(entry: FederalBallotReceived, why: str) -> None:
    found = entered(entry).logged("F-1").why_not(GENERAL)
    assert found.startswith(why)
    assert bool(found) is bool(why)
    transcribed = LoggedBallotTranscribed("F-1", THREE, "2026-11-10T09:00:00-07:00", AT, "clerk")
    if why:
        assert why in refused(entry, transcribed)
    else:
        assert entered(entry, transcribed).logged("F-1").transcribed == transcribed


def test_w41_a_federal_ballot_is_not_transcribed_before_the_polls_close_since_a_regular_one_may_come() -> None:
    early = fwab("2026-11-03T09:00:00-07:00", "2026-11-03T08:00:00-07:00")
    transcribed = LoggedBallotTranscribed("F-1", THREE, "2026-11-03T19:59:59-07:00", AT, "clerk")
    assert "the regular ballot may come in (13-21-206)" in refused(early, transcribed)
    closed = replace(transcribed, transcribed_at="2026-11-03T20:00:00-07:00")
    assert entered(early, closed).logged("F-1").transcribed == closed


def test_w41_a_regular_ballot_that_comes_later_takes_the_place_of_the_federal_one() -> None:
    state = entered(fwab(), fwab(regular="2026-11-03T19:30:00-07:00"))
    assert "regular ballot was in" in state.logged("F-1").why_not(GENERAL)


@pytest.mark.parametrize(
    ("pages", "images", "minutes", "cost", "cents"),
    [
        (120, 0, 0, 0, 6_000),
        (0, 800, 0, 0, 12_000),
        (0, 0, 25, 1_500, 0),
        (0, 0, 30, 1_500, 0),
        (0, 0, 45, 2_700, 2_700),
        (120, 800, 45, 2_700, 20_700),
        (1, 1, 0, 0, 65),
    ],
)
def test_w45_copies_cost_what_the_rule_says(pages: int, images: int, minutes: int, cost: int, cents: int) -> None:
    bill = RecordsBilled("R-1", pages, images, minutes, cost, AT, "clerk")
    assert bill.cents == cents
    assert entered(ASKED, bill).requests["R-1"].cents == cents


ASKED = RecordsRequested("R-1", "a newspaper", "all images", "2026-11-10", AT, "clerk")
BILL = RecordsBilled("R-1", 120, 0, 0, 0, AT, "clerk")
GIVEN = RecordsAnswered("R-1", RequestAnswer.GIVEN, "all of it", "2026-11-11", "2026-11-12", AT, "clerk")


def test_copies_are_given_once_they_are_paid() -> None:
    assert "paid in advance" in refused(ASKED, BILL, replace(GIVEN, paid_on=""))
    assert "paid in advance" in refused(ASKED, BILL, replace(GIVEN, paid_on="2026-11-13"))
    assert "a bill before" in refused(ASKED, GIVEN)
    assert "the actual cost" in refused(ASKED, replace(BILL, staff_minutes=45))
    assert entered(ASKED, BILL, GIVEN).requests["R-1"].answered == GIVEN
    assert "one that is answered" in refused(ASKED, BILL, GIVEN, BILL)
    assert entered(ASKED, replace(GIVEN, answer=RequestAnswer.REFUSED, paid_on="")).requests["R-1"].billed is None
    assert "none of that number" in refused(BILL)


INTAKE = PrecinctIntake(P1, "1-410", 410, 12, 0, 386, 381, (), 0)
FIGURES = AbsenteeFiguresTaken(
    "2026-11-03T20:00:00-07:00", "ab" * 32, (INTAKE,), (AcceptedBatch("A-1", P1, 381, 0),), AT, "clerk"
)


WRONG: list[tuple[AbsenteeFiguresTaken, str]] = [
    (replace(FIGURES, precincts=(replace(INTAKE, issued=397),)), "issued = void + returned"),
    (replace(FIGURES, precincts=(replace(INTAKE, accepted=387),)), "issued = void + returned"),
    (replace(FIGURES, precincts=(replace(INTAKE, deposited=382),)), "no more deposited than accepted"),
    (replace(FIGURES, precincts=(replace(INTAKE, replaced=13),)), "no more replaced than void"),
    (replace(FIGURES, precincts=(INTAKE, INTAKE)), "each precinct once"),
    (replace(FIGURES, precincts=(replace(INTAKE, precinct=PrecinctId("P99")),), batches=()), "of the election"),
    (replace(FIGURES, batches=(AcceptedBatch("A-1", P1, 382, 0),)), "382 in batches"),
    (replace(FIGURES, batches=(*FIGURES.batches, AcceptedBatch("A-1", P1, 0, 0))), "each batch of a precinct once"),
    (replace(FIGURES, batches=(AcceptedBatch("A-1", PrecinctId("P02"), 1, 0),)), "a precinct that is named"),
    (replace(FIGURES, as_of="2026-11-03T20:00-07:00"), "Say the exact hour"),
    (replace(FIGURES, rows_sha256="x"), "the SHA-256"),
]


@pytest.mark.parametrize(("wrong", "words"), WRONG)
def test_absentee_numbers_that_contradict_each_other_are_refused(wrong: AbsenteeFiguresTaken, words: str) -> None:
    assert entered(FIGURES).figures == FIGURES
    assert words in refused(wrong)


def test_a_list_that_names_a_batch_for_each_envelope_is_checked_once_through() -> None:
    """A county's envelopes are hundreds of thousands: checked each against each, they would take days."""
    number = 100_000
    whole = PrecinctIntake(P1, f"1-{number}", number, 0, 0, number, number, (), 0)
    batches = tuple(AcceptedBatch(f"A-{place}", P1, 1, 0) for place in range(number))
    every = replace(FIGURES, precincts=(whole,), batches=batches)
    assert entered(every).figures == every
    assert "each batch of a precinct once" in refused(replace(every, batches=(*batches[1:], batches[-1])))


def test_w37_issued_is_accepted_rejected_void_and_out_and_older_numbers_do_not_come_back() -> None:
    assert (INTAKE.out, INTAKE.pending) == (12, 5), "410 = 386 + 12 + 12"
    assert "or later" in refused(FIGURES, replace(FIGURES, as_of="2026-11-02T20:00:00-07:00"))


def prepared(
    day: str, registered: int = 9_000, absentee: int = 6_000, people: tuple[str, ...] = TWO
) -> BallotsPrepared:
    return BallotsPrepared(day, 300, ("S-1",), people, "posted", registered, absentee, AT, "clerk")


def test_envelopes_are_opened_on_three_business_days_and_one_in_small_counties() -> None:
    for day in ("2026-10-29", "2026-10-30", "2026-11-02", "2026-11-03"):
        assert entered(prepared(day)).prepared[0].day == day
    assert "Wednesday 2026-10-28" in refused(prepared("2026-10-28"))
    for weekend in ("2026-10-31", "2026-11-01"):
        assert "a business day" in refused(prepared(weekend))
    for small in ((7_999, 6_000), (9_000, 4_999)):
        assert "fewer than 8,000" in refused(prepared("2026-10-30", *small))
        assert entered(prepared("2026-11-02", *small)).prepared[0].of_small_county
    assert entered(prepared("2026-10-30", 8_000, 5_000)).prepared
    assert "2 officials" in refused(prepared("2026-10-30", people=("Ada", "ada")))
    assert "the seal of each box" in refused(replace(prepared("2026-10-30"), boxes=()))
    assert "not after" in refused(prepared("2026-12-03"))
