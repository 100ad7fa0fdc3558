"""Keys that sign heads of ledgers: Ed25519, a file for the private half, a line for the public one."""

from datetime import UTC, datetime
from pathlib import Path
from struct import pack, unpack

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from canvass.disk.whole_files import save_bytes
from canvass.errors import InputError, RecordError, disk_errors
from tabulate.heads.signed_notes import (
    KeyKind,
    NoteKey,
    NoteRefused,
    NoteSignature,
    SignedHead,
    TreeHead,
    check_name,
    cosigned_bytes,
    key_of,
)

_SECONDS_BYTES = 8
_OWNER_ALONE = 0o600


def public_file(key: Path) -> Path:
    """Where the public half of a key's file lies."""
    return key.with_name(f"{key.name}.pub")


def make_key_files(file: Path, name: str, kind: KeyKind) -> NoteKey:
    """A new key: its private half in `file`, for the owner alone, its public line beside it. Raises InputError."""
    try:
        check_name(name)
    except NoteRefused as refused:
        raise InputError(f"{refused} Nothing was written.") from None
    for place in (file, public_file(file)):
        if place.exists():
            raise InputError(f"{place} is there already. A key is never written over: give another name.")
    made = Ed25519PrivateKey.generate()
    key = NoteKey(name, kind, made.public_key().public_bytes_raw())
    save_bytes(file, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), _OWNER_ALONE)
    save_bytes(public_file(file), f"{key}\n".encode())
    return key


def is_there(text: str) -> bool:
    """Whether a text is the name of something on the disk: a long line of a key is none that a disk can have."""
    try:
        return Path(text).exists()
    except OSError:
        return False


def public_key_in(text_or_file: str) -> NoteKey:
    """The key that a line says, or the file that holds the line. Raises InputError."""
    text, place = text_or_file, Path(text_or_file)
    if text.count("+") < 2 or is_there(text):
        with disk_errors(place):
            text = place.read_bytes().decode("utf-8", "replace")
    try:
        return key_of(text)
    except NoteRefused as refused:
        raise InputError(f"{text_or_file}: {refused}") from None


class HeadSigner:
    """The private half of a key, read from its file, with its name from the line beside it."""

    def __init__(self, file: Path) -> None:
        """Raises InputError where the file is no key, or the line beside it is another key's."""
        self.key = public_key_in(str(public_file(file)))
        with disk_errors(file):
            content = file.read_bytes()
        try:
            private = load_pem_private_key(content, None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            private = None
        if not isinstance(private, Ed25519PrivateKey):
            raise InputError(f"{file} is no key that signs heads. Make one: canvass keys make FILE --name NAME")
        if private.public_key().public_bytes_raw() != self.key.public:
            raise InputError(f"{file} and {public_file(file)} are of different keys. Bring back the line of this key.")
        self._private = private

    def sign(self, head: TreeHead) -> NoteSignature:
        """The signature of a ledger's key."""
        return NoteSignature(self.key.name, self.key.id, self._private.sign(head.text.encode()))

    def cosign(self, head: TreeHead, seconds: int) -> NoteSignature:
        """The signature of a witness, who saw the head at that second of Unix time."""
        signed = self._private.sign(cosigned_bytes(head, seconds))
        return NoteSignature(self.key.name, self.key.id, pack(">Q", seconds) + signed)


def checked_signature(signed: SignedHead, key: NoteKey) -> NoteSignature | None:
    """The signature by that key below a head; None where there is none. Raises RecordError where one does not hold."""
    found = None
    for one in signed.signatures:
        if not one.claims(key):
            continue
        if not _holds(signed.head, one, key):
            raise RecordError(f"The signature of {key.name} does not hold: the head is not as it was signed.")
        found = one
    return found


def hour_seen(signature: NoteSignature) -> str:
    """When a witness saw the head, in words."""
    seconds = _seen_at(signature)
    try:
        return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S} UTC"
    except (OverflowError, ValueError, OSError):
        return f"second {seconds} of Unix time"


def _seen_at(signature: NoteSignature) -> int:
    (seconds,) = unpack(">Q", signature.signature[:_SECONDS_BYTES])
    return int(seconds)


def _holds(head: TreeHead, one: NoteSignature, key: NoteKey) -> bool:
    message, signature = head.text.encode(), one.signature
    if key.kind is KeyKind.WITNESS:
        if len(signature) <= _SECONDS_BYTES:
            return False
        message, signature = cosigned_bytes(head, _seen_at(one)), signature[_SECONDS_BYTES:]
    elif key.name != head.origin:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
