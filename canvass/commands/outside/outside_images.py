"""`canvass outside images`: another system's pictures of ballots, read before its records are opened."""

from pathlib import Path

import click

from canvass.commands.options import LAYOUT, named
from canvass.console.progress import stderr_progress
from canvass.console.stopping import StopRequest
from canvass.console.text import plural, say, say_table, warn
from canvass.errors import ExitCode
from canvass.record import open_record
from canvass.rereading.blind_reading import PicturesAsked, PicturesReport, read_pictures


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.argument("package", type=click.Path(path_type=Path))
@LAYOUT
@click.option(
    "--table",
    "tables",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Electionware's table Ballots, which tells precinct and batch and no votes; may be repeated.",
)
@click.option(
    "--not-blind", is_flag=True, help="Read them although records were opened before: nothing proves a blind reading."
)
@click.option("--by", "entered_by", callback=named, required=True, metavar="NAME", help="Who reads them.")
def outside_images(
    record: Path,
    package: Path,
    layouts: tuple[Path, ...],
    tables: tuple[Path, ...],
    not_blind: bool,
    entered_by: str,
) -> int:
    """Read PACKAGE, an archive or a folder of another system's pictures, into RECORD, for comparison alone.

    No record of the other system is opened, and nothing read is in any total. Stopped, the same command goes on.
    """
    asked = PicturesAsked(package, layouts, tables, entered_by, not_blind)
    with open_record(record) as opened, StopRequest() as stop, stderr_progress() as progress:
        report = read_pictures(opened, asked, progress, stop.asked)
        head = opened.head()
    _say(report)
    say(f"Ledger entry {head.number} {head.hash}")
    return ExitCode.WAITING if any(one.set_apart for one in report.batches) else ExitCode.DONE


def _say(report: PicturesReport) -> None:
    rate = f", {report.read_now / max(report.seconds, 1e-3):,.1f} a second" if report.read_now else ""
    say(f"{plural(report.read_now, 'picture')} now, in {report.seconds:,.1f} s{rate}.")
    rows = [(one.name, one.pictures, one.read, one.set_apart, one.left) for one in report.batches]
    say_table(("batch", "pictures", "read", "set apart", "other files"), rows)
    apart = sum(one.set_apart for one in report.batches)
    if apart:
        warn(f"{plural(apart, 'picture')} set apart: not read as ballots. The comparison lists them, with why.")
