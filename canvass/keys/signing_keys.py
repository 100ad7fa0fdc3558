"""The key with which the holder of an account signs: made with the password, kept encrypted under it (ARM 44.2.301(4)).

Nobody else can sign with it, the administrator neither. Who forgets the password has a new key with the next one.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

_SALT_BYTES, _NONCE_BYTES, _KEY_BYTES = 16, 12, 32
_COST, _BLOCK, _LANES = 2**15, 8, 1
"""Of scrypt: 32 MB and about a tenth of a second for each password that is tried."""


class WrongPassword(Exception):  # noqa: N818  (said as such)
    """The password does not open the key, or what is kept of it was altered."""


@dataclass(frozen=True, slots=True)
class KeptKey:
    """A key as it is kept."""

    public_hex: str
    sealed_hex: str
    """The private half encrypted by AES-256-GCM, salt and nonce before it."""


def made_key(password: str) -> KeptKey:
    """A new key, which that password opens."""
    return _sealed(Ed25519PrivateKey.generate(), password)


def kept_under(key: KeptKey, present: str, password: str) -> KeptKey:
    """The same key under another password. Raises WrongPassword."""
    return _sealed(_opened(key, present), password)


def signed(key: KeptKey, password: str, messages: Iterable[bytes]) -> list[str]:
    """The signature of each message, in hex; the key is opened once. Raises WrongPassword."""
    opened = _opened(key, password)
    return [opened.sign(message).hex() for message in messages]


def is_signed(public_hex: str, message: bytes, signature_hex: str) -> bool:
    """Whether a signature over a message is by the key; False for what is no key and no signature, too."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_hex)).verify(bytes.fromhex(signature_hex), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _sealed(key: Ed25519PrivateKey, password: str) -> KeptKey:
    public, salt, nonce = key.public_key().public_bytes_raw(), os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    hidden = AESGCM(_derived(password, salt)).encrypt(nonce, key.private_bytes_raw(), public)
    return KeptKey(public.hex(), (salt + nonce + hidden).hex())


def _opened(key: KeptKey, password: str) -> Ed25519PrivateKey:
    try:
        kept = bytes.fromhex(key.sealed_hex)
        salt, nonce, hidden = kept[:_SALT_BYTES], kept[_SALT_BYTES:][:_NONCE_BYTES], kept[_SALT_BYTES + _NONCE_BYTES :]
        raw = AESGCM(_derived(password, salt)).decrypt(nonce, hidden, bytes.fromhex(key.public_hex))
        return Ed25519PrivateKey.from_private_bytes(raw)
    except (InvalidTag, ValueError):
        raise WrongPassword from None


def _derived(password: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=_KEY_BYTES, n=_COST, r=_BLOCK, p=_LANES).derive(
        password.encode("utf-8", "surrogatepass")
    )
