"""One line of a person's home page. A page folder yields its own; `site/tasks.py` gathers them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from canvass.accounts.models import Account
from canvass.web.served import Served


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
