"""What the election and the clock allow of the county canvass, beyond the fold's own rules of it."""

from datetime import datetime

from canvass.deciding.custody_allowed import check_come
from canvass.deciding.known_precincts import check_precincts
from tabulate.board.county.canvass_entries import CanvassEntry
from tabulate.election import Election


def check_canvass(entry: CanvassEntry, election: Election, now: datetime) -> None:
    """Check the hour and the precincts. Raises RefusedError."""
    check_come(entry.at, "done in the canvass", now)
    check_precincts(entry.precincts, election)
