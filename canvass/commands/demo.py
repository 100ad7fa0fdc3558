"""`canvass demo`: print, mark, scan and count a small simulated county."""

import shutil
from pathlib import Path

import click

from canvass import VERSION
from canvass.console.progress import stderr_progress
from canvass.console.text import plural, say
from canvass.counting.demonstration import compare_with_truth, count_county, make_county, rehearsed
from canvass.errors import CanvassError, InputError, disk_errors
from canvass.reading.self_test import run_self_test
from canvass.record import create_record
from canvass.reporting.progress.status import count_status
from canvass.reporting.progress.status_text import say_status
from canvass.reporting.results import shown_results
from canvass.reporting.results_text import say_results
from canvass.verifying.ledger import refuse, verify_ledger

_MARKER = ".canvass-demo"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default="demo-output")
@click.option("--seed", type=int, default=2026, show_default=True, help="Another seed, another county.")
@click.option("--sheets", type=click.IntRange(1, 10_000), default=200, show_default=True, help="Ballots to make.")
def demo(folder: Path, seed: int, sheets: int) -> None:
    """Make a small Montana county in FOLDER: print, mark and scan its ballots (simulated), count them, show the result.

    The same folder is made anew each time.
    """
    _prepare(folder)
    with stderr_progress() as progress:
        progress.note(f"Printing, marking and scanning {plural(sheets, 'ballot')} into {folder}/ ...")
        county = make_county(folder, seed, sheets)
        with create_record(folder / "record", county.definition.read_bytes(), VERSION, run_self_test()) as record:
            report = count_county(record, county, progress)
            check = verify_ledger(record)
            truth = compare_with_truth(record, county)
            refuse(check.problems)
            election = record.election
            shown = shown_results(election, check.state, test=rehearsed(record))
    say_results(shown, election)
    say()
    say_status(count_status(check.state, election), check.head)
    new = report.sheets / max(report.seconds, 1e-3)
    say(f"\n{plural(report.sheets, 'sheet')} read in {report.seconds:.1f} s, {new:,.0f} a second; the ledger verifies.")
    say(
        f"Held against the truth: {truth.ovals:,} ovals, {truth.right:,} right, {truth.for_the_board:,} left "
        f"to the board, {truth.wrong:,} wrong."
    )
    say(f"Look around: {folder}/ballots, {folder}/scans, and `canvass status {folder}/record`.")
    if truth.wrong:
        raise CanvassError(
            f"{plural(truth.wrong, 'oval')} read against the truth. Please report it, with the seed {seed}."
        )


def _prepare(folder: Path) -> None:
    with disk_errors(folder):
        if folder.exists() and any(folder.iterdir()) and not (folder / _MARKER).exists():
            raise InputError(f"{folder} is not empty and was not made by `canvass demo`. Name another folder.")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _MARKER).touch()
