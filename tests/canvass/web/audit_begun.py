"""An audit that has begun, and what its pages say to what was sent."""

from datetime import timedelta
from typing import Any

from audit.committee import MemberId
from audit.coverage import Container
from audit.dice import parse_rolls
from audit.events import AuditEvent
from audit.events.before import CommitteeAppointed, OathTaken
from audit.opening import open_audit
from audit.selection import PRECINCTS
from audit.state import AuditState
from canvass.accounts.roles import Role
from canvass.auditing.boxes import opening_boxes
from canvass.auditing.drawing import announcing, freezing, rolling
from canvass.auditing.unofficial_results import results_published
from tabulate.election import PrecinctId
from tabulate.ledger.fold import fold
from tests.audit.audits import member
from tests.canvass.audited_county import election_day
from tests.canvass.web.audit_site import EA, MEMBER, MEMBERS, ROLLS, SAMPLE
from tests.canvass.web.served_records import Site, account_name

NAMES = [account_name(MEMBER, number) for number in range(1, MEMBERS + 1)]


def begin(site: Site) -> None:
    """Committee sworn, results public, precincts drawn, the first two precincts' boxes open."""
    today, before = site.served.today, election_day() - timedelta(days=10)
    with site.served.audit.turn() as turn:
        turn.take(open_audit(site.record.election))
        turn.take(CommitteeAppointed(tuple(map(member, NAMES)), "Clerk", "the county governing body", before))
        turn.take(*(OathTaken(MemberId(name), "the chair", before) for name in NAMES))
        turn.take(results_published(site.record.election, fold(site.record.outlines()), today))
        turn.take(*freezing(turn.state, today))
        for faces in parse_rolls(", ".join(ROLLS), 2):
            turn.take(rolling(turn.state.selection, PRECINCTS, faces, None, "Dee"))
        turn.take(*freezing(turn.state, today))
        turn.take(*announcing(turn.state, today, "Dee"))
        for number in SAMPLE[:2]:
            turn.take(*boxes_of(site, turn.state, PrecinctId(f"P{number:02d}")))


def boxes_of(site: Site, state: AuditState, precinct: PrecinctId) -> list[AuditEvent]:
    boxes = (Container("7", (f"{precinct}-polls",)),)
    today = site.served.today
    return site.served.state.read(
        lambda counted: opening_boxes(state, counted, precinct, boxes, opened_by=("Ann", "Ben"), on=today)
    )


def said(site: Site, role: Role, address: str, number: int = 1, **given: Any) -> str:
    """What the page says after this was sent."""
    answer = site.client(role, number).post(address, given, follow=True)
    return answer.content.decode()


def sure(roll: dict[str, Any]) -> dict[str, Any]:
    """A roll as it is sent from the page that asks once more."""
    fields = ("list", "roll_number", "die_red", "die_white", "die_blue", "rolled_by")
    return roll | {"sure": "yes", "shown": " ".join(roll[name] for name in fields if name in roll)}


def start(site: Site, unit: int = 1, round_number: int = 1) -> None:
    given = {"reader": NAMES[0], "round_number": str(round_number)}
    site.client(EA).post(f"/audit/counts/{unit}/start/", given)
