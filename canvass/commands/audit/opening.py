"""`canvass audit open`: open the audit of a record."""

from pathlib import Path

import click

from audit.edition import BallotsCompared
from audit.opening import open_audit
from canvass.auditing.opening import stated_scopes
from canvass.auditing.purposes import StatedWords, left_open, with_purposes
from canvass.commands.audit.contest_table import say_contests
from canvass.commands.audit.working import audit_of, record_argument
from canvass.console.text import say


@click.command("open")
@record_argument
@click.option("--scope", "scopes", multiple=True, metavar="CONTEST=SCOPE", help="As older definitions say it.")
@click.option("--office", "offices", multiple=True, metavar="CONTEST=OFFICE", help="Where the definition says none.")
@click.option("--territory", "territories", multiple=True, metavar="CONTEST=TERRITORY", help="Where it is voted on.")
@click.option("--nominated", multiple=True, metavar="CONTEST=NUMBER", help="How many a primary nominates.")
@click.option("--hand-count", is_flag=True, help="No vote-counting machine is used in the county.")
@click.option(
    "--compared",
    type=click.Choice([one.value for one in BallotsCompared]),
    default=BallotsCompared.MACHINE.value,
    show_default=True,
    help="The reading of 13-17-503(2): which ballots both counts are of; see docs/audit.md.",
)
def opening(
    record: Path,
    scopes: tuple[str, ...],
    offices: tuple[str, ...],
    territories: tuple[str, ...],
    nominated: tuple[str, ...],
    hand_count: bool,
    compared: str,
) -> None:
    """Open the audit of RECORD under the rules of its election's date. Other commands do so where none is open."""
    with audit_of(record) as log:
        election = with_purposes(log.record.election, StatedWords(offices, territories, nominated))
        stated, reading = stated_scopes(election, scopes), BallotsCompared(compared)
        state = log.take(open_audit(election, stated, hand_count_county=hand_count, compared=reading))
    say(f"The audit is open: {state.rules.title}.")
    say(f"Ballots compared (13-17-503(2)): {state.opened.compared.said}.")
    say_contests(state.opened.contests, state.opened.precincts, state.rules)
    for line in left_open(election):
        say(line)
