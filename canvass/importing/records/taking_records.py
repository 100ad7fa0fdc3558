"""Cast vote records are taken: names matched, held to the report, and written with the files, all or nothing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from canvass.errors import InputError
from canvass.importing.names_table import may_be
from canvass.importing.offered_files import source_words
from canvass.importing.other_election import other_election
from canvass.importing.records.asked_names import called, with_answers
from canvass.importing.records.groups_held import GroupsHeld, groups_held
from canvass.importing.records.kept_records import files_of, keep_records
from canvass.importing.records.opened_records import (
    comparable_contests,
    content_sha256,
    declared_of,
    opened_records,
    said_records,
)
from canvass.importing.records.record_names_known import NamesKnown, names_known
from outside.cast_vote_records import OutsideCastVoteRecords
from outside.comparing.against_report import ReportDifference, findings_in_records, report_differences
from outside.comparing.record_names import names_in_records
from outside.comparing.their_records import TheirRecord
from outside.findings import OutsideFinding
from outside.matching.defined_election import defined_election
from outside.matching.matching_names import matched
from outside.matching.name_map import Waiting
from outside.reading import FilePassedOver
from outside.source import OutsideFile, OutsideSource
from tabulate.board.outside.outside_entries import OutsideNamesMapped
from tabulate.board.outside.record_entries import OutsideRecordsTaken, RecordsFile
from tabulate.ledger.state import RecordState
from tabulate.printable import shown

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class BlindOrder:
    """What the ledger proves of the order in which pictures and records were opened."""

    pictures: int
    """Pictures that have their entry."""
    is_proved: bool
    """All of them were read, and every batch closed, before the records come."""


@dataclass(frozen=True, slots=True)
class RecordsOffered:
    """An export that may be taken."""

    files: tuple[tuple[RecordsFile, OutsideFile], ...]
    source: OutsideSource
    records: tuple[TheirRecord, ...]
    names: NamesKnown
    """All that is known once it is taken."""
    new_names: int
    """Names that the ledger does not have yet."""
    mapping: int
    """The number of the entry with the mapping; 0 where it is still to be written."""
    findings: tuple[OutsideFinding, ...]
    differences: tuple[ReportDifference, ...] | None
    """What the report has otherwise; None where no figures of a report are taken."""
    groups: GroupsHeld | None
    """The same by reporting group; None where report or records tell none."""
    passed_over: tuple[FilePassedOver, ...]
    order: BlindOrder
    already: bool
    """The records taken last say the very same."""


def blind_order(state: RecordState, before: int | None = None) -> BlindOrder:
    """The order for records that come now, or came with an entry of this number."""
    pictures = state.board.office.pictures
    number = sum(one.pictures for one in pictures.batches.values())
    return BlindOrder(number, pictures.are_read_before((1 << 62) if before is None else before))


@dataclass(frozen=True, slots=True)
class SaidOfRecords:
    """What people say with the files."""

    although: str = ""
    """Why they are taken although they name another election."""
    not_blind: bool = False
    """That they are taken although the order proves nothing."""
    names: bytes | None = None
    """The table of names that were asked."""


def offered_records(
    files: tuple[OutsideFile, ...], record: "Record", state: RecordState, said: SaidOfRecords
) -> RecordsOffered:
    """What would be taken. Raises InputError with what stops it: files, another election, names, the order."""
    order = blind_order(state)
    if not order.is_proved and not said.not_blind:
        raise InputError(_not_blind(order))
    kept = files_of(files)
    opened = opened_records(files)
    source = opened.records.source
    _check_votes(opened.records)
    _check_election(source, record, said.although)
    counts = state.board.office.outside
    known = names_known(None if counts.mapping is None else counts.mapping[1])
    names = _names(opened.records, record, known, said.names)
    records = said_records(opened.records, names, record.election)
    if not records:
        raise InputError("No record is of this election. Nothing was taken. Look at the mapping of precincts.")
    contests = comparable_contests(record.election)
    defined = defined_election(record.election)
    places = {str(one.id): frozenset(map(str, one.precincts)) for one in defined.contests}
    findings = (*opened.records.findings, *findings_in_records(records, contests, places))
    count = counts.count
    differences = None if count is None else report_differences(records, count, contests)
    new = names.news_to(known)
    mapping = 0 if new or counts.mapping is None else counts.mapping[0]
    taken = state.board.office.records.taken
    already = taken is not None and not new and taken[1].content_sha256 == content_sha256(records)
    return RecordsOffered(
        kept,
        source,
        records,
        names,
        new,
        mapping,
        findings,
        differences,
        groups_held(record, counts, records, contests),
        opened.passed_over,
        order,
        already,
    )


def _not_blind(order: BlindOrder) -> str:
    found = f"{order.pictures:,} pictures, and a batch that is not finished" if order.pictures else "no picture read"
    return (
        "Cast vote records are opened after the pictures were read: else nobody can prove that the reading was blind. "
        f"Found {found}. Nothing was taken. Read the pictures first: canvass outside images. If there are none, or the "
        "proof is not wanted, say so: --not-blind"
    )


def _check_votes(records: OutsideCastVoteRecords) -> None:
    """A Ballots table alone, or an export without its columns of contests. Kept ones of earlier versions still open."""
    if not any(one.votes for one in records.records):
        raise InputError(
            f"{shown(records.source.name)}: {records.source.format.words}, in which no record has votes. Nothing was "
            "taken. Name the file with the votes, too: canvass outside cvrs RECORD VOTES TABLE"
        )


def _check_election(source: OutsideSource, record: "Record", although: str) -> None:
    asked = other_election(source, record.election)
    if asked and not although:
        raise InputError(
            "\n".join(
                (
                    *(f"{shown(source.name)}: {shown(words)}." for words in asked),
                    "Nothing was taken. Look whether these are the records you mean. If they are, say why they name "
                    "another election: --although TEXT",
                )
            )
        )


class WaitingNamesError(InputError):
    """Names in the records that nothing shows for certain; nothing was taken."""

    def __init__(self, waiting: tuple[Waiting, ...]) -> None:
        """All of them."""
        self.waiting = waiting
        lines = (f"  {called(one)}{'; perhaps ' if one.proposals else ''}{may_be(one.proposals)}" for one in waiting)
        super().__init__(
            "\n".join(
                (
                    f"{len(waiting):,} names are not known for certain:",
                    *map(shown, lines),
                    "Nothing was taken. Say what they mean: --export-names CSV writes them, --names CSV takes them.",
                )
            )
        )


def _names(records: OutsideCastVoteRecords, record: "Record", known: NamesKnown, table: bytes | None) -> NamesKnown:
    """All that is known with the names of these records. Raises WaitingNamesError."""
    declared = {name for some in declared_of(record.election).values() for name in some}
    names, election = names_in_records(records, declared), defined_election(record.election)
    meant = known.left_out.names_without(names)
    matching = matched(meant, election, known.of_these(meant))
    if table is not None:
        known = with_answers(
            table, matching.waiting, NamesKnown(known.with_these(matching.map).map, known.left_out), election
        )
        meant = known.left_out.names_without(names)
        matching = matched(meant, election, known.of_these(meant))
    if matching.waiting:
        raise WaitingNamesError(matching.waiting)
    return known.with_these(matching.map)


def take_records(record: "Record", offered: RecordsOffered, although: str, entered_by: str) -> None:
    """Keep the files and write the entries, all or none. Raises EnvironmentFault, RefusedError."""
    from canvass.deciding.decisions import Deciding

    keep_records(record.directory, offered.files)
    number = offered.mapping or record.head().number + 1
    entry = OutsideRecordsTaken(
        tuple(kept for kept, _ in offered.files),
        offered.source.format.value,
        source_words(offered.source),
        len(offered.records),
        sum(bool(one.key) for one in offered.records),
        number,
        content_sha256(offered.records),
        although,
        entered_by,
    )
    named: tuple[OutsideNamesMapped, ...] = () if offered.mapping else (offered.names.entry(entered_by),)
    Deciding(record).enter(*named, entry)
