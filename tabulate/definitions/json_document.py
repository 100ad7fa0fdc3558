"""Bytes to a JSON object, strictly: what two readers could understand differently is refused.

Decimal numbers come out as `Decimal`, as they were written, so that thresholds are exact.
"""

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tabulate.definitions.findings import Findings
from tabulate.errors import DefinitionError, Problem

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 32
_MAX_DIGITS = 15
_OTHER_FILES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
    b"SQLite format": "a database",
    b"<": "XML or a web page",
}

JsonObject = dict[str, Any]


class _Doubled(JsonObject):
    """An object some of whose keys are written twice."""

    keys_twice: tuple[str, ...] = ()


def read_document(data: bytes, what: str = "an election definition", max_bytes: int = MAX_BYTES) -> JsonObject:
    """The JSON object that `data` holds; `what` it should be, for messages.

    Raises DefinitionError where `data` is too big, not UTF-8, not JSON, not an object, nested too deeply, or holds a
    key twice, a number that is not one (NaN, Infinity), a number too long, or half of a surrogate pair.
    """
    document = _parsed(_text(data, what, max_bytes), what)
    if not isinstance(document, dict):
        raise _refusal("JSON that is not an object", "an object in braces, { ... }", _name_the_file(what))
    findings = Findings()
    for field, value, depth in every_value(document):
        if depth > MAX_DEPTH:
            raise _refusal(f"JSON nested more than {MAX_DEPTH} deep", what, "Name another file.")
        _check_value(findings, field, value)
    findings.stop_if_any()
    return document


def _refusal(found: str, expected: str, remedy: str) -> DefinitionError:
    return DefinitionError([Problem("", found, expected, remedy)])


def _name_the_file(what: str) -> str:
    return f"Name the {what.split(' ', 1)[1]}'s file."


def _text(data: bytes, what: str, max_bytes: int) -> str:
    if len(data) > max_bytes:
        megabytes = max_bytes // 1024 // 1024
        raise _refusal(f"more than {megabytes} megabytes", f"at most {megabytes}", _name_the_file(what))
    if not data.strip():
        raise _refusal("an empty file", f"{what} in JSON", "Get the file again from where it was made.")
    for beginning, kind in _OTHER_FILES.items():
        if data.startswith(beginning):
            raise _refusal(kind, f"{what} in JSON", _name_the_file(what))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusal(
            f"byte {error.start + 1} is not UTF-8", "JSON in the encoding UTF-8", "Save the file again as UTF-8."
        ) from None


def _parsed(text: str, what: str) -> Any:
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_decimal,
            parse_int=_whole,
            parse_constant=float,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _refusal(f"text that is not JSON at {place} ({error.msg})", "JSON", "Correct the file there.") from None
    except RecursionError:
        raise _refusal(f"JSON nested more than {MAX_DEPTH} deep", what, "Name another file.") from None


def _object(pairs: list[tuple[str, Any]]) -> JsonObject:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    doubled = _Doubled(plain)
    counts = Counter(key for key, _ in pairs)
    doubled.keys_twice = tuple(key for key, count in counts.items() if count > 1)
    return doubled


def _decimal(text: str) -> Decimal | int | float:
    """The number as written, 5.0 as 5; a float, which no other number is, where it is out of all reason."""
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > 2 * _MAX_DIGITS or len(exponent) > 3:
        return float("inf")
    number = Decimal(text)
    if number != number.to_integral_value():
        return number
    return int(number) if number.adjusted() < _MAX_DIGITS else float("inf")


def _whole(text: str) -> int | float:
    return int(text) if len(text) <= _MAX_DIGITS else float("inf")


def every_value(document: JsonObject) -> Iterator[tuple[str, Any, int]]:
    """Every value with its field and depth, in the order of the file."""
    yield "", document, 1
    open_values = [_inside("", document)]
    while open_values:
        for field, value in open_values[-1]:
            depth = len(open_values) + 1
            yield field, value, depth
            if isinstance(value, dict | list):
                open_values.append(_inside(field, value))
                break
        else:
            open_values.pop()


def _inside(field: str, value: JsonObject | list[Any]) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        dot = "." if field else ""
        return ((f"{field}{dot}{_printable(key)}", item) for key, item in value.items())
    return ((f"{field}[{number}]", item) for number, item in enumerate(value))


def _check_value(findings: Findings, field: str, value: Any) -> None:
    if isinstance(value, dict) and not all(map(_is_whole_text, value)):
        findings.add(field, "half of a surrogate pair in a field's name", "text", "Correct the character.")
    match value:
        case _Doubled():
            for key in value.keys_twice:
                name = _printable(f"{field}.{key}" if field else key)
                findings.add(name, "it more than once", "every field once", "Remove the one that is wrong.")
        case float():
            findings.add(field, "something that is no number, or far too long a one", "a number", "Correct it.")
        case str() if not _is_whole_text(value):
            findings.add(field, "half of a surrogate pair", "text", "Correct the character.")


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _is_whole_text(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
