"""`canvass audit unofficial`: record that the unofficial results are public (13-17-503(1))."""

from pathlib import Path

import click

from canvass.auditing.opening import with_opening
from canvass.auditing.unofficial_results import results_are_outside, results_published
from canvass.commands.audit.working import audit_of, day, folded, on_option, record_argument
from canvass.console.text import plural, say
from canvass.reporting.sealing import check_open


@click.command()
@record_argument
@on_option
def unofficial(record: Path, on: str | None) -> None:
    """Record that the unofficial results of RECORD are available to the public, with their hash."""
    with audit_of(record) as log:
        election = log.record.election
        counted = folded(log)
        check_open(election, counted)
        event = results_published(election, counted, day(on, election))
        with_opening(log, event)
    say(f"The unofficial results of {plural(event.county_ballots, 'ballot')} are public since {event.on}.")
    if results_are_outside(counted, election):
        say(f"SHA-256 of the other system's report, as the record keeps it: {event.results_sha256}")
    else:
        say(f"SHA-256 of `canvass results --by precinct --json`: {event.results_sha256}")
    if event.report_sha256:
        say(f"SHA-256 of the other system's report among them: {event.report_sha256}")
