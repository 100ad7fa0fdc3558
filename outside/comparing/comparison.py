"""The whole comparison: what does not join, causes, classes, figures and rates. Pure, and the same on every machine."""

from collections.abc import Iterable
from dataclasses import dataclass

from outside.comparing.causes import FoundCause
from outside.comparing.classes import ComparedAs, ComparedLine
from outside.comparing.comparable_contests import ComparableContest
from outside.comparing.compared_sheets import ComparedSheets, compared_sheets
from outside.comparing.contest_figures import ContestComparison, contest_comparisons
from outside.comparing.explaining.batch_causes import batches_missing, batches_twice, mixed_precincts
from outside.comparing.explaining.exchanged import exchanged_names
from outside.comparing.explaining.machine_marks import machine_marks
from outside.comparing.explaining.unlike import unlike_contests, unlike_scopes, unread_styles
from outside.comparing.first_sheets import PrecinctBallots, precinct_ballots
from outside.comparing.joining import JoinedSheets, joined_sheets
from outside.comparing.our_readings import PictureReading
from outside.comparing.rates import GroupRate, differing_rates, vote_outliers
from outside.comparing.record_findings import RecordFinding
from outside.comparing.their_records import TheirRecord


@dataclass(frozen=True, slots=True)
class ListedLine:
    """A contest of a sheet that is not the same."""

    line: ComparedLine
    cause: int | None
    """The place of the cause that explains it, from 0."""


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """Something that does not join."""

    finding: RecordFinding
    cause: int | None


@dataclass(frozen=True, slots=True)
class OutsideComparison:
    """All that is said."""

    pictures: int
    records: int
    joined: int
    causes: tuple[FoundCause, ...]
    findings: tuple[ListedFinding, ...]
    lines: tuple[ListedLine, ...]
    """In the order of the contests, then by class, then by number."""
    contests: tuple[ContestComparison, ...]
    """Those nearest to another outcome first."""
    rates: tuple[GroupRate, ...]
    outliers: tuple[GroupRate, ...]
    ballots: tuple[PrecinctBallots, ...]


def compare(
    pictures: Iterable[PictureReading], records: Iterable[TheirRecord], contests: Iterable[ComparableContest]
) -> OutsideComparison:
    """Compare all pictures with all records. Causes are found first; a line has the first that explains it."""
    mine, theirs = tuple(pictures), tuple(records)
    joined = joined_sheets(mine, theirs)
    compared = compared_sheets(joined.pairs)
    causes = _causes(joined, compared)
    figures = contest_comparisons(contests, compared, joined, causes)
    return OutsideComparison(
        len(mine),
        len(theirs),
        len(joined.pairs),
        causes,
        _listed_findings(joined, causes),
        _listed_lines(compared, causes, figures),
        figures,
        differing_rates(compared, causes),
        vote_outliers(joined),
        precinct_ballots(mine, theirs),
    )


def _causes(joined: JoinedSheets, compared: ComparedSheets) -> tuple[FoundCause, ...]:
    """Of sheets first, then of contests, then of machines: each looks at what those before have left."""
    causes = [*batches_twice(joined)]
    causes += batches_missing(joined, {number for one in causes for number in one.findings})
    causes += mixed_precincts(joined)
    causes += unread_styles(compared)
    left = {number for number, line in enumerate(compared.lines) if line.kind is not ComparedAs.UNREAD}
    for found in exchanged_names(compared.lines, compared.votes):
        left.difference_update(found.lines)
        causes.append(found)
    causes += unlike_scopes(compared, left)
    causes += unlike_contests(compared, left)
    for found in machine_marks(compared, left):
        left.difference_update(found.lines)
        causes.append(found)
    return tuple(causes)


def _listed_findings(joined: JoinedSheets, causes: tuple[FoundCause, ...]) -> tuple[ListedFinding, ...]:
    cause_of = {number: place for place, one in reversed(list(enumerate(causes))) for number in one.findings}
    return tuple(ListedFinding(one, cause_of.get(number)) for number, one in enumerate(joined.findings))


def _listed_lines(
    compared: ComparedSheets, causes: tuple[FoundCause, ...], figures: tuple[ContestComparison, ...]
) -> tuple[ListedLine, ...]:
    cause_of = {number: place for place, one in reversed(list(enumerate(causes))) for number in one.lines}
    contest_place = {one.contest: place for place, one in enumerate(figures)}
    class_place = {kind: place for place, kind in enumerate(ComparedAs)}
    numbers = sorted(
        range(len(compared.lines)),
        key=lambda number: (
            contest_place[compared.lines[number].contest],
            class_place[compared.lines[number].kind],
            number,
        ),
    )
    return tuple(ListedLine(compared.lines[number], cause_of.get(number)) for number in numbers)
