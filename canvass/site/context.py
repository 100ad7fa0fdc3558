"""What every template can count on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest

from canvass import VERSION
from canvass.front_desk.opening_now import is_opening
from canvass.public.live_page import LiveRecord
from canvass.site.navigation import ITEMS, STATE_ITEMS, navigation
from canvass.state_canvassers.live_state import LiveState
from canvass.state_canvassers.served_state import serves_state, state_served
from canvass.web.access import account_if_any
from canvass.web.served import premises, served
from canvass.web.sessions import sign_in_left
from tabulate.ledger.chain import Head


@dataclass(frozen=True, slots=True)
class ElectionShown:
    """What stands in the masthead."""

    title: str
    date: date


def page_context(request: HttpRequest) -> dict[str, Any]:
    """`election`, `account` (or None), `sign_in_left`, `navigation`, `head` (the last entry), `live`, `keeper`,
    `version`.

    The keeper is the role that keeps the accounts. Of a state's canvass, the head is its last step.
    Where an election is yet to be opened there is a version alone.
    """
    if is_opening(request):
        return {"version": VERSION}
    account = account_if_any(request)
    return {
        **(_of_state() if serves_state() else _of_record()),
        "account": account,
        "sign_in_left": None if account is None else sign_in_left(request),
        "navigation": navigation(account, request.path, STATE_ITEMS if serves_state() else ITEMS),
        "keeper": premises().keeper.value,
        "version": VERSION,
    }


def _of_record() -> dict[str, Any]:
    return {
        "election": served().election,
        "head": served().record.head(),
        "head_called": "Ledger entry",
        "live": LiveRecord(),
    }


def _of_state() -> dict[str, Any]:
    canvass = state_served().standing().canvass
    shown = ElectionShown(f"State canvass: {canvass.opened.election}", date.fromisoformat(canvass.opened.date))
    return {
        "election": shown,
        "head": Head(len(canvass.steps), canvass.head),
        "head_called": "Step",
        "live": LiveState(),
    }
