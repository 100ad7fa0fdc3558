"""`canvass audit certify`: the committee certifies the result (13-17-506(2)(c))."""

from pathlib import Path

import click

from audit.calendar import late_certificate
from audit.committee import MemberId
from audit.events.certifying import AuditCertified
from audit.report import county_report, report_sha256
from canvass.commands.audit.working import audit_of, day, on_option, open_audit_of, record_argument
from canvass.commands.options import people
from canvass.console.text import say, warn


@click.command()
@record_argument
@click.option(
    "--signed", callback=people, multiple=True, required=True, metavar="MEMBER", help="Repeat for every member."
)
@on_option
def certify(record: Path, signed: tuple[str, ...], on: str | None) -> None:
    """Record that every member signed the report of RECORD.

    Only its publication follows, and what bars or clears a machine.
    """
    members = tuple(MemberId(one) for one in signed)
    with audit_of(record) as log:
        open_audit_of(log)
        when = day(on, log.record.election)
        with log.turn() as turn:
            certified = AuditCertified(members, when, report_sha256(county_report(turn.state)))
            turn.take(certified)
            calendar = turn.state.calendar
    say(f"Certified on {certified.on} to the election administrator and the secretary of state.")
    say(f"Report signed: {certified.report_sha256}")
    for late in late_certificate(calendar, certified.on):
        warn(late)
