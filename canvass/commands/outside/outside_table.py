"""What was read of another system's file, for people."""

from collections import Counter
from collections.abc import Sequence

import click

from canvass.commands.outside.contest_totals import OutsideTotals, contest_totals
from canvass.console.text import plural, say, say_table, warn
from outside.findings import OutsideFinding
from outside.reading import FilePassedOver
from outside.results import OutsideResults, OutsideRow, OutsideRowKind, ResultsLevel
from outside.source import OutsideSource
from tabulate.printable import shown

_NAMES = {
    OutsideRowKind.CHOICE: "",
    OutsideRowKind.WRITE_INS: "write-ins",
    OutsideRowKind.WRITE_IN: "written in",
    OutsideRowKind.NOT_ASSIGNED: "not assigned",
    OutsideRowKind.OVERVOTES: "overvotes",
    OutsideRowKind.UNDERVOTES: "undervotes",
}


_MOST_PASSED_OVER = 50


def say_passed_over(files: Sequence[FilePassedOver]) -> None:
    """Files that were not read, and why; of many the first ones, and how many there are for each reason."""
    for one in files[:_MOST_PASSED_OVER]:
        click.echo(f"Passed over: {shown(one.name)} ({shown(one.why)})", err=True)
    for why, number in Counter(one.why for one in files[_MOST_PASSED_OVER:]).items():
        click.echo(f"Passed over: {number:,} more ({shown(why)})", err=True)


def say_results(results: OutsideResults) -> None:
    """The source, the ballots, every contest added up over the precincts, and what was found."""
    say_source(results.source)
    cast = [one.ballots_cast for one in results.precincts]
    ballots = "ballots not told" if None in cast else plural(sum(one for one in cast if one is not None), "ballot")
    county = results.level is ResultsLevel.COUNTY
    say(f"  {'The whole county' if county else plural(len(results.precincts), 'precinct')}, {ballots}.")
    for totals in contest_totals(results):
        say()
        say(shown(f"{_title(totals)}, {plural(totals.precincts, 'precinct')}" if not county else _title(totals)))
        head = ("", "votes", *map(shown, results.groups))
        say_table(head, [_cells(row, len(results.groups)) for row in totals.rows])
    say_findings(results.findings)


def _cells(row: OutsideRow, groups: int) -> tuple[str | int | None, ...]:
    return (_name(row), row.total, *((None,) * groups if row.by_group is None else row.by_group))


def _title(totals: OutsideTotals) -> str:
    seats = "" if totals.seats is None else f" (vote for {totals.seats})"
    named = ", ".join(part for part in (totals.title, totals.district, totals.party) if part)
    return f"{named}{seats}{'' if totals.place == 1 else f', the {totals.place}. of this title'}"


def _name(row: OutsideRow) -> str:
    party = f" ({row.party})" if row.party else ""
    return shown(" ".join(part for part in (_NAMES[row.kind], f"{row.name}{party}") if part))


def say_source(source: OutsideSource) -> None:
    """The files, and what they say of themselves."""
    more = f" and {plural(len(source.files) - 1, 'more file')}" if len(source.files) > 1 else ""
    say(f"{shown(source.name)}{more}: {source.format.words}")
    told = (source.label, source.election, source.election_date, source.county)
    if any(told):
        say("  " + shown(", ".join(part for part in told if part)))
    if source.run_at:
        say(f"  Made at {shown(source.run_at)}.")


def say_kinds(findings: tuple[OutsideFinding, ...], may_show: bool) -> None:
    """What was found; while figures are sealed only of what kind it is, and where."""
    if may_show:
        say_findings(findings)
    elif findings:
        warn(f"{plural(len(findings), 'finding')}, whose figures are sealed until results may be shown:")
        for finding in findings:
            warn(f"  {shown(', '.join(part for part in (finding.kind.value, finding.where) if part))}")


def say_findings(findings: tuple[OutsideFinding, ...]) -> None:
    """What was found."""
    if findings:
        say()
        warn(f"{plural(len(findings), 'finding')}:")
        for finding in findings:
            warn(f"  {shown(str(finding))}")
