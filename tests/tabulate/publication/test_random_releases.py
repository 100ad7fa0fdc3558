"""Releases of random counties: no part that a reader can tell apart shows how somebody voted (repair A2).

A reader who has every release knows sums of parts; a part is the ballots that were always in the same rows, contest by
contest.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

import pytest

from tabulate.election import ChoiceId, ContestId, PrecinctId
from tabulate.publication.cells import NOTHING, ContestCell, together
from tabulate.publication.releases import (
    CountedFigures,
    Release,
    next_release,
)
from tests.soak import examples
from tests.tabulate.publication.test_releases import COUNCIL, NONE_HELD, SEATS


@dataclass(frozen=True, slots=True)
class Vote:
    """What one ballot says in one contest, and from which moment it is settled."""

    ballot: int
    precinct: PrecinctId
    contest: ContestId
    choices: tuple[ChoiceId, ...]
    settled_at: int

    @property
    def cell(self) -> ContestCell:
        """This vote alone."""
        votes = tuple(sorted((choice, 1) for choice in self.choices))
        return ContestCell(1, votes, SEATS[self.contest] - len(votes))


def votes_of_a_county(draw: Random, moments: int) -> list[Vote]:
    """A county of small and large precincts, whose ballots are counted in heaps, and some settled later."""
    votes: list[Vote] = []
    leaning = draw.choice([0.5, 0.7, 0.95, 1.0])
    for number in range(draw.randint(1, 8)):
        precinct = PrecinctId(f"p{number}")
        left = draw.choice([1, 2, 5, 9, 12, 20, 40, 60])
        while left > 0:
            heap, moment = min(left, draw.choice([1, 2, 8, 10, 12, 30])), draw.randrange(moments)
            left -= heap
            votes += _heap(draw, len(votes), heap, precinct, moment, leaning)
    return votes


def _heap(draw: Random, first: int, size: int, precinct: PrecinctId, moment: int, leaning: float) -> Iterable[Vote]:
    for ballot in range(first, first + size):
        for contest, seats in SEATS.items():
            if contest is COUNCIL and precinct.endswith("1"):
                continue
            chosen = {ChoiceId("a" if draw.random() < leaning else draw.choice("bcd")) for _ in range(seats)}
            later = draw.randint(1, 4) if draw.random() < 0.05 else 0
            yield Vote(ballot, precinct, contest, tuple(chosen) if draw.random() < 0.9 else (), moment + later)


def counted(votes: Sequence[Vote], moment: int) -> CountedFigures:
    """What is settled at a moment."""
    by_key: dict[tuple[PrecinctId | None, ContestId], list[ContestCell]] = defaultdict(list)
    ballots: dict[PrecinctId | None, set[int]] = defaultdict(set)
    for vote in votes:
        if vote.settled_at <= moment:
            by_key[vote.precinct, vote.contest].append(vote.cell)
            ballots[vote.precinct].add(vote.ballot)
    sheets = {precinct: len(found) for precinct, found in ballots.items()}
    return CountedFigures({key: together(cells) for key, cells in by_key.items()}, sheets)


class Rows:
    """In which row of the newest release each vote stands; checked against the release's own figures."""

    def __init__(self, votes: Sequence[Vote]) -> None:
        self.votes = votes
        self.row: dict[Vote, str | None] = dict.fromkeys(votes)

    def follow(self, release: Release, now: CountedFigures, moment: int) -> None:
        """Move the votes to where the release has them."""
        for precinct in release.shown.sheets:
            if self._cells(release.shown, precinct) == self._cells(now, precinct):
                self._move(precinct, str(precinct), moment)
        newest = release.pooled[-1] if release.pooled else NONE_HELD
        waiting = {vote for vote in self.votes if vote.settled_at <= moment and self.row[vote] is None}
        fresh = [vote for vote in waiting if vote.precinct in newest.sheets]
        pooled = [vote for vote, row in self.row.items() if row == "all together"]
        for pool in (pooled, [*pooled, *fresh]):
            if self._sums(pool) == {contest: one for contest, one in release.pool.items() if one != NOTHING}:
                self.row |= dict.fromkeys(pool, "all together")
                return
        pytest.fail("the row of all together is no sum of ballots")

    def _move(self, precinct: PrecinctId | None, row: str, moment: int) -> None:
        self.row |= {vote: row for vote in self.votes if vote.precinct == precinct and vote.settled_at <= moment}

    @staticmethod
    def _cells(figures: CountedFigures, precinct: PrecinctId | None) -> list[ContestCell]:
        return [figures.cell(precinct, contest) for contest in SEATS]

    @staticmethod
    def _sums(votes: Iterable[Vote]) -> dict[ContestId, ContestCell]:
        sums: dict[ContestId, ContestCell] = {}
        for vote in votes:
            sums[vote.contest] = sums.get(vote.contest, NOTHING) + vote.cell
        return sums


@pytest.mark.parametrize("seed", range(examples(60)))
def test_repair_a2_every_part_that_any_releases_tell_apart_is_safe(seed: int) -> None:
    draw, moments = Random(seed), 12
    votes = votes_of_a_county(draw, moments)
    rows, releases = Rows(votes), list[Release]()
    seen: dict[Vote, tuple[str | None, ...]] = dict.fromkeys(votes, ())
    for moment in range(moments + 5):
        now = counted(votes, moment)
        releases.append(next_release(releases, now, NONE_HELD))
        rows.follow(releases[-1], now, moment)
        seen = {vote: (*seen[vote], rows.row[vote]) for vote in votes}
    parts: dict[tuple[ContestId, tuple[str | None, ...]], list[ContestCell]] = defaultdict(list)
    for vote, where in seen.items():
        if set(where) != {None}:
            parts[vote.contest, where].append(vote.cell)
    for (contest, where), cells in parts.items():
        assert together(cells).shows_nobody(), (contest, where, len(cells))
    sheets = sum(releases[-1].shown.sheets.values()) + releases[-1].pooled_sheets + releases[-1].unshown
    assert sheets == sum(now.sheets.values())


def test_the_random_counties_show_rows_and_keep_some_back() -> None:
    shown = pooled = unshown = 0
    for seed in range(30):
        draw = Random(seed)
        votes = votes_of_a_county(draw, 6)
        releases: list[Release] = []
        for moment in range(8):
            releases.append(next_release(releases, counted(votes, moment), NONE_HELD))
        shown += len(releases[-1].shown.sheets)
        pooled += any(release.pooled for release in releases)
        unshown += releases[-1].unshown > 0
    assert min(shown, pooled, unshown) >= 5
