"""The names in a record's newest files: what each means by the mapping, by rule, or not yet."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from canvass.importing.counts_known import counts_of
from canvass.importing.kept_files import kept_results
from canvass.importing.names_left_out import NamesLeftOut
from canvass.importing.names_matched import matched_reports
from canvass.importing.names_recorded import entry_of, left_out_of, map_of
from outside.matching.defined_election import DefinedElection, defined_election
from outside.matching.name_map import Matching, NameMap
from outside.matching.outside_names import OutsideNames, names_in
from outside.results import OutsideResults
from tabulate.board.outside.outside_counts import OutsideCounts
from tabulate.board.outside.outside_entries import OutsideFileKept, OutsideNamesMapped

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class KeptResults:
    """A kept file, and what it says."""

    kept: OutsideFileKept
    results: OutsideResults


@dataclass(frozen=True, slots=True)
class NamesOfRecord:
    """All names, and how far they are known."""

    election: DefinedElection
    files: tuple[KeptResults, ...]
    """The newest version of each."""
    names: OutsideNames
    """All of them, also what is left out."""
    recorded: OutsideNamesMapped | None
    """The mapping in the ledger."""
    left_out: NamesLeftOut
    matching: Matching
    """Of what is not left out: what people confirmed stands, and the rest by rule."""

    @property
    def is_recorded(self) -> bool:
        """Whether the ledger says all that is known now, and nothing waits."""
        found = self.entry("")
        return (
            not self.matching.waiting and self.recorded is not None and replace(self.recorded, entered_by="") == found
        )

    def entry(self, entered_by: str) -> OutsideNamesMapped:
        """The entry that says all that is known now. Names of files that are not here any more keep their meaning."""
        return entry_of(self.matching.map, self.left_out, entered_by)


def names_of_record(record: "Record", counts: OutsideCounts | None = None) -> NamesOfRecord:
    """The names of a record's newest files. Raises RecordError for a kept file that is gone or changed."""
    known = counts_of(record) if counts is None else counts
    files = tuple(KeptResults(one, kept_results(record.directory, one)) for one in known.newest_files)
    recorded = None if known.mapping is None else known.mapping[1]
    before = NameMap() if recorded is None else map_of(recorded)
    left_out = NamesLeftOut() if recorded is None else left_out_of(recorded)
    return names_with(defined_election(record.election), files, recorded, before, left_out)


def names_with(
    election: DefinedElection,
    files: tuple[KeptResults, ...],
    recorded: OutsideNamesMapped | None,
    confirmed: NameMap,
    left_out: NamesLeftOut,
) -> NamesOfRecord:
    """The names of these files, once people said so much."""
    names = names_in(one.results for one in files)
    matching = matched_reports((one.results for one in files), election, confirmed, left_out)
    return NamesOfRecord(election, files, names, recorded, left_out, matching)
