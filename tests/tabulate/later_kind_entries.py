"""Entries of further kinds of elections, which version 0.1.0 did not have: deaths, school bonds, cancellations."""

from tabulate.board.office.candidates_died import CandidateDied, DeathStruck, SuccessorNamed, TicketPlace
from tabulate.board.office.elections_cancelled import ElectionCancelled, PositionAppointed
from tabulate.board.office.qualified_electors import QualifiedElectorsStated
from tabulate.ledger.entries import Entry
from tests.tabulate.ledger_makers import MAYOR

_AT = "2026-10-25T09:00-06:00"
LATER_KIND_ENTRIES: tuple[Entry, ...] = (
    CandidateDied(MAYOR, "ann", "Ann Ash", TicketPlace.GOVERNOR, "2026-10-20", "2026-09-15", _AT, "clerk"),
    SuccessorNamed(MAYOR, "ann", "bob", "Bob and Kay", "the running mate", "2026-10-24", _AT, "clerk"),
    DeathStruck(MAYOR, "ann", "another Ann", _AT, "clerk"),
    QualifiedElectorsStated(MAYOR, 1_000, "the list of electors", _AT, "clerk"),
    ElectionCancelled("trustee", "the trustees", "2026-4", "2026-03-30", ("ann",), 1, _AT, "clerk"),
    PositionAppointed("trustee", "Bea Birch", "the trustees", "2026-04-02", _AT, "clerk"),
)
"""More are added at the end of `later_entries.py`."""
