"""`canvass outside cvrs`: cast vote records of another system are opened, after its pictures were read."""

from pathlib import Path

import click

from canvass.commands.audit.working import write_file
from canvass.commands.options import content_of, named, reasoned
from canvass.commands.outside.named_files import named_files
from canvass.commands.outside.outside_table import say_kinds, say_passed_over, say_source
from canvass.console.progress import stderr_progress
from canvass.console.text import plural, say, warn
from canvass.errors import ExitCode
from canvass.importing.records.asked_names import asked_table
from canvass.importing.records.groups_held import GroupsHeld
from canvass.importing.records.taking_records import (
    BlindOrder,
    RecordsOffered,
    SaidOfRecords,
    WaitingNamesError,
    offered_records,
    take_records,
)
from canvass.importing.seal_of_figures import figures_open
from canvass.record import open_record
from outside.comparing.against_report import ReportDifference
from tabulate.election import ChoiceId, Election
from tabulate.ledger.fold import fold
from tabulate.printable import shown

_MOST_SHOWN = 200


@click.command("cvrs")
@click.argument("record", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--by", "entered_by", callback=named, required=True, metavar="NAME", help="Who opens them.")
@click.option(
    "--although", callback=reasoned, metavar="TEXT", help="Why they are taken although they name another election."
)
@click.option("--not-blind", is_flag=True, help="Take them although pictures are not read yet; that cannot be undone.")
@click.option("--export-names", "to", metavar="CSV", type=click.Path(path_type=Path), help="Write names that wait.")
@click.option("--names", "table", metavar="CSV", type=click.Path(path_type=Path), help="Take that table, filled in.")
def outside_cvrs(
    record: Path,
    files: tuple[Path, ...],
    entered_by: str,
    although: str | None,
    not_blind: bool,
    to: Path | None,
    table: Path | None,
) -> int:
    """Open FILES with another system's cast vote records, and keep them in RECORD. They are never counted."""
    answers = None if table is None else content_of(table, "the table that --export-names wrote")
    said = SaidOfRecords(although or "", not_blind, answers)
    with open_record(record) as opened:
        with stderr_progress() as progress:
            given = tuple(named_files(files, progress))
        try:
            found = offered_records(given, opened, fold(opened.outlines()), said)
        except WaitingNamesError as wait:
            if to is not None:
                write_file(to, asked_table(wait.waiting))
                warn(f"Fill in the column `means`, then: --names {to}")
            raise
        if not found.already:
            take_records(opened, found, said.although, entered_by)
        may_show, head, election = figures_open(opened), opened.head(), opened.election
    _say(found, election, may_show)
    say(f"Ledger entry {head.number} {head.hash}")
    differs = found.differences or (found.groups is not None and not found.groups.agree)
    return ExitCode.WAITING if found.findings or differs else ExitCode.DONE


def _say(found: RecordsOffered, election: Election, may_show: bool) -> None:
    say_passed_over(found.passed_over)
    say_source(found.source)
    keyed = sum(bool(one.key) for one in found.records)
    say(f"  {plural(len(found.records), 'record')}, {keyed:,} with a number that can join a picture.")
    if found.already:
        say("  They say what the records taken last say: nothing was written.")
    else:
        say(f"  {plural(len(found.files), 'file')} kept; {plural(found.new_names, 'name')} new in the mapping.")
    say(f"  {order_words(found.order)}")
    say_kinds(found.findings, may_show)
    _say_differences(found.differences, election, may_show)
    if found.groups is not None:
        _say_groups(found.groups, election, may_show)


def _say_groups(groups: GroupsHeld, election: Election, may_show: bool) -> None:
    """Report and records by reporting group: ballots in another group leave the totals as they are."""
    if groups.agree:
        say(f"  They add up to the report by group, too: {', '.join(map(shown, groups.compared))}.")
        return
    for name in groups.of_report:
        warn(f"  The report has ballots of the group {shown(name)!r}, and no record is of it.")
    for name in groups.of_records:
        warn(f"  Records are of the group {shown(name)!r}, which the report does not have.")
    if groups.without:
        warn(f"  {plural(groups.without, 'record')} without a group, where others have one.")
    if groups.differences:
        warn(f"  {plural(len(groups.differences), 'figure')} of a group that the records do not add up to:")
    for one in groups.differences[:_MOST_SHOWN]:
        warn(f"    {shown(one.group)}: {shown(difference_words(one.figure, election, may_show))}")
    if len(groups.differences) > _MOST_SHOWN:
        warn(f"    and {len(groups.differences) - _MOST_SHOWN:,} more")


def order_words(order: BlindOrder) -> str:
    """What the ledger proves."""
    if order.is_proved:
        return (
            f"{plural(order.pictures, 'picture')} had been read before: the ledger proves that the reading was blind."
        )
    if order.pictures:
        return "Pictures are not read to their end yet: nothing proves that the reading is blind."
    return "No picture was read before: nothing proves that the reading is blind."


def _say_differences(differences: tuple[ReportDifference, ...] | None, election: Election, may_show: bool) -> None:
    if differences is None:
        say("  No report's figures are taken: the records were held to none. Take one: canvass outside check")
        return
    if not differences:
        say("  They add up to the report, figure by figure.")
        return
    warn(f"  {plural(len(differences), 'figure')} of the report that the records do not add up to:")
    for one in differences[:_MOST_SHOWN]:
        warn(f"    {shown(difference_words(one, election, may_show))}")
    if len(differences) > _MOST_SHOWN:
        warn(f"    and {len(differences) - _MOST_SHOWN:,} more")
    if not may_show:
        warn("    The figures are sealed until results may be shown (13-15-207, 13-35-241).")
    warn("  Often the reason is dull: provisional ballots, late ones, hidden records, votes added by hand.")


def difference_words(one: ReportDifference, election: Election, may_show: bool) -> str:
    """One difference, with both figures where they may be shown."""
    contest = election.find_contest(one.contest)
    choice = contest.choice(ChoiceId(one.row)) if contest else None
    parts = [election.precinct_name(one.precinct)]
    parts += [contest.title] if contest else []
    parts += [choice.name if choice else one.row]
    words = ", ".join(parts)
    if not may_show:
        return words
    hidden = f"; {one.hidden:,} records here hide their votes" if one.hidden else ""
    return f"{words}: {one.report:,} in the report, {one.records:,} in the records{hidden}"
