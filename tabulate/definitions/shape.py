"""The shape of a definition's JSON: checked against a JSON Schema, told in the words of the schema's descriptions."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from tabulate.definitions.findings import Findings, quoted
from tabulate.definitions.json_document import JsonObject

_MOST_ERRORS = 500
"""A file of another kind may be wrong a million times over."""


def check_shape(findings: Findings, document: JsonObject, schema_file: str) -> None:
    """Note the fields, up to 500, whose kind, presence or range is not what `schema_file` beside this module says."""
    errors = islice(_validator(schema_file).iter_errors(document), _MOST_ERRORS)
    for error in sorted(errors, key=_place):
        _note(findings, error)


def schema(schema_file: str) -> dict[str, Any]:
    """The JSON Schema in `schema_file`, beside this module."""
    text = files("tabulate.definitions").joinpath(schema_file).read_text(encoding="utf-8")
    return cast(dict[str, Any], json.loads(text))


@cache
def _validator(schema_file: str) -> Draft202012Validator:
    return Draft202012Validator(schema(schema_file))


def _place(error: ValidationError) -> list[tuple[bool, int, str]]:
    """Sorts errors by field, list items by number."""
    return [(True, step, "") if isinstance(step, int) else (False, 0, str(step)) for step in error.absolute_path]


def _note(findings: Findings, error: ValidationError) -> None:
    field = _field(error.absolute_path)
    match error.validator:
        case "required" | "dependentRequired":
            for key in _missing(error):
                findings.add(_within(field, key), "nothing", _expected_of(error, key), "Add it.")
        case "additionalProperties":
            for key in _unforeseen(error):
                findings.add(_within(field, key), "it", "no such field", "Remove it or correct its spelling.")
        case _:
            findings.add(field, quoted(error.instance), _expected(error.schema, error), "Correct it.")


def _field(path: Any) -> str:
    text = ""
    for step in path:
        text = f"{text}[{step}]" if isinstance(step, int) else _within(text, str(step))
    return text


def _within(field: str, key: str) -> str:
    return f"{field}.{key}" if field else key


def _missing(error: ValidationError) -> Iterator[str]:
    """jsonschema raises one error for each missing key; its key is the one its message begins with."""
    wanted: Any = error.validator_value
    instance: Any = error.instance
    lists = wanted.values() if isinstance(wanted, dict) else [wanted]
    keys = [key for keys in lists for key in keys if key not in instance]
    yield from (key for key in keys if error.message.startswith(repr(key)))


def _unforeseen(error: ValidationError) -> Iterator[str]:
    schema = error.schema
    known = schema.get("properties", {}) if isinstance(schema, dict) else {}
    instance: Any = error.instance
    yield from (key for key in instance if key not in known)


def _expected_of(error: ValidationError, key: str) -> str:
    schema = error.schema
    if isinstance(schema, dict):
        described = schema.get("properties", {}).get(key, {}).get("description")
        if described:
            return str(described)
    return "this field"


def _expected(schema: Any, error: ValidationError) -> str:
    if isinstance(schema, dict) and "description" in schema:
        return str(schema["description"])
    return f"{error.validator} {quoted(error.validator_value)}"
