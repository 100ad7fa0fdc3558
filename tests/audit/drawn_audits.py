"""Audits of the second edition whose lists are drawn one after another, each as soon as it is known."""

import random
from collections.abc import Sequence
from dataclasses import replace

from audit.contests import AuditContest, AuditPrecinct
from audit.edition import AuditEdition
from audit.events.before import AuditOpened
from audit.events.selecting import SelectionAnnounced
from audit.lists import lists_of
from audit.selection import PRECINCTS
from tabulate.election import ContestId
from tests.audit.audits import BALLOT, SELECTION_DAY, Audit, opened

HOUSE_1, HOUSE_2 = ContestId("house-1"), ContestId("house-2")
OFFICIAL = "the board of state canvassers"


def mended(
    count: int = 12,
    contests: tuple[AuditContest, ...] = BALLOT,
    precincts: tuple[AuditPrecinct, ...] | None = None,
) -> AuditOpened:
    start = opened(count)
    where = start.precincts if precincts is None else precincts
    return replace(start, edition=AuditEdition.SECOND, contests=contests, precincts=where)


def begun(start: AuditOpened) -> Audit:
    return Audit(start).appoint().publish_results()


def draw(audit: Audit, first: Sequence[tuple[int, ...]] = (), seed: int = 1, upto: str = "") -> Audit:
    """Freeze each list when it is known, and roll it out; the precincts' rolls begin with `first`."""
    dice = random.Random(seed)
    while due := [one for one in lists_of(audit.state) if audit.state.selection.of(one.drawn) is None]:
        numbered = due[0]
        if numbered.drawn == upto:
            return audit
        audit.freeze(numbered)
        if numbered.drawn == PRECINCTS:
            audit.roll(PRECINCTS, *first)
        audit.roll_out(numbered.drawn, dice)
    return audit


def announced(audit: Audit) -> Audit:
    return audit.do(SelectionAnnounced(SELECTION_DAY, OFFICIAL))


def faces(number: int, count: int) -> tuple[int, ...]:
    return (number % 10,) if count <= 10 else divmod(number % 100, 10)
