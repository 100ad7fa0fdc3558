"""`canvass county receive`: signed return forms that came in (13-15-101(3), 13-15-402)."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from canvass import clock
from canvass.canvassing.entering import receive_returns, who_signed
from canvass.commands.county.county_options import AT, BY, RECORD, content_of, names_typed, say_written
from canvass.commands.options import people
from canvass.console.text import plural, say
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.record import open_record
from canvass.reporting.sealing import check_seal, provisional_released
from canvass.returning.made_return import MadeReturn, precinct_named, return_at
from canvass.returning.returns_given import returns_of_files
from canvass.returning.still_standing import head_of

if TYPE_CHECKING:
    from canvass.record.store import Record


@click.command()
@RECORD
@click.argument("files", nargs=-1, metavar="[RETURN.json]...", type=click.Path(path_type=Path))
@click.option("--head", metavar="NUMBER:HASH", help="Instead of files: the ledger's head printed on the paper.")
@click.option("--precinct", metavar="ID", help="With --head: the precinct, by its id or its name.")
@click.option("--signer", "signers", callback=people, multiple=True, help="A judge who signed; repeat for each.")
@click.option("--all-signed", is_flag=True, help="All the judges whom the form names signed it.")
@AT
@BY
def receive(
    record: Path,
    files: tuple[Path, ...],
    head: str | None,
    precinct: str | None,
    signers: tuple[str, ...],
    all_signed: bool,
    at: str | None,
    entered_by: str,
) -> None:
    """Enter that the signed returns of precincts came in: their JSON files, or the head printed on one.

    The figures are those of the form, as the record had them at its head.
    """
    if bool(files) is (head is not None) or (head is None) is not (precinct is None):
        raise click.UsageError("Name the returns' .json files; or one return by --head and --precinct.")
    when = moment_typed(at, clock.now())
    with open_record(record) as opened:
        check_seal(opened.election)
        given = [(str(place), content_of(place, "the .json of a return")) for place in files]
        found = returns_of_files(opened, given) or (_by_head(opened, head or "", precinct or ""),)
        names = names_typed(signers)
        signed = [(made, who_signed(made, names, all_signed)) for made in found]
        written = receive_returns(opened, signed, when, words_typed(entered_by))
    for made, names in signed:
        say(f"The return of precinct {made.found.precinct.id} is in, signed by {', '.join(names)}.")
    say_written(f"{plural(len(signed), 'return')} entered.", written)


def _by_head(record: "Record", typed: str, precinct: str) -> MadeReturn:
    head = head_of(typed)
    if head is None:
        raise click.UsageError("Write --head as it is printed on the return: NUMBER:HASH.")
    return return_at(record, precinct_named(record.election, precinct), head, provisional_released(record.election))
