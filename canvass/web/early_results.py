"""Whom a system that holds early results lets in before the polls close (13-13-241(7)(d), 13-15-207(3), (4))."""

from typing import TYPE_CHECKING

from canvass import clock
from canvass.accounts.roles import Role
from canvass.console.text import hour
from tabulate.hours import machine_count_from
from tabulate.ledger.state import RecordState

if TYPE_CHECKING:
    from canvass.accounts.models import Account
    from canvass.web.current_state import CurrentState
    from tabulate.election import Election


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
