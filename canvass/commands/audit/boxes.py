"""`canvass audit boxes`: the custody log of a precinct, and the machines' figures of its batches (13-1-303(1)(b))."""

from pathlib import Path

import click

from audit.coverage import Container
from audit.state import AuditState
from canvass.auditing.apart.still_waiting import check_decided
from canvass.auditing.boxes import opening_boxes
from canvass.auditing.poll_book import BallotsCast, ballots_cast, not_on_every_ballot, with_parts
from canvass.commands.audit.working import audit_of, day, folded, on_option, open_audit_of, record_argument
from canvass.commands.options import people
from canvass.console.text import plural, say, say_table, warn
from canvass.importing.records.audited_records import records_of_precinct
from tabulate.election import PrecinctId
from tabulate.ledger.state import RecordState


@click.command()
@record_argument
@click.argument("precinct")
@click.option("--box", "boxes_given", multiple=True, required=True, metavar="SEAL=BATCH,...", help="Repeat for each.")
@click.option("--opened-by", callback=people, multiple=True, required=True, help="Repeat for each person.")
@click.option(
    "--cast",
    multiple=True,
    metavar="N",
    help="Ballots cast there, as the poll book has it; CONTEST=N for one that not every ballot carries.",
)
@click.option("--board-undecided", is_flag=True, help="Open them though ballots wait for the counting board.")
@on_option
def boxes(
    record: Path,
    precinct: str,
    boxes_given: tuple[str, ...],
    opened_by: tuple[str, ...],
    cast: tuple[str, ...],
    board_undecided: bool,
    on: str | None,
) -> None:
    """Write that the sealed packages of PRECINCT were opened, and fix the machines' figures of exactly their batches.

    Ballots that the board decides after that stay out of the audit, so it is asked where some wait. Two people open.
    The figures are shown once the manual count is locked, and not before.
    """
    containers, poll_book = tuple(container_typed(text) for text in boxes_given), ballots_cast(cast)
    with audit_of(record) as log:
        open_audit_of(log)
        counted = folded(log)
        where, when = PrecinctId(precinct), day(on, log.record.election)
        poll_book = with_parts(poll_book, log.record.election, counted, where)
        records = records_of_precinct(log.record, log.state, counted, where)
        if not board_undecided and open_audit_of(log).boxes_of(where) is None:
            check_decided(open_audit_of(log), counted, where)
        with log.turn() as turn:
            opening = opening_boxes(
                turn.state, counted, where, containers, opened_by=opened_by, on=when, cast=poll_book, records=records
            )
            turn.take(*opening)
    state = turn.state
    _warn_of_parts(state, counted, where, poll_book)
    units = [one for one in state.units if one.unit.precinct == precinct and one.figures is not None]
    say(f"The boxes of {state.precinct(where).name} are open: {plural(len(units), 'count')} may begin.")
    _say_apart(state, counted, where)


def _say_apart(state: AuditState, counted: RecordState, precinct: PrecinctId) -> None:
    """The ballots to take out before each count, by what the paper shows (13-17-503(2))."""
    # What paper is made with takes a while to load.
    from canvass.auditing.papers.apart_paper import ballot_by_ballot
    from canvass.auditing.papers.packets import packet_of

    counts = [(one.contest.title, one.left) for one in packet_of(state, counted, precinct).counts]
    listed = ballot_by_ballot(counts)
    if not listed:
        return
    say("Taken out before the count (13-17-503(2)). The packet has their pictures: canvass audit packets.")
    ballots = [(one.ballot.apart.ballot.batch, one.ballot.place, one.ballot.apart.to_do, one.said) for one in listed]
    say_table(("batch", "as scanned", "what to do", "for"), ballots, left=4)


def _warn_of_parts(state: AuditState, counted: RecordState, precinct: PrecinctId, cast: BallotsCast) -> None:
    """Say of which contests the poll book's number was not used: not every ballot of the precinct carries them."""
    if cast.precinct is None:
        return
    for contest in not_on_every_ballot(state, counted, precinct):
        if contest.id not in {one for one, _ in (*cast.by_contest, *cast.by_parts)}:
            warn(
                f"Not every ballot of the precinct carries {contest.title}: {cast.precinct:,} ballots are not its "
                f"number, and the record's stands. Where the poll book says its own, it is given as "
                f"--cast {contest.id}=N when the boxes are opened."
            )


def container_typed(text: str) -> Container:
    """A box as it is typed: SEAL=BATCH,..."""
    seal, _, batches = text.partition("=")
    return Container(seal.strip(), tuple(name.strip() for name in batches.split(",") if name.strip()))
