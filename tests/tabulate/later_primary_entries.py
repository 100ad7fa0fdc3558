"""Entries of primaries: unvoted party ballots, bundles of one party, two party ballots, a nominee of two parties."""

from dataclasses import replace

from tabulate.board.county.certificate_entries import CertificateKind, CertifiedPerson, PartyChosen
from tabulate.board.decisions import FoldedDecided, FoldedTogether, SetAsked
from tabulate.board.places import SheetName
from tabulate.board.primary.party_ballot_entries import PartyBallotsKept, UnvotedOfParty
from tabulate.board.reconciliation_entries import BallotsOf, DifferenceReported
from tabulate.board.rulings import Verdict
from tabulate.election import ContestId, PartyId, PrecinctId
from tabulate.ledger.entries import Entry
from tests.tabulate.ledger_makers import MAYOR, batch_opened

NORTH = PrecinctId("north")
_PAIR = (SheetName("AB-001", 1), SheetName("AB-001", 2))
LATER_PRIMARY_ENTRIES: tuple[Entry, ...] = (
    PartyBallotsKept(
        NORTH, 540, (UnvotedOfParty(PartyId("r"), 250), UnvotedOfParty(PartyId("d"), 312)), "4-north", "clerk"
    ),
    DifferenceReported(NORTH, None, 2, 0, "left in the booth", ("Ada", "Bea", "Cal"), "east", BallotsOf.SETS),
    replace(batch_opened("AB-007"), party="r"),
    FoldedTogether(_PAIR, "ada", "in one envelope", SetAsked.TWO_PARTIES),
    FoldedDecided(_PAIR, "east", "ada", Verdict.REJECTED, 1, _PAIR[1]),
    PartyChosen(
        CertifiedPerson(MAYOR, "ann", "Ann", CertificateKind.NOMINATION),
        (ContestId("mayor-d"),),
        "2026-06-10",
        "2026-06-17T09:00-06:00",
        "clerk",
    ),
)
