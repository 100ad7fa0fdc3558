"""`canvass absentee take`, `prepared`, `list`, `certificate`, `tracker`, `strike` (13-13-232, -233, -241)."""

from pathlib import Path

import click

from canvass import clock
from canvass.commands.intake.log_options import (
    AT,
    BY,
    OFFICIALS,
    RECORD,
    hour,
    paper_command,
    strike_of,
    written,
)
from canvass.commands.options import content_of, reasoned
from canvass.console.text import plural
from canvass.deciding.custody_typed import words_typed
from canvass.receiving.absentee_papers import certificate_document, numbers_document, tracker_document
from canvass.receiving.accepted_scanned import accepted_scanned
from canvass.receiving.intake_typed import count_typed, second_typed
from canvass.receiving.state_csv import figures_of
from canvass.record import open_record
from canvass.recounting.recount_typed import day_typed
from tabulate.board.intake.prepared_ballots import BallotsPrepared
from tabulate.board.subjects import IntakeLog
from tabulate.election import Election
from tabulate.ledger.state import RecordState

strike = strike_of(IntakeLog.ABSENTEE)


@click.command()
@RECORD
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--leave-out", multiple=True, metavar="COLUMN", help="A column not to take, as one of names; repeat.")
@click.option("--as-of", metavar="HOUR", help="When the state's system said so; now without it.")
@AT
@BY
def take(
    record: Path, file: Path, leave_out: tuple[str, ...], as_of: str | None, at: str | None, entered_by: str
) -> None:
    """Take the state's list of absentee ballots FILE, CSV with a row for each ballot, as numbers of each precinct.

    A file with other columns than precinct, ballot, status, reason, time, batch is refused: it may name voters.
    """
    content = content_of(file, "the list as CSV")
    with open_record(record) as opened:
        election = opened.election
    moment = second_typed(as_of if as_of is not None else clock.now().replace(microsecond=0).isoformat())
    entry = figures_of(content, election, leave_out, moment, hour(at), entered_by)
    issued, accepted = (sum(getattr(one, name) for one in entry.precincts) for name in ("issued", "accepted"))
    said = f"{plural(len(entry.precincts), 'precinct')}: {issued:,} issued, {accepted:,} accepted. No name was kept."
    written(record, entry, said)


@click.command()
@RECORD
@click.option("--day", required=True, metavar="DATE", help="On which envelopes were opened: no weekend, no holiday.")
@click.option("--envelopes", required=True, help="How many.")
@click.option("--box", "boxes", multiple=True, required=True, help="The seal of a box with the ballots; repeat.")
@click.option("--notice", callback=reasoned, required=True, help="Where it was announced.")
@click.option("--registered", required=True, help="Electors at the close of regular registration.")
@click.option("--absentee-electors", required=True, help="Likewise, of those who vote absentee.")
@OFFICIALS
@AT
@BY
def prepared(
    record: Path,
    day: str,
    envelopes: str,
    boxes: tuple[str, ...],
    notice: str,
    registered: str,
    absentee_electors: str,
    officials: tuple[str, ...],
    at: str | None,
    entered_by: str,
) -> None:
    """Enter that envelopes were opened and their ballots sealed in boxes (13-13-241(7), (8))."""
    entry = BallotsPrepared(
        day_typed(day),
        count_typed(envelopes, "envelopes"),
        tuple(map(words_typed, boxes)),
        officials,
        words_typed(notice),
        count_typed(registered, "electors"),
        count_typed(absentee_electors, "electors"),
        hour(at),
        entered_by,
    )
    written(record, entry, f"{plural(entry.envelopes, 'envelope')} opened on {entry.day}.")


def _differs(state: RecordState, election: Election) -> bool:
    found = accepted_scanned(state, election)
    return found is not None and not found.agrees


listing = paper_command(
    "list",
    "Show the numbers by precinct, and accepted ballots held against scanned ones. Exit code 1 where they differ.",
    numbers_document,
    _differs,
)
certificate = paper_command(
    "certificate",
    "Print which ballots were issued in each precinct, to be signed (13-13-233(3)).",
    certificate_document,
)
tracker = paper_command(
    "tracker",
    "Write which batches of envelopes are accepted, opened or counted; batches of fewer than ten stand together.",
    tracker_document,
)
