"""The unofficial results as they were published: their hash stands in the audit (13-17-503(1))."""

import hashlib
import json
from datetime import date

from audit.events.before import ResultsPublished
from canvass.auditing.batch_figures import county_ballots
from canvass.reporting.results import Breakdown, shown_results
from canvass.reporting.results_json import results_json
from tabulate.election import Election
from tabulate.ledger.state import RecordState


def results_published(election: Election, counted: RecordState, on: date) -> ResultsPublished:
    """The event: its hash is of the line that `canvass results --by precinct --json` prints."""
    text = json.dumps(results_json(shown_results(election, counted, Breakdown.PRECINCT)))
    return ResultsPublished(on, hashlib.sha256(text.encode()).hexdigest(), county_ballots(counted, election))
