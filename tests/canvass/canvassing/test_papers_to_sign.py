"""Which entries are of papers that people sign, and whose signatures they bear."""

from __future__ import annotations

from datetime import date

from audit.committee import MemberId
from audit.events import write
from audit.events.certifying import AuditCertified, AuditPublished
from canvass.signing.papers_signed import paper_in
from tabulate.ledger.entries import AuditRecorded
from tests.tabulate.later_entries import LATER_ENTRIES

HASH = "ab" * 32


def test_the_certificate_of_the_audit_is_one_and_its_publication_is_none() -> None:
    day, members = date(2026, 11, 16), (MemberId("ann"), MemberId("bo"))
    paper = paper_in(AuditRecorded(*write(AuditCertified(members, day, HASH))))
    assert paper is not None
    assert (paper.names, paper.sha256) == (("ann", "bo"), HASH)
    assert paper_in(AuditRecorded(*write(AuditPublished(day, HASH)))) is None
    assert paper_in(AuditRecorded("audit certified", "{")) is None, "what is damaged is told by the audit itself"
    assert paper_in(AuditRecorded("something later", "{}")) is None


def test_every_other_paper_says_what_it_is_called_and_whose_it_is() -> None:
    found = [paper for entry in LATER_ENTRIES if (paper := paper_in(entry)) is not None]
    assert {one.title.partition(":")[0].split(" of ")[0] for one in found} == {
        "Certificate",
        "Declaration",
        "Election returns for the secretary",
        "Judges' report",
        "Report",
        "Return",
    }
    assert all(all(one.names) for one in found)
    assert {one.title for one in found if not one.names} == {"Election returns for the secretary of state"}
