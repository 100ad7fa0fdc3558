"""The unofficial results as they were published: their hash stands in the audit (13-17-503(1))."""

import hashlib
import json
from datetime import date

from audit.events.before import ResultsPublished
from canvass import clock
from canvass.auditing.batch_figures import county_ballots
from canvass.reporting.results_json import results_json
from canvass.reporting.sealing import check_closed, check_seal
from tabulate.election import Election
from tabulate.ledger.state import RecordState
from tabulate.totals.results import Results, provisional_from, total


def check_open(election: Election, counted: RecordState) -> None:
    """Raise SealedError while no total may be shown: before the hour, or before the polls are closed in the record."""
    check_seal(election)
    check_closed(election, counted)


def unofficial_totals(election: Election, counted: RecordState) -> Results:
    """The county's totals as they may be shown now: provisional ballots once they are released (13-15-107(6))."""
    return total(election, counted.countable(_released(election)), False, counted.board.declared)


def _released(election: Election) -> bool:
    return clock.now() >= provisional_from(election)


def results_published(election: Election, counted: RecordState, on: date) -> ResultsPublished:
    """The event: its hash is of the line that `canvass results --by precinct --json` prints."""
    held = 0 if _released(election) else counted.held.places.total()
    text = json.dumps(results_json(unofficial_totals(election, counted), True, held))
    return ResultsPublished(on, hashlib.sha256(text.encode()).hexdigest(), county_ballots(counted))
