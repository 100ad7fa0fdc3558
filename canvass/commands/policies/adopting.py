"""`canvass policies draft`, `adopt`, `show` (13-15-206(8))."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from canvass import clock
from canvass.commands.county.county_options import AT, BY, FORMAT, OUT, RECORD, form_of, say_written, write_out
from canvass.commands.options import enter, people, reasoned
from canvass.deciding.custody_typed import moment_typed
from canvass.errors import ExitCode
from canvass.governing.policies_found import SUGGESTED, policies_adopted, policies_drafted
from canvass.governing.policies_written import PoliciesWritten, adopted_typed, policies_bytes, policies_document
from canvass.reading.outcomes import read_definition
from canvass.record import open_record
from tabulate.board.office.local_policies import PolicyWords
from tabulate.board.office.office_state import OfficeState
from tabulate.ledger.fold import fold

_WORDS = (
    click.option("--place", callback=reasoned, required=True, help="Where ballots are counted and decided upon."),
    click.option("--hours", callback=reasoned, required=True, help="When."),
    click.option("--notice", callback=reasoned, required=True, help="Where and when the public is told."),
    click.option(
        "--security",
        callback=reasoned,
        default=SUGGESTED.security,
        help="In the county's own words; so have the next three.",
    ),
    click.option(
        "--observation",
        callback=reasoned,
        default=SUGGESTED.observation,
        help="Where observers stand, and what is asked of them.",
    ),
    click.option(
        "--objections",
        callback=reasoned,
        default=SUGGESTED.objections,
        help="With whom objections are entered.",
    ),
    click.option(
        "--public-record",
        callback=reasoned,
        default=SUGGESTED.public_record,
        help="Where the public record is seen.",
    ),
)


def _words(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_WORDS):
        command = option(command)
    return command


@click.command()
@click.argument("given", metavar="RECORD|DEFINITION", type=click.Path(path_type=Path))
@_words
@FORMAT
@OUT
def draft(given: Path, wanted: str | None, out: Path | None, **words: str) -> None:
    """Write policies of the count for an election, to be adopted. Nothing is entered."""
    form, said = form_of(wanted, out), PolicyWords(**words)
    if given.is_dir():
        with open_record(given) as record:
            found = policies_drafted(record.election, said, fold(record.outlines()).board.office, record.head())
    else:
        found = policies_drafted(read_definition(given)[1], said, OfficeState(), None)
    _write(found, form, out)


@click.command("adopt")
@RECORD
@_words
@click.option("--adopted-by", callback=people, required=True, help="Who adopted them.")
@click.option("--adopted-on", required=True, metavar="DATE", help="When.")
@AT
@BY
def adopt_policies(
    record: Path, adopted_by: str, adopted_on: str, at: str | None, entered_by: str, **words: str
) -> None:
    """Enter the policies that were adopted for the election of RECORD; they take the place of those before."""
    entry = adopted_typed(PolicyWords(**words), adopted_by, adopted_on, moment_typed(at, clock.now()), entered_by)
    said = f"The policies are adopted by {adopted_by} on {entry.adopted_on} (13-15-206(8))."
    say_written(said, enter(record, entry))


@click.command("show")
@RECORD
@FORMAT
@OUT
def show(record: Path, wanted: str | None, out: Path | None) -> ExitCode:
    """Write the policies that were adopted last, with the readings of the law as they are now."""
    form = form_of(wanted, out)
    with open_record(record) as opened:
        found = policies_adopted(opened.election, fold(opened.outlines()).board.office, opened.head())
    _write(found, form, out)
    return ExitCode.DONE


def _write(found: PoliciesWritten, form: str, out: Path | None) -> None:
    write_out(policies_document(found), form, lambda: policies_bytes(found, form), out)
