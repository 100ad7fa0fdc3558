"""What stands in the bar at the top of every page. A new page folder adds its lines here."""

from dataclasses import dataclass

from django.urls import resolve, reverse
from django.urls.exceptions import Resolver404

from canvass.accounts.models import Account
from canvass.web.access import admission_of

ITEMS: tuple[tuple[str, str], ...] = (
    ("Home", "home"),
    ("Status", "public:status"),
    ("Results", "public:results"),
    ("Count scans", "scan_room:counts"),
    ("Counting board", "board:queue"),
    ("Boards", "board:boards"),
    ("Reconciliation", "board:reconciliation"),
    ("Audit", "committee:overview"),
    ("County canvass", "public:county-canvass"),
    ("Recounts", "recount_board:recounts"),
    ("Signatures", "accounts:signatures"),
    ("Calendar", "public:calendar"),
    ("Event log", "public:events"),
    ("Accounts", "accounts:list"),
    ("Guides", "guides:all"),
)
"""Title and URL name, in order. Who sees a line follows from who may see its page."""
STATE_ITEMS: tuple[tuple[str, str], ...] = (
    ("Counties", "state:counties"),
    ("Report and declarations", "state:results"),
    ("Audits", "state:audits"),
    ("Recounts", "state:recounts"),
    ("Signatures", "accounts:signatures"),
    ("Event log", "state:events"),
    ("Accounts", "accounts:list"),
    ("Guides", "guides:all"),
)
"""The same of the state's pages."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the bar."""

    title: str
    url: str
    current: bool


def navigation(account: Account | None, path: str, listed: tuple[tuple[str, str], ...] = ITEMS) -> tuple[Item, ...]:
    """The lines that this person may follow."""
    items = [(title, url) for title, name in listed if _may_see(account, url := reverse(name))]
    own = path.startswith(reverse("accounts:password"))  # Beside the accounts by its address, and no part of them.
    current = "" if own else max((url for _, url in items if _leads_to(url, path)), key=len, default="")
    return tuple(Item(title, url, url == current) for title, url in items)


def _leads_to(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def _may_see(account: Account | None, url: str) -> bool:
    try:
        admission = admission_of(resolve(url).func)
    except Resolver404:
        return False
    if admission is None:
        return False
    return admission.public or (account is not None and account.has_role in admission.roles)
