"""Proofs as text (C2SP): an entry is in a signed head (tlog-proof); a head continues an earlier one (tlog-witness)."""

from dataclasses import dataclass

from tabulate.heads.merkle import is_consistent, is_included, leaf_hash
from tabulate.heads.signed_notes import NoteRefused, SignedHead, TreeHead, hash_of_text, hash_text, signed_head_of

_INCLUSION = "c2sp.org/tlog-proof@v1"
_MOST_HASHES = 63


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """That an entry of the ledger is in a head."""

    index: int
    """The entry's number less one."""
    path: tuple[bytes, ...]
    signed: SignedHead

    @property
    def text(self) -> str:
        """As a file."""
        return f"{_INCLUSION}\nindex {self.index}\n{_lines(self.path)}\n{self.signed.text}"

    def holds_for(self, entry_hash: bytes) -> bool:
        """Whether the entry of that hash is in the head, at that place."""
        head = self.signed.head
        return is_included(leaf_hash(entry_hash), self.index, head.size, self.path, head.root)


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """That a head continues an earlier one: nothing before it was changed."""

    old: int
    """Entries of the earlier head."""
    path: tuple[bytes, ...]
    signed: SignedHead

    @property
    def text(self) -> str:
        """As a file: what a witness is sent."""
        return f"old {self.old}\n{_lines(self.path)}\n{self.signed.text}"

    def holds_for(self, earlier: TreeHead) -> bool:
        """Whether it leads from that head to this one."""
        head = self.signed.head
        same = (earlier.origin, earlier.size) == (head.origin, self.old)
        return same and is_consistent(earlier.size, earlier.root, head.size, head.root, self.path)


def inclusion_of(text: str) -> InclusionProof:
    """The proof that a text is. Raises NoteRefused."""
    first, _, rest = text.partition("\n")
    if first != _INCLUSION:
        raise NoteRefused(f"The file is no proof that an entry is in a head: it does not begin with {_INCLUSION}.")
    index, path, signed = _parts(rest, "index")
    return InclusionProof(index, path, signed)


def consistency_of(text: str) -> ConsistencyProof:
    """The proof that a text is. Raises NoteRefused."""
    old, path, signed = _parts(text, "old")
    return ConsistencyProof(old, path, signed)


def _lines(path: tuple[bytes, ...]) -> str:
    return "".join(f"{hash_text(one)}\n" for one in path)


def _parts(text: str, word: str) -> tuple[int, tuple[bytes, ...], SignedHead]:
    above, parted, note = text.partition("\n\n")
    first, *hashes = above.split("\n")
    name, _, number = first.partition(" ")
    whole = number.isascii() and number.isdigit() and len(number) < 16 and str(int(number)) == number
    if not parted or name != word or not whole or len(hashes) > _MOST_HASHES:
        raise NoteRefused(
            f'The file is no such proof: a line "{word} NUMBER", hashes, an empty line, and a signed head.'
        )
    return int(number), tuple(map(hash_of_text, hashes)), signed_head_of(note)
