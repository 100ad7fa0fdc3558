"""What the election and the clock allow of the county canvass, beyond the fold's own rules of it."""

from datetime import datetime

from canvass.deciding.custody_allowed import check_come
from canvass.errors import RefusedError
from tabulate.board.county.canvass_entries import CanvassEntry
from tabulate.election import Election, PrecinctId


def check_canvass(entry: CanvassEntry, election: Election, now: datetime) -> None:
    """Check the hour and the precincts. Raises RefusedError."""
    check_come(entry.at, "done in the canvass", now)
    for precinct in entry.precincts:
        _check_precinct(precinct, election)


def _check_precinct(precinct: PrecinctId, election: Election) -> None:
    if election.find_precinct(precinct) is None:
        raise RefusedError(f"The election has no precinct {precinct!r}. Nothing was written. Choose one.")
