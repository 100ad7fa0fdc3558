"""Whom no result is shown yet, though they have an account.

Before the polls close, who is not let into a system that holds early results (13-13-241(7)(d), 13-15-207(3), (4)).
Until the audit's counts are locked, its committee's members, whose count no machine's figure may guide (13-17-506(2)).
"""

from typing import TYPE_CHECKING

from audit.state import AuditState, Phase
from canvass import clock
from canvass.accounts.roles import Role
from canvass.console.text import hour
from tabulate.hours import machine_count_from
from tabulate.ledger.state import RecordState

if TYPE_CHECKING:
    from canvass.accounts.models import Account
    from canvass.web.current_state import CurrentState
    from tabulate.election import Election

_ALL_LOCKED = frozenset({Phase.COMPARED, Phase.CERTIFIED, Phase.PUBLISHED, Phase.EXEMPT})
"""No count of the audit is open, and none can follow by escalation."""


def kept_out(account: "Account", election: "Election", state: "CurrentState") -> str:
    """Why this account may not see pages that are not public now, in words; empty where it may.

    From the day before the election to the closing of the polls, once ballots are counted: let in are the
    administrator, those designated, and judges and observers who have signed the affirmation.
    """
    if not machine_count_from(election.date) <= clock.now() < election.polls_close:
        return ""
    if account.has_role is Role.ELECTION_ADMINISTRATOR or state.read(lambda found: _let_in(found, account.name)):
        return ""
    return (
        f"Until {hour(election.polls_close)} this record holds early results. They are for the election administrator, "
        "for those the administrator designates (13-13-241(7)(d)), and for judges and observers who have signed the "
        "non-disclosure affirmation (13-15-207(4)). Ask the administrator to enter yours."
    )


def _let_in(state: RecordState, account: str) -> bool:
    counted = bool(state.board.hand_counts) or any(not batch.test for batch in state.batches.values())
    return (
        not counted or account in state.board.office.early.affirmations or account in state.board.office.early.designees
    )


def kept_from(account: "Account | None", audit: AuditState | None, counted: RecordState) -> bool:
    """Whether totals are kept from this account now, in every breakdown: a contest may be of one drawn precinct alone.

    Kept from the opening of the audit until all its counts are locked; where another system's figures were taken,
    before the opening too, since nobody knows yet what will be drawn.
    """
    if account is None or account.has_role is not Role.AUDIT_COMMITTEE_MEMBER:
        return False
    if audit is None:
        return counted.board.office.outside.taken is not None
    return audit.phase not in _ALL_LOCKED
