"""`canvass audit boxes`: the custody log of a precinct, and the machines' figures of its batches (13-1-303(1)(b))."""

from pathlib import Path

import click

from audit.coverage import Container
from canvass.auditing.boxes import opening_boxes
from canvass.commands.audit.working import audit_of, day, folded, on_option, open_audit_of, record_argument
from canvass.console.text import plural, say, say_table
from tabulate.election import PrecinctId


@click.command()
@record_argument
@click.argument("precinct")
@click.option("--box", "boxes_given", multiple=True, required=True, metavar="SEAL=BATCH,...", help="Repeat for each.")
@click.option("--opened-by", multiple=True, required=True, help="Repeat for each person.")
@click.option("--cast", type=click.IntRange(min=0), help="Ballots cast there, as the poll book has it.")
@on_option
def boxes(
    record: Path,
    precinct: str,
    boxes_given: tuple[str, ...],
    opened_by: tuple[str, ...],
    cast: int | None,
    on: str | None,
) -> None:
    """Write that the sealed packages of PRECINCT were opened, and fix the machines' figures of exactly their batches.

    The figures are shown once the manual count is locked, and not before.
    """
    containers = tuple(_container(text) for text in boxes_given)
    with audit_of(record) as log:
        open_audit_of(log)
        counted = folded(log)
        where, when = PrecinctId(precinct), day(on, log.record.election)
        with log.turn() as turn:
            opening = opening_boxes(
                turn.state, counted, where, containers, opened_by=opened_by, on=when, ballots_cast=cast
            )
            turn.take(*opening)
    state = turn.state
    units = [one for one in state.units if one.unit.precinct == precinct and one.figures is not None]
    say(f"The boxes of {state.precinct(where).name} are open: {plural(len(units), 'count')} may begin.")
    listed = [ballot for one in units for ballot in (one.figures.listed if one.figures else ())]
    if listed:
        say("Ballots listed one by one (13-17-503(2)):")
        rows = dict.fromkeys((one.batch, one.sheet, one.treatment.value, one.reason) for one in listed)
        say_table(("batch", "sheet", "treatment", "set aside for"), list(rows), left=4)


def _container(text: str) -> Container:
    seal, _, batches = text.partition("=")
    return Container(seal.strip(), tuple(name.strip() for name in batches.split(",") if name.strip()))
