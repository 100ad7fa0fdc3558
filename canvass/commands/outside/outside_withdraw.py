"""`canvass outside withdraw`: a report that was kept by mistake stays as it lies, and nothing goes by it any more."""

from pathlib import Path

import click

from canvass.commands.options import named, reasoned, say_written
from canvass.deciding.decisions import Deciding
from canvass.importing.checking.chosen_reports import kept_named
from canvass.importing.counts_known import counts_of
from canvass.record import open_record
from tabulate.board.outside.outside_entries import OutsideFileWithdrawn
from tabulate.printable import shown


@click.command("withdraw")
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--file", "file", required=True, metavar="NAME", help="The report, by its name or SHA-256.")
@click.option("--reason", callback=reasoned, required=True, metavar="TEXT", help="Why nothing should go by it.")
@click.option("--by", "entered_by", callback=named, required=True, metavar="NAME", help="Who withdraws it.")
def outside_withdraw(record: Path, file: str, reason: str, entered_by: str) -> None:
    """Withdraw a report that RECORD kept by mistake. Its bytes stay; the version before it is the newest again."""
    with open_record(record) as opened:
        kept = kept_named(tuple(one for _, one in counts_of(opened).files), file)
        Deciding(opened).enter(OutsideFileWithdrawn(kept.sha256, reason, entered_by))
        head = opened.head()
    say_written(f"{shown(kept.name)} is withdrawn. It stays in the record, and nothing goes by it.", head)
