"""A reading as text, every field of it, the same on every machine; and the text's digest."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from enum import Enum

from imaging.sheets import ImageSource, SheetReading

DIGITS = 1
"""Places are rounded to a tenth of a pixel: libraries add floats up in the order that suits the processor. What moves
less, and matters, moves a count of pixels, and these are whole."""
LATER = frozenset({"nearby"})
"""Fields that came after digests were kept: left out where they say nothing, so that those digests stay."""


def canonical(reading: SheetReading) -> str:
    """The reading as JSON: classes by name, fields by name."""
    return json.dumps(_plain(reading), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(reading: SheetReading) -> str:
    """SHA-256 of the canonical text, in hex."""
    return hashlib.sha256(canonical(reading).encode()).hexdigest()


def _plain(value: object) -> object:
    match value:
        case Enum():
            return f"{type(value).__name__}.{value.name}"
        case ImageSource():
            # the file's bytes are not what was read
            return [value.file, value.page]
        case tuple():
            return [_plain(one) for one in value]
        case float():
            return round(value, DIGITS) + 0.0
        case None | bool() | int() | str():
            return value
    assert is_dataclass(value), value
    parts = {one.name: getattr(value, one.name) for one in fields(value)}
    said = {name: _plain(part) for name, part in parts.items() if part is not None or name not in LATER}
    return {"": type(value).__name__} | said
