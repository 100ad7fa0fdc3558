"""Whom a system that holds early results lets in before the polls close (13-13-241(7)(d), 13-15-207(3), (4))."""

from canvass import clock
from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.console.text import hour
from canvass.web.served import Served
from tabulate.hours import machine_count_from
from tabulate.ledger.state import RecordState


def kept_out(account: Account, at: Served) -> str:
    """Why this account may not see pages that are not public now, in words; empty where it may.

    From the day before the election to the closing of the polls, once ballots are counted: let in are the
    administrator, those designated, and judges and observers who have signed the affirmation.
    """
    election = at.election
    if not machine_count_from(election.date) <= clock.now() < election.polls_close:
        return ""
    if account.has_role is Role.ELECTION_ADMINISTRATOR or at.state.read(lambda state: _let_in(state, account.name)):
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
