"""`canvass export arlo`: files for a risk-limiting audit with Arlo."""

from pathlib import Path

import click

from canvass.commands.exports.public_exports import OUT, RECORD
from canvass.commands.options import named
from canvass.console.text import say, warn
from canvass.errors import ExitCode, disk_errors
from canvass.exporting.arlo.arlo_export import ArloAsked, ArloRefused, arlo_export
from canvass.exporting.arlo.audited_ballots import SetAsideLie
from canvass.exporting.export_folder import write_export
from canvass.record import open_record
from tabulate.ledger.entries import Access, AccessRecorded

_NOBODY_NAMED = "command line"


@click.command()
@RECORD
@OUT
@click.option("--admin-email", required=True, metavar="ADDRESS", help="Of the county's audit administrator, for Arlo.")
@click.option(
    "--audit",
    type=click.Choice(["ballots", "batches"]),
    default="ballots",
    show_default=True,
    help="What is compared: each ballot drawn, or whole batches.",
)
@click.option("--contest", "contests", multiple=True, metavar="ID", help="Only this contest; may be repeated.")
@click.option("--names", type=click.Path(path_type=Path), help="A table id,name: short names of contests and choices.")
@click.option(
    "--set-aside",
    type=click.Choice([one.value for one in SetAsideLie]),
    help="Where ballots that were set aside for the board lie: back at their places, or in a stack of their own.",
)
@click.option("--originals-removed", is_flag=True, help="Ballots that do not count were taken out of the stacks.")
@click.option("--test", is_flag=True, help="The test decks instead of the ballots; every file says so.")
@click.option("--by", "exported_by", callback=named, default=_NOBODY_NAMED, help="Who exports; kept in the ledger.")
def arlo(
    record: Path,
    out: Path,
    admin_email: str,
    audit: str,
    contests: tuple[str, ...],
    names: Path | None,
    set_aside: str | None,
    originals_removed: bool,
    test: bool,
    exported_by: str,
) -> ExitCode:
    """Write the files that Arlo takes of RECORD. They show each ballot: for the audit, never for the public."""
    lie = None if set_aside is None else SetAsideLie(set_aside)
    by_ballots = audit == "ballots"
    asked = ArloAsked(admin_email, by_ballots, contests, _table(names), lie, originals_removed, test)
    with open_record(record) as opened:
        found = arlo_export(opened, asked)
        if isinstance(found, ArloRefused):
            return _say_refused(found)
        with opened.writing():
            if not test:
                opened.append([AccessRecorded(exported_by, "", Access.TOTALS_EXPORTED, f"arlo, {audit}")])
            write_export(found, out)  # Where it fails, the entry is not written either.
    for note in found.notes:
        say(note)
    say(f"Written to {out}: {', '.join(one.name for one in found.files)}, export.json.")
    warn("NOT FOR THE PUBLIC: these files are for the audit alone (13-1-102).")
    return ExitCode.DONE


def _table(names: Path | None) -> bytes | None:
    if names is None:
        return None
    with disk_errors(names):
        return names.read_bytes()


def _say_refused(found: ArloRefused) -> ExitCode:
    for words in (*found.waits, *found.faults):
        warn(words)
    if found.faults:
        warn("Nothing was written. Short names for contests and choices are given with --names FILE.")
        return ExitCode.WRONG_INPUT
    warn("Nothing was written. People are needed first.")
    return ExitCode.WAITING
