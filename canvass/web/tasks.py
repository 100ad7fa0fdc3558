"""What waits for somebody, on their home page. A page folder with work adds its function to `PROVIDERS`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.web.served import Served, served


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the home page: something to do, and where."""

    title: str
    """What it is, as a link: `Decide set-aside ballots`."""
    explanation: str
    """One sentence."""
    url: str
    waiting: int | None = None
    """How many wait; None where nothing is counted."""


Provider = Callable[[Account, Served], Iterable[Task]]
"""Yields what this person may do. Yield nothing for roles that have nothing to do there."""


def _status_task(account: Account, at: Served) -> Iterable[Task]:
    title = "See how far the count has come"
    yield Task(title, "Batches, sheets counted, sheets set aside. Never a vote.", reverse("public:status"))


def _accounts_task(account: Account, at: Served) -> Iterable[Task]:
    if account.has_role is Role.ELECTION_ADMINISTRATOR:
        explanation = "Add, disable, give another role or a new password."
        yield Task("Accounts", explanation, reverse("accounts:list"))


def _board_tasks(account: Account, at: Served) -> Iterable[Task]:
    from canvass.board.work_list import board_tasks

    return board_tasks(account, at)


def _audit_tasks(account: Account, at: Served) -> Iterable[Task]:
    from canvass.committee.tasks import audit_tasks

    return audit_tasks(account, at)


PROVIDERS: tuple[Provider, ...] = (_board_tasks, _audit_tasks, _status_task, _accounts_task)
"""In the order in which their lines stand."""


def tasks_of(account: Account) -> tuple[Task, ...]:
    """Every line of this person's home page."""
    return tuple(task for provider in PROVIDERS for task in provider(account, served()))
