"""The unofficial results as they were published: their hash stands in the audit (13-17-503(1))."""

import hashlib
import json

from audit.events import ResultsPublished
from canvass.auditing.batch_figures import county_ballots
from canvass.commands.results import results_json
from tabulate.election import Election
from tabulate.record_state import RecordState
from tabulate.results import total


def results_published(election: Election, counted: RecordState, on: str) -> ResultsPublished:
    """The event: its hash is of the results by precinct as JSON, in the words of `canvass results`."""
    totals = total(election, counted.real, False)
    text = json.dumps(results_json(totals, by_precinct=True))
    return ResultsPublished(on, hashlib.sha256(text.encode()).hexdigest(), county_ballots(counted))
