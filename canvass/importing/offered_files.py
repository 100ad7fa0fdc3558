"""Files of other systems as people offer them: recognised, held to the election, and kept all or none."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from canvass.errors import InputError
from canvass.importing.changed_figures import FigureOfLaterVersion, changed_figures
from canvass.importing.kept_files import keep, kept_results
from canvass.importing.other_election import other_election
from outside.cast_vote_records import OutsideCastVoteRecords
from outside.errors import OutsideFileError
from outside.reading import FilePassedOver, passed_over_words, read_unpacked, unpacked
from outside.results import OutsideResults
from outside.source import OutsideFile, OutsideSource
from tabulate.board.outside.outside_counts import OutsideCounts
from tabulate.board.outside.outside_entries import OutsideFileKept
from tabulate.printable import folded_words, shown

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """One file of results, and what becomes of it."""

    file: OutsideFile
    results: OutsideResults
    kept: OutsideFileKept
    """The entry that keeps it."""
    there: bool
    """Whether the record has these very bytes already."""
    asked: tuple[str, ...]
    """By what it names another election."""
    earlier: OutsideFileKept | None
    """The version of the same report before it."""
    changed: tuple[FigureOfLaterVersion, ...]
    """What is another figure than in that version."""


@dataclass(frozen=True, slots=True)
class Offered:
    """All that was offered."""

    files: tuple[OfferedFile, ...]
    passed_over: tuple[FilePassedOver, ...]

    @property
    def new(self) -> tuple[OfferedFile, ...]:
        """Those that the record does not have."""
        return tuple(one for one in self.files if not one.there)


def offered(
    files: Iterable[OutsideFile], record: "Record", counts: OutsideCounts, although: str, entered_by: str
) -> Offered:
    """What each file is. Raises InputError with every file that cannot be kept and why, all at once."""
    given = list(unpacked(files))
    contents = {hashlib.sha256(one.content).hexdigest(): one for one in given if isinstance(one, OutsideFile)}
    refused: list[str] = []
    results: list[OutsideResults] = []
    passed: list[FilePassedOver] = []
    for reading in read_unpacked(given):
        match reading:
            case OutsideFileError():
                refused.append(str(reading))
            case FilePassedOver():
                passed.append(reading)
            case OutsideCastVoteRecords():
                refused.append(_no_records(reading))
            case OutsideResults():
                results.append(reading)
    if not results and not refused:
        known = "Nothing in these files is of a known format. docs/outside.md names them."
        refused.append(f"{known}{shown(passed_over_words(passed))}")
    if refused:
        raise InputError("\n".join((*refused, "Nothing was kept.")))
    found = tuple(_each(results, contents, _Into(record, counts, although, entered_by)))
    _check_asked(found, although)
    return Offered(found, tuple(passed))


def _no_records(records: OutsideCastVoteRecords) -> str:
    return (
        f"{records.source.name}: {records.source.format.words} are no results. They tell how each ballot was read, and "
        "are opened after its pictures. Name the report of results by precinct."
    )


@dataclass(frozen=True, slots=True)
class _Into:
    """The record, and who offers."""

    record: "Record"
    counts: OutsideCounts
    although: str
    entered_by: str


def _each(readings: list[OutsideResults], contents: dict[str, OutsideFile], into: _Into) -> Iterator[OfferedFile]:
    """In their order. One that is offered twice is there the second time."""
    counts = into.counts
    for results in readings:
        source = results.source
        (own,) = source.files
        file = contents[own.sha256]
        known = counts.file(own.sha256)
        asked = () if known else other_election(source, into.record.election)
        earlier = None if known else _earlier(results, counts, into.record, readings)
        changed = () if earlier is None else changed_figures(_read(earlier, into.record, readings), results)
        entry = OutsideFileKept(
            shown(own.name),
            own.sha256,
            own.size_bytes,
            source.format.value,
            source_words(results.source),
            source.label,
            source.run_at,
            earlier.sha256 if earlier else "",
            into.although if asked else "",
            into.entered_by,
        )
        counts = counts if known else counts.after(0, entry)
        yield OfferedFile(file, results, known or entry, known is not None, asked, earlier, changed)


def source_words(source: OutsideSource) -> str:
    """Report, county, election and day as the file names them: what two versions of one report have in common."""
    parts = (source.format.value, source.county, source.election, source.election_date)
    return " | ".join(" ".join(part.split()) for part in parts)


def _earlier(
    results: OutsideResults, counts: OutsideCounts, record: "Record", readings: list[OutsideResults]
) -> OutsideFileKept | None:
    """The newest version of the same report. Reports of other precincts alone are no versions of each other."""
    for kept in reversed(counts.newest_files):
        if folded_words(kept.source) == folded_words(source_words(results.source)):
            before = _read(kept, record, readings)
            if before.level is results.level and _names(before) & _names(results):
                return kept
    return None


def _read(kept: OutsideFileKept, record: "Record", readings: list[OutsideResults]) -> OutsideResults:
    """As it was offered just now, or from the record."""
    now = (one for one in readings if one.source.files[0].sha256 == kept.sha256)
    return next(now, None) or kept_results(record.directory, kept)


def _names(results: OutsideResults) -> set[tuple[str, str]]:
    return {(one.code, one.name) for one in results.precincts}


def _check_asked(files: tuple[OfferedFile, ...], although: str) -> None:
    asked = [f"{shown(one.file.name)}: {shown(words)}." for one in files for words in one.asked]
    if asked and not although:
        raise InputError(
            "\n".join(
                (
                    *asked,
                    "Nothing was kept. Look whether this is the file you mean. If it is, say why it names another "
                    "election: --although TEXT",
                )
            )
        )


def keep_offered(record: "Record", found: Offered) -> None:
    """Keep the new files and write their entries, all or none. Raises EnvironmentFault, RefusedError."""
    from canvass.deciding.decisions import Deciding

    if found.new:
        keep(record.directory, ((one.kept.sha256, one.file) for one in found.new))
        Deciding(record).enter(*(one.kept for one in found.new))
