"""Stage A: pictures and records joined by their numbers, and what does not join. No vote is looked at."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from outside.comparing.our_readings import PictureReading
from outside.comparing.record_findings import (
    JoinedSide,
    KeyTwice,
    PaperTwice,
    PictureWithoutRecord,
    PlaceDiffers,
    PlaceOnSheet,
    RecordFinding,
    RecordWithoutPicture,
)
from outside.comparing.their_records import TheirRecord

JoinedPair = tuple[PictureReading, TheirRecord]
_Item = TypeVar("_Item", PictureReading, TheirRecord)
_OWN_STYLE = 9, 10
"""A name of a style stands for one of ours where nine of ten of its sheets are of it."""


@dataclass(frozen=True, slots=True)
class JoinedSheets:
    """What joins, and all that does not."""

    pairs: tuple[JoinedPair, ...]
    findings: tuple[RecordFinding, ...]
    lone_pictures: tuple[PictureReading, ...]
    lone_records: tuple[TheirRecord, ...]
    """Those without a number too."""


def joined_sheets(pictures: Iterable[PictureReading], records: Iterable[TheirRecord]) -> JoinedSheets:
    """Each number at most once, in the order of the pictures' numbers."""
    mine, theirs = _by_key(pictures), _by_key(records)
    one_each, twice = _single(mine, JoinedSide.PICTURES)
    other_each, also_twice = _single(theirs, JoinedSide.RECORDS)
    pairs = tuple((one_each[key], other_each[key]) for key in sorted(one_each.keys() & other_each.keys()))
    joined = {picture.key for picture, _ in pairs}
    lone_pictures = tuple(one for key in sorted(mine.keys() - joined) for one in mine[key])
    lone_records = tuple(one for key in sorted(theirs.keys() - joined) for one in theirs[key])
    findings: list[RecordFinding] = [*twice, *also_twice]
    findings += [
        PictureWithoutRecord(one.key, one.precinct, one.batch) for one in lone_pictures if one.key not in theirs
    ]
    findings += [
        RecordWithoutPicture(one.key, one.precinct, one.batch, one.machine)
        for one in lone_records
        if one.key not in mine
    ]
    batch_of = {record.key: record.batch for _, record in pairs}
    findings += _same_papers((one for some in mine.values() for one in some), batch_of)
    findings += _places(pairs)
    return JoinedSheets(pairs, tuple(findings), lone_pictures, lone_records)


def _by_key(items: Iterable[_Item]) -> dict[str, list[_Item]]:
    by_key: dict[str, list[_Item]] = {}
    for one in items:
        by_key.setdefault(one.key, []).append(one)
    return by_key


def _single(by_key: dict[str, list[_Item]], side: JoinedSide) -> tuple[dict[str, _Item], list[RecordFinding]]:
    """What stands for each number. Without a number nothing joins."""
    single: dict[str, _Item] = {}
    findings: list[RecordFinding] = []
    for key in sorted(by_key.keys() - {""}):
        some = by_key[key]
        alike = len(some) == 1 or all(_bare(one) == _bare(some[0]) for one in some[1:])
        if alike:
            single[key] = some[0]
        if len(some) > 1:
            findings.append(KeyTwice(key, side, len(some), alike))
    return single, findings


def _bare(one: PictureReading | TheirRecord) -> PictureReading | TheirRecord:
    """Without the place where it was found."""
    return replace(one, picture="", paper="", same_ink="") if isinstance(one, PictureReading) else one


def _same_papers(pictures: Iterable[PictureReading], batch_of: dict[str, str]) -> Iterator[RecordFinding]:
    papers: dict[str, dict[str, str]] = defaultdict(dict)
    inks: dict[str, dict[str, str]] = defaultdict(dict)
    for one in pictures:
        for found, sign in ((papers, one.paper), (inks, one.same_ink)):
            if sign:
                found[sign][one.key] = batch_of.get(one.key) or one.batch
    known = [_twice(keys, by_ink=False) for keys in papers.values() if len(keys) > 1]
    told = {one.keys for one in known}
    yield from known
    scans = [_twice(keys, by_ink=True) for keys in inks.values() if len(keys) > 1]
    yield from (one for one in scans if one.keys not in told)


def _twice(keys: dict[str, str], *, by_ink: bool) -> PaperTwice:
    ordered = sorted(keys)
    return PaperTwice(tuple(ordered), tuple(keys[key] for key in ordered), by_ink)


def _places(pairs: tuple[JoinedPair, ...]) -> Iterator[RecordFinding]:
    own = _own_styles(pairs)
    known = set(own.values())
    for picture, record in pairs:
        if picture.precinct and record.precinct and picture.precinct != record.precinct:
            yield PlaceDiffers(record.key, PlaceOnSheet.PRECINCT, picture.precinct, record.precinct)
        style = own.get(record.style)
        if style and picture.style and picture.style != style and picture.style in known:
            yield PlaceDiffers(record.key, PlaceOnSheet.STYLE, picture.style, record.style)
        if picture.sheet and record.sheet and picture.sheet != record.sheet:
            yield PlaceDiffers(record.key, PlaceOnSheet.SHEET, str(picture.sheet), str(record.sheet))


def _own_styles(pairs: tuple[JoinedPair, ...]) -> dict[str, str]:
    """Which of our styles each of their names of styles stands for, where nearly all its sheets are of one."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for picture, record in pairs:
        if picture.style and record.style:
            counts[record.style][picture.style] += 1
    own = {}
    most, of = _OWN_STYLE
    for name, styles in counts.items():
        ((style, sheets),) = styles.most_common(1)
        if sheets * of >= most * styles.total():
            own[name] = style
    return own
