"""`canvass audit publish`: the file from which anyone can derive the audit again (13-17-507(4))."""

import hashlib
from pathlib import Path

import click

from audit.events.certifying import AuditPublished
from audit.publication import publish as published_text
from canvass.commands.audit.working import audit_of, day, on_option, open_audit_of, record_argument, write_file
from canvass.console.text import say


@click.command()
@record_argument
@click.option("--out", type=click.Path(path_type=Path), default="published.json", show_default=True)
@on_option
def publish(record: Path, out: Path, on: str | None) -> None:
    """Write the published file of RECORD; once the audit is certified, record that it is public.

    Before the certificate the file ends with the selection: the committee counts blind.
    """
    with audit_of(record) as log:
        open_audit_of(log)
        when = day(on, log.record.election)
        with log.turn() as turn:
            # Within the turn: no entry comes between the text that is hashed and its publication.
            text = published_text(log.events)
            sha256 = hashlib.sha256(text.encode()).hexdigest()
            write_file(out, text.encode())
            if turn.state.certified is not None and turn.state.published is None:
                turn.take(AuditPublished(when, sha256))
    if turn.written:
        say(f"The results of the audit are public since {when} (13-17-507(4)).")
    elif turn.state.certified is None:
        say("The audit is not certified: the file holds what is public so far.")
    say(f"SHA-256 {sha256}")
    say(f"Anyone can check it: canvass audit replay {out}")
