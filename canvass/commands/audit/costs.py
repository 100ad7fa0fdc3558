"""`canvass audit costs add`, `strike`, `failure`, `claim` (13-17-508)."""

from pathlib import Path

import click

from canvass import clock
from canvass.auditing.papers.cost_claim import CAUSES, check_cost, claim_bytes, claim_document, cost_claim
from canvass.commands.audit.report_forms import FORMAT, OUT, form_of, write_out
from canvass.commands.audit.working import record_argument
from canvass.commands.options import enter, named, reasoned, say_written
from canvass.console.text import dollars
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.deciding.decisions import Deciding
from canvass.errors import ExitCode
from canvass.record import open_record
from canvass.recounting.recount_typed import cents_typed, day_typed
from tabulate.board.office.audit_costs import (
    AuditCostEntered,
    AuditCostKind,
    AuditCostStruck,
    MachineFailureStated,
)
from tabulate.ledger.chain import Head

_AT = click.option("--at", metavar="HOUR", help="When, as 2026-11-17T10:00 in Montana; now without it.")
_BY = click.option("--by", "entered_by", callback=named, required=True, help="Who enters it.")
_KINDS = {one.value: one for one in AuditCostKind}


@click.group()
def costs() -> None:
    """Keep what the audit cost, and say who pays it: the secretary of state, or the vendor (13-17-508)."""


@costs.command("add")
@record_argument
@click.option("--for", "cost", type=click.Choice(list(_KINDS)), required=True, help="For what the county paid.")
@click.option("--what", callback=reasoned, required=True, help="In words.")
@click.option("--hours", default="0", metavar="HOURS", help="Of wages: as 7.5.")
@click.option("--dollars", "paid", required=True, metavar="DOLLARS", help="As 210.50.")
@click.option("--on", "incurred_on", required=True, metavar="DATE", help="The day of the cost.")
@click.option("--machine", default="", help="Whose failure caused it, as its batches name it.")
@_AT
@_BY
def add(
    record: Path,
    cost: str,
    what: str,
    hours: str,
    paid: str,
    incurred_on: str,
    machine: str,
    at: str | None,
    entered_by: str,
) -> None:
    """Enter one cost of the audit, or of what a machine's failure led to."""
    when, sum_, worked = moment_typed(at, clock.now()), cents_typed(paid), cents_typed(hours)
    words, day, whose, by = words_typed(what), day_typed(incurred_on), words_typed(machine), words_typed(entered_by)
    entry = AuditCostEntered(_KINDS[cost], words, worked, sum_, day, whose, when, by)
    say_written(f"{dollars(sum_)} for {cost}: {words} (13-17-508).", _enter(record, entry))


@costs.command("strike")
@record_argument
@click.argument("entry", type=click.IntRange(1))
@click.option("--reason", callback=reasoned, required=True, help="Why it was wrong.")
@_AT
@_BY
def strike(record: Path, entry: int, reason: str, at: str | None, entered_by: str) -> None:
    """Enter that the cost of ledger entry ENTRY was wrong; both entries are kept."""
    when = moment_typed(at, clock.now())
    struck = AuditCostStruck(entry, words_typed(reason), when, words_typed(entered_by))
    say_written(f"The cost of entry {entry:,} is struck.", enter(record, struck))


@costs.command("failure")
@record_argument
@click.argument("machine", callback=lambda _, __, typed: words_typed(typed))
@click.option("--bought", required=True, metavar="DATE", help="When the county bought it.")
@click.option("--failed-by", "cause", type=click.Choice(list(CAUSES)), required=True, help="What was found.")
@click.option("--words", callback=reasoned, required=True, help="By whom and how it was found.")
@_AT
@_BY
def failure(record: Path, machine: str, bought: str, cause: str, words: str, at: str | None, entered_by: str) -> None:
    """State when MACHINE was bought and by what it failed: whether its vendor pays follows from both."""
    when = moment_typed(at, clock.now())
    day, said, by = day_typed(bought), words_typed(words), words_typed(entered_by)
    entry = MachineFailureStated(machine, day, CAUSES[cause], said, when, by)
    head = _enter(record, entry)
    pays = "its vendor pays" if entry.vendor_liable else "its vendor does not pay"
    say_written(f"Machine {machine}: {pays} what its failure led to (13-17-508).", head)


@costs.command("claim")
@record_argument
@FORMAT
@OUT
def claim(record: Path, wanted: str | None, out: Path | None) -> ExitCode:
    """Write the county's costs for the secretary of state. The exit code is 1 before the audit is certified."""
    form = form_of(wanted, out)
    with open_record(record) as opened:
        found = cost_claim(opened)
    write_out(claim_document(found), form, lambda: claim_bytes(found, form), out)
    return ExitCode.DONE if found.certified else ExitCode.WAITING


def _enter(record: Path, entry: AuditCostEntered | MachineFailureStated) -> Head:
    with open_record(record) as opened:
        check_cost(opened, entry.machine)
        Deciding(opened).enter(entry)
        return opened.head()
