"""`canvass head sign|prove|link`: what a record's ledger gives out."""

from pathlib import Path

import click

from canvass.attesting.ledger_tree import consistency_proof, inclusion_proof, leaves_of
from canvass.attesting.noted_heads import signed_head_in
from canvass.attesting.signing_heads import sign_record
from canvass.commands.audit.working import write_file
from canvass.console.text import say
from canvass.record import open_record
from tabulate.heads.signed_notes import SignedHead, hash_text

_RECORD = click.argument("record", type=click.Path(path_type=Path))
_FILE = click.Path(path_type=Path)
_OUT = click.option("--out", required=True, type=_FILE, help="The file to write.")
_HEAD = click.option("--head", "head_file", required=True, type=_FILE, help="The signed head.")


@click.command()
@_RECORD
@click.option("--key", required=True, type=_FILE, help="The file of the key: canvass keys make.")
@_OUT
def sign(record: Path, key: Path, out: Path) -> None:
    """Sign the head of RECORD's ledger as it stands: how many entries, and the root over all of them.

    Refused where it does not continue what this key signed before.
    """
    with open_record(record) as opened:
        signed = sign_record(opened, key)
    write_file(out, signed.text.encode())
    _say_head(signed)


@click.command()
@_RECORD
@_HEAD
@click.option("--entry", required=True, type=click.IntRange(min=1), help="The number of the entry.")
@_OUT
def prove(record: Path, head_file: Path, entry: int, out: Path) -> None:
    """Prove that an entry of RECORD is in a signed head, by a few hashes, and without showing the others."""
    signed = signed_head_in(head_file)
    with open_record(record) as opened:
        proof = inclusion_proof(leaves_of(opened), signed, entry)
    write_file(out, proof.text.encode())


@click.command()
@_RECORD
@_HEAD
@click.option("--from", "earlier", type=_FILE, help="The earlier signed head; the empty ledger without it.")
@_OUT
def link(record: Path, head_file: Path, earlier: Path | None, out: Path) -> None:
    """Prove that a signed head of RECORD continues an earlier one: what a witness asks for."""
    signed = signed_head_in(head_file)
    before = None if earlier is None else signed_head_in(earlier).head
    with open_record(record) as opened:
        proof = consistency_proof(leaves_of(opened), before, signed)
    write_file(out, proof.text.encode())


def _say_head(signed: SignedHead) -> None:
    say(f"Signed: {signed.head.origin}, {signed.head.size:,} entries.")
    say(f"Root, to be read out or printed: {hash_text(signed.head.root)}")
