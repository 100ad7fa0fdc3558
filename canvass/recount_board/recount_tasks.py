"""What of recounts waits for somebody, on their home page."""

from collections.abc import Iterable

from django.urls import reverse

from canvass.accounts.models import Account
from canvass.recount_board.current_recounts import INSIDE, MEMBER
from canvass.web.served import Served
from canvass.web.task import Task
from tabulate.ledger.state import RecordState


def recount_tasks(account: Account, at: Served) -> Iterable[Task]:
    """The line of whoever may watch a recount."""
    if account.has_role not in INSIDE:
        return
    if account.has_role is MEMBER:
        waiting = at.state.read(lambda state: _sheets(state, account.name))
        explanation = "Precincts of a recount that wait for you."
        yield Task("Your tally sheets", explanation, reverse("recount_board:recounts"), waiting)
        return
    open_ = at.state.read(lambda state: sum(one.is_open for one in state.board.recounts.recounts.values()))
    yield Task("Recounts", "How far each precinct has come.", reverse("recount_board:recounts"), open_ or None)


def _sheets(state: RecordState, account: str) -> int:
    """Counts that wait for this account's sheet or decision."""
    waiting = 0
    open_ = (one for one in state.board.recounts.recounts.values() if one.is_open)
    for count in (count for one in open_ for count in one.counts.values()):
        by_hand = None if count.recounted is None else count.contests.get(count.recounted)
        sheets = set() if by_hand is None else {sheet.recorder for sheet in by_hand.sheets}
        equal = by_hand is not None and by_hand.figures is not None
        waiting += account in count.opened.recorders and not equal and account not in sheets
        undecided = (one for one in count.undecided if account in count.judges)
        waiting += any(account not in {decision.judge for decision in one.decisions} for one in undecided)
    return waiting
