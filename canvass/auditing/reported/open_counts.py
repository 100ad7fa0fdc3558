"""What the audit has not counted yet by hand: whatever a machine counted there guides nobody before (13-17-506(2))."""

from audit.state import AuditState
from tabulate.election import PrecinctId
from tabulate.ledger.state import RecordState


def outside_kept_back(audit: AuditState | None, counted: RecordState) -> frozenset[PrecinctId]:
    """The precincts counted by another system that are drawn, and of which a count is not locked.

    How many ballots its report has there is what the committee's own heap is held against.
    """
    if audit is None:
        return frozenset()
    not_locked = {one.unit.precinct for one in audit.units if one.manual is None}
    return frozenset(not_locked & set(counted.counted_outside()))
