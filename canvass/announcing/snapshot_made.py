"""A snapshot of a record: its newest release, or a zero report before the polls close."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from canvass.announcing.snapshot import (
    FORMAT,
    ChoicePublished,
    ContestPublished,
    PlacePublished,
    RowPublished,
    Snapshot,
    SnapshotSaid,
    SnapshotStatus,
)
from canvass.exporting.figures_by_row import LineKind, NamedRows, row_key
from canvass.exporting.names_shown import name_shown
from canvass.exporting.public_figures import PublicFigures, ballots_of, figures_stated
from canvass.reporting.shown.precinct_progress import CountOfPrecinct, PrecinctProgress
from tabulate.election import Contest, ContestScope, Election
from tabulate.publication.cells import DISSENT, FEWEST
from tabulate.tally import Tally
from tabulate.totals.results import ContestTotals, PrecinctTotals, total

_WIDER = frozenset({ContestScope.FEDERAL, ContestScope.STATEWIDE, ContestScope.LEGISLATIVE})


def snapshot_of_release(figures: PublicFigures, progress: Sequence[PrecinctProgress], said: SnapshotSaid) -> Snapshot:
    """The newest release as a snapshot. Its number is given when it is put behind the others."""
    found, election = figures.released, figures.election
    status = SnapshotStatus.COMPLETE if found.complete else SnapshotStatus.PARTIAL
    rows = NamedRows(election, found.totals)
    shown = {row.precinct: ballots_of(row) for row in rows.rows}
    places = tuple(
        PlacePublished(str(one.precinct), name_shown(one.name), one.standing.value, shown.get(one.precinct, 0))
        for one in progress
    )
    made = _empty(election, figures.at, said)
    return replace(
        made,
        status=status,
        fewest=found.fewest,
        dissent=found.dissent,
        release=figures.head.number,
        release_hash=figures.head.hash,
        ballots=figures.ballots,
        unshown=found.unshown,
        no_longer_counted=found.no_longer_counted,
        places=places,
        contests=tuple(_contest(rows, one) for one in rows.contests),
    )


def zero_report(election: Election, at: datetime, said: SnapshotSaid) -> Snapshot:
    """Every contest and precinct with 0: nothing of any count is looked at."""
    rows = NamedRows(election, total(election, Tally(), False))
    places = tuple(
        PlacePublished(str(one.id), name_shown(one.name), CountOfPrecinct.NOT_BEGUN.value, 0)
        for one in election.precincts
    )
    contests = tuple(_contest(rows, one) for one in rows.contests)
    return replace(_empty(election, at, said), places=places, contests=contests)


def _empty(election: Election, at: datetime, said: SnapshotSaid) -> Snapshot:
    stated = figures_stated(election, "", "", at)
    return Snapshot(
        format=FORMAT,
        number=0,
        at=stated.at,
        status=SnapshotStatus.ZERO,
        title=name_shown(election.title),
        date=stated.election_date,
        county=name_shown(election.county),
        fips=stated.fips,
        place="precinct",
        fewest=FEWEST,
        dissent=DISSENT,
        release=0,
        release_hash="",
        ballots=0,
        unshown=0,
        no_longer_counted=0,
        places=(),
        contests=(),
        said=said,
    )


def _contest(rows: NamedRows, whole: ContestTotals) -> ContestPublished:
    lines = rows.lines(whole, whole)
    return ContestPublished(
        contest=str(whole.contest),
        title=rows.titles[whole.contest],
        seats=whole.seats,
        joins=joins_of(rows.contest(whole)),
        ballots=whole.sheets,
        undervotes=whole.undervotes,
        overvotes=whole.overvotes,
        untold=whole.untold,
        choices=tuple(
            ChoicePublished(name_shown(one.key), one.name, one.party, one.kind is not LineKind.PRINTED, one.votes)
            for one in lines
        ),
        rows=tuple(_row(rows, whole, row, part) for row, part in rows.carrying(whole)),
    )


def _row(rows: NamedRows, whole: ContestTotals, row: PrecinctTotals, part: ContestTotals) -> RowPublished:
    votes = tuple(one.votes for one in rows.lines(whole, part))
    return RowPublished(row_key(row), rows.precincts[row_key(row)], part.sheets, votes, part.undervotes, part.overvotes)


def joins_of(contest: Contest) -> str:
    """The key of a contest that other counties may have, too: its district and its own id. Empty for the others.

    The ids of contests and districts are the state's where a contest is the state's; a county's own are its own.
    """
    wider = contest.purpose.wider if contest.purpose.stated else contest.scope in _WIDER
    return f"{contest.district or 'state'}/{contest.id}" if wider else ""
