"""What of the election office's own work waits for the administrator, for the home page."""

from collections.abc import Iterable

from django.urls import reverse

from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.console.text import plural
from canvass.election_office.bonds_views import bonds_of_election
from canvass.election_office.logs.log_tasks import log_tasks
from canvass.election_office.retention_views import kept_now
from canvass.web.served import Served
from canvass.web.task import Task
from tabulate.election import ContestKind
from tabulate.offices import BondElection


def office_tasks(account: Account, at: Served) -> Iterable[Task]:
    """The administrator's lines."""
    if account.has_role is not Role.ELECTION_ADMINISTRATOR:
        return
    open_cases = at.state.read(lambda state: len(state.board.office.courts.open))
    if any(one.kind is ContestKind.CANDIDATE for one in at.election.contests):
        died = at.state.read(lambda state: len(state.board.office.deaths.every))
        said = f"{plural(died, 'candidate')} died after the printing." if died else "After the ballots were printed."
        yield Task("Candidates who died", said, reverse("office:deaths"))
    bonds = [one.id for one in bonds_of_election() if one.purpose.school_bond is BondElection.ALONE]
    if bonds_of_election():
        entered = at.state.read(lambda state: frozenset(state.board.office.qualified))
        waits = sum(one not in entered for one in bonds)
        yield Task("School bonds", "What each takes, by turnout.", reverse("office:bonds"), waits or None)
    if at.election.not_held:
        decided = at.state.read(lambda state: len(state.board.office.cancelled.every))
        waits = len(at.election.not_held) - decided
        said = "No more candidates than positions: elected by acclamation."
        yield Task("Elections not held", said, reverse("office:cancelled"), waits or None)
    yield from log_tasks(at)
    adopted = at.state.read(lambda state: state.board.office.policies is not None)
    title, explanation = "Actions in court", "Contests of a nomination or an election, and their last days."
    yield Task(title, explanation, reverse("office:court"), open_cases or None)
    yield Task("How long everything is kept", kept_now().in_short, reverse("office:retention"))
    said = "The county's own, as they were adopted." if adopted else "None are adopted yet."
    yield Task("Policies of the count", said, reverse("office:policies"))
    taken = at.state.read(lambda state: state.board.office.records.taken)
    if taken is not None:
        words = "Another system\u2019s records beside our readings of its pictures."
        yield Task("The second look", words, reverse("office:second-look"))
    outside = at.state.read(lambda state: state.board.office.outside)
    if outside.files:
        said = "What they mean is confirmed." if outside.mapping else "Nobody confirmed yet what they mean."
        yield Task("Names in another system\u2019s reports", said, reverse("office:names"))
