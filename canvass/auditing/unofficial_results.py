"""The unofficial results as they were published: their hash stands in the audit (13-17-503(1))."""

import hashlib
import json
from datetime import date

from audit.errors import Refused
from audit.events.before import ResultsPublished
from audit.outside_reports import report_sha256
from canvass.auditing.batch_figures import county_ballots
from canvass.reporting.results import Breakdown, shown_results
from canvass.reporting.results_json import parties_json, results_json
from tabulate.election import Election
from tabulate.ledger.state import RecordState
from tabulate.outside_figures import OutsideCount


def results_are_outside(counted: RecordState, election: Election) -> bool:
    """Whether the county's results are another system's: its figures are taken, and nothing was counted here."""
    return counted.outside_count() is not None and not county_ballots(counted, election)


def results_published(election: Election, counted: RecordState, on: date) -> ResultsPublished:
    """The event: its hash is of the line that `canvass results --by precinct --json` prints.

    Where the results are another system's report, it is of the report's own file, as the record keeps it. Where a part
    of the county is, the report's hash stands beside that of the results.
    """
    outside = counted.outside_count()
    if outside is not None and results_are_outside(counted, election):
        return ResultsPublished(on, report_sha256(outside.files), _ballots(outside))
    shown = shown_results(election, counted, Breakdown.PRECINCT)
    text = json.dumps(results_json(shown) | parties_json(election))
    own, sha256 = county_ballots(counted, election), hashlib.sha256(text.encode()).hexdigest()
    if outside is None:
        return ResultsPublished(on, sha256, own)
    return ResultsPublished(on, sha256, own + _ballots(outside), report_sha256(outside.files))


def _ballots(outside: OutsideCount) -> int:
    if outside.ballots_cast is None:
        found = "The report does not tell the ballots cast of every precinct."
        raise Refused("13-17-503(1)", found, "Print it again with ballots cast, and take that report.")
    return outside.ballots_cast
