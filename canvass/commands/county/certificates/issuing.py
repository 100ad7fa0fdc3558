"""`canvass county certificates clear|issue|annul|papers`: the notice, and what is issued (13-37-127, 13-15-406)."""

from pathlib import Path

import click

from canvass import clock
from canvass.auditing.papers.report_files import CONTENT_TYPES
from canvass.canvassing.certificate_entering import (
    annul_certificate,
    clear_candidate,
    declared_person,
    issue_certificate,
)
from canvass.canvassing.certificate_lines import certificates_shown
from canvass.canvassing.certificate_papers import (
    Certificate,
    certificate_bytes,
    certificates_made,
    file_name_of_certificate,
)
from canvass.canvassing.county_standing import CountyStanding, standing_now
from canvass.commands.audit.working import write_file
from canvass.commands.county.county_options import AT, BY, RECORD, say_written
from canvass.commands.options import people, reasoned, sha256_said
from canvass.console.text import plural, say
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.errors import disk_errors
from canvass.record import open_record
from canvass.recounting.recount_typed import day_typed

FOLDER = click.option("--out", required=True, type=click.Path(path_type=Path), help="A folder for the certificates.")
FORM = click.option("--format", "form", type=click.Choice(list(CONTENT_TYPES)), default="pdf", show_default=True)


@click.command("clear")
@RECORD
@click.argument("contest")
@click.argument("choice")
@click.option("--notice-date", required=True, metavar="DATE", help="The day of the notice.")
@click.option("--notice", type=click.Path(path_type=Path), help="The notice's file; its SHA-256 is recorded.")
@click.option("--notice-sha256", metavar="HEX", help="Instead of the file: its SHA-256.")
@AT
@BY
def clear(
    record: Path,
    contest: str,
    choice: str,
    notice_date: str,
    notice: Path | None,
    notice_sha256: str | None,
    at: str | None,
    entered_by: str,
) -> None:
    """Enter that the commissioner of political practices wrote that somebody complied (13-37-127)."""
    sha256 = words_typed(sha256_said(notice, notice_sha256, "notice")).lower()
    when, day = moment_typed(at, clock.now()), day_typed(notice_date)
    with open_record(record) as opened:
        standing = standing_now(opened)
        one = declared_person(standing, contest, choice)
        after = clear_candidate(opened, standing, one, day, sha256, when, words_typed(entered_by))
    say_written(f"{one.each.person.called} is cleared: {one.title} (13-37-127). Notice {sha256}.", after.head)


@click.command("issue")
@RECORD
@click.argument("contest")
@click.argument("choice")
@click.option("--issued-by", callback=people, required=True, help="The election administrator.")
@FOLDER
@FORM
@AT
@BY
def issue(
    record: Path, contest: str, choice: str, issued_by: str, out: Path, form: str, at: str | None, entered_by: str
) -> None:
    """Issue the certificate of somebody who was declared and cleared, and write it to be signed."""
    when = moment_typed(at, clock.now())
    with open_record(record) as opened:
        standing = standing_now(opened)
        one = declared_person(standing, contest, choice)
        after = issue_certificate(opened, standing, one, words_typed(issued_by), when, words_typed(entered_by))
    number = after.certificates.issued[-1][0]
    say_written(f"The {one.each.person.kind} of {one.each.person.called} is issued: {one.title}.", after.head)
    _write(after, out, form, number)


@click.command("annul")
@RECORD
@click.argument("entry", type=click.IntRange(1))
@click.option("--judgment", callback=reasoned, required=True, help="The court's case.")
@click.option("--judged-on", required=True, metavar="DATE", help="The day of the judgment.")
@AT
@BY
def annul(record: Path, entry: int, judgment: str, judged_on: str, at: str | None, entered_by: str) -> None:
    """Enter that a court's judgment took away the certificate that ENTRY of the ledger issued (13-36-212)."""
    when, day, by = moment_typed(at, clock.now()), day_typed(judged_on), words_typed(entered_by)
    with open_record(record) as opened:
        after = annul_certificate(opened, standing_now(opened), entry, words_typed(judgment), day, when, by)
    say_written(f"The certificate of entry {entry:,} is void by the judgment.", after.head)


@click.command("papers")
@RECORD
@FOLDER
@FORM
def papers(record: Path, out: Path, form: str) -> None:
    """Write every certificate that was issued; a void one says so on every page."""
    with open_record(record) as opened:
        standing = standing_now(opened)
    say(f"{plural(_write(standing, out, form, None), 'certificate')} written.")


def _write(standing: CountyStanding, out: Path, form: str, only: int | None) -> int:
    """Those that were asked for: the one of this entry, or all. How many."""
    made: tuple[Certificate, ...] = certificates_made(standing, certificates_shown(standing))
    chosen = [one for one in made if only in (None, one.number)]
    with disk_errors(out):
        out.mkdir(parents=True, exist_ok=True)
    for one in chosen:
        write_file(out / f"{file_name_of_certificate(one)}.{form}", certificate_bytes(one, form))
    return len(chosen)
