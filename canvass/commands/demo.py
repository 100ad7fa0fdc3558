"""`canvass demo`: print, mark, scan and count a small simulated county, and serve its pages."""

from pathlib import Path

import click

from canvass import VERSION
from canvass.console.browser import open_in_browser
from canvass.console.progress import stderr_progress
from canvass.console.text import plural, say, say_table
from canvass.demonstrating.kept_demo import (
    DemoMade,
    DemoWanted,
    day_typed,
    emptied,
    made_there,
    record_of,
    say_made,
    usual_day,
)
from canvass.demonstrating.small_county import TruthCheck, compare_with_truth, count_county, make_county, rehearsed
from canvass.errors import CanvassError
from canvass.reading.self_test import run_self_test
from canvass.record import create_record
from canvass.reporting.progress.status import count_status
from canvass.reporting.progress.status_text import say_status
from canvass.reporting.results import shown_results
from canvass.reporting.results_text import say_results
from canvass.verifying.ledger import refuse, verify_ledger

_SEED = 2026
_SHEETS, _SHEETS_SERVED = 200, 60


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default="demo-output")
@click.option("--seed", type=int, help=f"Another seed, another county [default: {_SEED}].")
@click.option(
    "--sheets", type=click.IntRange(1, 10_000), help=f"Ballots [default: {_SHEETS}; {_SHEETS_SERVED} with --serve]."
)
@click.option("--date", "day", metavar="DAY", help="Election day, as in 2026-11-03 [default: a week ago].")
@click.option("--serve", is_flag=True, help="Serve its pages to this computer, with accounts for every role.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="With --serve: where.")
@click.option("--open/--no-open", "open_browser", default=True, help="With --serve: open the page in the browser.")
def demo(
    folder: Path, seed: int | None, sheets: int | None, day: str | None, serve: bool, port: int, open_browser: bool
) -> None:
    """Make a small Montana county in FOLDER: print, mark and scan its ballots (simulated), count them, show the result.

    The same folder is made anew each time. With --serve, a county that is there already is served as it stands.
    """
    wanted = DemoWanted(seed, sheets, day_typed(day))
    if serve:
        _ready_for_pages()
    made = made_there(folder) if serve else None
    if made is None or not wanted.is_met_by(made):
        usual = _SHEETS_SERVED if serve else _SHEETS
        made = DemoMade(_SEED if seed is None else seed, sheets or usual, (wanted.day or usual_day()).isoformat())
        _make(folder, made, shown=not serve)
    if serve:
        _serve(folder, port, open_browser)


def _ready_for_pages() -> None:
    """Before anything else: a process is set up once, with pages or without."""
    from canvass.site.settings import configure_web

    configure_web()


def _make(folder: Path, made: DemoMade, shown: bool) -> None:
    emptied(folder)
    with stderr_progress() as progress:
        progress.note(f"Printing, marking and scanning {plural(made.sheets, 'ballot')} into {folder}/ ...")
        county = make_county(folder, made.seed, made.sheets, made.election_day)
        with create_record(record_of(folder), county.definition.read_bytes(), VERSION, run_self_test()) as record:
            report = count_county(record, county, progress)
            check = verify_ledger(record)
            truth = compare_with_truth(record, county)
            refuse(check.problems)
            election = record.election
            results = shown_results(election, check.state, test=rehearsed(record))
    if shown:
        say_results(results, election)
        say()
        say_status(count_status(check.state, election), check.head)
        new = report.sheets / max(report.seconds, 1e-3)
        say(
            f"\n{plural(report.sheets, 'sheet')} read in {report.seconds:.1f} s, {new:,.0f} a second; the ledger "
            "verifies."
        )
    _say_truth(truth, made.seed)
    say_made(folder, made)
    if shown:
        say(f"Look around: {folder}/ballots, {folder}/scans, and `canvass status {record_of(folder)}`.")
        say(f"Its pages, with people for every role: `canvass demo {folder} --serve`.")


def _say_truth(truth: TruthCheck, seed: int) -> None:
    say(
        f"Held against the truth: {truth.ovals:,} ovals, {truth.right:,} right, {truth.for_the_board:,} left "
        f"to the board, {truth.wrong:,} wrong."
    )
    if truth.wrong:
        raise CanvassError(
            f"{plural(truth.wrong, 'oval')} read against the truth. Please report it, with the seed {seed}."
        )


def _serve(folder: Path, port: int, open_browser: bool) -> None:
    from canvass.demonstrating.demo_people import let_in
    from canvass.site.record_served import serve_pages
    from canvass.site.serving import ServingPlace

    place = ServingPlace("127.0.0.1", port)
    entering = let_in(record_of(folder))
    say("THIS IS A DEMONSTRATION: the county, its ballots and its people are invented.")
    say("Sign in with these names. The passwords are shown once. Serving it again makes new ones.\n")
    say_table(
        ("name", "password", "role"), [(one.person.name, one.password, one.person.role) for one in entering], left=3
    )
    say()
    serve_pages(record_of(folder), place, threads=8, then=open_in_browser if open_browser else None)
