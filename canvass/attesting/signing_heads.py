"""Signing the head of a record, and cosigning it as a witness: never one that does not continue the last one."""

from pathlib import Path
from typing import TYPE_CHECKING

from canvass.attesting.head_keys import HeadSigner, checked_signature
from canvass.attesting.last_heads import last_heads
from canvass.attesting.ledger_tree import leaves_of, tree_head
from canvass.errors import InputError, RecordError
from tabulate.heads.merkle import root_of
from tabulate.heads.proof_texts import ConsistencyProof
from tabulate.heads.signed_notes import KeyKind, NoteKey, SignedHead

if TYPE_CHECKING:
    from canvass.record.store import Record


def sign_record(record: "Record", key_file: Path) -> SignedHead:
    """The signed head of the ledger as it stands. Raises RecordError where it does not continue the last."""
    signer = HeadSigner(key_file)
    if signer.key.kind is not KeyKind.LEDGER:
        raise InputError(f"{key_file} is a witness's key, and signs no record. Make a key for the record.")
    with last_heads(key_file) as heads:
        leaves = leaves_of(record)
        head, last = tree_head(leaves, signer.key.name), heads.of(signer.key.name)
        if last is not None and (last.size > head.size or root_of(leaves[: last.size]) != last.root):
            raise RecordError(
                f"This key signed {last.size:,} entries of {last.origin}, and this ledger of {head.size:,} does not "
                "continue them. The record is an older copy, was rewritten, or is another election's, which takes "
                "a key of its own. Nothing was signed."
            )
        heads.keep(head)
    return SignedHead(head, (signer.sign(head),))


def cosign(asked: ConsistencyProof, ledger: NoteKey, key_file: Path, seconds: int) -> SignedHead:
    """The head with the witness's signature below it, once it is found to continue the head that was seen last.

    Raises InputError, RecordError. `seconds` is the hour in seconds of Unix time.
    """
    signer, signed = HeadSigner(key_file), asked.signed
    if signer.key.kind is not KeyKind.WITNESS:
        raise InputError(f"{key_file} is no witness's key. Make one: canvass keys make FILE --name NAME --witness")
    if signed.head.origin != ledger.name or checked_signature(signed, ledger) is None:
        raise InputError(f"The head is not signed by {ledger.name}. Nothing was signed.")
    with last_heads(key_file) as heads:
        last = heads.of(ledger.name)
        expected = 0 if last is None else last.size
        if asked.old != expected:
            raise InputError(
                f"The proof begins at {asked.old:,} entries, and the head that was seen last has {expected:,}. Ask for "
                "a proof from there. Nothing was signed."
            )
        if last is not None and not asked.holds_for(last):
            raise RecordError(
                f"THE HEAD DOES NOT CONTINUE what was seen last: entries of {ledger.name} up to {last.size:,} were "
                "changed, or the proof is wrong. Nothing was signed. Keep both files, and ask the county."
            )
        if last is None and asked.path:
            raise InputError("From the empty ledger there is nothing to prove, and the proof has hashes.")
        heads.keep(signed.head)
    return SignedHead(signed.head, (*signed.signatures, signer.cosign(signed.head, seconds)))
