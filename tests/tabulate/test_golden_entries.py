"""Each kind of entry is written, chained and read as the version that had it first did: its bytes never move."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from tabulate.ledger.chain import ChainedEntry, verify_chain
from tabulate.ledger.entries import KINDS, Entry
from tabulate.ledger.lines import APART
from tests.tabulate.every_entry import EVERY_ENTRY
from tests.tabulate.later_entries import LATER_ENTRIES
from tests.tabulate.ledger_makers import chain

RECORDS = Path(__file__).parents[1] / "records"
SAID = {"0.1.0": EVERY_ENTRY, "0.2.0": LATER_ENTRIES}
GOLDEN = {
    version: [
        ChainedEntry(*json.loads(line)) for line in (RECORDS / version / "entries.jsonl").read_text().splitlines()
    ]
    for version in SAID
}
ROWS = [
    pytest.param(version, row, id=f"{version} {row.number} {row.kind}") for version in SAID for row in GOLDEN[version]
]
WORDS: dict[str, list[str]] = json.loads((RECORDS / "0.2.0" / "words.json").read_text())


def nouns_and_words(of: Any) -> Iterator[type]:
    """Every dataclass and every enumeration that an entry is made of."""
    parts: Iterable[Any] = get_args(of)
    if isinstance(of, type) and issubclass(of, Enum):
        yield of
    if isinstance(of, type) and is_dataclass(of):
        yield of
        hints = get_type_hints(of)
        parts = [hints[name] for name in names_of(of)]
    for part in parts:
        yield from nouns_and_words(part)


def names_of(noun: type) -> list[str]:
    """The fields of a dataclass that are written."""
    return [one.name for one in fields(noun) if one.name not in APART.get(noun, ())]


def filled(value: object) -> Iterator[tuple[type, str]]:
    """Every field in it that says more than its default."""
    if isinstance(value, tuple):
        for one in value:
            yield from filled(one)
    elif is_dataclass(value):
        for field in fields(value):
            said = getattr(value, field.name)
            if field.default is MISSING or said != field.default:
                yield type(value), field.name
            yield from filled(said)


PARTS = set(nouns_and_words(Entry))
SPOKEN = {part.__name__: [word.value for word in part] for part in PARTS if issubclass(part, Enum)}


def test_no_kind_is_missing() -> None:
    assert {row.kind for rows in GOLDEN.values() for row in rows} == set(KINDS)
    assert len(KINDS) == len(get_args(Entry)), "two kinds have one name"


def test_no_field_is_missing() -> None:
    kept = set(filled(tuple(row.entry() for rows in GOLDEN.values() for row in rows)))
    every = {(noun, name) for noun in PARTS if is_dataclass(noun) for name in names_of(noun)}
    assert len(every) > len(KINDS)
    assert sorted(f"{noun.__name__}.{name}" for noun, name in every - kept) == []


@pytest.mark.parametrize(("version", "row"), ROWS)
def test_an_entry_is_written_and_chained_as_it_was(version: str, row: ChainedEntry) -> None:
    assert chain(list(SAID[version]))[row.number - 1] == row


@pytest.mark.parametrize(("version", "row"), ROWS)
def test_a_line_of_then_says_what_it_said(version: str, row: ChainedEntry) -> None:
    assert row.entry() == SAID[version][row.number - 1]


@pytest.mark.parametrize("version", SAID)
def test_the_chain_of_then_is_whole_and_covers_every_entry(version: str) -> None:
    assert len(list(verify_chain(GOLDEN[version]))) == len(SAID[version])


@pytest.mark.parametrize("name", sorted(SPOKEN.keys() | WORDS.keys()))
def test_no_word_that_an_entry_may_say_is_lost_or_said_otherwise(name: str) -> None:
    """A new word is one more in `words.json`, until its version is out."""
    assert set(SPOKEN.get(name, ())) == set(WORDS.get(name, ()))
