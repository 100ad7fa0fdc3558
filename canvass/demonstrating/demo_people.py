"""People for every role of a demonstration: accounts, a board, an audit committee under oath."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from audit.committee import Member, MemberId
from audit.events import AuditEvent
from audit.events.before import CommitteeAppointed, OathTaken
from canvass.accounts.roles import Role
from tabulate.board.boards import JUDGES_A_BOARD, BoardAppointed, Judge

if TYPE_CHECKING:
    from canvass.web.served import Served

_BOARD = "1"
_APPOINTED_BEFORE = timedelta(days=28)
"""The audit committee is appointed before the election (13-17-504(1))."""
_SYLLABLES = [f"{consonant}{vowel}" for consonant in "bdfghjkmnprstvz" for vowel in "aeiou"]
_GROUPS, _SYLLABLES_A_GROUP = 4, 2
"""Fifty random bits, in letters that are read out and typed without a mistake."""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody invented: every name says so."""

    name: str
    """For signing in."""
    full_name: str
    role: Role


@dataclass(frozen=True, slots=True)
class MayEnter:
    """An account with the password that it has from now on. It is kept nowhere else."""

    person: DemoPerson
    password: str


def _several(name: str, full_name: str, role: Role) -> Iterator[DemoPerson]:
    for number in range(1, JUDGES_A_BOARD + 1):
        yield DemoPerson(f"{name}{number}", f"{full_name} {number}", role)


CLERK = DemoPerson("clerk", "Demo Clerk", Role.ELECTION_ADMINISTRATOR)
JUDGES = tuple(_several("judge", "Demo Judge", Role.COUNTING_BOARD_MEMBER))
COMMITTEE = tuple(_several("auditor", "Demo Auditor", Role.AUDIT_COMMITTEE_MEMBER))
PEOPLE = (
    CLERK,
    DemoPerson("operator", "Demo Operator", Role.SCANNER_OPERATOR),
    *JUDGES,
    *COMMITTEE,
    DemoPerson("recounter", "Demo Recounter", Role.RECOUNT_BOARD_MEMBER),
    DemoPerson("secretary", "Demo Secretary of State", Role.SECRETARY_OF_STATE),
    DemoPerson("observer", "Demo Observer", Role.OBSERVER),
)


def let_in(record: Path) -> tuple[MayEnter, ...]:
    """Give everybody a new password; the first time, accounts and offices too. Needs the settings of pages."""
    from canvass.web.served import serve_record

    with serve_record(record) as served:
        found = tuple(_with_password(person) for person in PEOPLE)
        _appoint(served)
        return found


def _with_password(person: DemoPerson) -> MayEnter:
    from canvass.accounts.models import Account
    from canvass.people.changes import add_account, set_password

    password = _password()
    account = Account.objects.named(person.name)
    # As if another had typed it: a key for signing takes as long again, and is made when somebody first signs.
    if account is None:
        account = add_account(None, person.name, person.full_name, person.role, password, own=False)
    else:
        set_password(None, account, password, own=False)
    account.must_change_password = False
    account.save()
    return MayEnter(person, password)


def _password() -> str:
    return "-".join("".join(secrets.choice(_SYLLABLES) for _ in range(_SYLLABLES_A_GROUP)) for _ in range(_GROUPS))


def _appoint(served: "Served") -> None:
    """A board where there is none, and an audit committee where there was none."""
    from canvass.auditing.opening import with_opening
    from canvass.deciding.decisions import Deciding

    day = served.election.date
    if not served.state.read(lambda state: bool(state.board.boards)):
        judges = tuple(Judge(one.name, one.full_name, day.isoformat()) for one in JUDGES)
        Deciding(served.record).enter(BoardAppointed(_BOARD, judges, early_count=False, appointed_by=CLERK.name))
    if served.audit.state is None:
        with_opening(served.audit, *_committee(day - _APPOINTED_BEFORE))


def _committee(day: date) -> tuple[AuditEvent, ...]:
    members = tuple(Member(MemberId(one.name), one.full_name, True, True, False, False, False) for one in COMMITTEE)
    oaths = tuple(OathTaken(member.id, CLERK.full_name, day) for member in members)
    return (CommitteeAppointed(members, CLERK.full_name, "the county governing body", day), *oaths)
