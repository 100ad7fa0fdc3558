"""`canvass verify`: check a record from entry 1, and its images too."""

import json
from pathlib import Path

import click

from canvass.attesting.head_keys import public_key_in
from canvass.attesting.noted_heads import noted_head, problems_of_heads
from canvass.console.progress import stderr_progress
from canvass.console.text import plural, say, warn
from canvass.errors import InputError
from canvass.reading.self_test import run_self_test
from canvass.record import open_record
from canvass.record.definition_files import read_definition_files
from canvass.state_canvass.state_folder import is_state_canvass
from canvass.state_canvass.verifying_state import verify_state
from canvass.verifying.images import verify_images
from canvass.verifying.ledger import LedgerCheck, refuse, verify_ledger
from canvass.verifying.pictures_held import verify_pictures
from tabulate.heads.signed_notes import NoteKey, SignedHead
from tabulate.ledger.chain import Head

_MOST_NOTES = 20


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--images", is_flag=True, help="Read every stored image again and compare target by target.")
@click.option("--head", "heads", multiple=True, help="NUMBER:HASH as noted elsewhere, or the file of a signed head.")
@click.option("--head-key", help="The public line, or its file, of the key that signed these heads.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def verify(record: Path, images: bool, heads: tuple[str, ...], head_key: str | None, as_json: bool) -> None:
    """Check RECORD from entry 1: the chain, the votes, the index of images, and every total.

    Of the folder of a state's canvass: its steps, packages, declarations, papers and signatures.
    """
    if is_state_canvass(record):
        _verify_state(record, images, as_json, bool(heads or head_key))
        return
    noted, key = _noted(heads, head_key)
    with open_record(record) as opened:
        of_the_hour = read_definition_files(record).said_of_the_hour
        check = verify_ledger(opened)
        problems = check.problems + list(problems_of_heads(opened, noted, key))
        sheets = sum(batch.sheets for batch in check.state.batches.values())
        read_again = images and not problems
        if read_again:
            with stderr_progress() as progress:
                if run_self_test() != check.state.opened.reader_digest:
                    progress.note("This reader is not the one that opened the record: figures may differ slightly.")
                problems = verify_images(opened, sheets, progress)
            with stderr_progress() as progress:
                problems += verify_pictures(opened, check.pictures, progress)
    if as_json:
        say(json.dumps(_found(check, problems, sheets, read_again) | {"warning": of_the_hour}))
    refuse(problems)
    if as_json:
        return
    say(f"{record} verifies: the chain is whole to entry {check.head.number:,}.")
    say(f"The votes of {plural(sheets, 'sheet')} follow from their marks, and every total adds up from entry 1.")
    if files := len(check.state.board.office.outside.files):
        say(f"{plural(files, 'file')} of another system: as kept; figures taken from them are what they say.")
    if images:
        say(f"The images of {plural(sheets, 'sheet')} were read again: every target shows what was recorded.")
        if check.pictures:
            say(f"So were {plural(check.pictures, 'picture')} of another system.")
    if noted:
        signed = "" if key is None else f", signed by {key.name} where they are files"
        say(f"The ledger goes through {plural(len(noted), 'head')} noted elsewhere{signed}.")
    _warn(check.notes, of_the_hour)
    say(f"Ledger entry {check.head.number} {check.head.hash}")


def _found(check: LedgerCheck, problems: list[str], sheets: int, read_again: bool) -> dict[str, object]:
    return _verified(problems, check.head.number, check.head.hash) | {
        "sheets": sheets,
        "images_read": read_again,
        "outside_files": len(check.state.board.office.outside.files),
        "outside_pictures": check.pictures,
        "notes": check.notes,
    }


def _warn(notes: list[str], of_the_hour: str) -> None:
    for note in notes[:_MOST_NOTES]:
        warn(note)
    if (more := len(notes) - _MOST_NOTES) > 0:
        warn(f"... and {more:,} more; --json lists all.")
    if of_the_hour:
        warn(of_the_hour)


def _noted(heads: tuple[str, ...], head_key: str | None) -> tuple[list[Head | SignedHead], NoteKey | None]:
    """The heads that were named, and whose signature is asked for. Raises InputError where none is there to check."""
    noted = list(map(noted_head, heads))
    if head_key is None:
        return noted, None
    if not any(isinstance(one, SignedHead) for one in noted):
        raise InputError("--head-key says who signed a head, and no signed head is named. Name its file: --head FILE")
    return noted, public_key_in(head_key)


def _verified(problems: list[str], number: int, hash_: str) -> dict[str, object]:
    return {"verifies": not problems, "problems": problems, "head": {"number": number, "hash": hash_}}


def _verify_state(folder: Path, images: bool, as_json: bool, heads: bool) -> None:
    if heads:
        raise InputError(f"{folder} is a state's canvass, which has no signed heads. Leave out --head and --head-key.")
    if images:
        raise InputError(f"{folder} is a state's canvass, which has no images. Leave out --images.")
    found = verify_state(folder)
    canvass = found.canvass
    if as_json:
        say(json.dumps(_verified(list(found.problems), len(canvass.steps), canvass.head)))
    refuse(list(found.problems))
    if as_json:
        return
    say(f"{folder} verifies: the chain is whole to step {len(canvass.steps):,}.")
    say("Every package is as it came in, and what the board declared follows from them.")
    say(f"{plural(len(canvass.signatures.signed), 'signature')} with own keys: each holds.")
    say(f"Step {len(canvass.steps)} {canvass.head}")
