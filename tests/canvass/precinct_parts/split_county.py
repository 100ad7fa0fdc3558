"""A county whose definition gives a precinct in parts: the ballots cast in it, and how many electors voted."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tabulate.board.office.electors_voting import ElectorsFrom, ElectorsVoting
from tabulate.precincts import PartId
from tests.tabulate.split_precincts import Cast

AFTER = datetime(2026, 11, 3, 21, tzinfo=ZoneInfo("America/Denver"))
CAST = [
    Cast("1", "P1", (("senator", "a"), ("house-45", "c"), ("council", "x")), 30),
    Cast("1", "P2", (("senator", "b"), ("house-45", "d"), ("council", "y")), 21),
    Cast("2", "P2", (("senator", "a"), ("house-46", "e")), 13),
    Cast("2", "P3", (("senator", "b"), ("house-46", "f")), 40),
]
BALLOTS = sum(one.times for one in CAST)


def electors(part: str, number: int, source: ElectorsFrom = ElectorsFrom.POLLBOOK) -> ElectorsVoting:
    return ElectorsVoting(PartId(part), number, source, "clerk")
