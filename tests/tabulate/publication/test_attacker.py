"""The attacker of `attacking` against releases: what he works out is of nobody, and he is good at it."""

from collections.abc import Sequence
from random import Random

import pytest

from tabulate.publication.cells import ContestCell
from tabulate.publication.released import NOT_YET_BY_PRECINCT
from tabulate.publication.releases import Release, next_release
from tests.tabulate.publication.attacking import Derived, Moment, derived_cells
from tests.tabulate.publication.test_random_releases import Rows, Vote, counted, votes_of_a_county
from tests.tabulate.publication.test_releases import NONE_HELD

MOMENTS = 10
Standing = dict[Vote, tuple[str | None, ...]]
"""In which row each vote stood at each moment."""


def moment_of(release: Release) -> Moment:
    """What a release publishes."""
    published = dict(release.shown.cells)
    published |= {(NOT_YET_BY_PRECINCT, contest): cell for contest, cell in release.pool.items()}
    return published


def history(seed: int) -> tuple[list[Moment], Standing]:
    draw = Random(seed)
    votes = votes_of_a_county(draw, MOMENTS)
    rows, releases = Rows(votes), list[Release]()
    standing: Standing = dict.fromkeys(votes, ())
    for moment in range(MOMENTS + 5):
        now = counted(votes, moment)
        releases.append(next_release(releases, now, NONE_HELD))
        rows.follow(releases[-1], now, moment)
        standing = {vote: (*standing[vote], rows.row[vote]) for vote in votes}
    return [moment_of(one) for one in releases], standing


def is_of_ballots(found: Derived, standing: Standing) -> bool:
    """Whether the difference is really some ballots, none of them taken away: else the attacker is only mistaken."""
    names = {"all together" if row == NOT_YET_BY_PRECINCT else str(row) for row in found.rows}
    signs = set()
    for vote, where in standing.items():
        if vote.contest == found.contest:
            before = found.before >= 0 and where[found.before] in names
            signs.add((where[found.now] in names) - before)
    return signs <= {0, 1} or signs <= {0, -1}


def unsafe(published: Sequence[Moment], standing: Standing) -> list[Derived]:
    return [one for one in derived_cells(published) if not one.cell.shows_nobody() and is_of_ballots(one, standing)]


@pytest.mark.parametrize("seed", range(15))
def test_who_keeps_every_release_recovers_no_cell_that_shows_anybody(seed: int) -> None:
    assert unsafe(*history(seed)) == []


@pytest.mark.long
@pytest.mark.parametrize("hundred", range(10))
def test_nor_in_a_thousand_random_counties(hundred: int) -> None:
    for seed in range(hundred * 100, hundred * 100 + 100):
        assert unsafe(*history(seed)) == [], seed


def test_the_attacker_finds_ballots_where_figures_are_published_as_they_come() -> None:
    found = 0
    for seed in range(4):
        votes = votes_of_a_county(Random(seed), MOMENTS)
        standing: Standing = {
            vote: tuple(str(vote.precinct) if vote.settled_at <= at else None for at in range(MOMENTS + 5))
            for vote in votes
        }
        moments: list[Moment] = [dict(counted(votes, at).cells) for at in range(MOMENTS + 5)]
        found += len(unsafe(moments, standing))
    assert found > 100


def test_he_works_out_much_from_releases_all_the_same() -> None:
    cells: list[ContestCell] = [one.cell for seed in range(4) for one in derived_cells(history(seed)[0])]
    assert len(cells) > 500
