"""`canvass audit figures`: where the first count of a precinct comes from, and what no report tells (13-17-503(2))."""

from pathlib import Path

import click

from audit.events.counting import OutsideReportChosen
from canvass.auditing.barred import named_though_barred
from canvass.auditing.reported.outside_report import choosing_report, groups_of
from canvass.commands.audit.working import audit_of, day, folded, on_option, open_audit_of, record_argument
from canvass.commands.options import named, people
from canvass.console.text import plural, say, warn
from tabulate.election import PrecinctId


@click.command()
@record_argument
@click.argument("precinct")
@click.option("--from", "source", type=click.Choice(["outside"]), required=True, help="Another system's report.")
@click.option(
    "--machine",
    "machines",
    callback=people,
    multiple=True,
    required=True,
    help="That counted the precinct, or may have; repeat for each.",
)
@click.option(
    "--added-by-hand",
    type=click.IntRange(min=0, max=10_000_000),
    required=True,
    metavar="N",
    help="Ballots whose votes people added to the report's figures; 0 where there are none.",
)
@click.option("--write-ins-are-ovals", is_flag=True, help="Its write-ins are all ovals marked: they are compared.")
@click.option("--by", "said_by", callback=named, required=True, metavar="NAME", help="Who says it for the county.")
@on_option
def figures(
    record: Path,
    precinct: str,
    source: str,
    machines: tuple[str, ...],
    added_by_hand: int,
    write_ins_are_ovals: bool,
    said_by: str,
    on: str | None,
) -> None:
    """Take another system's report as the first count of PRECINCT, before its boxes are opened.

    What the report cannot tell is asked for, and printed on the audit's report. No figure is shown.
    """
    with audit_of(record) as log:
        open_audit_of(log)
        counted = folded(log)
        where, when = PrecinctId(precinct), day(on, log.record.election)
        chosen = OutsideReportChosen(where, machines, added_by_hand, write_ins_are_ovals, said_by, when)
        with log.turn() as turn:
            turn.take(*choosing_report(turn.state, counted, chosen))
        barred = named_though_barred(log.record.election, counted, log.events, machines)
    for line in barred:
        warn(line)
    state = turn.state
    groups = ", ".join(one.batch for one in groups_of(state, counted, where))
    say(f"The first count of {state.precinct(where).name} is the report: the whole precinct, all groups.")
    say(f"Fetch every box with its ballots ({groups}), then: canvass audit boxes ... --box SEAL=all")
    say(f"{plural(added_by_hand, 'ballot')} added by hand, as the county says; the audit's report prints it.")
