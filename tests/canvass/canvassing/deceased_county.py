"""A county in which a candidate died: deaths, who was named in the place, votes, and what the board makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.declarations import ToDeclare, all_to_declare
from tabulate.board.office.candidates_died import CandidateDied, SuccessorNamed, TicketPlace
from tabulate.county_canvass.declaring import ContestResult
from tabulate.editions.joined import FurtherEdition, join
from tabulate.election import Election
from tabulate.ledger.entries import Entry
from tests.canvass.canvassing.canvassed_counties import MET, by_hand, contest_of, one_contest, standing
from tests.tabulate.split_precincts import contest

Json = dict[str, Any]
AT = "2026-10-25T09:00-06:00"
SHERIFF = contest("sheriff", None, ["ash", "birch"], office="sheriff", territory="one county")
GOVERNOR = contest("governor", None, ["smith-jones", "others"], office="governor", territory="state")


def corrected(office: Json, *choices: str) -> Election:
    """One office in two editions of the ballots: another one's name stands in the second."""
    second = office | {"choices": contest(office["id"], None, list(choices))["choices"]}
    first, other = (one_contest(one, "P1", "P2", "P3") for one in (office, second))
    return join(first, [FurtherEdition(other)])


def died(of: str, choice: str, place: TicketPlace = TicketPlace.ALONE, name: str = "") -> CandidateDied:
    return CandidateDied(of, choice, name or choice.title(), place, "2026-10-20", "2026-09-15", AT, "clerk")


def named(of: str, choice: str, name: str, printed_as: str = "") -> SuccessorNamed:
    return SuccessorNamed(of, choice, printed_as, name, "the central committee", "2026-10-24", AT, "clerk")


def canvassed(
    election: Election, of: str, votes: Mapping[str, Mapping[str, int]], *deaths: Entry
) -> tuple[CountyStanding, ToDeclare]:
    counted = [
        entry for place, own in votes.items() for entry in by_hand(place, of, dict(sorted(own.items())), 0, 0, None)
    ]
    found = standing(election, [MET, *deaths, *counted])
    (shown,) = all_to_declare(found)
    return found, shown


def figures(found: CountyStanding, of: str) -> dict[str, int | None]:
    one = contest_of(found, of)
    return {choice.name: votes for choice, votes in zip(one.choices, one.county.votes, strict=True)}


def said(one: ToDeclare) -> ContestResult:
    assert isinstance(one.result, ContestResult)
    return one.result
