"""What waits for somebody's own key, on their home page."""

from collections.abc import Iterable

from django.urls import reverse

from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.console.text import plural
from canvass.signing.papers_signed import papers_in
from canvass.signing.signing_now import lacking_of
from canvass.web.served import Served
from canvass.web.task import Task


def signing_tasks(account: Account, at: Served) -> Iterable[Task]:
    """Papers that bear somebody's name and lack the key's signature; to the administrator, all papers."""
    papers = papers_in(at.record)
    lacking = len(lacking_of(papers, account.full_name, account.name))
    if lacking:
        explanation = f"{plural(lacking, 'paper')} with your name, not signed with your key yet."
        yield Task("Sign with your own key", explanation, reverse("accounts:signatures"))
    elif papers and account.has_role is Role.ELECTION_ADMINISTRATOR:
        yield Task("Signatures", "Who signed which paper with an own key.", reverse("accounts:signatures"))
