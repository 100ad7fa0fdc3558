"""The kept reports as a count: what the figures are in the definition's terms, and all that does not fit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from canvass import clock
from canvass.importing.checking.against_definition import definition_findings
from canvass.importing.checking.against_reports import county_findings, precinct_findings
from canvass.importing.checking.chosen_reports import chosen_reports
from canvass.importing.checking.electors_known import electors_findings
from canvass.importing.checking.run_hours import run_findings
from canvass.importing.count_findings import CountFinding, CountFindingKind, of_file
from canvass.importing.name_lines import NameLine, name_lines
from canvass.importing.names_of_record import KeptResults, NamesOfRecord, names_of_record
from canvass.importing.names_recorded import left_out_of, map_of
from canvass.importing.names_table import called
from outside.errors import NotMappedError
from outside.matching.defined_election import DefinedElection
from outside.matching.mapped_figures import mapped_figures
from outside.matching.outside_names import OutsideChoiceName, OutsideContestName, OutsidePrecinctName, names_in
from outside.results import OutsideResults, ResultsLevel
from tabulate.board.outside.outside_counts import OutsideCounts
from tabulate.board.outside.outside_entries import OutsideFileKept, OutsideNamesMapped
from tabulate.election import Election
from tabulate.ledger.state import RecordState
from tabulate.outside_figures import OutsideCount, OutsidePrecinctFigures, with_choices

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class CheckedCount:
    """What a check comes to."""

    names: NamesOfRecord
    reports: tuple[KeptResults, ...]
    """Those that are the count."""
    mapping: int | None
    """The number of the entry that says what names mean; None where nobody confirmed them."""
    count: OutsideCount | None
    """None where names or figures have no place in the definition."""
    findings: tuple[CountFinding, ...]


def checked_count(record: "Record", state: RecordState, named: tuple[str, ...] = ()) -> CheckedCount:
    """The check of the named reports, or of the only ones there are. Raises InputError, RecordError."""
    outside = state.board.office.outside
    names = names_of_record(record, outside)
    reports = chosen_reports(names.files, named)
    findings = [*_own_findings(names.files, outside, record.election), *_names_findings(names, reports)]
    count = None
    if outside.mapping is not None:
        mapping = outside.mapping[1]
        findings += _left_out(reports, mapping)
        try:
            count = with_choices(
                count_of([(one.kept, one.results) for one in reports], mapping, names.election), record.election
            )
        except NotMappedError as problems:
            name = ", ".join(one.kept.name for one in reports)
            waits = any(one.kind == CountFindingKind.NAMES for one in findings)
            findings += [
                CountFinding(CountFindingKind.NAMES.value, name, "", one)
                for one in problems.problems
                if not (waits and "is not mapped" in one)  # Said once, by the names that wait.
            ]
        else:
            findings += _count_findings(count, reports, names, mapping, record.election)
            findings += electors_findings(count, state, record.election)
    own = None if outside.mapping is None else outside.mapping[0]
    return CheckedCount(names, reports, own, count, tuple(dict.fromkeys(findings)))


def count_of(
    reports: Sequence[tuple[OutsideFileKept, OutsideResults]], mapping: OutsideNamesMapped, election: DefinedElection
) -> OutsideCount:
    """The count that these reports are by this mapping, precincts in the definition's order.

    Raises NotMappedError with everything that has no place, and where two reports have one precinct.
    """
    names, left_out = map_of(mapping), left_out_of(mapping)
    problems: list[str] = []
    found: dict[str, OutsidePrecinctFigures] = {}
    for _, results in reports:
        try:
            figures = mapped_figures(left_out.results_without(results), names, election)
        except NotMappedError as error:
            problems += error.problems
            continue
        for one in figures:
            if one.precinct in found:
                problems.append(f"Two reports have figures of precinct {one.precinct!r}.")
            found[one.precinct] = one
    if problems:
        raise NotMappedError(tuple(dict.fromkeys(problems)))
    sources = [results.source for _, results in reports]
    return OutsideCount(
        "; ".join(dict.fromkeys(one.format.words for one in sources)),
        tuple(kept.sha256 for kept, _ in reports),
        "; ".join(dict.fromkeys(one.run_at for one in sources if one.run_at)),
        "; ".join(dict.fromkeys(one.label for one in sources if one.label)),
        tuple(found[one.id] for one in election.precincts if one.id in found),
    )


def _own_findings(files: Iterable[KeptResults], counts: OutsideCounts, election: Election) -> Iterator[CountFinding]:
    """What each report's own words and figures show."""
    for one in files:
        if one.kept.although:
            words = f"it names another election, and was kept because: {one.kept.although}"
            yield CountFinding(CountFindingKind.ELECTION.value, one.kept.name, "", words)
        yield from run_findings(one.kept.name, one.kept.run_at, election, clock.now(), counts.before(one.kept))
        yield from (of_file(one.kept.name, finding) for finding in one.results.findings)


def _names_findings(names: NamesOfRecord, reports: Sequence[KeptResults]) -> Iterator[CountFinding]:
    """Names of the count that nobody knows must be said; those of other reports keep these from being compared."""
    own = names_in(one.results for one in reports)
    needed: set[OutsidePrecinctName | OutsideContestName] = {*own.precincts, *(one.name for one in own.contests)}
    choices = {(one.name, choice) for one in own.contests for choice in one.choices}
    name = ", ".join(one.kept.name for one in reports)
    others = 0
    for line in name_lines(names):
        if line.means:
            continue
        if _is_needed(line, needed, choices):
            of = "" if line.contest is None else str(line.contest)
            yield CountFinding(CountFindingKind.NAMES.value, name, of, f"{called(line)!r} is not known")
        else:
            others += 1
    if others:
        words = f"{others:,} names of other reports are not known: what has them is not compared"
        yield CountFinding(CountFindingKind.OTHER_REPORT.value, "", "", words)
    if not names.matching.waiting and not names.is_recorded:
        words = "nobody confirmed yet what the names mean as they are now: canvass outside map RECORD --by NAME"
        yield CountFinding(CountFindingKind.MAPPING.value, name, "", words)


def _is_needed(
    line: NameLine,
    needed: set[OutsidePrecinctName | OutsideContestName],
    choices: set[tuple[OutsideContestName, OutsideChoiceName]],
) -> bool:
    if isinstance(line.name, OutsideChoiceName):
        return line.contest is not None and (line.contest, line.name) in choices
    return line.name in needed


def _left_out(reports: Sequence[KeptResults], mapping: OutsideNamesMapped) -> Iterator[CountFinding]:
    for one in reports:
        for figure in left_out_of(mapping).figures_of(one.results):
            if figure.votes or figure.ballots:
                ballots = "" if figure.ballots is None else f"{figure.ballots:,} ballots and "
                words = f"left out as none of this election, with {ballots}{figure.votes:,} votes"
                yield CountFinding(CountFindingKind.LEFT_OUT.value, one.kept.name, figure.where, words)


def _count_findings(
    count: OutsideCount,
    reports: Sequence[KeptResults],
    names: NamesOfRecord,
    mapping: OutsideNamesMapped,
    election: Election,
) -> Iterator[CountFinding]:
    """The figures held to the definition, and to every other report that the record keeps."""
    name = ", ".join(one.kept.name for one in reports)
    yield from definition_findings(name, count.precincts, election)
    found, left_out = map_of(mapping), left_out_of(mapping)
    for one in names.files:
        if one in reports:
            continue
        results = left_out.results_without(one.results)
        if one.results.level is ResultsLevel.COUNTY:
            yield from county_findings(one.kept.name, results, count, found, names.election)
            continue
        try:
            other = mapped_figures(results, found, names.election)
        except NotMappedError as error:
            words = f"it cannot be compared: {error.problems[0]}"
            yield CountFinding(CountFindingKind.OTHER_REPORT.value, one.kept.name, "", words)
        else:
            yield from precinct_findings(one.kept.name, other, count, names.election)
