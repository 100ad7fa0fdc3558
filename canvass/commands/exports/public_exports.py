"""`canvass export results|openelections|clarity|definition`: released totals, and the ballots, for other programs."""

from collections.abc import Callable
from pathlib import Path

import click

from canvass.console.text import plural, say
from canvass.exporting.ballot_definition import definition_files
from canvass.exporting.clarity import clarity_files
from canvass.exporting.export_folder import Export, ExportFile, write_export
from canvass.exporting.openelections import openelections_files
from canvass.exporting.public_figures import PublicFigures, public_figures
from canvass.exporting.result_tables import results_tables
from canvass.exporting.results_report import results_report
from canvass.record import open_record
from tabulate.ledger.chain import Head
from tabulate.ledger.edition_entries import EditionTaken
from tabulate.ledger.entries import RecordOpened

RECORD = click.argument("record", type=click.Path(path_type=Path))
OUT = click.option("--out", required=True, type=click.Path(path_type=Path), help="A folder that is not there yet.")
Writer = Callable[[PublicFigures], tuple[ExportFile, ...]]


@click.command("results")
@RECORD
@OUT
def results_export(record: Path, out: Path) -> None:
    """Write the released totals of RECORD as tables for spreadsheets, and in NIST's format for results (13-1-102)."""
    _write("results", lambda figures: (*results_tables(figures), *results_report(figures)), record, out)


@click.command()
@RECORD
@OUT
def openelections(record: Path, out: Path) -> None:
    """Write the released totals of RECORD as the table that OpenElections takes (13-1-102)."""
    _write("openelections", openelections_files, record, out)


@click.command()
@RECORD
@OUT
def clarity(record: Path, out: Path) -> None:
    """Write the released totals of RECORD as the detail.xml that readers of Clarity's pages take (13-1-102)."""
    _write("clarity", clarity_files, record, out)


@click.command("definition")
@RECORD
@OUT
def definition_export(record: Path, out: Path) -> None:
    """Write the ballots of RECORD, their contests, styles and places, in NIST's format for ballot definitions."""
    with open_record(record) as opened:
        election, editions = opened.election, 1 + len(opened.elections.further)
        kind = RecordOpened.kind if editions == 1 else EditionTaken.kind
        (stated,) = opened.newest_of_kind(kind, None, 1)
        files = definition_files(election, stated.written_at, editions)
    write_export(Export("definition", election, Head(stated.number, stated.hash), files, public=True), out)
    say(f"Written to {out}: {', '.join(one.name for one in files)}, export.json.")


def _write(form: str, writer: Writer, record: Path, out: Path) -> None:
    with open_record(record) as opened:
        figures = public_figures(opened)
    export = Export(form, figures.election, figures.head, writer(figures), public=True, notes=_notes(figures))
    write_export(export, out)
    for note in export.notes:
        say(note)
    say(f"Written to {out}: {', '.join(one.name for one in export.files)}, export.json.")


def _notes(figures: PublicFigures) -> tuple[str, ...]:
    found = figures.released
    unit = "ballot" if found.totals.cast is None else "sheet"
    left_out = f"{plural(found.unshown, unit)} counted, not yet shown: they could show how somebody voted."
    shown = f"{plural(found.no_longer_counted, unit)} shown, no longer counted: the difference could show it, too."
    return (
        f"Release {figures.number} of {figures.at.isoformat(timespec='minutes')}, {figures.status}.",
        *([left_out] if found.unshown else []),
        *([shown] if found.no_longer_counted else []),
        "Contests that wait for the counting board are in no figure.",
        *found.outside,
        *(
            f"{one.title}: {one.untold:,} votes, undervotes or overvotes that the other system does not tell."
            for one in found.totals.contests
            if one.untold
        ),
    )
