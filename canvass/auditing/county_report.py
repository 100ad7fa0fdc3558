"""The county's report as a document, with the hash that the committee signs."""

from audit.report import county_report, report_sha256
from audit.state import AuditState
from canvass.auditing.report_tables import Document, county_document


def report_document(state: AuditState) -> Document:
    """The report as the audit stands; once certified, under the hash that was signed."""
    report = county_report(state)
    signed = state.certified.report_sha256 if state.certified is not None else report_sha256(report)
    return county_document(report, signed)
