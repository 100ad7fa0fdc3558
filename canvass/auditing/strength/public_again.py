"""The unofficial results as they were made public before the dice, made again from the ledger up to that entry.

They are believed where their hash is the one that was published (13-17-503(1)), and where the dice came after.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from audit.events import AuditEvent
from audit.outside_reports import report_sha256
from audit.random_sample import apply
from audit.state import AuditState
from canvass.auditing.unofficial_results import results_are_outside
from canvass.record.audit_log import event_in
from canvass.reporting.results import Breakdown, ShownResults, shown_results
from canvass.reporting.results_json import parties_json, results_json
from tabulate.election import Election
from tabulate.ledger.chain import ChainedEntry
from tabulate.ledger.fold import fold
from tabulate.ledger.state import RecordState

if TYPE_CHECKING:
    from canvass.record.store import Record

_PAGE_ROWS = 200


@dataclass(frozen=True, slots=True)
class MadePublicAgain:
    """The results as they stood when they were made public."""

    entry: int
    """The ledger's, that says they are public."""
    results_sha256: str
    """As it was published."""
    shown: ShownResults
    counted: RecordState


@dataclass(frozen=True, slots=True)
class NotMadeAgain:
    """Why the figures that were public before the dice are not known."""

    reason: str


def made_public_again(record: "Record") -> MadePublicAgain | NotMadeAgain:
    """The public figures of a record's audit."""
    state: AuditState | None = None
    entry, rolled_before = 0, False
    for number, event in _audit_events(record):
        state, entry = apply(state, event), number
        if state.results is not None:
            break
        drawn = state.selection.precincts
        rolled_before = rolled_before or (drawn is not None and bool(drawn.draw.outcomes))
    else:
        return NotMadeAgain("The unofficial results were not made public in this record.")
    if rolled_before:
        return NotMadeAgain("The dice were thrown before the unofficial results were public: figures came after them.")
    counted = fold(islice(record.outlines(), entry - 1))
    shown = _with_the_hash(record.election, counted, state)
    if shown is None:
        return NotMadeAgain("The results of then do not come to the hash that was published: nobody knows its figures.")
    return MadePublicAgain(entry, state.results.results_sha256, shown, counted)


def _audit_events(record: "Record") -> Iterator[tuple[int, AuditEvent]]:
    """In order, each with the number of its entry."""
    rows: list[ChainedEntry] = []
    while page := record.newest_of_kind("audit", rows[-1].number if rows else None, _PAGE_ROWS):
        rows += page
    for row in reversed(rows):
        if (event := event_in(row.entry())) is not None:
            yield row.number, event


def _with_the_hash(election: Election, counted: RecordState, audit: AuditState) -> ShownResults | None:
    """The results of that hash: whether held ballots were released by then is what the hash tells.

    Of a primary it was once of the line without the parties.
    """
    outside, published = counted.outside_count(), audit.results
    if published is None or (outside is not None and not published.has_report(report_sha256(outside.files))):
        return None
    whole_report = outside is not None and results_are_outside(counted, election)
    for released in (False, True):
        shown = shown_results(election, counted, Breakdown.PRECINCT, held_released=released)
        found = results_json(shown)
        texts = (json.dumps(found | parties_json(election)), json.dumps(found))
        if whole_report or published.results_sha256 in (hashlib.sha256(one.encode()).hexdigest() for one in texts):
            return shown
    return None
