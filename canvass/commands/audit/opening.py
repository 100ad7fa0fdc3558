"""`canvass audit open`: open the audit of a record."""

from pathlib import Path

import click

from audit.edition import BallotsCompared
from canvass.auditing.barred import counted_though_barred
from canvass.auditing.machine_register import register_words
from canvass.auditing.opening import stated_scopes
from canvass.auditing.purposes import StatedWords, left_open, with_purposes
from canvass.auditing.readings import opening_event, readings_of
from canvass.commands.audit.contest_table import say_contests
from canvass.commands.audit.working import audit_of, folded, record_argument
from canvass.console.text import say, warn
from canvass.deciding.decisions import Deciding
from tabulate.board.office.open_readings import DECIDE_AUDIT


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
    help="The reading of 13-17-503(2), if not as the state has settled it: which ballots both counts are of.",
)
@click.option(
    "--rehearsal", is_flag=True, help="Rehearse the whole audit, in a copy of a record or in a demonstration."
)
def opening(
    record: Path,
    scopes: tuple[str, ...],
    offices: tuple[str, ...],
    territories: tuple[str, ...],
    nominated: tuple[str, ...],
    hand_count: bool,
    compared: str | None,
    rehearsal: bool,
) -> None:
    """Open the audit of RECORD under the rules of its election's date. Other commands do so where none is open.

    A rehearsal may be held on any day. Its pages and papers say so. The record has no other audit afterwards.
    """
    with audit_of(record) as log:
        election = with_purposes(log.record.election, StatedWords(offices, territories, nominated))
        chosen = BallotsCompared(compared) if compared is not None else None
        stated = stated_scopes(election, scopes)
        state = log.take(opening_event(log.record, election, stated, hand_count, chosen, rehearsal))
        machines = counted_though_barred(log.record.election, folded(log), log.events)
        register = register_words(Deciding(log.record).state().office.machines)
        readings = readings_of(log.record).sentences(*DECIDE_AUDIT)
    say(f"The audit is open: {state.rules.title}.")
    if rehearsal:
        warn("THIS IS A REHEARSAL. Nothing of it is the audit, and this record has no other.")
    say(f"Ballots compared (13-17-503(2)): {state.opened.compared.said}.")
    say(register)
    for line in machines:
        warn(line)
    for words in readings:
        say(f"Read by the state: {words}")
    say_contests(state.opened.contests, state.opened.precincts, state.rules)
    for line in left_open(election):
        say(line)
