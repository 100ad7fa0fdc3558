"""What the ledger says of signatures with own keys: each signer's public key, and each signature (ARM 44.2.301(4)).

A private key is never in it. A signature is over the hash of the paper and of its entry, with the typed name and title:
whoever changes one of them breaks it. Anyone with the ledger can check it.
"""

from dataclasses import dataclass, replace
from typing import ClassVar

from tabulate.board.subjects import About, SigningOfPapers
from tabulate.canonical_json import CanonicalJson

_PREFIX = b"canvass-signature/1\n"
_JSON = CanonicalJson()


@dataclass(frozen=True, slots=True)
class SigningKeyMade:
    """An account has a key of its own from here on. A later one of the account takes its place for what follows."""

    kind: ClassVar[str] = "signing key made"
    about: ClassVar[About] = (SigningOfPapers(),)

    account: str
    name: str
    """The full name of its holder."""
    public_key: str
    """Ed25519, 32 bytes in hex."""


@dataclass(frozen=True, slots=True)
class PaperSigned:
    """Somebody signed a paper with the own key."""

    kind: ClassVar[str] = "paper signed"
    about: ClassVar[About] = (SigningOfPapers(),)

    entry: int
    """The number of the entry that the paper is of."""
    entry_hash: str
    """Its hash, as it is chained."""
    called: str
    """What the paper is called."""
    paper_sha256: str
    """Of what it says; the entry's hash where the entry itself says all of it."""
    account: str
    name: str
    """As it was typed."""
    title: str
    at: str
    """As in 2026-11-17T11:00-07:00."""
    public_key: str
    signature: str = ""
    """Ed25519 over `message`, 64 bytes in hex."""

    @property
    def did(self) -> str:
        """In words."""
        return f"{self.name}, {self.title}, signed with the own key: {self.called}, entry {self.entry:,}."

    @property
    def message(self) -> bytes:
        """What is signed: a line that names the form, then the canonical JSON of the entry without its signature."""
        return _PREFIX + _JSON.write(replace(self, signature="")).encode("ascii")


SigningEntry = SigningKeyMade | PaperSigned
