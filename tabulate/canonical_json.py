"""Frozen dataclasses to canonical JSON and back: keys sorted, no spaces, no floats, ASCII, so that bytes can be hashed.

The shape follows the nouns: an object per dataclass with its fields as keys, enums by their value, None as null, tuples
as arrays. Two rules are not obvious: a real number is written as whole hundredths, so that no float comes in; and
where a field can hold one of several nouns the key "is" tells which. `Shapes` says what else is to be known.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from enum import StrEnum
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Noun = TypeVar("Noun")
Encode = Callable[[Any], Any]
Decode = Callable[[Any], Any]


class UnknownWord(Exception):  # noqa: N818
    """A key, a name or a value more than this version knows; the text says which."""


class NotTheNoun(ValueError):  # noqa: N818
    """The text is no JSON, or not what the noun must be; the message says where it differs."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """What the nouns' own fields do not say of how they are written."""

    rows: frozenset[type] = frozenset()
    """Written as arrays of their fields in order, to save space."""
    named: Mapping[type, str] = field(default_factory=dict)
    """The values of "is" where a field can hold one of several nouns."""
    unnamed: frozenset[type] = frozenset()
    """Nouns without "is", each at most once in a field."""
    later: Mapping[type, frozenset[str]] = field(default_factory=dict)
    """Fields that came after bytes had been written: left out where they have their default, which leaves old bytes
    alone. Of a row they are the last ones, and those at its end are left out."""
    apart: Mapping[type, frozenset[str]] = field(default_factory=dict)
    """Fields that are never written, and refused where they stand: what they hold is kept elsewhere."""
    texts: Mapping[type, Callable[[str], Any]] = field(default_factory=dict)
    """What is written as the text that `str` makes of it, and how each is read again; ValueError where it cannot be."""


@dataclass(frozen=True, slots=True)
class _Codec:
    encode: Encode
    decode: Decode


class CanonicalJson:
    """Writes and reads nouns in one set of shapes."""

    def __init__(self, shapes: Shapes | None = None) -> None:
        """Without shapes: nothing but objects, and no field that can hold one of several nouns."""
        self._shapes = shapes or Shapes()
        self._codecs: dict[Any, _Codec] = {}

    def write(self, noun: object) -> str:
        """The noun's canonical JSON. Raises TypeError for a noun that cannot be written."""
        plain = self._codec(type(noun)).encode(noun)
        return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)

    def read(self, noun: type[Noun], text: str, prepare: Callable[[Any], Any] | None = None) -> Noun:
        """The noun that `text` says; `prepare` may take parts of the plain JSON away first.

        Raises UnknownWord for what a later version may have written, NotTheNoun for anything else that does not fit.
        """
        try:
            plain = json.loads(text, parse_float=_no_floats, parse_constant=_no_floats)
            return cast(Noun, self._codec(noun).decode(prepare(plain) if prepare else plain))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise NotTheNoun(str(error)) from None

    def _codec(self, hint: Any) -> _Codec:
        if hint not in self._codecs:
            self._codecs[hint] = self._made(getattr(hint, "__supertype__", hint))
        return self._codecs[hint]

    def _made(self, hint: Any) -> _Codec:
        if hint is float:
            return _Codec(_hundredths, _decode_hundredths)
        if hint in (str, int, bool):
            return _Codec(_as_it_is, _exactly(hint))
        if hint in self._shapes.texts:
            return _Codec(str, _from_text(self._shapes.texts[hint]))
        if get_origin(hint) is tuple:
            return self._array(hint)
        if get_origin(hint) in (Union, UnionType):
            return self._one_of(get_args(hint))
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            # A StrEnum is a string, and is written as one.
            return _Codec(_as_it_is, _member(hint))
        if is_dataclass(hint) and isinstance(hint, type):
            return self._row(hint) if hint in self._shapes.rows else self._object(hint)
        raise TypeError(f"there is no way to write {hint}")

    def _array(self, hint: Any) -> _Codec:
        item, *more = get_args(hint)
        length = None if more == [...] else 1 + len(more)
        codec = self._codec(item)

        def decode(values: Any) -> Any:
            if length not in (None, len(_exactly(list)(values))):
                raise ValueError(f"{len(values)} values where {length} belong")
            return tuple([codec.decode(value) for value in _exactly(list)(values)])

        if codec.encode in _OF_EACH:
            return _Codec(_OF_EACH[codec.encode], decode)
        return _Codec(lambda values: [codec.encode(value) for value in values], decode)

    def _one_of(self, hints: tuple[Any, ...]) -> _Codec:
        nouns = [hint for hint in hints if hint is not NoneType]
        inner = self._codec(nouns[0]) if len(nouns) == 1 else self._named(nouns)
        if len(nouns) == len(hints):
            return inner
        as_it_is = inner.encode is _as_it_is
        return _Codec(
            _as_it_is if as_it_is else lambda value: None if value is None else inner.encode(value),
            lambda value: None if value is None else inner.decode(value),
        )

    def _named(self, nouns: list[Any]) -> _Codec:
        names = {noun: None if noun in self._shapes.unnamed else self._shapes.named[noun] for noun in nouns}
        codecs = {names[noun]: self._codec(noun) for noun in nouns}

        def encode(value: Any) -> Any:
            name = names[type(value)]
            plain = codecs[name].encode(value)
            return plain if name is None else {"is": name, **plain}

        def decode(value: Any) -> Any:
            name = _exactly(dict)(value).get("is") if None in codecs else value["is"]
            if name not in codecs:
                raise UnknownWord(f'"is": {name!r}')
            return codecs[name].decode({key: rest for key, rest in value.items() if key != "is"})

        return _Codec(encode, decode)

    def _fields_of(self, noun: type[Any]) -> list[tuple[str, _Codec]]:
        hints, apart = get_type_hints(noun), self._shapes.apart.get(noun, frozenset())
        return [(one.name, self._codec(hints[one.name])) for one in fields(noun) if one.name not in apart]

    def _object(self, noun: type[Any]) -> _Codec:
        parts = dict(self._fields_of(noun))
        required = {one.name for one in fields(noun) if one.default is MISSING}
        later = {one.name: one.default for one in fields(noun) if one.name in self._shapes.later.get(noun, ())}

        encoders = [(name, None if part.encode is _as_it_is else part.encode) for name, part in parts.items()]

        def encode(value: Any) -> Any:
            plain = {}
            for name, encode_part in encoders:
                part = getattr(value, name)
                if name not in later or part != later[name]:
                    plain[name] = part if encode_part is None else encode_part(part)
            return plain

        def decode(value: Any) -> Any:
            given = _exactly(dict)(value)
            if unknown := given.keys() - parts.keys():
                raise UnknownWord(f"the field {min(unknown)!r}")
            if missing := required - given.keys():
                raise ValueError(f"no {min(missing)!r}")
            return noun(**{name: parts[name].decode(part) for name, part in given.items()})

        return _Codec(encode, decode)

    def _row(self, noun: type[Any]) -> _Codec:
        parts = self._fields_of(noun)
        values_of = attrgetter(*(name for name, _ in parts))
        encoders = [codec.encode for _, codec in parts]
        decoders = [codec.decode for _, codec in parts]
        fewest = sum(one.default is MISSING for one in fields(noun))
        later = self._shapes.later.get(noun, frozenset())
        first_later = next((place for place, one in enumerate(fields(noun)) if one.name in later), len(parts))
        usual = tuple(one.default for one in fields(noun)[first_later:])
        others = [(at, encode_part) for at, encode_part in enumerate(encoders) if encode_part is not _as_it_is]

        def encode(value: Any) -> Any:
            row = list(values_of(value))
            while len(row) > first_later and row[-1] == usual[len(row) - 1 - first_later]:
                del row[-1]
            for at, encode_part in others:
                if at < len(row):
                    row[at] = encode_part(row[at])
            return row

        def decode(row: Any) -> Any:
            if len(_exactly(list)(row)) > len(decoders):
                raise UnknownWord(f"{len(row)} values a target")
            if len(row) < fewest:
                raise ValueError(f"{len(row)} values a target")
            return noun(*[decode_part(part) for decode_part, part in zip(decoders, row, strict=False)])

        return _Codec(encode, decode)


def _as_it_is(value: Any) -> Any:
    return value


def _hundredths(value: Any) -> Any:
    return round(value * 100)


def _each_in_hundredths(values: Any) -> Any:
    return [round(value * 100) for value in values]


def _all_in_hundredths(rows: Any) -> Any:
    return [[round(value * 100) for value in row] for row in rows]


_OF_EACH: dict[Encode, Encode] = {
    _as_it_is: list,
    _hundredths: _each_in_hundredths,
    _each_in_hundredths: _all_in_hundredths,
}
"""How the items of an array are written all at once: the marks of a sheet's borders are some hundred pairs."""


def _no_floats(text: str) -> Any:
    raise ValueError(f"{text}, which is not a whole number")


def _decode_hundredths(value: Any) -> float:
    return float(_exactly(int)(value) / 100)


def _exactly(wanted: type) -> Decode:
    def decode(value: Any) -> Any:
        if type(value) is not wanted:
            raise ValueError(f"{value!r} where a value of type {wanted.__name__} belongs")
        return value

    return decode


def _from_text(read: Callable[[str], Any]) -> Decode:
    return lambda text: read(_exactly(str)(text))


def _member(enum: type[StrEnum]) -> Decode:
    known = {member.value: member for member in enum}
    return lambda value: known[value]
