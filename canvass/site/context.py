"""What every template can count on."""

from typing import Any

from django.http import HttpRequest

from canvass import VERSION
from canvass.site.navigation import navigation
from canvass.web.access import account_if_any
from canvass.web.served import served


def page_context(request: HttpRequest) -> dict[str, Any]:
    """`election`, `account` (or None), `navigation`, `head` (the ledger's last entry) and `version`."""
    account = account_if_any(request)
    return {
        "election": served().election,
        "account": account,
        "navigation": navigation(account, request.path),
        "head": served().record.head(),
        "version": VERSION,
    }
