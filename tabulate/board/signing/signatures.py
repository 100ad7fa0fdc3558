"""Keys and signatures as they stand: the one place that says which of their entries may follow which."""

import re
from dataclasses import dataclass, replace
from typing import assert_never

from tabulate.board.errors import NotAllowed
from tabulate.board.signing.signing_entries import PaperSigned, SigningEntry, SigningKeyMade
from tabulate.board.words_said import moment_said
from tabulate.printable import folded_words, says_something

_KEY, _SIGNATURE, _HASH = (re.compile(rf"[0-9a-f]{{{length}}}") for length in (64, 128, 64))
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Signatures:
    """All of them, in order; `after` makes the next."""

    history: tuple[tuple[int, SigningEntry], ...] = ()
    """Every entry with its number."""

    def key_of(self, account: str) -> SigningKeyMade | None:
        """The key with which an account signs now; None where it has none."""
        keys = (one for _, one in reversed(self.history) if isinstance(one, SigningKeyMade))
        return next((one for one in keys if one.account == account), None)

    @property
    def signed(self) -> tuple[tuple[int, PaperSigned], ...]:
        """Every signature, with the number of its entry."""
        return tuple((own, one) for own, one in self.history if isinstance(one, PaperSigned))

    def under(self, number: int) -> tuple[tuple[int, PaperSigned], ...]:
        """The signatures under the paper of an entry, each with the number of its own."""
        return tuple((own, one) for own, one in self.signed if one.entry == number)

    def check(self, entry: SigningEntry) -> None:
        """Whether the entry may follow those taken. Raises NotAllowed."""
        match entry:
            case SigningKeyMade():
                self._check_key(entry)
            case PaperSigned():
                self._check_signed(entry)
            case _:
                assert_never(entry)

    def after(self, number: int, entry: SigningEntry) -> "Signatures":
        """These once an entry that was found allowed is taken, with its number."""
        return replace(self, history=(*self.history, (number, entry)))

    def _check_key(self, entry: SigningKeyMade) -> None:
        if not _KEY.fullmatch(entry.public_key) or not entry.account or not says_something(entry.name):
            raise NotAllowed(
                "a public key of 32 bytes in hex, its account and its holder", repr(entry), "Make it anew."
            )
        known = (one for _, one in self.history if isinstance(one, SigningKeyMade))
        if any(one.public_key == entry.public_key for one in known):
            raise NotAllowed("a key that nobody has", "one that is known already", "Make another.")

    def _check_signed(self, entry: PaperSigned) -> None:
        for what, said in (("name", entry.name), ("title", entry.title), ("paper", entry.called)):
            if not says_something(said) or len(said) > _LONGEST:
                raise NotAllowed(f"the signer's typed name and title, and a {what}", repr(said[:80]), "Type it.")
        moment_said(entry.at)
        hashes = entry.entry_hash, entry.paper_sha256
        if not _SIGNATURE.fullmatch(entry.signature) or not all(map(_HASH.fullmatch, hashes)) or entry.entry < 1:
            raise NotAllowed(
                "a signature of 64 bytes over two hashes, in hex", repr(entry.signature[:40]), "Sign anew."
            )
        key = self.key_of(entry.account)
        if key is None or key.public_key != entry.public_key:
            found = "none" if key is None else "another"
            raise NotAllowed(f"the key with which {entry.account} signs now", found, "Sign with the own password.")
        if folded_words(entry.name) != folded_words(key.name):
            raise NotAllowed(f"the name of who has the key, {key.name}", repr(entry.name), "Sign with the own account.")
        if any(one.account == entry.account for _, one in self.under(entry.entry)):
            raise NotAllowed(f"one signature of {entry.name} under a paper", "a second one", "It is signed.")
