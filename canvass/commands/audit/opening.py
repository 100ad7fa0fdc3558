"""`canvass audit open`: open the audit of a record."""

from pathlib import Path

import click

from canvass.auditing.opening import stated_scopes
from canvass.auditing.purposes import StatedWords, left_open, with_purposes
from canvass.auditing.readings import opening_event, readings_of
from canvass.commands.audit.contest_table import say_contests
from canvass.commands.audit.working import audit_of, record_argument
from canvass.console.text import say
from tabulate.board.office.readings import DECIDE_AUDIT


@click.command("open")
@record_argument
@click.option("--scope", "scopes", multiple=True, metavar="CONTEST=SCOPE", help="As older definitions say it.")
@click.option("--office", "offices", multiple=True, metavar="CONTEST=OFFICE", help="Where the definition says none.")
@click.option("--territory", "territories", multiple=True, metavar="CONTEST=TERRITORY", help="Where it is voted on.")
@click.option("--nominated", multiple=True, metavar="CONTEST=NUMBER", help="How many a primary nominates.")
@click.option("--hand-count", is_flag=True, help="No vote-counting machine is used in the county.")
def opening(
    record: Path,
    scopes: tuple[str, ...],
    offices: tuple[str, ...],
    territories: tuple[str, ...],
    nominated: tuple[str, ...],
    hand_count: bool,
) -> None:
    """Open the audit of RECORD under the rules of its election's date. Other commands do so where none is open."""
    with audit_of(record) as log:
        election = with_purposes(log.record.election, StatedWords(offices, territories, nominated))
        state = log.take(opening_event(log.record, election, stated_scopes(election, scopes), hand_count))
        readings = readings_of(log.record).sentences(*DECIDE_AUDIT)
    say(f"The audit is open: {state.rules.title}.")
    for words in readings:
        say(f"Read by the state: {words}")
    say_contests(state.opened.contests, state.opened.precincts, state.rules)
    for line in left_open(election):
        say(line)
