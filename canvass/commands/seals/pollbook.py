"""`canvass seals pollbook`: the certificate of a precinct's pollbook, printed, and entered once it is signed."""

import json
from pathlib import Path

import click

from canvass import clock
from canvass.auditing.papers.report_files import CONTENT_TYPES
from canvass.commands.audit.working import write_file
from canvass.commands.options import named, people, say_written
from canvass.commands.seals.custody_options import RECORD
from canvass.console.text import say
from canvass.deciding.custody_typed import moment_typed
from canvass.errors import ExitCode
from canvass.record import open_record
from canvass.returning.pollbook_certificate import (
    PollbookStands,
    certify_pollbook,
    pollbook_bytes,
    pollbook_json,
    pollbook_of,
    pollbooks,
)


@click.command()
@RECORD
@click.option("--precinct", help="Whose pollbook, by its id; without it, all are listed.")
@click.option("--out", type=click.Path(path_type=Path), help="The certificate, as PDF, HTML, CSV or JSON.")
@click.option("--electors", type=click.IntRange(0, 999_999_999), help="Enter it: the number that was signed.")
@click.option("--board", default="", help="With --electors: the board whose judges signed.")
@click.option("--signer", "signers", callback=people, multiple=True, help="With --electors: a judge; repeat for each.")
@click.option("--at", metavar="HOUR", help="When it was signed, as 2026-11-03T21:40 in Montana; now without it.")
@click.option("--by", "entered_by", callback=named, default="", help="With --electors: who enters it.")
@click.option("--json", "as_json", is_flag=True, help="Without --precinct: one JSON object.")
def pollbook(
    record: Path,
    precinct: str | None,
    out: Path | None,
    electors: int | None,
    board: str,
    signers: tuple[str, ...],
    at: str | None,
    entered_by: str,
    as_json: bool,
) -> ExitCode:
    """Print the certificate of a precinct's pollbook in RECORD, or enter that all the judges signed it (13-15-204)."""
    if precinct is None and (out is not None or electors is not None):
        raise click.UsageError("Name the --precinct.")
    said = (electors is not None, bool(board), bool(signers), bool(entered_by))
    if any(said) and not all(said):
        raise click.UsageError("To enter a certificate, name --electors, --board, each --signer and --by.")
    when = moment_typed(at, clock.now())
    with open_record(record) as opened:
        if precinct is None:
            return _listed(pollbooks(opened), as_json)
        one = pollbook_of(opened, precinct)
        if electors is not None:
            one = certify_pollbook(opened, precinct, electors, board, signers, when, entered_by)
            say_written(f"The pollbook of precinct {one.precinct.id} is certified.", opened.head())
    if out is not None:
        form = out.suffix[1:]
        if form not in CONTENT_TYPES:
            raise click.UsageError(f"End the name of {out} with one of {', '.join(CONTENT_TYPES)}.")
        write_file(out, pollbook_bytes(one, form))
    elif electors is None:
        say(json.dumps(pollbook_json(one)))
    return ExitCode.DONE


def _listed(every: tuple[PollbookStands, ...], as_json: bool) -> ExitCode:
    lacking = [one for one in every if one.certified is None]
    if as_json:
        say(json.dumps({"pollbooks": [pollbook_json(one) for one in every]}))
    else:
        for one in every:
            by = "not certified" if one.certified is None else f"certified by {', '.join(one.certified.signed_by)}"
            say(f"Precinct {one.precinct.id}: the pollbook is {by}.")
    return ExitCode.WAITING if lacking else ExitCode.DONE
