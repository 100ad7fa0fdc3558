"""What waits for somebody, on their home page. A page folder with work adds its function to `PROVIDERS`."""

from collections.abc import Iterable

from django.urls import reverse

from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.board.board_tasks import board_tasks
from canvass.committee.audit_tasks import audit_tasks
from canvass.election_office.office_tasks import office_tasks
from canvass.people.signing_tasks import signing_tasks
from canvass.public.calendar_page import in_short
from canvass.recount_board.recount_tasks import recount_tasks
from canvass.scan_room.scan_tasks import scan_tasks
from canvass.web.served import Served, served
from canvass.web.task import Provider, Task


def _status_task(account: Account, at: Served) -> Iterable[Task]:
    title = "See how far the count has come"
    yield Task(title, "Batches, sheets counted, sheets set aside. Never a vote.", reverse("public:status"))


def _accounts_task(account: Account, at: Served) -> Iterable[Task]:
    if account.has_role is Role.ELECTION_ADMINISTRATOR:
        explanation = "Add, disable, give another role or a new password."
        yield Task("Accounts", explanation, reverse("accounts:list"))


def _calendar_task(account: Account, at: Served) -> Iterable[Task]:
    if account.has_role is Role.ELECTION_ADMINISTRATOR:
        yield Task("See what is due", in_short(at), reverse("public:calendar"))


def _canvass_task(account: Account, at: Served) -> Iterable[Task]:
    """Once totals are open: how far the county canvass is."""
    if account.has_role is Role.ELECTION_ADMINISTRATOR and at.seal() is None:
        phase = at.state.read(lambda state: state.board.office.canvass.phase)
        title, explanation = "Canvass the returns", f"The county canvass: {phase}."
        yield Task(title, explanation, reverse("public:county-canvass"))


PROVIDERS: tuple[Provider, ...] = (
    scan_tasks,
    board_tasks,
    audit_tasks,
    _canvass_task,
    recount_tasks,
    office_tasks,
    signing_tasks,
    _calendar_task,
    _status_task,
    _accounts_task,
)
"""In the order in which their lines stand."""


def tasks_of(account: Account) -> tuple[Task, ...]:
    """Every line of this person's home page."""
    return tuple(task for provider in PROVIDERS for task in provider(account, served()))
