"""`canvass audit correct-boxes`: a custody log that was written wrong, by a further event with its reason."""

from dataclasses import replace
from pathlib import Path

import click

from audit.errors import Refused
from canvass.auditing.boxes import CorrectionGround, CustodyLog, correcting_boxes, custody_log_of
from canvass.auditing.poll_book import ballots_cast, with_parts
from canvass.commands.audit.boxes import container_typed
from canvass.commands.audit.working import audit_of, day, folded, on_option, open_audit_of, record_argument
from canvass.commands.options import named, people, reasoned
from canvass.console.text import say
from canvass.importing.records.audited_records import records_of_precinct
from canvass.record.audit_log import AuditLog
from tabulate.election import PrecinctId


@click.command()
@record_argument
@click.argument("precinct")
@click.option("--box", "boxes_given", multiple=True, metavar="SEAL=BATCH,...", help="Every box, where one was wrong.")
@click.option("--opened-by", callback=people, multiple=True, help="Everybody who opened, where a name was wrong.")
@click.option("--opened-on", metavar="DATE", help="The day of the opening, where it was wrong.")
@click.option("--figures-again", is_flag=True, help="Take the machines' figures anew; before any count has begun.")
@click.option(
    "--cast",
    multiple=True,
    metavar="N",
    help="With --figures-again: the poll book's number once more, as for `boxes`.",
)
@click.option("--reason", callback=reasoned, required=True, help="What was written wrong.")
@click.option("--by", callback=named, required=True, help="Who says so.")
@on_option
def correct_boxes(
    record: Path,
    precinct: str,
    boxes_given: tuple[str, ...],
    opened_by: tuple[str, ...],
    opened_on: str | None,
    figures_again: bool,
    cast: tuple[str, ...],
    reason: str,
    by: str,
    on: str | None,
) -> None:
    """Correct the custody log of PRECINCT's boxes. What is not given stays as it is, and the first writing is kept.

    With --figures-again the figures are those of the record now: with the ballots that the board decided since.
    """
    if cast and not figures_again:
        raise click.UsageError("--cast is the poll book's number for figures taken anew: it goes with --figures-again.")
    with audit_of(record) as log:
        open_audit_of(log)
        where, counted, today = PrecinctId(precinct), folded(log), day(on, log.record.election)
        standing = _standing(log, where)
        if boxes_given:
            standing = replace(standing, boxes=tuple(map(container_typed, boxes_given)))
        standing = replace(standing, opened_by=opened_by or standing.opened_by)
        if opened_on:
            standing = replace(standing, on=day(opened_on, log.record.election))
        ground = CorrectionGround(reason, by, today, figures_again)
        poll_book = with_parts(ballots_cast(cast), log.record.election, counted, where)
        records = records_of_precinct(log.record, log.state, counted, where)
        with log.turn() as turn:
            turn.take(*correcting_boxes(turn.state, counted, where, standing, ground, poll_book, records))
    name = turn.state.precinct(where).name
    say(f"The custody log of {name} is corrected." + (" The figures are taken anew." if figures_again else ""))


def _standing(log: AuditLog, precinct: PrecinctId) -> CustodyLog:
    found = custody_log_of(log.events, precinct)
    if found is None:
        raise Refused("13-1-303(1)(b)", f"The boxes of {precinct} are not opened.", "Write the custody log first.")
    return found
