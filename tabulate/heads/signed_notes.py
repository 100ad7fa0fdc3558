"""Heads as signed notes (C2SP signed-note, tlog-checkpoint): their texts, and which signatures stand below them.

    larkspur.example/canvass/2026-11-03
    203
    o0VX0lCqrG32BhbrE78LAouWW88fQCrG8yzbXmhAUOs=

    — larkspur.example/canvass/2026-11-03 I3nr7EBX...

Whether a signature is by a key is for those who have keys.
"""

from base64 import b64decode, b64encode
from binascii import Error
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256

_DASH = "\u2014 "
_MOST_SIGNATURES = 100
_ID_BYTES, _HASH_BYTES, _KEY_BYTES = 4, 32, 32
_MOST_LETTERS = 200


class NoteRefused(Exception):  # noqa: N818  (said as such)
    """A text that is no signed note, no head, no key or no proof; the message says why."""


class KeyKind(IntEnum):
    """What a key signs: the first byte of its text (C2SP)."""

    LEDGER = 0x01
    """A note as it stands."""
    WITNESS = 0x04
    """A cosignature, with the time at which a witness saw the head."""


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A public key, with the name that stands before its signatures."""

    name: str
    kind: KeyKind
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that tell a key from others of the same name."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:_ID_BYTES]

    def __str__(self) -> str:
        """As it is printed in a notice and passed on."""
        return f"{self.name}+{self.id.hex()}+{_text(bytes([self.kind]) + self.public)}"


def key_of(text: str) -> NoteKey:
    """The key that a line says. Raises NoteRefused."""
    name, _, rest = text.strip().partition("+")
    id_hex, _, encoded = rest.partition("+")
    check_name(name)
    raw = _bytes(encoded, "the key")
    if len(raw) != 1 + _KEY_BYTES or raw[0] not in set(KeyKind):
        raise NoteRefused("The line is no public key of a ledger or a witness: NAME+ID+KEY.")
    key = NoteKey(name, KeyKind(raw[0]), raw[1:])
    if key.id.hex() != id_hex:
        raise NoteRefused(
            f"The key of {name} was copied wrong: its number is {key.id.hex()}, and the line says {id_hex}."
        )
    return key


def check_name(name: str) -> None:
    """Raise NoteRefused for what cannot be the name of a key."""
    if not 0 < len(name) <= _MOST_LETTERS or "+" in name or not name.isprintable() or any(map(str.isspace, name)):
        raise NoteRefused(f'"{name}" is no name of a key: no blanks, no "+", and at most {_MOST_LETTERS} letters.')


@dataclass(frozen=True, slots=True)
class TreeHead:
    """What a head says: of which ledger, how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The lines that are signed, the last line's end too."""
        return f"{self.origin}\n{self.size}\n{_text(self.root)}\n"


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """A signature below a note."""

    name: str
    key_id: bytes
    signature: bytes

    @property
    def line(self) -> str:
        """As it stands below the note."""
        return f"{_DASH}{self.name} {_text(self.key_id + self.signature)}\n"

    def claims(self, key: NoteKey) -> bool:
        """Whether it says that it is by this key."""
        return (self.name, self.key_id) == (key.name, key.id)


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head with its signatures, none of them checked."""

    head: TreeHead
    signatures: tuple[NoteSignature, ...]

    @property
    def text(self) -> str:
        """The whole note."""
        return f"{self.head.text}\n{''.join(one.line for one in self.signatures)}"


def signed_head_of(text: str) -> SignedHead:
    """The note that a text is. Raises NoteRefused."""
    body, parted, below = text.rpartition("\n\n")
    if not parted or not below.endswith("\n") or any(ord(sign) < 0x20 and sign != "\n" for sign in text):
        raise NoteRefused("The file is no signed head: a text, an empty line, and signatures below it.")
    lines = below.removesuffix("\n").split("\n")
    if len(lines) > _MOST_SIGNATURES:
        raise NoteRefused(f"More than {_MOST_SIGNATURES} signatures stand below the head.")
    return SignedHead(head_of(body + "\n"), tuple(map(_signature, lines)))


def head_of(text: str) -> TreeHead:
    """The head that the lines of a note say. Raises NoteRefused."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3]:
        raise NoteRefused("A head has three lines: whose ledger it is, how many entries, and their root.")
    origin, size, root = lines[:3]
    check_name(origin)
    if not (size.isascii() and size.isdigit() and len(size) < 16) or str(int(size)) != size:
        raise NoteRefused(f'"{size}" is no number of entries.')
    raw = _bytes(root, "the root")
    if len(raw) != _HASH_BYTES:
        raise NoteRefused("The root is no SHA-256.")
    return TreeHead(origin, int(size), raw)


def _signature(line: str) -> NoteSignature:
    name, parted, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not parted:
        raise NoteRefused(f'"{line[:60]}" is no line of a signature.')
    check_name(name)
    raw = _bytes(encoded, "a signature")
    if len(raw) <= _ID_BYTES:
        raise NoteRefused(f"The signature of {name} is too short.")
    return NoteSignature(name, raw[:_ID_BYTES], raw[_ID_BYTES:])


def cosigned_bytes(head: TreeHead, seconds: int) -> bytes:
    """What a witness signs: that it saw the head at that second of Unix time, and every one before it."""
    return f"cosignature/v1\ntime {seconds}\n{head.text}".encode()


def hash_text(raw: bytes) -> str:
    """A hash as it stands in notes and proofs."""
    return _text(raw)


def hash_of_text(text: str) -> bytes:
    """The hash that a line says. Raises NoteRefused."""
    raw = _bytes(text, "a hash")
    if len(raw) != _HASH_BYTES:
        raise NoteRefused(f'"{text[:60]}" is no SHA-256.')
    return raw


def _text(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")


def _bytes(text: str, what: str) -> bytes:
    """Only the one writing of these bytes."""
    try:
        raw = b64decode(text, validate=True)
    except (Error, ValueError):
        raise NoteRefused(f"What should be {what} is no base64.") from None
    if _text(raw) != text:
        raise NoteRefused(f"What should be {what} is written in an unusual way.")
    return raw
