"""What of the audit waits for somebody, on their home page."""

from collections.abc import Iterable

from django.urls import reverse

from audit.committee import MemberId
from audit.state import AuditState, Phase
from audit.tally_sheets import RoundOutcome
from canvass.accounts.models import Account
from canvass.committee.current_audit import ADMINISTRATOR, MEMBER, OBSERVER, STATE
from canvass.committee.next_steps import next_steps
from canvass.web.served import Served
from canvass.web.task import Task


def audit_tasks(account: Account, at: Served) -> Iterable[Task]:
    """The lines for this person."""
    role = account.has_role
    if role not in (ADMINISTRATOR, MEMBER, STATE, OBSERVER):
        return
    state = at.audit.state
    said = "Not open yet." if state is None else _where(state)
    yield Task("The random-sample audit", said, reverse("committee:overview"))
    if state is None:
        return
    if role is MEMBER:
        yield _sheets_task(state, MemberId(account.name))
    if role is STATE:
        yield Task("Audits of all counties", "Each from its published file.", reverse("committee:counties"))
    if role is ADMINISTRATOR:
        yield Task("Costs of the audit", "What it cost the county, and who pays it.", reverse("committee:costs"))
    if role in (ADMINISTRATOR, STATE) and state.phase is Phase.UNOFFICIAL_PUBLIC:
        explanation = "The public meeting: lists, dice, what they select."
        yield Task("Selection by dice", explanation, reverse("committee:selection"))


def _where(state: AuditState) -> str:
    """The state, and what is next."""
    steps = next_steps(state)
    said = f"It is in the state: {state.phase.value}."
    return f"{said} Next: {steps[0].words}" if steps else said


def _sheets_task(state: AuditState, member: MemberId) -> Task:
    waiting = sum(
        one.rounds[-1].outcome is RoundOutcome.OPEN and member in one.rounds[-1].waiting_for
        for one in state.units
        if one.rounds
    )
    return Task("Your tally sheets", "Counts that wait for your sheet.", reverse("committee:counts"), waiting)
