"""`canvass audit cause`: the recorded finding on a discrepancy over the threshold (13-17-507(2))."""

from pathlib import Path

import click

from audit.committee import MemberId
from audit.events.consequences import CauseFound, CauseOfDiscrepancy
from audit.state import Stage
from canvass.commands.audit.working import audit_of, day, on_option, open_audit_of, record_argument
from canvass.commands.options import people, reasoned
from canvass.console.text import plural, say
from tabulate.election import ContestId


@click.command()
@record_argument
@click.argument("contest")
@click.option("--cause", "due_to", required=True, type=click.Choice([one.value for one in CauseOfDiscrepancy]))
@click.option("--machine", "machines", multiple=True, help="The machine involved; may be repeated.")
@click.option(
    "--found-by", callback=people, multiple=True, required=True, metavar="MEMBER", help="A majority; repeat for each."
)
@click.option("--evidence", callback=reasoned, required=True)
@click.option("--informed", is_flag=True, help="The secretary of state is informed.")
@on_option
def cause(
    record: Path,
    contest: str,
    due_to: str,
    machines: tuple[str, ...],
    found_by: tuple[str, ...],
    evidence: str,
    informed: bool,
    on: str | None,
) -> None:
    """Record what the discrepancy of CONTEST was due to. A machine is barred by it, and more precincts are counted."""
    finders = tuple(MemberId(one) for one in found_by)
    with audit_of(record) as log:
        before = open_audit_of(log)
        when = day(on, log.record.election).isoformat()
        event = CauseFound(ContestId(contest), CauseOfDiscrepancy(due_to), machines, finders, evidence, informed, when)
        state = log.take(event)
    say(f"The finding on {state.contest(event.contest).title} is recorded: {due_to}.")
    for machine in machines:
        say(f"{machine} is barred until examined, discussed with a vendor, and approved (13-17-509(2)).")
    added = [one for one in state.units[len(before.units) :] if one.stage is Stage.ESCALATION]
    if added:
        names = ", ".join(state.precinct(one.unit.precinct).name for one in added)
        say(f"{plural(len(added), 'precinct')} more for this contest (13-17-507(2)(b)): {names}.")
    if event.contest in state.awaiting_dice:
        more = state.escalation_of(event.contest).numbered
        count = 0 if more is None else more.needed
        say(f"{plural(count, 'precinct')} more are drawn by dice, in public: `canvass audit select`.")
