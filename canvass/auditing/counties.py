"""A county's report as a document, and those of several counties: each is believed only after it was replayed.

Source: 13-17-507(4).
"""

from dataclasses import replace

from audit.calendar import late_certificate
from audit.errors import PublicationError
from audit.publication import replay_real
from audit.report import CountyReport, county_report, report_sha256
from audit.state import AuditState
from canvass.auditing.papers.report_tables import REHEARSED, county_document
from canvass.errors import InputError
from canvass.reporting.tables import Document


def checked_report(text: str, name: str) -> CountyReport:
    """The report of a published file, derived again. Raises InputError, naming the file."""
    try:
        return replay_real(text).report
    except PublicationError as error:
        raise InputError(f"{name}: {error}") from None


def report_document(state: AuditState) -> Document:
    """The report as the audit stands; once certified, under the hash that was signed.

    That an audit was done too late is said on the paper, beside what is signed.
    """
    report = county_report(state)
    if state.certified is None:
        document = county_document(report, report_sha256(report))
    else:
        document = county_document(report, state.certified.report_sha256)
        document = replace(document, lines=(*document.lines, *late_certificate(state.calendar, state.certified.on)))
    return replace(document, on_every_page=REHEARSED) if state.opened.rehearsal else document
