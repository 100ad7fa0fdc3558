"""What illegal votes would change in one contest, by given totals: the whole answer, in every form (13-36-211)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from canvass.auditing.papers.report_files import bytes_of
from canvass.contesting.without_votes import illegal_typed, taken_out, what_if_document, what_if_json
from canvass.errors import InputError
from canvass.recounting.filing import contest_named
from canvass.recounting.of_record import RecordTotals
from canvass.reporting.election_json import election_json
from canvass.reporting.tables import Document
from tabulate.county_canvass.declaring import for_the_state
from tabulate.election import Election


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer; nothing of it is entered."""

    document: Document
    as_json: str

    def content(self, form: str) -> bytes:
        """In one of the forms of reports."""
        return bytes_of(self.document, form, self.as_json)


def what_if_of(election: Election, given: RecordTotals, contest: str, illegal: Iterable[str]) -> WhatIf:
    """For illegal votes as `elm=7`, each; totals of a record have the ledger's head.

    Raises InputError; RefusedError for more illegal votes than there are.
    """
    about = contest_named(election, contest)
    position = next((one for one in given.positions if one.contest.id == about.id), None)
    if position is None:
        raise InputError(f"There are no totals of {about.title}. Nothing was reckoned. Count it, or name its totals.")
    found = taken_out(position, illegal_typed(illegal, position))
    whose, head = f"{election.county}, {election.title} of {election.date}.", given.head
    by = "By totals of a file, not of a record." if head is None else f"Ledger {head.number}:{head.hash}"
    wider = head is not None and for_the_state(about)
    more = ("These are this county's votes; what decides is the whole vote.",) if wider else ()
    doubts = (*more, *given.said, *given.waiting)
    ledger = None if head is None else {"number": head.number, "hash": head.hash}
    as_json = what_if_json(about, found) | election_json(election) | {"doubts": list(doubts), "ledger": ledger}
    return WhatIf(what_if_document(about, found, whose, doubts, by), json.dumps(as_json, indent=1))
