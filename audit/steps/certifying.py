"""The end: every member signs the report, and it is made public (13-17-506(2)(c), 13-17-507(4))."""

from dataclasses import replace

from audit.certification import what_is_missing
from audit.committee import check_at_work
from audit.errors import Refused
from audit.events.certifying import AuditCertified, AuditPublished
from audit.report import county_report, report_sha256
from audit.state import AuditState, Phase

_RULE = "13-17-506(2)(c)"


def certify(state: AuditState, event: AuditCertified) -> AuditState:
    """13-17-506(2)(c): refused before everything is counted, compared and explained, or without every signature."""
    missing = what_is_missing(state)
    if missing:
        raise Refused(_RULE, missing[0], "Finish the audit before it is certified.")
    for member in event.members:
        check_at_work(state.committee, member)
    unsigned = [member.name for member in state.committee.members if member.id not in event.members]
    if unsigned:
        raise Refused(_RULE, f"{', '.join(unsigned)} did not sign.", "Every member signs.")
    if state.announced is not None and event.on < state.announced.on:
        raise Refused(_RULE, f"{event.on} is before the selection.", "Check the date.")
    if event.report_sha256 != report_sha256(county_report(state)):
        raise Refused(_RULE, "The report that was signed is not the report of this audit.", "Sign the present one.")
    return replace(state, certified=event)


def publish(state: AuditState, event: AuditPublished) -> AuditState:
    """13-17-507(4): once, and after the certificate; an exempt county publishes nothing."""
    if state.published is not None:
        raise Refused("13-17-507(4)", "The results of the audit are public.", "Nothing is left to do.")
    if state.phase is not Phase.CERTIFIED:
        raise Refused("13-17-507(4)", "The audit is not certified.", "Certify it first.")
    return replace(state, published=event)
