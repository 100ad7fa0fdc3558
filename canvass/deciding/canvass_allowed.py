"""What the election and the clock allow of the county canvass and its certificates, beyond the fold's own rules."""

from datetime import datetime

from canvass.deciding.custody_allowed import check_come
from canvass.deciding.known_precincts import check_precincts
from tabulate.board.county.canvass_entries import CanvassEntry
from tabulate.board.county.certificate_entries import CertificateEntry
from tabulate.election import Election


def check_canvass(entry: CanvassEntry | CertificateEntry, election: Election, now: datetime) -> None:
    """Check the hour and the precincts. Raises RefusedError."""
    check_come(entry.at, "done in the canvass", now)
    if isinstance(entry, CanvassEntry):
        check_precincts(entry.precincts, election)
