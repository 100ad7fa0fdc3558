"""Cast vote records held to the report group by group: Election Day, Absentee, and whatever else a county has."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from canvass.importing.checked_count import count_of
from canvass.importing.kept_files import kept_results
from outside.comparing.against_report import ReportDifference, report_differences
from outside.comparing.comparable_contests import ComparableContest
from outside.comparing.their_records import TheirRecord
from outside.groups import results_of_group, same_group
from outside.matching.defined_election import defined_election
from outside.results import OutsideResults
from tabulate.board.outside.outside_counts import OutsideCounts
from tabulate.board.outside.outside_entries import OutsideFileKept, OutsideNamesMapped
from tabulate.election import Election

if TYPE_CHECKING:
    from canvass.record.store import Record

_Report = tuple[OutsideFileKept, OutsideResults]


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """A figure of one reporting group."""

    group: str
    """As the report names it."""
    figure: ReportDifference


@dataclass(frozen=True, slots=True)
class GroupsHeld:
    """Report and records by reporting group."""

    compared: tuple[str, ...]
    """The groups that both have."""
    differences: tuple[GroupDifference, ...]
    """Ballots cast first: a ballot in another group shows in them."""
    of_report: tuple[str, ...]
    """Groups with ballots that no record names."""
    of_records: tuple[str, ...]
    """Groups that the report does not name."""
    without: int
    """Records that tell no group, where others do."""

    @property
    def agree(self) -> bool:
        """Whether every group is in both, with the same figures."""
        return not (self.differences or self.of_report or self.of_records or self.without)


def groups_held(
    record: "Record", counts: OutsideCounts, records: tuple[TheirRecord, ...], contests: Mapping[str, ComparableContest]
) -> GroupsHeld | None:
    """The comparison; None where no report is taken, or one of both tells no groups. Raises RecordError."""
    told = tuple(dict.fromkeys(one.group for one in records if one.group))
    if counts.taken is None or not told:
        return None
    entry = counts.taken[1]
    kept = [file for one in entry.count.files if (file := counts.file(one)) is not None]
    reports = [(one, kept_results(record.directory, one)) for one in kept]
    groups = tuple(dict.fromkeys(group for _, one in reports for group in one.groups))
    names = next((one for number, one in counts.mappings if number == entry.mapping), None)
    if not groups or names is None:
        return None
    both = tuple(one for one in groups if any(same_group(one, other) for other in told))
    found = [
        GroupDifference(group, one)
        for group in both
        for one in _differences(_Held(reports, names, record.election), group, records, contests)
    ]
    return GroupsHeld(
        both,
        tuple(sorted(found, key=lambda one: one.figure.contest != "")),
        tuple(one for one in groups if one not in both and _has_ballots(reports, one)),
        tuple(one for one in told if not any(same_group(one, other) for other in groups)),
        sum(not one.group for one in records),
    )


@dataclass(frozen=True, slots=True)
class _Held:
    reports: list[_Report]
    names: OutsideNamesMapped
    election: Election


def _differences(
    held: _Held, group: str, records: tuple[TheirRecord, ...], contests: Mapping[str, ComparableContest]
) -> tuple[ReportDifference, ...]:
    of_group = [
        (kept, results_of_group(results, results.groups.index(group)))
        for kept, results in held.reports
        if group in results.groups
    ]
    count = count_of(of_group, held.names, defined_election(held.election))
    own = tuple(replace(one, group=group) for one in records if same_group(one.group, group))
    return report_differences(own, count, contests)


def _has_ballots(reports: list[_Report], group: str) -> bool:
    return any(
        one.by_group is not None and one.by_group[results.groups.index(group)]
        for _, results in reports
        if group in results.groups
        for one in results.precincts
    )
