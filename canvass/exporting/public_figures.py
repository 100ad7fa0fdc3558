"""What every export for the public is made from: the newest release of totals, and nothing else of the record.

A release shows nobody's choices, also beside earlier ones (`tabulate/publication/`). So neither does an export of it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from canvass.errors import RefusedError
from canvass.reporting.released import ReleasedResults, released_results
from canvass.reporting.releasing import newest_release
from canvass.reporting.sealing import check_open
from tabulate.election import Election
from tabulate.ledger.chain import Head
from tabulate.ledger.fold import fold
from tabulate.publication.conditions import published_time
from tabulate.state_canvass.counties_of_montana import COUNTIES, county_key
from tabulate.totals.results import PrecinctTotals

if TYPE_CHECKING:
    from canvass.record.store import Record

_IN_ORDER_OF_FIPS = tuple(map(county_key, sorted(COUNTIES, key=lambda name: name.replace("Mc", "Mac"))))
_FIRST_FIPS = 30_001
"""Of Montana's first county by name; those that follow have every second number (FIPS 6-4)."""


@dataclass(frozen=True, slots=True)
class FiguresStated:
    """What each line of a table says of its figures."""

    election_date: str
    fips: str
    """The county's number; empty where the definition's county is none of Montana's."""
    snapshot: int | str
    """The number of the release; empty of figures that are not released."""
    status: str
    at: str
    """Since when the figures are so: of a release, when it was made. To the minute."""


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """The newest release, with what a file says of it."""

    election: Election
    released: ReleasedResults
    at: datetime
    """When it was released: on the minute, in Montana's time."""
    number: int
    """Of the release, from 1."""
    head: Head
    """The release itself: a later hash would cover what was decided since, and two hashes show one decision."""

    @property
    def county(self) -> str:
        """Without the word County."""
        return self.election.county.removesuffix(" County")

    @property
    def status(self) -> str:
        """As the NIST format says it. Only the county's report of its canvass is certified."""
        return "unofficial-complete" if self.released.complete else "unofficial-partial"

    @property
    def stated(self) -> FiguresStated:
        """As the lines of its tables have it."""
        return figures_stated(self.election, self.number, self.status, self.at)

    @property
    def ballots(self) -> int:
        """Ballots cast in all rows."""
        cast = self.released.totals.cast
        return sum(row.sheets for row in self.released.totals.precincts) if cast is None else cast.ballots


def public_figures(record: "Record") -> PublicFigures:
    """The newest release of a record.

    Raises SealedError while no total may be shown, RefusedError where nothing was released.
    """
    state = fold(record.outlines())
    check_open(record.election, state)
    found = released_results(record.election, state)
    if found is None:
        raise RefusedError(
            "No totals of this record are released, so there is nothing that may leave. Release them first: "
            "canvass release RECORD --by NAME"
        )
    entry = newest_release(record)
    at = published_time(datetime.fromisoformat(entry.written_at))
    return PublicFigures(record.election, found, at, len(state.releases), Head(entry.number, entry.hash))


def figures_stated(election: Election, snapshot: int | str, status: str, at: datetime) -> FiguresStated:
    """What the tables of an election's figures say of them."""
    minute = published_time(at).isoformat()
    return FiguresStated(election.date.isoformat(), _fips_of(election.county), snapshot, status, minute)


def _fips_of(county: str) -> str:
    """The number of a county of Montana; empty of another one."""
    key = county_key(county)
    return str(_FIRST_FIPS + 2 * _IN_ORDER_OF_FIPS.index(key)) if key in _IN_ORDER_OF_FIPS else ""


def ballots_of(row: PrecinctTotals) -> int:
    """Ballots cast in a row; sheets, where each ballot is one."""
    return row.sheets if row.ballots is None else row.ballots
