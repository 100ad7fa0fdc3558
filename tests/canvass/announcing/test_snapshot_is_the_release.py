"""A snapshot has the figures of its release and no others: what the attacker cannot find there, it does not tell."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from canvass.announcing.snapshot import Snapshot, SnapshotSaid, snapshot_bytes, snapshot_of, wrong_sums
from canvass.announcing.snapshot_made import snapshot_of_release
from canvass.exporting.public_figures import PublicFigures
from canvass.reporting.released import released_results
from canvass.reporting.shown.precinct_progress import CountOfPrecinct, progress_in_release
from canvass.returning.precincts_counted import precincts_counted
from tabulate.ledger.chain import Head
from tabulate.publication.releases import Release
from tests.tabulate.publication.test_attacker import moment_of
from tests.tabulate.publication.test_released_records import County
from tests.tabulate.test_ledger_fold import ELECTION

AT = datetime(2026, 11, 4, 5, 15, 37, 123456, tzinfo=UTC)
Cells = dict[tuple[str, str], tuple[int, int, int, int]]
"""By row and contest: ballots, votes, undervotes, overvotes."""


def published_of(county: County) -> Snapshot:
    found = released_results(ELECTION, county.state)
    assert found is not None
    figures = PublicFigures(ELECTION, found, AT, len(county.state.releases), Head(7, "ab" * 32))
    progress = progress_in_release(precincts_counted(ELECTION, county.state, released=False), found)
    made = snapshot_of(snapshot_bytes(snapshot_of_release(figures, progress, SnapshotSaid())))
    assert made is not None
    return made


def cells_of(snapshot: Snapshot) -> Cells:
    return {
        (row.place, one.contest): (row.ballots, sum(row.votes), row.undervotes, row.overvotes)
        for one in snapshot.contests
        for row in one.rows
    }


def cells_released(release: Release) -> Cells:
    return {
        (str(row or ""), str(contest)): (cell.ballots, sum(dict(cell.votes).values()), cell.undervotes, cell.overvotes)
        for (row, contest), cell in moment_of(release).items()
        if cell.ballots
    }


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_in_a_count_a_snapshot_tells_what_its_release_does(seed: int) -> None:
    county = County(seed)
    for moment in range(20):
        county.something_happens()
        if county.draw.random() < 0.5:
            release = county.release(complete=False, with_held=moment >= 16)
            snapshot = published_of(county)
            assert wrong_sums(snapshot) == ""
            assert cells_of(snapshot) == cells_released(release)
            assert (snapshot.unshown, snapshot.no_longer_counted) == (release.unshown, release.no_longer_counted)
            assert snapshot.at == "2026-11-03T22:15:00-07:00"
            alone = {one.place for one in snapshot.places if one.standing == CountOfPrecinct.NOT_BY_ITSELF}
            assert alone.isdisjoint(str(row) for row, sheets in release.shown.sheets.items() if sheets)
