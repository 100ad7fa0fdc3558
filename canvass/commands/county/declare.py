"""`canvass county declare`: what the board declares, proclaims and certifies, one document a contest (13-15-405)."""

from pathlib import Path

import click

from canvass import clock
from canvass.auditing.papers.report_files import CONTENT_TYPES
from canvass.canvassing.county_standing import CountyStanding, standing_now
from canvass.canvassing.declarations import (
    all_to_declare,
    chosen_to_declare,
    declaration_bytes,
    declared_already,
    file_name_of,
)
from canvass.canvassing.entering import check_report_stands, declare_results
from canvass.commands.audit.working import write_file
from canvass.commands.county.county_options import AT, BY, RECORD, SIGNERS, names_typed, say_written
from canvass.console.text import plural, say
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.errors import disk_errors
from canvass.record import open_record
from tabulate.county_canvass.declaring import NotTheCountys


@click.command()
@RECORD
@click.option("--contest", "contests", multiple=True, metavar="ID", help="Only this contest; repeat. [default: all]")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A folder for the documents.")
@click.option("--format", "form", type=click.Choice(list(CONTENT_TYPES)), default="pdf", show_default=True)
@SIGNERS
@AT
@BY
def declare(
    record: Path,
    contests: tuple[str, ...],
    out: Path,
    form: str,
    signers: tuple[str, ...],
    at: str | None,
    entered_by: str,
) -> None:
    """Enter what the board declares by the report that it adopted, and write one document a contest.

    What was declared already, with the same result, is only written again.
    """
    when = moment_typed(at, clock.now())
    with open_record(record) as opened:
        standing = standing_now(opened)
        chosen = chosen_to_declare(standing, contests)
        check_report_stands(standing)
        if new := tuple(one for one in chosen if declared_already(standing, one) is None):
            standing = declare_results(opened, standing, new, names_typed(signers), when, words_typed(entered_by))
            say_written(f"Results of {plural(len(new), 'contest')} are declared.", standing.head)
    with disk_errors(out):
        out.mkdir(parents=True, exist_ok=True)
    for one in chosen_to_declare(standing, contests):
        write_file(out / f"{file_name_of(standing, one)}.{form}", declaration_bytes(standing, one, form))
    if not contests:
        _say_others(standing)


def _say_others(standing: CountyStanding) -> None:
    for one in all_to_declare(standing):
        if isinstance(one.result, NotTheCountys):
            say(f"Not declared: {one.canvassed.contest.title}: {one.result.why}.")
