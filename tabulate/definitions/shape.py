"""The shape of a definition's JSON: checked against a JSON Schema, told in the words of the schema's descriptions."""

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any, cast

from jsonschema_rs import Draft202012Validator, ValidationError, ValidationErrorKind

from tabulate.definitions.findings import Findings, quoted
from tabulate.definitions.json_document import JsonObject, every_value

BLANK = "?? "
"""How a blank begins that somebody has to fill in. What is asked follows it."""
_MOST_ERRORS = 500
_MOST_VALUES = 100_000


def check_blanks(findings: Findings, document: JsonObject) -> None:
    """Note every blank of a definition that was made from another system's report, with what it asks for."""
    blanks = ((field, value) for field, value, _ in every_value(document) if isinstance(value, str))
    for field, value in islice(((field, value) for field, value in blanks if value.startswith(BLANK)), _MOST_ERRORS):
        findings.add(field, "a blank", value.removeprefix(BLANK), "Write it in place of the blank.")


def check_shape(findings: Findings, document: JsonObject, schema_file: str) -> None:
    """Note the fields, up to 500, whose kind, presence or range is not what `schema_file` beside this module says.

    Of a document with more than 100,000 values only the first is noted, or the first few.
    """
    for error in sorted(_errors(_validator(schema_file), document), key=_place):
        _note(findings, error, document, schema(schema_file))


def _errors(validator: Draft202012Validator, document: JsonObject) -> list[ValidationError]:
    """A file of another kind may be wrong a million times over, and the validator lists all or one."""
    try:
        validator.validate(document)
    except ValidationError as first:
        few = sum(1 for _ in islice(every_value(document), _MOST_VALUES + 1)) <= _MOST_VALUES
        return list(islice(validator.iter_errors(document), _MOST_ERRORS)) if few else [first]
    return []


@cache
def schema(schema_file: str) -> dict[str, Any]:
    """The JSON Schema in `schema_file`, beside this module."""
    text = files("tabulate.definitions").joinpath(schema_file).read_text(encoding="utf-8")
    return cast(dict[str, Any], json.loads(text))


@cache
def _validator(schema_file: str) -> Draft202012Validator:
    return Draft202012Validator(schema(schema_file))


def _place(error: ValidationError) -> list[tuple[bool, int, str]]:
    """Sorts errors by field, list items by number."""
    return [(True, step, "") if isinstance(step, int) else (False, 0, step) for step in error.instance_path]


def _note(findings: Findings, error: ValidationError, document: JsonObject, whole_schema: dict[str, Any]) -> None:
    field = _field(error.instance_path)
    *to_schema, keyword = error.schema_path
    broken = _at(whole_schema, to_schema)
    match error.kind:
        case ValidationErrorKind.Required(key):
            findings.add(_within(field, key), "nothing", _expected_of(broken, key), "Add it.")
        case ValidationErrorKind.AdditionalProperties(keys):
            for key in keys[:_MOST_ERRORS]:
                findings.add(_within(field, key), "it", "no such field", "Remove it or correct its spelling.")
        case _:
            found = quoted(_at(document, error.instance_path))
            findings.add(field, found, _expected(broken, str(keyword)), "Correct it.")


def _at(document: Any, path: Iterable[str | int]) -> Any:
    for step in path:
        document = document[step]
    return document


def _field(path: Iterable[str | int]) -> str:
    text = ""
    for step in path:
        text = f"{text}[{step}]" if isinstance(step, int) else _within(text, step)
    return text


def _within(field: str, key: str) -> str:
    return f"{field}.{key}" if field else key


def _expected_of(broken: dict[str, Any], key: str) -> str:
    return str(broken.get("properties", {}).get(key, {}).get("description", "this field"))


def _expected(broken: dict[str, Any], keyword: str) -> str:
    return str(broken.get("description", f"{keyword} {quoted(broken[keyword])}"))
