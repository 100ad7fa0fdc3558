"""`canvass county receive`: signed return forms that came in (13-15-101(3), 13-15-402)."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from canvass import clock
from canvass.canvassing.entering import judge_named, receive_returns
from canvass.commands.county.county_options import AT, BY, RECORD, content_of, names_typed, say_written
from canvass.commands.options import people
from canvass.console.text import plural, say
from canvass.deciding.custody_typed import moment_typed, words_typed
from canvass.errors import RefusedError
from canvass.record import open_record
from canvass.reporting.sealing import check_seal, provisional_released
from canvass.returning.made_return import MadeReturn, precinct_named, return_at, returns_at
from canvass.returning.return_json import return_json
from canvass.returning.still_standing import ReturnGiven, head_of, return_given

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
        found = _by_files(opened, files) or [_by_head(opened, head or "", precinct or "")]
        signed = [(made, _signed(made, signers, all_signed)) for made in found]
        written = receive_returns(opened, signed, when, words_typed(entered_by))
    for made, names in signed:
        say(f"The return of precinct {made.found.precinct.id} is in, signed by {', '.join(names)}.")
    say_written(f"{plural(len(signed), 'return')} entered.", written)


def _by_files(record: "Record", files: tuple[Path, ...]) -> list[MadeReturn]:
    """Each as the record had it where its file says; forms of one place of the ledger are worked out together."""
    given = [(place, return_given(record.election, content_of(place, "the .json of a return"))) for place in files]
    places = dict.fromkeys((one.head, one.held_counted) for _, one in given)
    found: list[MadeReturn] = []
    for head, held in places:
        here = [(place, one) for place, one in given if (one.head, one.held_counted) == (head, held)]
        made = returns_at(record, [one.precinct for _, one in here], head, held)
        for (place, one), own in zip(here, made, strict=True):
            _check_unaltered(place, one, own)
        found += made
    return found


def _check_unaltered(place: Path, given: ReturnGiven, made: MadeReturn) -> None:
    if return_json(made)["figures_sha256"] != given.sha256:
        raise RefusedError(
            f"{place} is not what the record said at entry {given.head.number:,}: the file was altered. Nothing was "
            "written. Look at the signed paper, and at canvass returns --check."
        )


def _by_head(record: "Record", typed: str, precinct: str) -> MadeReturn:
    head = head_of(typed)
    if head is None:
        raise click.UsageError("Write --head as it is printed on the return: NUMBER:HASH.")
    return return_at(record, precinct_named(record.election, precinct), head, provisional_released(record.election))


def _signed(made: MadeReturn, signers: tuple[str, ...], all_signed: bool) -> tuple[str, ...]:
    named = tuple(name for name in map(judge_named, made.found.signers) if name) if all_signed else ()
    return tuple(dict.fromkeys((*named, *names_typed(signers))))
