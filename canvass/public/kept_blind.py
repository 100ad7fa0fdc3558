"""Whom no total is shown yet: an audit committee's member, whose count no machine's figure may guide (13-17-506(2))."""

from audit.state import AuditState, Phase
from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from tabulate.ledger.state import RecordState

_ALL_LOCKED = frozenset({Phase.COMPARED, Phase.CERTIFIED, Phase.PUBLISHED, Phase.EXEMPT})
"""No count of the audit is open, and none can follow by escalation."""


def kept_from(account: Account | None, audit: AuditState | None, counted: RecordState) -> bool:
    """Whether totals are kept from this account now, in every breakdown: a contest may be of one drawn precinct alone.

    Kept from the opening of the audit until all its counts are locked; where another system's figures were taken,
    before the opening too, since nobody knows yet what will be drawn.
    """
    if account is None or account.has_role is not Role.AUDIT_COMMITTEE_MEMBER:
        return False
    if audit is None:
        return counted.board.office.outside.taken is not None
    return audit.phase not in _ALL_LOCKED
