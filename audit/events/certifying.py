"""The end: the committee's certificate, and its publication (13-17-506(2)(c), 13-17-507(4))."""

from dataclasses import dataclass
from datetime import date

from audit.committee import MemberId


@dataclass(frozen=True, slots=True)
class AuditCertified:
    """The committee certifies the result to the election administrator and the secretary of state (13-17-506(2)(c))."""

    members: tuple[MemberId, ...]
    """Who signed: all of them."""
    on: date
    report_sha256: str
    """Of the report as signed: `report.report_sha256(county_report(state))` of the state before this event."""


@dataclass(frozen=True, slots=True)
class AuditPublished:
    """The results of the audit were made public (13-17-507(4))."""

    on: date
    published_sha256: str
    """Of the published file."""


CertifyingEvent = AuditCertified | AuditPublished
