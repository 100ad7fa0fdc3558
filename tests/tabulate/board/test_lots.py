"""A tied nomination drawn by lot, by the worked example W23: notices, witnesses, rolls that anyone can replay."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabulate.board.county.entitling import AppointedAfterTie
from tabulate.board.errors import NotAllowed
from tabulate.board.recount.lots import SIDES, drawn_by
from tabulate.board.recount.tie_entries import LotAnnounced, LotDrawn, LotNotice, TieAppointed
from tabulate.election import ContestId
from tabulate.ledger.entries import Entry
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.fold import fold
from tests.tabulate.board.recount_makers import told

SHERIFF = ContestId("sheriff")
NOTICES = (LotNotice("ash", "2026-06-18"), LotNotice("birch", "2026-06-18"))
ANNOUNCED = LotAnnounced(SHERIFF, "the election administrator", "2026-06-22T10:00-06:00", "Room 2", NOTICES, 1, "clerk")
DRAWN = LotDrawn(SHERIFF, "2026-06-22T10:05-06:00", "Dee", ("Ash", "Wit"), (7, 2), ("birch",), "clerk")


def refused(*entries: Entry) -> str:
    with pytest.raises(LedgerBroken) as why:
        fold(told(*entries))
    return f"{why.value}"


def test_w23_the_die_is_rolled_until_it_shows_the_number_of_somebody() -> None:
    assert drawn_by((7, 2), ("ash", "birch"), 1) == ("birch",)
    lot = fold(told(ANNOUNCED, DRAWN)).board.recounts.ties.lots[SHERIFF]
    assert lot.drawn == DRAWN


@given(st.lists(st.integers(1, SIDES), max_size=30), st.integers(2, SIDES), st.data())
def test_whom_the_rolls_draw_is_what_rolling_on_would_give(rolls: list[int], tied: int, data: st.DataObject) -> None:
    to_draw = data.draw(st.integers(1, tied - 1))
    names = [f"n{number}" for number in range(1, tied + 1)]
    plain = list(dict.fromkeys(roll for roll in rolls if roll <= tied))
    if len(plain) < to_draw:
        with pytest.raises(NotAllowed, match="Roll again"):
            drawn_by(rolls, names, to_draw)
        return
    last = rolls.index(plain[to_draw - 1]) + 1
    assert drawn_by(rolls[:last], names, to_draw) == tuple(f"n{number}" for number in plain[:to_draw])
    if last < len(rolls):
        with pytest.raises(NotAllowed, match="the lot had fallen"):
            drawn_by(rolls, names, to_draw)


@pytest.mark.parametrize(
    ("entries", "asked"),
    [
        ((DRAWN,), "a lot announced to each candidate"),
        ((ANNOUNCED, replace(DRAWN, nominated=("ash",))), "whom the rolls draw"),
        ((ANNOUNCED, replace(DRAWN, rolls=(7,))), "rolls until 1 of 2 are drawn"),
        ((ANNOUNCED, replace(DRAWN, rolls=(2, 1))), "the lot had fallen"),
        ((ANNOUNCED, replace(DRAWN, rolls=(11, 2))), "a number of 1 to 10"),
        ((ANNOUNCED, replace(DRAWN, rolls=(0, 2))), "a number of 1 to 10"),
        ((ANNOUNCED, replace(DRAWN, witnesses=())), "who saw it"),
        ((ANNOUNCED, replace(DRAWN, drawn_at="2026-06-22T09:00-06:00")), "as announced"),
        ((ANNOUNCED, DRAWN, DRAWN), "the lot drawn once"),
        ((ANNOUNCED, DRAWN, ANNOUNCED), "not drawn yet"),
        ((replace(ANNOUNCED, notices=NOTICES[:1]),), "whom the lot is drawn among"),
        ((replace(ANNOUNCED, notices=(NOTICES[0], NOTICES[0])),), "whom the lot is drawn among"),
        ((replace(ANNOUNCED, notices=(NOTICES[0], LotNotice("birch", ""))),), "a written notice to each candidate"),
        ((replace(ANNOUNCED, notices=(NOTICES[0], LotNotice("birch", "2026-06-23"))),), "a written notice"),
        ((replace(ANNOUNCED, place=""),), "the place of the lot"),
        ((replace(ANNOUNCED, at="on Monday"),), "the hour of the lot"),
        ((replace(ANNOUNCED, to_draw=2),), "more than it draws"),
    ],
)
def test_a_lot_without_what_the_law_asks_for_is_refused(entries: tuple[Entry, ...], asked: str) -> None:
    assert asked in refused(*entries)


APPOINTED = TieAppointed(
    SHERIFF,
    "the county commissioners",
    "13-16-506",
    ("ash",),
    "2026-06-22",
    "ab" * 32,
    "2026-06-22T12:00-06:00",
    "clerk",
)


def test_the_newest_appointment_after_a_tie_holds() -> None:
    kept = fold(told(APPOINTED, replace(APPOINTED, appointed=("birch",)))).board.recounts
    assert kept.ties_ended[SHERIFF].chosen == ("birch",)
    both = fold(told(ANNOUNCED, DRAWN, APPOINTED)).board.recounts.ties_ended[SHERIFF]
    assert isinstance(both, AppointedAfterTie)


@pytest.mark.parametrize(
    ("entry", "asked"),
    [
        (replace(APPOINTED, officer=" "), "who appointed"),
        (replace(APPOINTED, section=""), "who appointed"),
        (replace(APPOINTED, entered_by="\N{BRAILLE PATTERN BLANK}"), "who appointed"),
        (replace(APPOINTED, appointed=()), "appointed, each once"),
        (replace(APPOINTED, appointed=("ash", "ash")), "appointed, each once"),
        (replace(APPOINTED, appointed_on="2026-06-23"), "the day of the appointment"),
        (replace(APPOINTED, appointed_on="soon"), "the day of the appointment"),
        (replace(APPOINTED, paper_sha256="12"), "64 digits in hex"),
        (replace(APPOINTED, at="noon"), "a day and an hour"),
    ],
)
def test_an_appointment_says_who_whom_when_and_by_which_paper(entry: TieAppointed, asked: str) -> None:
    assert asked in refused(entry)
