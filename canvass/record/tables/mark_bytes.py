"""A sheet's fingerprint as its table keeps it: fifty bytes a mark, its target's number, low byte first, and shape."""

from imaging.sheets import InkFingerprint

SHAPE_BYTES = 48
"""As many as `imaging.papers.ink_index.WAVES`, which is loaded by commands alone that read sheets."""
_PACKED_MARK = 2 + SHAPE_BYTES


def packed(sheet: InkFingerprint) -> bytes:
    """The marks of a sheet."""
    shapes = bytes.fromhex(sheet.shapes)
    parts = [
        target.to_bytes(2, "little") + shapes[SHAPE_BYTES * place : SHAPE_BYTES * (place + 1)]
        for place, target in enumerate(sheet.targets)
    ]
    return b"".join(parts)


def unpacked(noise_permille: int, marks: bytes) -> InkFingerprint:
    """The fingerprint whose marks were packed."""
    packed = bytes(marks)
    starts = range(0, len(packed), _PACKED_MARK)
    return InkFingerprint(
        tuple(int.from_bytes(packed[start : start + 2], "little") for start in starts),
        b"".join(packed[start + 2 : start + _PACKED_MARK] for start in starts).hex(),
        noise_permille,
    )
