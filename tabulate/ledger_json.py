"""Entries to canonical JSON and back. `LEDGER.md` describes the result for other programs.

The shape follows the nouns in `ledger_entries`: an object per dataclass with its fields as keys, enums by their value,
None as null, tuples as arrays. Three rules are not obvious: a real number is written as whole hundredths, so that no
float ever reaches the ledger; the many target readings of a sheet are arrays of their fields in order, to save space;
where a field can hold one of several nouns the key "is" tells which. What came later leaves old entries' bytes alone: a
field in LATER is left out where it has its default, and a noun in UNNAMED, once alone in its field, has no "is".
"""

import json
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from imaging.sheets import ReadPrintout, ReadSheet, TargetReading
from tabulate.ledger_entries import KINDS, BatchOpened, Entry, RecordOpened, kind_of
from tabulate.ledger_errors import LedgerBroken, NewerLedger
from tabulate.votes import CastVoteRecord, Counted, Questionable

ROWS: frozenset[type] = frozenset({TargetReading})
"""Written as arrays."""
NAMED: dict[type, str] = {Counted: "counted", Questionable: "questionable", ReadPrintout: "device printout"}
"""The values of "is" where a field can hold one of several nouns."""
UNNAMED: frozenset[type] = frozenset({ReadSheet})
"""Nouns without "is", each at most once in a field."""
LATER: dict[type, frozenset[str]] = {
    CastVoteRecord: frozenset({"words"}),
    BatchOpened: frozenset({"accepted_hashes"}),
    RecordOpened: frozenset({"layout_sha256"}),
}
"""Fields that were added after ledgers had been written."""

Encode = Callable[[Any], Any]
Decode = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Codec:
    encode: Encode
    decode: Decode


def write_body(entry: Entry) -> str:
    """The entry as canonical JSON: keys sorted, no spaces, no floats, ASCII (others escaped), so bytes equal text."""
    plain = _codec(type(entry)).encode(entry)
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def read_entry(number: int, kind: str, body: str) -> Entry:
    """The entry that `kind` and `body` say. Raises NewerLedger for an unknown kind, LedgerBroken for a bad body."""
    return _read(number, kind, body, lambda plain: plain)


def read_outline(number: int, kind: str, body: str) -> Entry:
    """As `read_entry`, but a sheet that was read comes without pages, targets, codes and words: enough to add up."""
    return _read(number, kind, body, _without_evidence)


def _without_evidence(plain: Any) -> Any:
    if "votes" in plain:
        printout = "is" in plain["reading"]
        plain["reading"] |= {"codes": [], "blocks": []} if printout else {"pages": [], "targets": []}
    return plain


def _read(number: int, kind: str, body: str, prepare: Callable[[Any], Any]) -> Entry:
    noun = KINDS.get(kind)
    if noun is None:
        raise NewerLedger(number, f"of kind {kind!r}")
    try:
        plain = json.loads(body, parse_float=_no_floats, parse_constant=_no_floats)
        return cast(Entry, _codec(noun).decode(prepare(plain)))
    except _UnknownField as unknown:
        raise NewerLedger(number, f"of kind {kind!r} with {unknown}") from None
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise LedgerBroken(number, f"a body of kind {kind!r}", f"something else ({error})") from None


def as_recorded(entry: Entry) -> Entry:
    """The entry as it reads when it comes back: positions rounded to hundredths."""
    return read_entry(0, kind_of(entry), write_body(entry))


class _UnknownField(Exception):  # noqa: N818
    """A key this version does not know."""


def _no_floats(text: str) -> Any:
    raise ValueError(f"{text}, which is not a whole number")


def _codec(hint: Any) -> _Codec:
    return _codec_of(hint)


@cache
def _codec_of(hint: Any) -> _Codec:
    hint = getattr(hint, "__supertype__", hint)
    if hint is float:
        return _Codec(lambda value: round(value * 100), _decode_hundredths)
    if hint in (str, int, bool):
        return _Codec(lambda value: value, _exactly(hint))
    if get_origin(hint) is tuple:
        return _array(hint)
    if get_origin(hint) in (Union, UnionType):
        return _one_of(get_args(hint))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _Codec(lambda value: value.value, _member(hint))
    if is_dataclass(hint) and isinstance(hint, type):
        return _row(hint) if hint in ROWS else _object(hint)
    raise TypeError(f"the ledger has no way to write {hint}")


def _decode_hundredths(value: Any) -> float:
    return float(_exactly(int)(value) / 100)


def _exactly(wanted: type) -> Decode:
    def decode(value: Any) -> Any:
        if type(value) is not wanted:
            raise ValueError(f"{value!r} where a value of type {wanted.__name__} belongs")
        return value

    return decode


def _member(enum: type[StrEnum]) -> Decode:
    known = {member.value: member for member in enum}
    return lambda value: known[value]


def _array(hint: Any) -> _Codec:
    item, *more = get_args(hint)
    length = None if more == [...] else 1 + len(more)
    codec = _codec(item)

    def decode(values: Any) -> Any:
        if length not in (None, len(_exactly(list)(values))):
            raise ValueError(f"{len(values)} values where {length} belong")
        return tuple([codec.decode(value) for value in _exactly(list)(values)])

    return _Codec(lambda values: [codec.encode(value) for value in values], decode)


def _one_of(hints: tuple[Any, ...]) -> _Codec:
    nouns = [hint for hint in hints if hint is not NoneType]
    inner = _codec(nouns[0]) if len(nouns) == 1 else _named(nouns)
    if len(nouns) == len(hints):
        return inner
    return _Codec(
        lambda value: None if value is None else inner.encode(value),
        lambda value: None if value is None else inner.decode(value),
    )


def _named(nouns: list[Any]) -> _Codec:
    names = {noun: None if noun in UNNAMED else NAMED[noun] for noun in nouns}
    codecs = {names[noun]: _codec(noun) for noun in nouns}

    def encode(value: Any) -> Any:
        name = names[type(value)]
        plain = codecs[name].encode(value)
        return plain if name is None else {"is": name, **plain}

    def decode(value: Any) -> Any:
        name = _exactly(dict)(value).get("is") if None in codecs else value["is"]
        if name not in codecs:
            raise _UnknownField(f'"is": {name!r}')
        return codecs[name].decode({key: rest for key, rest in value.items() if key != "is"})

    return _Codec(encode, decode)


def _fields_of(noun: type) -> list[tuple[str, _Codec]]:
    hints = get_type_hints(noun)
    return [(field.name, _codec(hints[field.name])) for field in fields(noun)]


def _object(noun: type) -> _Codec:
    parts = dict(_fields_of(noun))
    required = {field.name for field in fields(noun) if field.default is MISSING}
    later = {field.name: field.default for field in fields(noun) if field.name in LATER.get(noun, ())}

    def encode(value: Any) -> Any:
        given = {name: getattr(value, name) for name in parts}
        kept = {name: part for name, part in given.items() if name not in later or part != later[name]}
        return {name: parts[name].encode(part) for name, part in kept.items()}

    def decode(value: Any) -> Any:
        given = _exactly(dict)(value)
        if unknown := given.keys() - parts.keys():
            raise _UnknownField(f"the field {min(unknown)!r}")
        if missing := required - given.keys():
            raise ValueError(f"no {min(missing)!r}")
        return noun(**{name: parts[name].decode(part) for name, part in given.items()})

    return _Codec(encode, decode)


def _row(noun: type) -> _Codec:
    parts = _fields_of(noun)
    values_of = attrgetter(*(name for name, _ in parts))
    encoders = [codec.encode for _, codec in parts]
    decoders = [codec.decode for _, codec in parts]
    fewest = sum(field.default is MISSING for field in fields(noun))

    def encode(value: Any) -> Any:
        return [encode_part(part) for encode_part, part in zip(encoders, values_of(value), strict=True)]

    def decode(row: Any) -> Any:
        if len(_exactly(list)(row)) > len(decoders):
            raise _UnknownField(f"{len(row)} values a target")
        if len(row) < fewest:
            raise ValueError(f"{len(row)} values a target")
        return noun(*[decode_part(part) for decode_part, part in zip(decoders, row, strict=False)])

    return _Codec(encode, decode)
