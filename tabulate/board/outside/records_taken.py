"""Another system's cast vote records as they stand in a record, and what people found where they differ."""

from dataclasses import dataclass, field
from typing import assert_never

from tabulate.board.errors import NotAllowed
from tabulate.board.outside.outside_counts import OutsideCounts
from tabulate.board.outside.record_entries import DifferenceFound, OutsideRecordsTaken, RecordsEntry
from tabulate.board.words_said import check_said, check_sha256
from tabulate.election import ContestId
from tabulate.printable import prints

_LONGEST = 1_000


@dataclass(slots=True)
class RecordsTaken:
    """All takings in order, and the findings on the newest."""

    takings: list[tuple[int, OutsideRecordsTaken]] = field(default_factory=list)
    found: dict[tuple[str, ContestId], tuple[int, DifferenceFound]] = field(default_factory=dict)
    """By number of the record and contest, with the number of the entry."""

    @property
    def taken(self) -> tuple[int, OutsideRecordsTaken] | None:
        """The records taken last, with the number of their entry; None where there are none."""
        return self.takings[-1] if self.takings else None

    def check(self, entry: RecordsEntry, counts: OutsideCounts) -> None:
        """Whether the entry may follow those taken, by the names that hold. Raises NotAllowed."""
        check_said((entry.entered_by,), _LONGEST, "the name of who enters it")
        match entry:
            case OutsideRecordsTaken():
                _check_taken(entry, counts)
            case DifferenceFound():
                self._check_found(entry)
            case _:
                assert_never(entry)

    def take(self, number: int, entry: RecordsEntry) -> None:
        """Take what was found allowed. Findings on earlier records are of these no more."""
        match entry:
            case OutsideRecordsTaken():
                self.takings.append((number, entry))
                self.found.clear()
            case DifferenceFound():
                self.found[entry.key, entry.contest] = number, entry
            case _:
                assert_never(entry)

    def _check_found(self, entry: DifferenceFound) -> None:
        if self.taken is None or entry.records != self.taken[0]:
            raise NotAllowed(
                "the records that were taken last",
                f"those of entry {entry.records:,}",
                "Other records were taken since. Compare again, and look at the difference anew.",
            )
        check_said((entry.key,), _LONGEST, "the number of a record")
        _check_prints(entry.note)


def _check_taken(entry: OutsideRecordsTaken, counts: OutsideCounts) -> None:
    if not entry.files:
        raise NotAllowed("a file of cast vote records", "none", "Name one.")
    check_sha256(entry.content_sha256, "of the records")
    for file in entry.files:
        check_sha256(file.sha256, "of the file")
        check_said((file.name,), _LONGEST, "the name of a file")
        if file.size_bytes < 1:
            raise NotAllowed("a file that is not empty", f"{file.size_bytes} bytes", "Export it again.")
    for text in (entry.format, entry.source, entry.although):
        _check_prints(text)
    if not 0 <= entry.keyed <= entry.records or not entry.records:
        raise NotAllowed("records, some of them with a number", f"{entry.keyed:,} of {entry.records:,}")
    if counts.mapping is None or entry.mapping != counts.mapping[0]:
        raise NotAllowed(
            "the mapping of names that holds now",
            f"that of entry {entry.mapping:,}",
            "Somebody changed what names mean. Open the records again.",
        )


def _check_prints(text: str) -> None:
    if not prints(text) or len(text) > _LONGEST:
        raise NotAllowed("words in letters that can be printed", repr(text[:80]), "Say it again.")
