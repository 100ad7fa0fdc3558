"""Fingerprints as the database keeps them: fifty bytes a mark, its target's number (low byte first) and its shape."""

from imaging.ink_index import WAVES
from imaging.sheets import InkFingerprint

_BYTES_A_MARK = 2 + WAVES


def packed(sheet: InkFingerprint) -> bytes:
    """The marks of a sheet."""
    shapes = bytes.fromhex(sheet.shapes)
    parts = [
        target.to_bytes(2, "little") + shapes[WAVES * place : WAVES * (place + 1)]
        for place, target in enumerate(sheet.targets)
    ]
    return b"".join(parts)


def unpacked(noise_permille: int, marks: bytes) -> InkFingerprint:
    """The fingerprint whose marks were packed."""
    packed = bytes(marks)
    starts = range(0, len(packed), _BYTES_A_MARK)
    return InkFingerprint(
        tuple(int.from_bytes(packed[start : start + 2], "little") for start in starts),
        b"".join(packed[start + 2 : start + _BYTES_A_MARK] for start in starts).hex(),
        noise_permille,
    )
