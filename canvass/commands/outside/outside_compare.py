"""`canvass outside compare`: another system's records beside our readings of its pictures."""

from pathlib import Path

import click

from canvass.comparing.cause_words import cause_said
from canvass.comparing.comparison_files import comparison_files
from canvass.comparing.comparison_tables import LIMITS, chosen_lines, verdict
from canvass.comparing.difference_papers import differences_pdf
from canvass.comparing.made_comparison import MadeComparison, made_comparison
from canvass.comparing.names_said import NamesSaid
from canvass.console.text import plural, say, say_table, warn
from canvass.errors import ExitCode, InputError
from canvass.exporting.export_folder import Export, ExportFile, write_export
from canvass.record import open_record
from canvass.reporting.sealing import check_open
from outside.comparing.classes import ComparedAs
from outside.comparing.comparison import ListedLine
from tabulate.election import Election
from tabulate.ledger.fold import fold
from tabulate.printable import shown


@click.command("compare")
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A folder that is not there yet.")
@click.option("--contest", metavar="ID", help="List the differences of this contest alone.")
@click.option("--precinct", metavar="ID", help="List the differences of this precinct alone.")
def outside_compare(record: Path, out: Path, contest: str | None, precinct: str | None) -> int:
    """Compare another system's records in RECORD with our readings of its pictures, ballot by ballot, into --out."""
    with open_record(record) as opened:
        check_open(opened.election, fold(opened.outlines()))
        _check_known(opened.election, contest, precinct)
        made = made_comparison(opened)
        lines = chosen_lines(made, contest, precinct)
        paper = ExportFile("differences.pdf", differences_pdf(opened, made, lines))
    files = (*comparison_files(made, lines), paper)
    write_export(Export("outside comparison", made.election, made.head, files, public=False, notes=LIMITS), out)
    _say(made, lines)
    say(f"Written to {out}: {', '.join(one.name for one in files)}, export.json.")
    waits = made.comparison.causes or made.comparison.findings or any(made.finding(one) is None for one in lines)
    return ExitCode.WAITING if waits else ExitCode.DONE


def _check_known(election: Election, contest: str | None, precinct: str | None) -> None:
    if contest is not None and election.find_contest(contest) is None:
        known = ", ".join(one.id for one in election.contests)
        raise InputError(f"No contest is {shown(contest)[:80]!r}. The election has {known}. Nothing was compared.")
    if precinct is not None and election.find_precinct(precinct) is None:
        known = ", ".join(one.id for one in election.precincts)
        raise InputError(f"No precinct is {shown(precinct)[:80]!r}. The election has {known}. Nothing was compared.")


def _say(made: MadeComparison, lines: tuple[ListedLine, ...]) -> None:
    found, names = made.comparison, NamesSaid(made.election)
    for line in LIMITS:
        say(line)
    sizes = f"{plural(found.pictures, 'picture')}, {plural(found.records, 'record')}"
    say(f"{sizes}, {found.joined:,} joined by their numbers.")
    if not made.order.is_proved:
        warn("Not all pictures were read before the records were opened: nothing proves that the reading was blind.")
    for number, cause in enumerate(found.causes, 1):
        said = cause_said(cause.cause, names)
        warn(shown(f"Cause {number}. {said.title}. {said.words} {said.remedy}"))
    alone = sum(one.cause is None for one in found.findings)
    if alone:
        warn(f"{plural(alone, 'number')} of records or pictures without a partner, twice, or of another sheet.")
    rows = [
        (
            shown(names.contest(one.contest)),
            f"{one.joined:,}",
            f"{one.of_class(ComparedAs.SAME):,}",
            f"{one.of_class(ComparedAs.DIFFER) - one.explained:,}",
            f"{one.explained:,}",
            "-" if one.nearest is None else f"{one.nearest.margin:,}",
            "-" if one.nearest is None else f"{one.nearest.possible:,}",
            verdict(one),
        )
        for one in found.contests
    ]
    say_table(("Contest", "Joined", "Same", "Differ", "Explained", "Margin", "Could move", "Could change"), rows)
    say(f"{plural(len(lines), 'difference')} listed.")
