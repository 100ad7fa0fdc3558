"""Recognising people by name and password, with lock-out, each refusal an entry of the ledger."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import authenticate
from django.http import HttpRequest

from canvass.accounts.lockout import count_refusal, forgive, locked_until
from canvass.accounts.models import Account
from canvass.web.served import premises
from tabulate.ledger.entries import Access, AccessRecorded

UNKNOWN_NAME = "a name that nobody has"
"""Stands in the ledger for what was typed: people type passwords where the name belongs."""


@dataclass(frozen=True, slots=True)
class SignInRefused:
    """Name and password do not belong together, or may not be tried now."""

    until: datetime | None
    """Until when no password of this name is heard; None where it may be tried again at once."""

    @property
    def message(self) -> str:
        """For the person who typed them; the same whether or not anyone has the name."""
        if self.until:
            return (
                "Too many wrong passwords for this name: it is locked for 15 minutes. Wait, or ask the "
                f"{premises().keeper} to set a new password."
            )
        return "The name or the password is not right, or the account is disabled. Nobody was signed in."


def recognise(request: HttpRequest, name: str, password: str) -> Account | SignInRefused:
    """The account of these, or why not. Also for pages on which several people confirm under their own passwords.

    A refusal is counted towards the lock-out and written into the ledger; a success is the caller's to write.
    """
    if until := locked_until(name):
        return SignInRefused(until)
    account = authenticate(request, username=name, password=password)
    if isinstance(account, Account):
        forgive(name)
        return account
    locked = count_refusal(name)
    _write_refusal(name, locked)
    return SignInRefused(locked_until(name))


def _write_refusal(name: str, locked: bool) -> None:
    account = Account.objects.named(name)
    who, role = (account.name, account.role) if account else (UNKNOWN_NAME, "")
    entries = [AccessRecorded(who, role, Access.SIGN_IN_REFUSED)]
    if locked:
        entries.append(AccessRecorded(who, role, Access.LOCKED_OUT))
    premises().note(entries)
