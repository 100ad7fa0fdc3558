"""What of the counting board's work waits for somebody, for their home page."""

from collections.abc import Iterable

from django.urls import reverse

from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.board.steps import AT_SCANNERS, BOARD_AND_ADMINISTRATOR, batches_of_tests
from canvass.deciding.decisions import Deciding
from canvass.web.served import Served
from canvass.web.task import Task


def board_tasks(account: Account, at: Served) -> Iterable[Task]:
    """The lines of a judge, of the administrator, and of who scans."""
    if account.has_role in AT_SCANNERS:
        yield Task("Sheets", "Which papers to find, by batch, number and file.", reverse("board:sheets"))
    if account.has_role not in BOARD_AND_ADMINISTRATOR:
        return
    work = Deciding(at.record)
    waiting = work.questions.ballots_waiting(batches_of_tests(at))
    if account.has_role is Role.COUNTING_BOARD_MEMBER:
        yield Task("Decide set-aside ballots", "With your board, ballot by ballot.", reverse("board:queue"), waiting)
    else:
        yield Task("Set-aside ballots", "What waits, what was decided and by whom.", reverse("board:queue"), waiting)
        yield Task("Counting boards", "Appoint three judges, with oath; choose how they work.", reverse("board:boards"))
        yield Task("Readings of the law", "What the state has settled, and on what ground.", reverse("board:readings"))
        yield Task("Machines", "The county's register, and what is barred.", reverse("board:machines"))
        yield Task("Containers and seals", "What is sealed, what is open and why.", reverse("board:containers"))
        yield Task("Early count", "Affirmations signed; who is designated.", reverse("board:early-count"))
    yield Task("Transferred ballots", "Pair originals with their new ballots.", reverse("board:transfers"))
    yield Task("Folded together", "Ballots laid aside until the count is complete.", reverse("board:folded"))
    yield Task("Hand counts", "Two recorders' tally sheets, compared.", reverse("board:hand-counts"))
    yield Task("Reconciliation", "Ballots expected against ballots counted.", reverse("board:reconciliation"))
    halts = len(work.state().halting.open_halts())
    yield Task("Halts", "Where there is reason to believe that the system errs.", reverse("board:halts"), halts or None)
    yield Task("The seal", "Close the polls; what is still held.", reverse("board:polls"))
