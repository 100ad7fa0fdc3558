"""The scan room's line on the home page of who scans."""

from collections.abc import Iterable

from django.urls import reverse

from canvass.accounts.models import Account
from canvass.board.steps import AT_SCANNERS
from canvass.starting.counts_started import CountsStarted
from canvass.web.served import Served
from canvass.web.task import Task


def scan_tasks(account: Account, at: Served) -> Iterable[Task]:
    """Count a folder, or watch the count that runs."""
    if account.has_role not in AT_SCANNERS:
        return
    running = CountsStarted(at.record.directory).running()
    said = "Start, watch and stop a count; expected numbers; what to scan again."
    if running is not None:
        said = f"Batch {running.asked.batch} is being counted."
    yield Task("Count scans", said, reverse("scan_room:counts"))
