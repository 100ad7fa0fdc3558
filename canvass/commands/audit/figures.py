"""`canvass audit figures`: where the first count of a precinct comes from, and what no report tells (13-17-503(2))."""

from pathlib import Path

import click

from audit.events.counting import OutsideReportChosen
from audit.state import AuditState
from canvass.auditing.barred import named_though_barred
from canvass.auditing.reported.outside_report import choosing_report, groups_of
from canvass.auditing.reported.records_counted import choosing_records
from canvass.commands.audit.working import audit_of, day, folded, on_option, open_audit_of, record_argument
from canvass.commands.options import named, people, reasoned
from canvass.console.text import plural, say, warn
from canvass.importing.records.audited_records import counted_records
from tabulate.election import PrecinctId
from tabulate.ledger.state import RecordState


@click.command()
@record_argument
@click.argument("precinct")
@click.option(
    "--from",
    "source",
    type=click.Choice(["outside", "cvrs"]),
    required=True,
    help="Another system's report, or its cast vote records.",
)
@click.option(
    "--machine",
    "machines",
    callback=people,
    multiple=True,
    help="That counted the precinct, or may have; repeat for each. Not asked where every record tells its machine.",
)
@click.option(
    "--added-by-hand",
    type=click.IntRange(min=0, max=10_000_000),
    required=True,
    metavar="N",
    help="Ballots whose votes people added to the report's figures; 0 where there are none.",
)
@click.option("--write-ins-are-ovals", is_flag=True, help="Its write-ins are all ovals marked: they are compared.")
@click.option("--although", callback=reasoned, metavar="TEXT", help="Why records and report differ in this precinct.")
@click.option("--by", "said_by", callback=named, required=True, metavar="NAME", help="Who says it for the county.")
@on_option
def figures(
    record: Path,
    precinct: str,
    source: str,
    machines: tuple[str, ...],
    added_by_hand: int,
    write_ins_are_ovals: bool,
    although: str | None,
    said_by: str,
    on: str | None,
) -> None:
    """Take another system's report, or its records, as the first count of PRECINCT, before its boxes are opened.

    What they cannot tell is asked for, and printed on the audit's report. No figure is shown.
    """
    if source == "outside" and not machines:
        raise click.UsageError("Missing option '--machine': no report tells which machines counted the precinct.")
    if source == "outside" and although:
        raise click.UsageError("--although says why records and report differ: it goes with --from cvrs.")
    with audit_of(record) as log:
        open_audit_of(log)
        counted = folded(log)
        where, when = PrecinctId(precinct), day(on, log.record.election)
        chosen = OutsideReportChosen(where, machines, added_by_hand, write_ins_are_ovals, said_by, when)
        records = counted_records(log.record, counted) if source == "cvrs" else None
        with log.turn() as turn:
            turn.take(
                *(
                    choosing_records(turn.state, counted, chosen, records, although or "")
                    if source == "cvrs"
                    else choosing_report(turn.state, counted, chosen)
                )
            )
        taken = turn.state.report_of(where)
        barred = named_though_barred(log.record.election, counted, log.events, taken.machines if taken else machines)
    for line in barred:
        warn(line)
    state = turn.state
    _say_taken(state, counted, where)
    say(f"{plural(added_by_hand, 'ballot')} added by hand, as the county says; the audit's report prints it.")


def _say_taken(state: AuditState, counted: RecordState, where: PrecinctId) -> None:
    chosen = state.report_of(where)
    records = None if chosen is None else chosen.records
    groups = ", ".join(one.batch for one in groups_of(state, counted, where))
    source = "the report" if records is None else f"of {records.name}"
    say(f"The first count of {state.precinct(where).name} is {source}: the whole precinct, all groups.")
    if chosen is not None and records is not None:
        told = ", ".join(chosen.machines)
        say(
            f"Counted by {told}. "
            + ("The report differs; the reason is kept." if records.because else "The report agrees.")
        )
    say(f"Fetch every box with its ballots ({groups}), then: canvass audit boxes ... --box SEAL=all")
