"""Deaths and successors that are refused: what no ballot and no day bears out, and what cannot follow."""

from __future__ import annotations

from typing import Any

import pytest

from tabulate.board.errors import NotAllowed
from tabulate.board.office.candidates_died import (
    CandidateDied,
    CandidatesDied,
    DeathEntry,
    DeathStruck,
    TicketPlace,
    check_on_ballot,
)
from tests.canvass.canvassing.deceased_county import AT, GOVERNOR, SHERIFF, corrected, died, named


def test_votes_for_a_ticket_do_not_go_round() -> None:
    known = CandidatesDied()
    for entry in (
        died("governor", "smith-jones", TicketPlace.GOVERNOR, "Smith"),
        named("governor", "smith-jones", "Jones and Kay", "new"),
        died("governor", "new", TicketPlace.GOVERNOR, "Jones"),
    ):
        known = known.after(entry)
    known.check(named("governor", "new", "Kay and Lee", "others"))
    with pytest.raises(NotAllowed, match="was not followed by this one"):
        known.check(named("governor", "new", "Smith and Jones", "smith-jones"))


def changed(entry: CandidateDied, **fields: Any) -> CandidateDied:
    return CandidateDied(**{name: getattr(entry, name) for name in CandidateDied.__slots__} | fields)


REFUSED: list[tuple[DeathEntry, str]] = [
    (changed(died("sheriff", "ash"), died_on="2026-11-03"), "before election day"),
    (changed(died("sheriff", "ash"), choice="zoe"), "printed on a ballot"),
    (changed(died("sheriff", "ash"), contest="mayor"), "printed on a ballot"),
    (died("sheriff", "ash", TicketPlace.GOVERNOR), "no place on a ticket"),
    (named("sheriff", "ash", "Alder", "ash"), "another candidate"),
    (named("sheriff", "ash", "Alder", "nobody"), "another candidate"),
]


@pytest.mark.parametrize(("entry", "words"), REFUSED)
def test_what_no_ballot_and_no_day_bears_out_is_refused(entry: DeathEntry, words: str) -> None:
    with pytest.raises(NotAllowed, match=words):
        check_on_ballot(entry, corrected(SHERIFF, "alder", "birch"))


def test_of_a_ticket_it_is_said_who_died() -> None:
    with pytest.raises(NotAllowed, match="which of the ticket died"):
        check_on_ballot(died("governor", "smith-jones"), corrected(GOVERNOR, "new", "others"))


OUT_OF_ORDER: list[tuple[DeathEntry, str]] = [
    (died("sheriff", "ash"), "not entered yet"),
    (changed(died("sheriff", "birch"), printed_on="2026-10-21"), "had been printed"),
    (changed(died("sheriff", "birch"), died_on="2026-10-26"), "day of death"),
    (changed(died("sheriff", "birch"), name=" \u200b"), "names and words"),
    (named("sheriff", "birch", "Cole"), "whose death is entered"),
    (DeathStruck("sheriff", "birch", "error", AT, "clerk"), "whose death is entered"),
]


@pytest.mark.parametrize(("entry", "words"), OUT_OF_ORDER)
def test_what_cannot_follow_is_refused(entry: DeathEntry, words: str) -> None:
    known = CandidatesDied().after(died("sheriff", "ash"))
    with pytest.raises(NotAllowed, match=words):
        known.check(entry)
