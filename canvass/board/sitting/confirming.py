"""Who confirms at a shared screen: a judge of the board, by the own password or by the PIN of this sitting."""

import secrets

from django.http import HttpRequest

from canvass.accounts.models import Account
from canvass.accounts.sitting_pins import PIN_TRIES, PinTried, end_pins, have_pins, is_pin, set_pin, try_pin
from canvass.people.sign_in import SignInRefused, recognise
from canvass.web.access import account_of
from canvass.web.event_log import record_access_of
from tabulate.board.boards import BoardAppointed
from tabulate.ledger.entries import Access

_SITTING = "sitting"
_ELSEWHERE = "This judge has yet to choose an own password: sign in once, at any screen."


def judges_with_pins(request: HttpRequest) -> frozenset[str]:
    """The accounts that may confirm with a PIN at this screen."""
    return have_pins(_sitting(request))


def begin_pin(request: HttpRequest, board: BoardAppointed, name: str, password: str, pin: str) -> Account | str:
    """Let a judge of the board confirm with a PIN at this screen, under the own password; or why not."""
    found = _by_password(request, name, password)
    if isinstance(found, Account):
        if not request.session.get(_SITTING):
            request.session[_SITTING] = secrets.token_urlsafe(32)
        set_pin(_sitting(request), found, pin)
        screen = account_of(request).name
        record_access_of(found, Access.SIGNED_IN, f"with a PIN for board {board.board}, at the screen of {screen}")
    return found


def end_sitting(request: HttpRequest) -> None:
    """End every PIN at this screen."""
    end_pins(_sitting(request))
    request.session.pop(_SITTING, None)


def confirmed_by(request: HttpRequest, board: BoardAppointed) -> Account | str:
    """The judge whose password or PIN was sent with the form, or why it is nobody's."""
    name, secret = str(request.POST.get("judge", "")), str(request.POST.get("password", ""))
    if name not in {judge.account for judge in board.judges}:
        return "Choose a judge of this board."
    if is_pin(secret):
        return _by_pin(request, name, secret)
    return _by_password(request, name, secret)


def _by_pin(request: HttpRequest, name: str, pin: str) -> Account | str:
    account = Account.objects.named(name)
    if account is None:
        return "There is no such account. Nothing was written."
    match try_pin(_sitting(request), account, pin):
        case PinTried.RIGHT:
            return account
        case PinTried.WRONG:
            record_access_of(account, Access.SIGN_IN_REFUSED, "a PIN at a shared screen")
            return f"This is not the judge's PIN. Nothing was written. {PIN_TRIES} wrong tries in a row end it."
        case PinTried.ENDED:
            record_access_of(account, Access.LOCKED_OUT, f"the PIN at a shared screen: {PIN_TRIES} wrong tries")
            return "This is not the judge's PIN, and it has ended. Nothing was written. Type the own password."
        case PinTried.NONE:
            return "This judge has no PIN at this screen, or it has ended. Nothing was written. Type the own password."


def _by_password(request: HttpRequest, name: str, password: str) -> Account | str:
    found = recognise(request, name, password)
    if isinstance(found, SignInRefused):
        return "This is not the judge's password, or the account is locked. Nothing was written."
    return _ELSEWHERE if found.must_change_password else found


def _sitting(request: HttpRequest) -> str:
    return str(request.session.get(_SITTING, ""))
