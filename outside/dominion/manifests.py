"""Dominion's manifests: what the numbers in its cast vote records stand for."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

from outside.documents.json_fields import JsonObject, json_object
from outside.errors import OutsideFileError
from outside.opening import OpenedFile
from outside.records.choice_names import told_apart
from outside.records.record_checks import MOST_RANKS

_Said = TypeVar("_Said")
_NAME = re.compile(r"(\w+?)Manifest\b[^/]*", re.IGNORECASE)
_INVALID = frozenset({"InvalidContest", "InactiveContest"})
_USUAL_INVALID = 7
_WHOLE_EXPORT = "Name the whole folder or archive that was exported."


class CandidateKind(Enum):
    """What a candidate of the manifest is."""

    NAMED = "Regular"
    WRITE_IN = "WriteIn"
    """A write-in line that nobody resolved."""
    WRITTEN_IN = "QualifiedWriteIn"
    """A name that write-ins are resolved to."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One choice."""

    contest: int
    name: str
    kind: CandidateKind


@dataclass(frozen=True, slots=True)
class ContestFacts:
    """One contest."""

    id: int
    title: str
    seats: int
    ranks: int | None


@dataclass(frozen=True, slots=True)
class Manifests:
    """All manifests of one export. Names are by number; where a manifest is missing, numbers stay numbers."""

    contests: Mapping[int, ContestFacts]
    """In their manifest's order."""
    candidates: Mapping[int, Candidate]
    portions: Mapping[int, tuple[str, int | None]]
    """The name of each precinct portion, and its precinct's number."""
    precincts: Mapping[int, str]
    styles: Mapping[int, str]
    groups: Mapping[int, str]
    tabulators: Mapping[int, str]
    invalid: frozenset[int]
    """The conditions that say that a contest does not count on this card."""
    events: tuple[JsonObject, ...] = field(repr=False)


def manifests_in(files: tuple[OpenedFile, ...]) -> Manifests:
    """The manifests among the files of one export. Raises OutsideFileError where one is missing, or is there twice."""
    lists: dict[str, list[JsonObject]] = {}
    for file in files:
        kind = _kind_of(file)
        if kind in lists:
            raise OutsideFileError(f"two files {kind}Manifest", "one export", _WHOLE_EXPORT, file=file.file.name)
        lists[kind] = _rows(file)
    for needed in ("contest", "candidate"):
        if needed not in lists:
            raise OutsideFileError(f"no {needed.title()}Manifest.json", "the manifests of the export", _WHOLE_EXPORT)
    contests = _by_id(lists["contest"], map(_contest, lists["contest"]))
    portions = lists.get("precinctportion", [])
    return Manifests(
        contests,
        _candidates(lists["candidate"], contests),
        _by_id(portions, ((one.text("Description"), one.whole("PrecinctId")) for one in portions)),
        _names(lists.get("precinct", [])),
        _names(lists.get("ballottype", [])),
        _names(lists.get("countinggroup", [])),
        _names(lists.get("tabulator", [])),
        _invalid(lists.get("outstackcondition", [])),
        tuple(lists.get("electionevent", [])),
    )


def _kind_of(file: OpenedFile) -> str:
    """Which manifest it is: its own name says it, since several have the same fields."""
    found = _NAME.fullmatch(file.file.name.replace("\\", "/").rpartition("/")[2])
    if found is None:
        expected = "ContestManifest.json, CandidateManifest.json and so on"
        raise OutsideFileError("a manifest under another name", expected, _WHOLE_EXPORT, file=file.file.name)
    return found[1].lower()


def _rows(file: OpenedFile) -> list[JsonObject]:
    try:
        rows = json_object(file.content).objects("List")
    except OutsideFileError as error:
        raise error.of(file.file.name) from None
    for row in rows:
        row.where = file.file.name
    return rows


def _by_id(rows: list[JsonObject], said: Iterable[_Said]) -> dict[int, _Said]:
    """What each row says, by its number. Raises OutsideFileError for a number twice: votes would get another's name."""
    found: dict[int, _Said] = {}
    for row, one in zip(rows, said, strict=True):
        number = _id(row)
        if number in found:
            raise OutsideFileError(f"two rows with the Id {number}", "each once", _WHOLE_EXPORT, file=row.where)
        found[number] = one
    return found


def _id(row: JsonObject) -> int:
    number = row.whole("Id")
    if number is None:
        raise OutsideFileError("a row without an Id", "a number", _WHOLE_EXPORT, row.where)
    return number


def _names(rows: list[JsonObject]) -> dict[int, str]:
    return _by_id(rows, (row.text("Description") for row in rows))


def _contest(row: JsonObject) -> ContestFacts:
    seats = row.whole("VoteFor")
    if not seats:
        raise OutsideFileError("a contest without VoteFor", "a number from 1", _WHOLE_EXPORT, row.where)
    ranks = row.whole("NumOfRanks") or None
    if ranks is not None and ranks > MOST_RANKS:
        raise OutsideFileError(f"{ranks:,} ranks", f"at most {MOST_RANKS}", _WHOLE_EXPORT, row.where)
    return ContestFacts(_id(row), " ".join(row.text("Description").split()), seats, ranks)


def _candidates(rows: list[JsonObject], contests: Mapping[int, ContestFacts]) -> dict[int, Candidate]:
    owners = [row.whole("ContestId") for row in rows]
    names = told_apart([" ".join(row.text("Description").split()) for row in rows], owners)
    candidates = []
    for row, owner, name in zip(rows, owners, names, strict=True):
        if owner is None or owner not in contests:
            found = f"{name!r} in a contest {owner} that is not there"
            raise OutsideFileError(found, "a contest of ContestManifest.json", _WHOLE_EXPORT, row.where)
        candidates.append(Candidate(owner, name, _candidate_kind(row.text("Type"))))
    return _by_id(rows, candidates)


def _candidate_kind(kind: str) -> CandidateKind:
    return next((one for one in CandidateKind if one.value.lower() == kind.lower()), CandidateKind.NAMED)


def _invalid(rows: list[JsonObject]) -> frozenset[int]:
    if not rows:
        return frozenset({_USUAL_INVALID})
    return frozenset(_id(row) for row in rows if row.text("Description") in _INVALID)
