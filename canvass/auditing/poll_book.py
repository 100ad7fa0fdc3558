"""Ballots cast as the poll book has them: of the precinct, and of contests that not every ballot there carries.

Source: "total ballots cast" of 13-17-507(2).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from audit.contests import AuditContest
from audit.errors import Refused
from audit.state import AuditState
from tabulate.ballots_cast import several_sheets
from tabulate.election import ContestId, Election, PrecinctId
from tabulate.ledger.state import RecordState
from tabulate.precinct_parts import parts_of
from tabulate.totals.electors import electors_by_part, together
from tabulate.whole_numbers import whole_number


@dataclass(frozen=True, slots=True)
class BallotsCast:
    """What the poll book says; None or nothing where the record's own number is to stand."""

    precinct: int | None = None
    by_contest: tuple[tuple[ContestId, int], ...] = ()
    """Of contests that are not on every ballot of the precinct: ballots that carry them."""
    by_parts: tuple[tuple[ContestId, int], ...] = ()
    """Of any contest, by the electors voting of the precinct's parts."""
    every_style: frozenset[ContestId] = frozenset()
    """Contests that each ballot of the precinct has, by the definition: what holds where no ballot was read here."""

    def of(self, contest: ContestId, on_every_ballot: bool) -> int | None:
        """Ballots cast with that contest: its own number; the precinct's if every ballot carries it; or the parts'."""
        own = dict(self.by_contest).get(contest)
        if own is None and on_every_ballot:
            own = self.precinct
        return own if own is not None else dict(self.by_parts).get(contest)


def ballots_cast(texts: Iterable[str]) -> BallotsCast:
    """As typed: `812` for the precinct, `house-1=410` for a contest. Raises Refused."""
    precinct: int | None = None
    by_contest = []
    for text in texts:
        contest, _, figure = text.rpartition("=")
        number = whole_number(figure, 10_000_000)
        if number is None:
            raise Refused("13-17-507(2)", f'"{text[:80]}" is no number of ballots.', "Write 812, or CONTEST=410.")
        if contest:
            by_contest.append((ContestId(contest), number))
        else:
            precinct = number
    return BallotsCast(precinct, tuple(by_contest))


def with_parts(cast: BallotsCast, election: Election, counted: RecordState, precinct: PrecinctId) -> BallotsCast:
    """What was said, and of a precinct in parts how many electors of those that vote on each contest voted.

    A contest has no such number where a part's electors voting are not entered, or where some of a part's electors have
    ballots without it, those of another party (13-15-404(1)(a)). Nor where ballots have several sheets: an elector may
    return one without the other.
    """
    if counted.outside_count() is not None:
        cast = replace(cast, every_style=_on_every_style(election, precinct))
    parts = parts_of(election)
    if precinct not in parts.given or several_sheets(election):
        return cast
    electors, whole = electors_by_part(counted.board, parts), parts.whole(precinct)
    found = ((one.id, parts.voting_on(whole, one.id).parts) for one in election.contests)
    numbers = (
        (contest, together(electors, voting))
        for contest, voting in found
        if all(parts.all_vote_on(part, contest) for part in voting)
    )
    return replace(cast, by_parts=tuple((contest, number) for contest, number in numbers if number is not None))


def _on_every_style(election: Election, precinct: PrecinctId) -> frozenset[ContestId]:
    """Separate ballots are handed out beside the others, and are no ballots of their own."""
    styles = [one for one in election.ballot_styles if precinct in one.precincts and one.separate_by is None]
    beside = {id_ for one in election.ballot_styles if precinct in one.precincts for id_ in one.contests}
    here = beside if not styles else set.intersection(*(set(one.contests) for one in styles))
    return frozenset(here)


def on_every_ballot(counted: RecordState, precinct: PrecinctId, contest: AuditContest) -> bool:
    """Whether every ballot of the precinct that was read, or counted by hand, carries the contest."""
    scanned = all(
        contest.id in {reading.contest for reading in kept.votes.contests}
        for _, batch in counted.batches_kept()
        for kept in batch.kept
        if kept.votes is not None and (kept.votes.precinct or batch.opened.precinct) == precinct
    )
    return scanned and all(
        sheet.ballots == count.ballots
        for count in counted.board.hand_counts.values()
        for sheet in count.settled
        if count.opened.precinct == precinct and sheet.contest == contest.id
    )


def not_on_every_ballot(state: AuditState, counted: RecordState, precinct: PrecinctId) -> tuple[AuditContest, ...]:
    """The contests to be counted in a precinct of which the poll book's number of the precinct says nothing."""
    contests = (state.contest(one.unit.contest) for one in state.units if one.unit.precinct == precinct)
    return tuple(one for one in contests if not on_every_ballot(counted, precinct, one))


def check_known(state: AuditState, precinct: PrecinctId, cast: BallotsCast) -> None:
    """Refuse a number for a contest that is not counted in the precinct."""
    here = {one.unit.contest for one in state.units if one.unit.precinct == precinct}
    for contest, _ in cast.by_contest:
        if contest not in here:
            found = f"Contest {contest} is not counted in precinct {precinct}."
            raise Refused("13-17-507(2)", found, f"Its contests are: {', '.join(sorted(here)) or 'none'}.")
