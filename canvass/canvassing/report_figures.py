"""The figures of the report of the canvass as rows: every form of the report has these, and no others (13-15-404)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from canvass.canvassing.county_standing import CountyStanding
from tabulate.county_canvass.audit_of_returns import CheckStanding
from tabulate.county_canvass.canvassed import CanvassedContest
from tabulate.county_canvass.return_rows import ReturnContest, ReturnRow
from tabulate.precincts import Precinct
from tabulate.recounts.joined_tickets import joined_tickets
from tabulate.recounts.rights import RecountLine, exact

_COUNTS = ("machine", "outside", "board", "hand")


@dataclass(frozen=True, slots=True)
class ElectorsRow:
    """Electors voting in a place (13-15-404(1)(a), (f))."""

    kind: str
    place: str
    name: str
    electors: int | None
    ballots: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Votes for one choice by the counts that there are of it, and what the canvass uses (13-17-507(1), 13-16-418)."""

    place: str
    name: str
    choice: str
    machine: int
    outside: int
    """By another system."""
    board: int
    hand: int
    counted: int
    """These together."""
    manual: int | None
    """The audit's; None where nothing was audited, and in the row of the county."""
    recount: int | None
    """The certified recount's; None where nothing was recounted, and in the row of the county (13-16-418)."""
    counts: int | None


def electors_rows(standing: CountyStanding) -> Iterator[ElectorsRow]:
    """By precinct, its parts first; then by portion of a district, and the county."""
    own = {one.precinct.id: one for one in standing.returns}
    for precinct in standing.election.precincts:
        parts = [one for one in standing.counts.by_part.parts if one.union.precinct == precinct.id]
        for part in parts if len(parts) > 1 else ():
            yield ElectorsRow("precinct part", " + ".join(part.union.parts), part.name, part.electors, part.ballots)
        found, closed = own[precinct.id], precinct.id in standing.canvass.not_opened
        name = f"{precinct.name}: polls not open (13-15-402(3))" if closed else precinct.name
        electors = 0 if closed and found.electors is None else found.electors
        yield ElectorsRow("precinct", precinct.id, name, electors, found.ballots)
    for portion in standing.counts.by_part.portions:
        yield ElectorsRow(portion.kind, portion.district, portion.name, portion.electors, portion.ballots)
    numbers = [row.electors for row in _precincts(standing)]
    every = None if None in numbers else sum(one or 0 for one in numbers)
    county = standing.election.county
    yield ElectorsRow("county", county, county, every, sum(one.ballots for one in standing.returns))


def _precincts(standing: CountyStanding) -> Iterator[ElectorsRow]:
    for one in standing.returns:
        closed = one.precinct.id in standing.canvass.not_opened and one.electors is None
        yield ElectorsRow("precinct", one.precinct.id, one.precinct.name, 0 if closed else one.electors, one.ballots)


def source_rows(contest: CanvassedContest, county: str) -> Iterator[SourceRow]:
    """Where there are several counts: each choice in the county, and in each precinct with several or a second one."""
    if not any(_several(own) for _, own in contest.by_precinct) and not _several_in(contest):
        return
    every = [row for _, own in contest.by_precinct for row in own.rows]
    for choice, counts in zip(contest.choices, contest.county.votes, strict=True):
        rows = [row for row in every if (row.choice or row.kind.value) == choice.key]
        machine, outside, board, hand = sums = [sum(getattr(row, count) for row in rows) for count in _COUNTS]
        yield SourceRow(county, county, choice.name, machine, outside, board, hand, sum(sums), None, None, counts)
    for precinct, own in contest.by_precinct:
        if _several(own):
            yield from (_source_row(precinct, row) for row in own.rows if row.choice is not None)


def _several(own: ReturnContest) -> bool:
    return bool(own.audited or own.recounted) or _sources([row for row in own.rows if row.choice is not None]) > 1


def _several_in(contest: CanvassedContest) -> bool:
    """Whether precincts were counted in different ways."""
    return _sources([row for _, own in contest.by_precinct for row in own.rows if row.choice is not None]) > 1


def _sources(votes: Sequence[ReturnRow]) -> int:
    return sum(any(getattr(row, count) for row in votes) for count in _COUNTS)


def _source_row(precinct: Precinct, row: ReturnRow) -> SourceRow:
    return SourceRow(
        place=precinct.id,
        name=precinct.name,
        choice=row.name,
        machine=row.machine,
        outside=row.outside,
        board=row.board,
        hand=row.hand,
        counted=row.counted,
        manual=row.manual,
        recount=row.recount,
        counts=row.counts,
    )


def joined_in(one: CanvassedContest) -> tuple[str, ...]:
    """What votes for tickets of which one died count for, in sentences (13-15-106(2), (3))."""
    pairs = zip(one.choices, one.county.votes, strict=True)
    return joined_tickets(one.contest, {str(choice.key): votes or 0 for choice, votes in pairs})


def total_vote(line: RecountLine) -> str:
    """For the office, exactly: divided where an elector may vote for several (13-15-208)."""
    return exact(line.total_vote)


def total_vote_shown(line: RecountLine) -> str:
    """The same for people."""
    return exact(line.total_vote, thousands=",")


def settled_rows(standing: CountyStanding) -> Iterator[tuple[str, str, str, str]]:
    """The checks that did not hold, and what the board did: precinct, check, what was found, what was done."""
    for one in standing.checks:
        if one.standing is not CheckStanding.HOLDS and one.settled is not None:
            done = f"{one.settled.how.capitalize()}. {one.settled.said_by}: {one.settled.words_of_board}"
            yield one.precinct.name, f"({one.check.number}) {one.check}", one.found, done
