"""What people did with the application, as entries of the ledger: sign-ins, refusals, totals seen (13-35-241)."""

from django.http import HttpRequest

from canvass.accounts.models import Account
from canvass.web.served import premises
from tabulate.ledger.entries import Access, AccessRecorded

NOBODY = "not signed in"


def record_access(request: HttpRequest, what: Access, detail: str = "") -> None:
    """Write into the log what the person of this request did. On return it is on the disk."""
    account = getattr(request, "user", None)
    if isinstance(account, Account):
        record_access_of(account, what, detail)
    else:
        premises().note([AccessRecorded(NOBODY, "", what, detail)])


def record_access_of(account: Account, what: Access, detail: str = "") -> None:
    """Write into the log what the holder of `account` did."""
    premises().note([AccessRecorded(account.name, account.role, what, detail)])
