"""`canvass publish results`: the newest release of totals as a snapshot on a static site."""

from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from canvass import clock
from canvass.announcing.gates import check_before_counting, check_snapshot
from canvass.announcing.maps import map_of
from canvass.announcing.publishing_snapshots import NewSnapshot, Published, publish_snapshot
from canvass.announcing.snapshot import Snapshot, SnapshotSaid
from canvass.announcing.snapshot_made import snapshot_of_release, zero_report
from canvass.commands.options import named, reasoned
from canvass.commands.publishing.said import announced, hour_of_day, said_options, say_published
from canvass.exporting.clarity import clarity_files
from canvass.exporting.export_folder import ExportFile
from canvass.exporting.openelections import openelections_files
from canvass.exporting.public_figures import PublicFigures, public_figures
from canvass.exporting.result_tables import results_tables
from canvass.exporting.results_report import results_report
from canvass.record import open_record
from canvass.reporting.sealing import provisional_released
from canvass.reporting.shown.precinct_progress import progress_in_release
from canvass.returning.precincts_counted import precincts_counted
from tabulate.ledger.entries import Access, AccessRecorded
from tabulate.ledger.fold import fold

if TYPE_CHECKING:
    from canvass.record.store import Record


@click.command("results")
@click.argument("record", type=click.Path(path_type=Path))
@said_options
@click.option("--zero", is_flag=True, help="The zero report, on election day before the polls close.")
@click.option("--without-zero-report", default="", callback=reasoned, metavar="REASON", help="Why none was published.")
@click.option("--sent-to-state-at", default="", metavar="HH:MM", help="When the state had the figures (13-15-101).")
@click.option("--sent-by", default="", callback=named, help="Who sent them.")
@click.option("--by", "by", callback=named, required=True, help="Who publishes.")
@click.option("--with", "with_", callback=named, default="", help="The second person, for the first results.")
@click.option("--not-before", default="20:00", show_default=True, metavar="HH:MM", help="No results before this hour.")
def published(
    record: Path,
    out: Path,
    key: Path,
    map_file: Path | None,
    zero: bool,
    not_before: str,
    by: str,
    with_: str,
    sent_to_state_at: str,
    sent_by: str,
    without_zero_report: str,
    next_update: str,
    message: str,
    correction: str,
) -> None:
    """Put the newest release of RECORD's totals on the site OUT, as its next snapshot (13-1-102, 13-15-101)."""
    opens = hour_of_day(not_before)
    if sent_to_state_at:
        hour_of_day(sent_to_state_at)
    persons = tuple(one for one in (by, with_) if one)
    said = announced(
        SnapshotSaid(next_update, message, correction, without_zero_report, sent_to_state_at, sent_by, persons)
    )
    with open_record(record) as opened:

        def make(last: Snapshot | None) -> NewSnapshot:
            with opened.writing():  # One moment of the record: nobody releases or counts between two looks at it.
                return _zero(opened, last, said, map_file) if zero else _release(opened, last, said, map_file, opens)

        def allowed(made: Published) -> None:
            sent = f"; sent to the state at {sent_to_state_at} by {sent_by}" if sent_to_state_at else ""
            detail = f"results snapshot {made.snapshot.number}, manifest {made.manifest}{sent}"
            # Kept before the site changes: whatever dies then, no snapshot is public without its entry.
            opened.append([AccessRecorded(by, "", Access.TOTALS_EXPORTED, detail)])

        found = publish_snapshot(out, key, make, allowed)
    say_published(out, found)


def _zero(record: "Record", last: Snapshot | None, said: SnapshotSaid, map_file: Path | None) -> NewSnapshot:
    check_before_counting(record.election, last, fold(record.outlines()).board.polls_closed is not None)
    made = zero_report(record.election, clock.now(), said)
    return NewSnapshot(made, (), "" if map_file is None else map_of(map_file, made))


def _release(
    record: "Record", last: Snapshot | None, said: SnapshotSaid, map_file: Path | None, not_before: time
) -> NewSnapshot:
    figures = public_figures(record)
    state = fold(record.outlines())
    now = precincts_counted(figures.election, state, provisional_released(figures.election))
    made = snapshot_of_release(figures, progress_in_release(now, figures.released), said)
    check_snapshot(record.election, last, made, not_before)
    return NewSnapshot(made, _downloads(figures), "" if map_file is None else map_of(map_file, made))


def _downloads(figures: PublicFigures) -> tuple[ExportFile, ...]:
    return (
        *results_tables(figures),
        *results_report(figures),
        *openelections_files(figures),
        *clarity_files(figures),
    )
