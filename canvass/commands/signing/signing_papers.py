"""`canvass sign`, `canvass signatures`: papers signed with own keys, and whether each signature holds."""

import json
from pathlib import Path

import click

from canvass import clock
from canvass.commands.options import people, reasoned
from canvass.console.text import plural, say, warn
from canvass.deciding.custody_typed import moment_typed
from canvass.errors import ExitCode
from canvass.record import open_record
from canvass.signing.papers_signed import PaperInLedger, papers_in, papers_json
from canvass.state_canvass.papers_of_state import papers_of
from canvass.state_canvass.state_folder import canvass_in, is_state_canvass

_RECORD = click.argument("record", type=click.Path(path_type=Path))


@click.command()
@_RECORD
@click.argument("entries", metavar="[ENTRY]...", nargs=-1, type=click.IntRange(min=1))
@click.option("--every", is_flag=True, help="Every paper that bears the name and lacks the signature.")
@click.option("--account", required=True, help="The account of who signs, whose password is asked for.")
@click.option("--name", callback=people, required=True, help="The full name, typed as a signature.")
@click.option("--title", callback=reasoned, required=True, help="As whom: county commissioner, election judge.")
@click.option("--at", metavar="HOUR", help="When, as 2026-11-17T11:00 in Montana; now without it.")
@click.option("--password-stdin", is_flag=True, help="Read the password from stdin, one line.")
def sign(
    record: Path,
    entries: tuple[int, ...],
    every: bool,
    account: str,
    name: str,
    title: str,
    at: str | None,
    password_stdin: bool,
) -> None:
    """Sign the papers of the entries ENTRY in RECORD with the account's own key, all or none (ARM 44.2.301(4)).

    RECORD may be the folder of a state's canvass. Its papers are told by the numbers of their steps.
    """
    from canvass.commands.user import password_typed, with_accounts

    if every is bool(entries):
        raise click.UsageError("Name the papers by their numbers, or say --every.")

    when = moment_typed(at, clock.now())
    with with_accounts(record):
        from canvass.people.own_signature import sign_as

        password = password_typed(password_stdin, again=False)
        signed = sign_as(account, password, None if every else entries, name, title, when)
    for paper in signed:
        say(f"{paper.paper.title} of {paper.place} is signed by {name}, {title}.")
        if paper.lacking:
            say(f"Not signed with a key yet: {', '.join(paper.lacking)}.")


@click.command()
@_RECORD
@click.option("--json", "as_json", is_flag=True, help="One JSON object, with what a program needs to check each.")
def signatures(record: Path, as_json: bool) -> ExitCode:
    """List the papers of RECORD that people sign, who signed with the own key, and whether that holds.

    RECORD may be the folder of a state's canvass.
    """
    papers = _papers_of(record)
    wrong = [one for paper in papers for one in paper.signatures if one.problem]
    if as_json:
        say(json.dumps({"papers": papers_json(papers)}))
        return ExitCode.RECORD_BROKEN if wrong else ExitCode.DONE
    for paper in papers:
        by = "; ".join(f"{one.signed.name}, {one.signed.title}" for one in paper.signatures)
        lacking = f"; without a key's signature: {', '.join(paper.lacking)}" if paper.lacking else ""
        gone = f"; superseded: {paper.superseded}" if paper.superseded else ""
        said = f"{by or 'nobody signed with a key'}{lacking}{gone}"
        say(f"{paper.place.capitalize()}, {paper.paper.title}: {said}")
        for one in paper.signatures:
            if one.problem:
                warn(
                    f"DOES NOT HOLD: the signature of {one.signed.name}, {paper.called} {one.number:,}: {one.problem}."
                )
    say(f"{plural(len(papers), 'paper')}." if papers else "No paper is to be signed yet.")
    return ExitCode.RECORD_BROKEN if wrong else ExitCode.DONE


def _papers_of(directory: Path) -> tuple[PaperInLedger, ...]:
    """Of a record, or of a state's canvass."""
    if is_state_canvass(directory):
        return papers_of(canvass_in(directory))
    with open_record(directory) as opened:
        return papers_in(opened)
