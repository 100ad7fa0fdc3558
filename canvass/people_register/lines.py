"""The register as a text: a line for each event, with the hash of a chain, so that nobody takes one out unseen.

The chain is that of a published audit and of the register of machines (`audit.publication.chain`).
"""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from audit.publication import chain
from canvass.disk.one_at_a_time import alone, lock_beside
from canvass.disk.whole_files import save_bytes
from canvass.errors import InputError, disk_errors
from canvass.people_register.people import (
    PeopleEvent,
    PeopleRegister,
    PeopleRegisterBegun,
    PersonEntered,
    PersonLeft,
    people_after,
)
from tabulate.canonical_json import CanonicalJson, NotTheNoun, UnknownWord

PRIVATE = 0o600
"""Years of birth and kin are nobody else's; a county that shares the file lets others read it."""
MOST_BYTES = 32 * 1024 * 1024
_NAMES: dict[str, type[PeopleEvent]] = {
    "register of people begun": PeopleRegisterBegun,
    "person entered": PersonEntered,
    "person left": PersonLeft,
}
_NAME_OF = {noun: name for name, noun in _NAMES.items()}
_JSON = CanonicalJson()


def begin_people(file: Path, county: str) -> None:
    """Write a new register. Raises InputError where the file is there, or without a county."""
    if not county.strip():
        raise InputError("The register names no county. Nothing was written. Name the county whose people it lists.")
    with disk_errors(file):
        try:
            with file.open("x", encoding="ascii") as new:
                file.chmod(PRIVATE)
                new.write(_text_of([PeopleRegisterBegun(county)]))
        except FileExistsError:
            raise InputError(f"{file} is there already. Name a new file. Nothing was written.") from None


def people_of(file: Path) -> PeopleRegister:
    """The register of a file. Raises InputError for one that is none or was changed."""
    return _register(file, text_of(file))


def add_people(file: Path, found: Callable[[PeopleRegister], Iterable[PeopleEvent]]) -> tuple[PeopleEvent, ...]:
    """Add what `found` says of the register to its file, whole or not at all; the events added. Raises InputError."""
    with alone(lock_beside(file)):
        register = people_of(file)
        events = tuple(found(register))
        save_bytes(file, _text_of([*register.events, *events]).encode("ascii"))
    return events


def text_of(file: Path) -> str:
    """A register's text. Raises InputError for what can be none."""
    with disk_errors(file), file.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES or not content.isascii():
        raise InputError(f"{file} is no register of people. Check which file was given. Nothing was written.")
    return content.decode("ascii")


def first_lines(register: PeopleRegister, lines: int) -> PeopleRegister:
    """The register as it was when it had so many lines."""
    return _folded(register.events[:lines], register.hashes[:lines])


def _register(file: Path, text: str) -> PeopleRegister:
    events = [_event(file, number, line) for number, line in enumerate(text.splitlines(), 1)]
    if _text_of(events) != text:
        raise InputError(
            f"{file} is not letter for letter what was written: a line was changed, or one was taken out. Nothing was "
            "written. Take the register from the county's copy."
        )
    if not events or not isinstance(events[0], PeopleRegisterBegun):
        raise InputError(f"{file} is no register of people: its first line names no county. Begin one.")
    if any(isinstance(event, PeopleRegisterBegun) for event in events[1:]):
        raise InputError(f"{file} begins twice. Nothing was written. Take the register from the county's copy.")
    return _folded(tuple(events), tuple(json.loads(line)["sha256"] for line in text.splitlines()))


def _folded(events: tuple[PeopleEvent, ...], hashes: tuple[str, ...]) -> PeopleRegister:
    begun = events[0]
    assert isinstance(begun, PeopleRegisterBegun)
    return PeopleRegister(begun.county, hashes, tuple(people_after(events).values()), events)


def _text_of(events: Iterable[PeopleEvent]) -> str:
    return "".join(f"{line}\n" for line in _lines_of(events))


def _lines_of(events: Iterable[PeopleEvent]) -> Iterator[str]:
    for name, body, sha256 in chain((_NAME_OF[type(event)], _JSON.write(event)) for event in events):
        one = {"name": name, "body": json.loads(body), "sha256": sha256}
        yield json.dumps(one, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _event(file: Path, number: int, line: str) -> PeopleEvent:
    try:
        one = json.loads(line)
        return _JSON.read(_NAMES[one["name"]], json.dumps(one["body"]))
    except (ValueError, KeyError, TypeError, RecursionError, NotTheNoun, UnknownWord):
        raise InputError(
            f"Line {number} of {file} is no line of a register of people that this version writes. Nothing was "
            "written. Check which file was given, and install the version that wrote it."
        ) from None
