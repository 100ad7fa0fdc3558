"""`canvass county send`: the package and the papers for the secretary of state, and the certified mail (13-15-501)."""

from pathlib import Path

import click

from canvass import clock
from canvass.auditing.papers.report_files import bytes_of
from canvass.canvassing.county_standing import standing_now
from canvass.canvassing.envelope import envelope_pdf
from canvass.canvassing.package_zip import package_bytes, package_of
from canvass.canvassing.sending import ToSend, mailed_with, send, to_send
from canvass.canvassing.sending import mailed as enter_mailed
from canvass.commands.audit.working import write_file
from canvass.commands.county.county_options import AT, RECORD, say_written
from canvass.commands.options import named
from canvass.console.text import plural, say, warn
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.record import open_record
from tabulate.state_canvass.package_checks import faults_of


@click.command("send")
@RECORD
@click.option("--out", type=click.Path(path_type=Path), help="The package, as county-NAME.zip.")
@click.option("--paper", type=click.Path(path_type=Path), help="The returns as PDF, to be signed and mailed.")
@click.option("--label", type=click.Path(path_type=Path), help="The envelope's label as PDF.")
@click.option("--mailed", metavar="NUMBER", help="Enter the number of the certified mail; with --date.")
@click.option("--date", "mailed_on", metavar="DAY", help="The day on which it was mailed, as 2026-11-18.")
@AT
@click.option("--by", "entered_by", callback=named, default="", help="Who enters that it is sent or mailed.")
def sending(
    record: Path,
    out: Path | None,
    paper: Path | None,
    label: Path | None,
    mailed: str | None,
    mailed_on: str | None,
    at: str | None,
    entered_by: str,
) -> None:
    """Write what the county sends to the secretary of state, by the report that its board adopted.

    What is sent is one entry of the ledger. The same again writes the same bytes, and no entry.
    """
    if (mailed is None) is not (mailed_on is None):
        raise click.UsageError("Name both --mailed and --date.")
    if mailed is None and out is None and paper is None and label is None:
        raise click.UsageError("Name --out for the package, --paper, --label; or --mailed and --date.")
    when = moment_typed(at, clock.now())
    with open_record(record) as opened:
        standing = standing_now(opened)
        found = to_send(opened, standing)
        if found.entry is None and mailed is None:
            standing, found = send(opened, standing, when, _who(entered_by))
            say_written(f"Returns of {plural(len(found.package.contests), 'contest')} are sent.", standing.head)
        if mailed is not None and mailed_on is not None:
            words = words_typed(mailed), words_typed(mailed_on)
            standing = enter_mailed(opened, standing, *words, when, _who(entered_by))
            say_written("The certified mail is entered.", standing.head)
    _write(found, out, paper)
    if label is not None and found.package.seal is not None:
        write_file(label, envelope_pdf(found.package, found.package.seal, mailed_with(standing)))


def _who(entered_by: str) -> str:
    if not entered_by:
        raise click.UsageError("Name who enters it: --by.")
    return words_typed(entered_by)


def _write(found: ToSend, out: Path | None, paper: Path | None) -> None:
    pdf = bytes_of(found.document, "pdf")
    if paper is not None:
        write_file(paper, pdf)
    if out is not None:
        content = package_bytes(found.package, pdf)
        package_of(content, str(out))
        write_file(out, content)
    for contest in found.package.contests:
        say(f"  {contest.title}")
    for one in faults_of(found.package) if found.entry is not None else ():
        warn(f"The state will ask (13-15-504): {one.where}: {one.found}")
