"""`canvass audit open`: open the audit of a record."""

from pathlib import Path

import click

from audit.edition import BallotsCompared
from audit.eligibility import eligibility
from audit.opening import open_audit
from canvass.auditing.opening import stated_scopes
from canvass.commands.audit.working import audit_of, record_argument
from canvass.console.text import say, say_table


@click.command("open")
@record_argument
@click.option("--scope", "scopes", multiple=True, metavar="CONTEST=SCOPE", help="Where the definition does not say it.")
@click.option("--hand-count", is_flag=True, help="No vote-counting machine is used in the county.")
@click.option(
    "--compared",
    type=click.Choice([one.value for one in BallotsCompared]),
    default=BallotsCompared.MACHINE.value,
    show_default=True,
    help="The reading of 13-17-503(2): which ballots both counts are of; see docs/audit.md.",
)
def opening(record: Path, scopes: tuple[str, ...], hand_count: bool, compared: str) -> None:
    """Open the audit of RECORD under the rules of its election's date. Other commands do so where none is open."""
    with audit_of(record) as log:
        election = log.record.election
        stated, reading = stated_scopes(election, scopes), BallotsCompared(compared)
        event = open_audit(election, stated, hand_count_county=hand_count, compared=reading)
        state = log.take(event)
    say(f"The audit is open: {state.rules.title}.")
    say(f"Ballots compared (13-17-503(2)): {state.opened.compared.said}.")
    found = eligibility(state.opened.contests, state.opened.precincts, state.rules)
    rows = [(contest.title, one.category.value) for one in found.lists for contest in one.contests]
    rows += [(one.title, f"not eligible: {one.why} ({one.section})") for one in found.not_eligible]
    say_table(("contest", "to be drawn as"), rows, left=2)
