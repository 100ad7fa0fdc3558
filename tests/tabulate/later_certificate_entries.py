"""Entries of certificates, which version 0.1.0 did not have: notices, acceptances, what was issued."""

from tabulate.board.county.certificate_entries import (
    CandidateCleared,
    CertificateAnnulled,
    CertificateIssued,
    CertificateKind,
    CertifiedPerson,
    FilingFee,
    LastGeneralStated,
    WriteInAccepted,
)
from tabulate.ledger.entries import Entry
from tests.tabulate.ledger_makers import MAYOR

ZOE = CertifiedPerson(MAYOR, "zoe", "Zoe", CertificateKind.NOMINATION, written_in=True)

LATER_CERTIFICATE_ENTRIES: tuple[Entry, ...] = (
    LastGeneralStated(MAYOR, 812, "report of the canvass of 2024-11-19", "2026-06-15T09:00-06:00", "clerk"),
    WriteInAccepted(ZOE, FilingFee.PAID, 4_200, "2026-06-18", "2026-06-19T10:15-06:00", "clerk"),
    CandidateCleared(ZOE, "2026-06-22", "ab" * 32, "2026-06-23T09:10-06:00", "clerk"),
    CertificateIssued(ZOE, 55, 58, 57, "cd" * 32, "2026-06-23T11:00-06:00", "Cy", "clerk"),
    CertificateAnnulled(ZOE, 59, "DV-26-14", "2026-07-10", "2026-07-13T09:00-06:00", "clerk"),
)
"""They are chained in this order, after the lines of `later_county_entries.py`."""
