"""JSON from elsewhere, read with suspicion: each field is asked for by name and kind, and blamed by its place."""

import io
import json
from collections.abc import Iterator
from typing import NoReturn

import ijson

from outside.errors import OutsideFileError

_STREAMED_BYTES = 96 << 20
"""What is larger is not held as a whole."""
_AGAIN = "The file is cut off, or was changed: export it again."
_MOST = 999_999_999_999


class JsonObject:
    """One object, and where it stands."""

    __slots__ = ("_fields", "where")

    def __init__(self, value: object, where: str) -> None:
        """Raises OutsideFileError for what is no object."""
        if not isinstance(value, dict):
            raise OutsideFileError(f"{str(value)[:40]!r}", "an object of JSON", _AGAIN, where)
        self._fields: dict[str, object] = value
        self.where = where

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its fields."""
        return tuple(self._fields)

    def has(self, name: str) -> bool:
        """Whether the field is there, and not null."""
        return self._fields.get(name) is not None

    def text(self, name: str) -> str:
        """A text, or a whole number as text; empty where there is none."""
        value = self._fields.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        raise self._wrong(name, value, "text")

    def whole(self, name: str) -> int | None:
        """A whole number, 0 or more; None where there is none."""
        value = self._fields.get(name)
        return None if value is None else self._whole(name, value)

    def wholes(self, name: str) -> list[int]:
        """The whole numbers, 0 or more, in a list, or the one that stands there without; none where there is none."""
        return [self._whole(name, one) for one in self.values(name)]

    def flag(self, name: str) -> bool | None:
        """True or false; None where there is none."""
        value = self._fields.get(name)
        if value is None or isinstance(value, bool):
            return value
        raise self._wrong(name, value, "true or false")

    def objects(self, name: str) -> list["JsonObject"]:
        """A list of objects; empty where there is none."""
        return [JsonObject(one, self.where) for one in self._list(name)]

    def inner(self, name: str) -> "JsonObject":
        """An object that must be there."""
        return JsonObject(self._fields.get(name), f"{self.where}, {name}")

    def values(self, name: str) -> tuple[object, ...]:
        """What a list holds, whatever it is; what is no list is one thing, and nothing is none."""
        value = self._fields.get(name)
        if value is None:
            return ()
        return tuple(value) if isinstance(value, list) else (value,)

    def _whole(self, name: str, value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST:
            return value
        raise self._wrong(name, value, "a whole number, 0 or more")

    def _list(self, name: str) -> list[object]:
        value = self._fields.get(name)
        if value is None:
            return []
        if isinstance(value, list):
            return value
        raise self._wrong(name, value, "a list")

    def _wrong(self, name: str, value: object, expected: str) -> OutsideFileError:
        return OutsideFileError(f"{str(value)[:40]!r}", expected, _AGAIN, f"{self.where}, {name}")


def json_object(content: bytes) -> JsonObject:
    """The one object that a file is. Raises OutsideFileError for what is not JSON, and for a name that stands twice."""
    try:
        value = json.loads(content, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise _no_json() from None
    return JsonObject(value, "the file")


def json_items(content: bytes, field: str, named: str) -> Iterator[JsonObject]:
    """The objects of the list that a file has in this field, streamed where it is large.

    `named` is what people call one. Raises OutsideFileError.
    """
    if len(content) <= _STREAMED_BYTES:
        items: Iterator[object] = iter(json_object(content).values(field))
    else:
        items = _streamed(content, field)
    for number, item in enumerate(items, 1):
        yield JsonObject(item, f"{named} {number:,}")


def _streamed(content: bytes, field: str) -> Iterator[object]:
    try:
        yield from ijson.items(io.BytesIO(content.removeprefix(b"\xef\xbb\xbf")), f"{field}.item", use_float=True)
    except (ijson.JSONError, ValueError, RecursionError):
        raise _no_json() from None


def _no_json() -> OutsideFileError:
    return OutsideFileError("JSON that is damaged or cut off", "a whole file", "Export it again, and copy it again.")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError
    return fields


def _no_constant(_: str) -> NoReturn:
    raise ValueError
