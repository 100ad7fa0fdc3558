"""`canvass outside add`: reports of another system are kept in the record, as they are."""

from pathlib import Path

import click

from canvass.commands.options import named, reasoned
from canvass.commands.outside.named_files import named_files
from canvass.commands.outside.outside_table import say_kinds, say_passed_over, say_source
from canvass.console.progress import stderr_progress
from canvass.console.text import plural, say, warn
from canvass.errors import ExitCode
from canvass.importing.changed_figures import FigureOfLaterVersion
from canvass.importing.checking.run_hours import made_at
from canvass.importing.counts_known import counts_of
from canvass.importing.offered_files import Offered, OfferedFile, keep_offered, offered
from canvass.importing.seal_of_figures import figures_open
from canvass.record import open_record
from outside.results import OutsideResults, ResultsLevel
from tabulate.board.outside.outside_entries import OutsideFileKept
from tabulate.printable import shown

_MOST_CHANGES = 50


@click.command("add")
@click.argument("record", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--by", "entered_by", callback=named, required=True, metavar="NAME", help="Who keeps them.")
@click.option(
    "--although", callback=reasoned, metavar="TEXT", help="Why a file is kept although it names another election."
)
def outside_add(record: Path, files: tuple[Path, ...], entered_by: str, although: str | None) -> int:
    """Keep FILES of results of another voting system in RECORD, byte for byte. Nothing of them is counted yet."""
    with open_record(record) as opened:
        with stderr_progress() as progress:
            given = tuple(named_files(files, progress))
        found = offered(given, opened, counts_of(opened), although or "", entered_by)
        keep_offered(opened, found)
        may_show, head = figures_open(opened), opened.head()
    _say(found, may_show)
    say(f"Ledger entry {head.number} {head.hash}")
    return ExitCode.WAITING if any(one.results.findings for one in found.files) else ExitCode.DONE


def _say(found: Offered, may_show: bool) -> None:
    say_passed_over(found.passed_over)
    for one in found.files:
        say_source(one.results.source)
        say(f"  {_size(one.results)}")
        say(f"  {_became(one)}")
        for words in () if one.there else one.asked:
            warn(f"  Kept although {shown(words)}.")
        if one.earlier is not None:
            _say_changes(one.changed, may_show)
        say_kinds(one.results.findings, may_show)


def _size(results: OutsideResults) -> str:
    """How much there is, without a figure of any contest."""
    contests = {(one.title, one.district, one.party, one.seats) for row in results.precincts for one in row.contests}
    places = sum(len(one.contests) for one in results.precincts)
    if results.level is ResultsLevel.COUNTY:
        return f"The whole county, {plural(len(contests), 'contest')}."
    return (
        f"{plural(len(results.precincts), 'precinct')}, {plural(len(contests), 'contest')}, "
        f"{plural(places, 'contest')} in precincts."
    )


def _became(one: OfferedFile) -> str:
    if one.there:
        return f"Already there, as {shown(one.kept.name)}: nothing was written."
    version = "" if one.earlier is None else f", {_beside(one.kept, one.earlier)}; both are kept"
    return f"Kept as {one.kept.sha256}{version}."


def _beside(kept: OutsideFileKept, earlier: OutsideFileKept) -> str:
    """A later version takes the place of the one before; one that was made earlier does, too, and may be a mistake."""
    now, then = made_at(kept.run_at), made_at(earlier.run_at)
    if now is not None and then is not None and now < then:
        return f"in the place of {shown(earlier.name)}, WHICH WAS MADE LATER"
    return f"a later version of {shown(earlier.name)}"


def _say_changes(changed: tuple[FigureOfLaterVersion, ...], may_show: bool) -> None:
    if not changed:
        say("  The figures of both versions are the same.")
        return
    warn(f"  {plural(len(changed), 'figure')} changed since then:")
    for one in changed[:_MOST_CHANGES]:
        warn(f"    {shown(str(one) if may_show else one.where)}")
    if len(changed) > _MOST_CHANGES:
        warn(f"    and {len(changed) - _MOST_CHANGES:,} more")
    if not may_show:
        warn("    The figures are sealed until results may be shown (13-15-207, 13-35-241).")
