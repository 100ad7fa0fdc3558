"""Short PINs with which judges confirm at one screen, for one sitting: set under the own password, and soon over.

A PIN is good at the screen where it was set and nowhere else. Three wrong tries in a row end it, and so does half an
hour without use, another password, or the end of the sitting. Then the own password is asked, and may set another.
"""

from datetime import timedelta
from enum import Enum, auto
from itertools import pairwise

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F, QuerySet

from canvass import clock
from canvass.accounts.models import Account, SittingPin

PIN_TRIES = 3
"""Wrong tries in a row that end a PIN."""
PIN_UNUSED = timedelta(minutes=30)
"""How long a PIN lasts without being used."""
FEWEST_DIGITS, MOST_DIGITS = 6, 12
_FEWEST_DIFFERENT = 3


class PinTried(Enum):
    """What a try came to."""

    RIGHT = auto()
    WRONG = auto()
    ENDED = auto()
    """Wrong, and the last that was allowed."""
    NONE = auto()
    """There is no such PIN in force."""


def is_pin(typed: str) -> bool:
    """Whether this may be a PIN: digits alone, which no password is."""
    return typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS


def why_weak(pin: str) -> str:
    """Why this is no PIN to choose; empty where it is one."""
    if not is_pin(pin) or len(pin) < FEWEST_DIGITS:
        return f"A PIN has {FEWEST_DIGITS} to {MOST_DIGITS} digits and nothing else."
    steps = {int(second) - int(first) for first, second in pairwise(pin)}
    if len(set(pin)) < _FEWEST_DIFFERENT or steps in ({1}, {-1}):
        return "This PIN is guessed first. Choose digits that differ, in no row such as 123456."
    return ""


def set_pin(sitting: str, account: Account, pin: str) -> None:
    """Let the account confirm with this PIN in the sitting; the caller knows its holder. Raises ValueError: weak."""
    if why_weak(pin):
        raise ValueError("a weak PIN")
    SittingPin.objects.filter(used_at__lte=clock.now() - PIN_UNUSED).delete()
    SittingPin.objects.update_or_create(
        sitting=sitting,
        account=account,
        defaults={
            "pin": make_password(pin),
            "password_mark": account.get_session_auth_hash(),
            "failures": 0,
            "used_at": clock.now(),
        },
    )


def have_pins(sitting: str) -> frozenset[str]:
    """The names of the accounts that may confirm with a PIN in the sitting."""
    rows = _in_force(sitting).select_related("account")
    return frozenset(row.account.name for row in rows if _holds(row))


def try_pin(sitting: str, account: Account, pin: str) -> PinTried:
    """Try a PIN. A try is counted before it is looked at, so that none are free when several come at once."""
    row = _in_force(sitting).filter(account=account).select_related("account").first()
    if row is None or not _holds(row):
        return PinTried.NONE
    own = SittingPin.objects.filter(pk=row.pk, pin=row.pin)
    if not own.filter(failures__lt=PIN_TRIES).update(failures=F("failures") + 1):
        return PinTried.NONE
    if check_password(pin, row.pin):
        own.update(failures=0, used_at=clock.now())
        return PinTried.RIGHT
    ended, _ = own.filter(failures__gte=PIN_TRIES).delete()
    return PinTried.ENDED if ended else PinTried.WRONG


def end_pins(sitting: str) -> None:
    """End every PIN of a sitting."""
    SittingPin.objects.filter(sitting=sitting).delete()


def _in_force(sitting: str) -> "QuerySet[SittingPin]":
    rows = SittingPin.objects.filter(sitting=sitting, used_at__gt=clock.now() - PIN_UNUSED)
    return rows if sitting else rows.none()


def _holds(row: SittingPin) -> bool:
    account = row.account
    same = row.password_mark == account.get_session_auth_hash()
    return bool(account.is_active and not account.must_change_password and same)
