"""`canvass head check`: a signed head or a proof, checked by whoever has only the file and a public key."""

from pathlib import Path

import click

from canvass.attesting.head_keys import checked_signature, hour_seen, public_key_in
from canvass.attesting.noted_heads import signed_head_in, text_in
from canvass.console.text import say
from canvass.errors import InputError, RecordError
from tabulate.heads.proof_texts import consistency_of, inclusion_of
from tabulate.heads.signed_notes import KeyKind, NoteKey, NoteRefused, SignedHead, hash_text, signed_head_of

_PATH = click.Path(path_type=Path)
_HASH_BYTES = 32


@click.command()
@click.argument("file", type=_PATH)
@click.option(
    "--key", "keys", required=True, multiple=True, help="A public line or its file: the ledger's, a witness's."
)
@click.option("--from", "earlier", type=_PATH, help="The earlier head that a proof begins at.")
@click.option("--hash", "entry_hash", help="The hash of the entry that a proof is of.")
def check(file: Path, keys: tuple[str, ...], earlier: Path | None, entry_hash: str | None) -> None:
    """Check FILE without any record: a signed head, a proof of an entry, or a proof that a head continues another."""
    text = text_in(file)
    try:
        signed = _proved(text, file, earlier, entry_hash)
    except NoteRefused as refused:
        raise InputError(f"{file}: {refused}") from None
    for key in map(public_key_in, keys):
        _say_signed(signed, key)
    say(f"{signed.head.origin}, {signed.head.size:,} entries, root {hash_text(signed.head.root)}")


def _say_signed(signed: SignedHead, key: NoteKey) -> None:
    signature = checked_signature(signed, key)
    if signature is None:
        raise RecordError(f"{key.name} did not sign this head.")
    if key.kind is KeyKind.WITNESS:
        say(f"Seen and signed by the witness {key.name}: {hour_seen(signature)}.")
    else:
        say(f"Signed by {key.name}.")


def _proved(text: str, file: Path, earlier: Path | None, entry_hash: str | None) -> SignedHead:
    """The head, once what the file proves was found to hold. Raises InputError, NoteRefused."""
    if text.startswith("old "):
        proof = consistency_of(text)
        if earlier is None and proof.old == 0 and not proof.path:
            say("The proof begins at the empty ledger, which every head continues.")
            return proof.signed
        if earlier is None:
            raise InputError(f"{file} proves that a head continues an earlier one. Name that one: --from FILE")
        if not proof.holds_for(signed_head_in(earlier).head):
            raise RecordError(f"{file} DOES NOT PROVE that its head continues {earlier}. Keep both; ask the county.")
        say(f"The head continues {earlier}: nothing before it was changed.")
        return proof.signed
    if text.startswith("c2sp.org/"):
        inclusion = inclusion_of(text)
        try:
            of_entry = bytes.fromhex(entry_hash or "")
        except ValueError:
            of_entry = b""
        if len(of_entry) != _HASH_BYTES:
            raise InputError(f"{file} proves that an entry is in a head. Say the entry's hash, 64 digits: --hash")
        if not inclusion.holds_for(of_entry):
            raise RecordError(f"{file} DOES NOT PROVE that the entry of this hash is in its head.")
        say(f"The entry of this hash is number {inclusion.index + 1:,} of the head.")
        return inclusion.signed
    return signed_head_of(text)
