"""Batches that are there twice or not at all, and precincts that are mixed up: causes of what does not join."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from outside.comparing.causes import BatchMissing, BatchTwice, FoundCause, PrecinctsMixed, ScopeKind, SheetScope
from outside.comparing.joining import JoinedSheets
from outside.comparing.our_readings import PictureReading
from outside.comparing.record_findings import (
    JoinedSide,
    PaperTwice,
    PictureWithoutRecord,
    PlaceDiffers,
    PlaceOnSheet,
    RecordFinding,
    RecordWithoutPicture,
)
from outside.comparing.their_records import TheirRecord

_FEW_SHEETS = 5
_NEARLY_ALL = 9, 10
_MOSTLY = 4, 5
_RARE = 2
"""Votes that only two records have in common say most of whose batch is whose."""


def batches_twice(joined: JoinedSheets) -> Iterator[FoundCause]:
    """Batches of which most papers, or most records' votes, are in another batch too."""
    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, finding in enumerate(joined.findings):
        match finding:
            case PaperTwice(batches=(batch, other)) if batch != other:
                pairs[min(batch, other), max(batch, other)].append(number)
    sizes = Counter(record.batch for record in _all_records(joined))
    sizes.update(picture.batch for picture in joined.lone_pictures)
    part, of = _MOSTLY
    found = set()
    for (batch, other), numbers in sorted(pairs.items()):
        smaller = min(sizes[batch], sizes[other])
        if len(numbers) >= _FEW_SHEETS and len(numbers) * of >= part * smaller:
            found.add((batch, other))
            yield FoundCause(BatchTwice(batch, other, len(numbers), smaller, by_paper=True), findings=tuple(numbers))
    yield from _equal_votes(joined, found)


def _all_records(joined: JoinedSheets) -> Iterator[TheirRecord]:
    yield from (record for _, record in joined.pairs)
    yield from joined.lone_records


def _equal_votes(joined: JoinedSheets, known: set[tuple[str, str]]) -> Iterator[FoundCause]:
    """Batches whose records have the same votes, where no picture shows it."""
    contents: dict[str, Counter[object]] = defaultdict(Counter)
    batches_of: dict[object, list[str]] = defaultdict(list)
    for record in _all_records(joined):
        if record.batch:
            content = (record.precinct, record.style, record.sheet, record.contests)
            contents[record.batch][content] += 1
            batches_of[content].append(record.batch)
    rare = Counter(
        (min(batches), max(batches))
        for batches in batches_of.values()
        if len(batches) == _RARE and batches[0] != batches[1]
    )
    part, of = _MOSTLY
    lone = _lone_by_batch(joined.findings)
    for (batch, other), hits in sorted(rare.items()):
        smaller = min(contents[batch].total(), contents[other].total())
        equal = (contents[batch] & contents[other]).total()
        if (batch, other) not in known and hits >= _FEW_SHEETS and equal * of >= part * smaller:
            findings = tuple(lone[JoinedSide.PICTURES, batch] + lone[JoinedSide.PICTURES, other])
            yield FoundCause(BatchTwice(batch, other, equal, smaller, by_paper=False), findings=findings)


def _lone_by_batch(findings: Sequence[RecordFinding]) -> dict[tuple[JoinedSide, str], list[int]]:
    """What has no partner, by the side that is missing and its batch."""
    lone: dict[tuple[JoinedSide, str], list[int]] = defaultdict(list)
    for number, finding in enumerate(findings):
        match finding:
            case PictureWithoutRecord(batch=batch) if batch:
                lone[JoinedSide.RECORDS, batch].append(number)
            case RecordWithoutPicture(batch=batch) if batch:
                lone[JoinedSide.PICTURES, batch].append(number)
    return lone


def batches_missing(joined: JoinedSheets, said: set[int]) -> Iterator[FoundCause]:
    """Batches, and then precincts, of which one side has nearly nothing; without the findings that are said."""
    for kind in (ScopeKind.BATCH, ScopeKind.PRECINCT):
        for missing in JoinedSide:
            yield from _missing(joined, kind, missing, said)


def _missing(joined: JoinedSheets, kind: ScopeKind, missing: JoinedSide, said: set[int]) -> Iterator[FoundCause]:
    wanted = PictureWithoutRecord if missing is JoinedSide.RECORDS else RecordWithoutPicture
    lone: dict[str, list[int]] = defaultdict(list)
    for number, finding in enumerate(joined.findings):
        if isinstance(finding, wanted) and number not in said:
            name = finding.batch if kind is ScopeKind.BATCH else finding.precinct
            lone[name or ""].append(number)
    there = missing is JoinedSide.RECORDS
    sizes = Counter(
        _name(one, kind) for one in (*(pair[0 if there else 1] for pair in joined.pairs), *_lone(joined, missing))
    )
    part, of = _NEARLY_ALL
    for name, numbers in sorted(lone.items()):
        if name and len(numbers) >= _FEW_SHEETS and len(numbers) * of >= part * sizes[name]:
            said.update(numbers)
            scope = SheetScope(kind, name)
            yield FoundCause(BatchMissing(scope, missing, len(numbers), sizes[name]), findings=tuple(numbers))


def _lone(joined: JoinedSheets, missing: JoinedSide) -> Iterable[PictureReading | TheirRecord]:
    return joined.lone_pictures if missing is JoinedSide.RECORDS else joined.lone_records


def _name(one: PictureReading | TheirRecord, kind: ScopeKind) -> str:
    return one.batch if kind is ScopeKind.BATCH else one.precinct or ""


def mixed_precincts(joined: JoinedSheets) -> Iterator[FoundCause]:
    """Precincts of the records of which most sheets are printed for one and the same other precinct."""
    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, finding in enumerate(joined.findings):
        match finding:
            case PlaceDiffers(place=PlaceOnSheet.PRECINCT, ours=ours, theirs=theirs):
                pairs[ours, theirs].append(number)
    sizes = Counter(record.precinct for _, record in joined.pairs)
    for (ours, theirs), numbers in sorted(pairs.items()):
        if len(numbers) >= _FEW_SHEETS and 2 * len(numbers) > sizes[theirs]:
            yield FoundCause(PrecinctsMixed(ours, theirs, len(numbers), sizes[theirs]), findings=tuple(numbers))
