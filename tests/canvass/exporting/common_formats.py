"""Documents in NIST's common data formats: held to the schemas where they are at hand, and to their references."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema_rs import validator_for

SCHEMAS = Path(__file__).parents[4] / "shared" / "schemas"
Json = dict[str, Any]


def schema_faults(document: object, name: str) -> list[str]:
    """What is not as the schema says, dates and addresses too. An absent schema finds nothing: ask `at_hand` first."""
    validator = validator_for(json.loads((SCHEMAS / name).read_bytes()), validate_formats=True)
    return [f"{list(one.instance_path)}: {one.message[:200]}" for one in validator.iter_errors(document)]


def at_hand(name: str) -> bool:
    return (SCHEMAS / name).is_file()


def objects_in(document: object) -> Iterator[Json]:
    """Every object of a document, the outer before the inner."""
    if isinstance(document, dict):
        yield document
        for one in document.values():
            yield from objects_in(one)
    if isinstance(document, list):
        for one in document:
            yield from objects_in(one)


def reference_faults(document: object) -> list[str]:
    """Ids that stand twice, and references that lead nowhere: validators look at neither."""
    times = Counter(one["@id"] for one in objects_in(document) if "@id" in one)
    twice = [f"{id_} stands {count} times" for id_, count in times.items() if count > 1]
    return twice + [one for one in _references(document) if one not in times]


def _references(document: object) -> Iterator[str]:
    for one in objects_in(document):
        for field, value in one.items():
            if field.endswith("Id") and isinstance(value, str) and field not in ("VendorApplicationId", "UniqueId"):
                yield value
            elif field.endswith("Ids"):
                yield from value
