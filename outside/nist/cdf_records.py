"""Records of NIST's format, from their current snapshots."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from outside.cast_vote_records import CardContest, OutsideRecord
from outside.errors import OutsideFileError
from outside.findings import FindingKind, OutsideFinding
from outside.nist.cdf_definition import CdfDefinition
from outside.nist.cdf_marks import CdfMarks, cdf_marks, votes_from
from outside.nist.cdf_nodes import CdfNode
from outside.records.sheet_numbers import sheet_number

_AGAIN = "The file does not fit itself: export it again."
_KEYS = ("UniqueId", "BallotPrePrintedId", "BallotAuditId")


@dataclass(frozen=True, slots=True)
class CdfSheet:
    """One record with its marks, before they are votes."""

    node: CdfNode
    snapshot: CdfNode
    marks: tuple[CdfMarks, ...]


def cdf_sheet(node: CdfNode, definition: CdfDefinition) -> CdfSheet:
    """A record with what its current snapshot has. Raises OutsideFileError, naming it."""
    current = node.text("CurrentSnapshotId")
    snapshots = [one for one in node.nodes("CVRSnapshot") if one.id == current]
    if len(snapshots) != 1 or not current:
        found = f"{len(snapshots)} snapshots with the id {current[:60]!r}"
        raise OutsideFileError(found, "one that is the current one", _AGAIN, node.where)
    (snapshot,) = snapshots
    marks = tuple(cdf_marks(one, definition.contests) for one in snapshot.nodes("CVRContest"))
    if len({one.contest.id for one in marks}) < len(marks):
        raise OutsideFileError("a contest twice in one snapshot", "once", _AGAIN, node.where)
    return CdfSheet(node, snapshot, marks)


def contests_of(sheets: Iterable[CdfSheet], definition: CdfDefinition) -> tuple[CardContest, ...]:
    """The contests of the election that records have, in its order; ranked where a mark has a rank above 1."""
    ranks: dict[str, int] = {}
    for sheet in sheets:
        for found in sheet.marks:
            most = max((one.rank or 1 for one in found.marks), default=1)
            ranks[found.contest.id] = max(most, ranks.get(found.contest.id, 1))
    return tuple(
        CardContest(
            one.title,
            one.seats,
            one.id,
            ranks[one.id] if ranks[one.id] > 1 else None,
            tuple(chosen.name for chosen in one.selections.values() if not chosen.is_write_in),
        )
        for one in definition.contests.values()
        if one.id in ranks
    )


def cdf_record(sheet: CdfSheet, contests: tuple[CardContest, ...], definition: CdfDefinition) -> OutsideRecord:
    """The record."""
    node = sheet.node
    places = {one.id: place for place, one in enumerate(contests)}
    votes = [votes_from(places[one.contest.id], one, contests[places[one.contest.id]].ranks) for one in sheet.marks]
    unit = node.text("BallotStyleUnitId")
    return OutsideRecord(
        next((node.text(name) for name in _KEYS if node.text(name)), ""),
        tuple(sorted(votes, key=lambda one: one.contest)),
        sheet_number(node.text("BallotSheetId")),
        definition.units.get(unit, unit),
        style=node.text("BallotStyleId"),
        group=_group(sheet),
        tabulator=node.text("CreatingDeviceId"),
        batch=node.text("BatchId"),
        position=node.text("BatchSequenceId"),
        imprint=node.text("BallotAuditId"),
        status=sheet.snapshot.text("Type"),
        images=tuple(_image(one) for one in node.nodes("BallotImage")),
    )


def _group(sheet: CdfSheet) -> str:
    """VxSuite puts the kind of ballot into the other status, as JSON in a text."""
    told = sheet.node.text("vxBallotType")
    try:
        other = json.loads(sheet.snapshot.text("OtherStatus") or "{}")
    except (ValueError, RecursionError):
        return told
    kind = other.get("ballotType") if isinstance(other, dict) else None
    return kind if isinstance(kind, str) else told


def _image(node: CdfNode) -> str:
    names = [one.text("FileName") for one in node.nodes("Image")]
    told = node.text("Location") or next(iter(names), "")
    return told.removeprefix("file:").replace("\\", "/").rpartition("/")[2]


def marks_found(sheets: Sequence[CdfSheet]) -> Iterator[OutsideFinding]:
    """Marks that wait for a decision, and those of which the file does not say whether they count."""
    waiting = untold = 0
    for sheet in sheets:
        waiting += any(one.waiting for one in sheet.marks)
        untold += any(mark.allocable == "" and mark.rank is None for one in sheet.marks for mark in one.marks)
    if waiting:
        words = f"marks that wait for a decision, and are not counted, in {waiting:,} of {len(sheets):,} records"
        yield OutsideFinding(FindingKind.RECORDS, "", words)
    if untold:
        words = f"not said whether marks count, in {untold:,} of {len(sheets):,} records: they do without an overvote"
        yield OutsideFinding(FindingKind.RECORDS, "", words)
