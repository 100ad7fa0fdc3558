"""`canvass export cvr`: cast vote records, for officials and a court."""

from pathlib import Path

import click

from canvass.commands.exports.public_exports import OUT, RECORD
from canvass.commands.options import named
from canvass.console.text import say, warn
from canvass.errors import ExitCode
from canvass.exporting.cast_votes.cvr_export import CvrRefused, cvr_export
from canvass.exporting.export_folder import write_export
from canvass.record import open_record
from tabulate.ledger.entries import Access, AccessRecorded


@click.command()
@RECORD
@OUT
@click.option("--by", "exported_by", callback=named, default="command line", help="Who exports; kept in the ledger.")
def cvr(record: Path, out: Path, exported_by: str) -> ExitCode:
    """Write each sheet of RECORD that counts as a cast vote record in NIST's format; never for the public."""
    with open_record(record) as opened:
        found = cvr_export(opened)
        if isinstance(found, CvrRefused):
            for words in found.waits:
                warn(words)
            warn("Nothing was written. People are needed first.")
            return ExitCode.WAITING
        with opened.writing():
            opened.append([AccessRecorded(exported_by, "", Access.TOTALS_EXPORTED, "cast vote records")])
            write_export(found, out)  # Where it fails, the entry is not written either.
    for note in found.notes:
        say(note)
    say(f"Written to {out}: {', '.join(one.name for one in found.files)}, export.json.")
    warn("NOT FOR THE PUBLIC: a ballot's votes stand together and can show whose it is (13-1-102).")
    return ExitCode.DONE
