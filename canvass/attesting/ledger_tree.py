"""The tree over a record's ledger: a leaf for each entry, of the entry's hash."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from canvass.errors import InputError
from tabulate.heads.merkle import consistency_path, inclusion_path, leaf_hash, root_of
from tabulate.heads.proof_texts import ConsistencyProof, InclusionProof
from tabulate.heads.signed_notes import SignedHead, TreeHead
from tabulate.ledger.chain import verify_chain

if TYPE_CHECKING:
    from canvass.record.store import Record


def leaves_of(record: "Record") -> list[bytes]:
    """The leaf of every entry, the chain checked on the way. Raises LedgerBroken."""
    return [leaf_hash(bytes.fromhex(one.hash)) for one in verify_chain(record.ledger())]


def tree_head(leaves: Sequence[bytes], origin: str) -> TreeHead:
    """The head of the whole ledger."""
    return TreeHead(origin, len(leaves), root_of(leaves))


def check_in_ledger(leaves: Sequence[bytes], signed: SignedHead) -> None:
    """Raise InputError for a head that this ledger does not go through."""
    head = signed.head
    if head.size > len(leaves):
        raise InputError(f"The head is of {head.size:,} entries, and the ledger has {len(leaves):,}. {_ANOTHER}")
    if root_of(leaves[: head.size]) != head.root:
        raise InputError(f"The first {head.size:,} entries of this ledger are not those of the head. {_ANOTHER}")


_ANOTHER = "It is of another record, or the record was rewritten or is an older copy."


def inclusion_proof(leaves: Sequence[bytes], signed: SignedHead, number: int) -> InclusionProof:
    """That the entry of that number is in the head. Raises InputError."""
    check_in_ledger(leaves, signed)
    if not 1 <= number <= signed.head.size:
        raise InputError(f"Entry {number:,} is not in the head, which has {signed.head.size:,} entries.")
    return InclusionProof(number - 1, inclusion_path(leaves[: signed.head.size], number - 1), signed)


def consistency_proof(leaves: Sequence[bytes], earlier: TreeHead | None, signed: SignedHead) -> ConsistencyProof:
    """That the head continues the earlier one, or the empty ledger. Raises InputError."""
    check_in_ledger(leaves, signed)
    size = 0 if earlier is None else earlier.size
    if size > signed.head.size:
        raise InputError(f"The earlier head has {size:,} entries, the later one {signed.head.size:,}. Swap them.")
    if earlier is not None:
        check_in_ledger(leaves, SignedHead(earlier, ()))
    return ConsistencyProof(size, consistency_path(leaves[: signed.head.size], size), signed)
