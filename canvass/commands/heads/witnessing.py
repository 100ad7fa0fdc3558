"""`canvass witness`: whoever is not the county sees each head, and signs it where it continues the last one."""

from pathlib import Path

import click

from canvass import clock
from canvass.attesting.head_keys import public_key_in
from canvass.attesting.noted_heads import text_in
from canvass.attesting.signing_heads import cosign
from canvass.commands.audit.working import write_file
from canvass.console.text import say
from canvass.errors import InputError
from tabulate.heads.proof_texts import ConsistencyProof, consistency_of
from tabulate.heads.signed_notes import NoteRefused, signed_head_of

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=_PATH)
@click.option("--of", "ledger", required=True, help="The public line of the ledger's key, or its file.")
@click.option("--key", required=True, type=_PATH, help="The witness's own key: canvass keys make --witness.")
@click.option("--out", required=True, type=_PATH, help="The file to write: the head with both signatures.")
def witness(file: Path, ledger: str, key: Path, out: Path) -> None:
    """Sign, as a witness, the head in FILE, where it continues the head that was seen last.

    FILE is what `canvass head link` wrote; the first time it may be the signed head alone.
    """
    text = text_in(file)
    try:
        asked = consistency_of(text) if text.startswith("old ") else ConsistencyProof(0, (), signed_head_of(text))
    except NoteRefused as refused:
        raise InputError(f"{file}: {refused}") from None
    seen = cosign(asked, public_key_in(ledger), key, int(clock.now().timestamp()))
    write_file(out, seen.text.encode())
    say(f"Seen: {seen.head.origin}, {seen.head.size:,} entries.")
