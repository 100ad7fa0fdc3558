"""`canvass export log`: the event log, for officials."""

from pathlib import Path

import click

from canvass.commands.exports.public_exports import OUT, RECORD
from canvass.console.text import plural, say, warn
from canvass.exporting.export_folder import Export, write_export
from canvass.exporting.logged_events import event_log_files
from canvass.record import open_record

_OF_LOG = "Bodies of entries that could show how somebody voted are left out, and their hashes too."


@click.command("log")
@RECORD
@OUT
def log_export(record: Path, out: Path) -> None:
    """Write the ledger of RECORD as an event log in NIST's format, with what documents its events; for officials."""
    with open_record(record) as opened:
        head, election = opened.head(), opened.election
        files = event_log_files(opened, head)
    write_export(Export("log", election, head, files, public=False, notes=(_OF_LOG,)), out)
    say(_OF_LOG)
    events = plural(head.number, "event")
    say(f"Written to {out}: {', '.join(one.name for one in files)}, export.json; {events}.")
    warn("NOT FOR THE PUBLIC: hours and the order of sheets can show whose ballot is whose (13-1-102).")
