"""`canvass returns`: a precinct's return form, and whether one made earlier still stands (13-15-101)."""

from pathlib import Path

import click

from canvass.auditing.papers.report_files import CONTENT_TYPES
from canvass.commands.audit.working import write_file
from canvass.console.text import plural, say, say_table, warn
from canvass.errors import ExitCode, InputError, RefusedError, disk_errors
from canvass.record import open_record
from canvass.reporting.forms import say_document
from canvass.returning.made_return import MadeReturn, precinct_named, refusal_of, return_now
from canvass.returning.return_form import return_bytes, return_document
from canvass.returning.still_standing import CheckedForm, check_file, check_head, head_of


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--precinct", metavar="ID", help="The precinct, by its id or its name.")
@click.option("--partial", is_flag=True, help="Also while something waits; every page then says so.")
@click.option(
    "--format", "wanted", type=click.Choice(list(CONTENT_TYPES)), help="[default: by the ending of --out, or words]"
)
@click.option("--out", type=click.Path(path_type=Path), help="A file; without it, words on stdout.")
@click.option("--check", metavar="FILE|HEAD", help="Say whether a return still stands: its .json, or its number:hash.")
def returns(
    record: Path, precinct: str | None, partial: bool, wanted: str | None, out: Path | None, check: str | None
) -> ExitCode:
    """Write the return form of a precinct of RECORD. Sealed until the polls close (13-15-207, 13-35-241)."""
    if check is not None:
        return _check(record, precinct, check)
    if precinct is None:
        raise click.UsageError("Name the precinct with --precinct, or a return with --check.")
    form = _form(wanted, out)
    with open_record(record) as opened:
        made = return_now(opened, precinct_named(opened.election, precinct))
    if made.found.partial and not partial:
        raise RefusedError(f"{refusal_of(made)}Settle these and ask again; or print what is counted with --partial.")
    _write(made, form, out)
    for words in made.found.for_officials:
        warn(f"FOR OFFICIALS, not to be displayed: {words}.")
    if made.found.partial:
        warn(f"PARTIAL: {plural(len(made.found.waits), 'thing')} to settle. This is not the precinct's return.")
    return ExitCode.WAITING if made.found.partial else ExitCode.DONE


def _form(wanted: str | None, out: Path | None) -> str:
    if out is not None and wanted is None and out.suffix[1:] not in CONTENT_TYPES:
        raise click.UsageError(f"Say the --format of {out}: {', '.join(CONTENT_TYPES)}.")
    if out is None and wanted == "pdf":
        raise click.UsageError("Name a file for the PDF with --out.")
    return wanted or (out.suffix[1:] if out else "words")


def _write(made: MadeReturn, form: str, out: Path | None) -> None:
    if form == "words":
        say_document(return_document(made))
        return
    content = return_bytes(made, form)
    if out is None:
        say(content.decode().rstrip("\n"))
    else:
        write_file(out, content)


def _check(record: Path, precinct: str | None, given: str) -> ExitCode:
    head = head_of(given)
    if head is not None and precinct is None:
        raise click.UsageError("Name the precinct of the return with --precinct, beside its head.")
    with open_record(record) as opened:
        if head is not None and precinct is not None:
            found = check_head(opened, precinct_named(opened.election, precinct), head)
        else:
            found = check_file(opened, _content(Path(given)))
    _say_check(found)
    return ExitCode.DONE if found.stands and not found.was_partial and not found.held_then else ExitCode.WAITING


def _content(place: Path) -> bytes:
    if not place.is_file():
        raise InputError(
            f"{place} is no file, and no head of a ledger. Name the .json of the return; or the head that is "
            "printed on the paper, as number:hash, with --precinct."
        )
    with disk_errors(place):
        return place.read_bytes()


def _say_check(found: CheckedForm) -> None:
    now = found.now.found
    name = f"The return of precinct {now.precinct.id} at entry {found.then.number:,}"
    if found.altered:
        warn(f"{name} IS NOT WHAT THE RECORD SAID THERE: the file was altered.")
        say_table(("figure", "record then", "file"), [(str(one.place), one.then, one.now) for one in found.altered])
    elif found.otherwise_named:
        warn(f"{name} NAMES SOMETHING OTHERWISE than the record: the file was altered, or an edition was taken since.")
    if found.changed:
        warn(f"{name} IS SUPERSEDED by the record's later entries, in {plural(len(found.changed), 'figure')}.")
        say_table(("figure", "then", "now"), [(str(one.place), one.then, one.now) for one in found.changed])
    if found.stands:
        say(f"{name} stands: its figures are those of the record now, at entry {found.now.head.number:,}.")
    if found.held_then:
        say(f"If it was made before the hour of held ballots, it lacks {plural(found.held_then, 'sheet')}: superseded.")
    if found.was_partial:
        say("It is a partial one. " + ("The precinct still waits." if now.partial else "The precinct is complete now."))
    for one in now.waits:
        say(f"  {one.sentence}")
