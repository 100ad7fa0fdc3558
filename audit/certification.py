"""The committee's certificate, its publication, and the definitive figures for the canvass (13-17-506(2)(c), -507)."""

from dataclasses import dataclass

from audit.calendar import day_of
from audit.committee import check_at_work
from audit.contests import Unit
from audit.coverage import ChoiceVotes
from audit.errors import Refused
from audit.events import AuditCertified, AuditPublished
from audit.report import county_report, report_sha256
from audit.state import AuditState, Phase
from audit.tally_sheets import Figures

_RULE = "13-17-506(2)(c)"


@dataclass(frozen=True, slots=True)
class Definitive:
    """The figures the canvass uses for one audited unit, with both counts beside each other (13-17-507(1))."""

    unit: Unit
    manual: Figures
    machine: tuple[ChoiceVotes, ...]
    differs: bool
    """Any difference at all: the manual figures replace the machine's. Without one both are the same."""


def definitive_figures(state: AuditState) -> tuple[Definitive, ...]:
    """Every locked unit's figures, in the order selected; for the canvass."""
    return tuple(
        Definitive(one.unit, one.manual, one.figures.votes, not state.comparison(one.unit).equal)
        for one in state.units
        if one.manual is not None and one.figures is not None
    )


def what_is_missing(state: AuditState) -> tuple[str, ...]:
    """Everything that stands between the audit and its certificate, as sentences; nothing when it may be signed."""
    if state.announced is None:
        return ("Nothing has been selected (13-17-505).",)
    counting = [f"The manual count of {one.unit} is not locked." for one in state.units if one.manual is None]
    causes = [
        f"The cause of the discrepancy in contest {contest} ({stage.value}) has not been found (13-17-507(2))."
        for contest, stage in state.awaiting_cause
    ]
    return (*counting, *causes)


def check_certificate(state: AuditState, event: AuditCertified) -> AuditCertified:
    """Refuse a certificate before everything is counted, compared and explained, or without every signature."""
    missing = what_is_missing(state)
    if missing:
        raise Refused(_RULE, missing[0], "Finish the audit before it is certified.")
    for member in event.members:
        check_at_work(state.committee, member)
    unsigned = [member.name for member in state.committee.members if member.id not in event.members]
    if unsigned:
        raise Refused(_RULE, f"{', '.join(unsigned)} did not sign.", "Every member signs.")
    if state.announced is not None and day_of(event.on) < day_of(state.announced.on):
        raise Refused(_RULE, f"{event.on} is before the selection.", "Check the date.")
    if event.report_sha256 != report_sha256(county_report(state)):
        raise Refused(_RULE, "The report that was signed is not the report of this audit.", "Sign the present one.")
    return event


def check_publication(state: AuditState, event: AuditPublished) -> AuditPublished:
    """Refuse to publish twice, or before the certificate; an exempt county publishes nothing."""
    if state.published is not None:
        raise Refused("13-17-507(4)", "The results of the audit are public.", "Nothing is left to do.")
    if state.phase is not Phase.CERTIFIED:
        raise Refused("13-17-507(4)", "The audit is not certified.", "Certify it first.")
    day_of(event.on)
    return event
