"""The checks of the returns on paper, and the board's petition about those that failed (13-15-403, 13-16-201(1)(f))."""

import json
from collections.abc import Sequence

from canvass.auditing.papers.report_files import bytes_of
from canvass.canvassing.checks_shown import checks_json, checks_of_precinct
from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.report_document import signers
from canvass.canvassing.to_settle import to_settle
from canvass.console.text import hour_of
from canvass.errors import RefusedError
from canvass.reporting.tables import Document, PaperLook, Table, columns_of
from tabulate.board.county.canvass_terms import HowSettled
from tabulate.county_canvass.audit_of_returns import SECTIONS, CheckStanding
from tabulate.precincts import PrecinctId


def checks_document(standing: CountyStanding, only: PrecinctId | None) -> Document:
    """The audit of the returns: every check of one precinct, or of all, with its figures and how it stands."""
    rows = tuple(
        (
            one.precinct.name,
            f"({one.check.number}) {one.check}",
            SECTIONS[one.check],
            one.figures,
            one.standing,
            one.found,
        )
        for one in checks_of_precinct(standing, only)
    )
    columns = columns_of("Precinct", "Check", "Section", "Figures", "Stands", "Found")
    settle = tuple((one,) for one in to_settle(standing))
    return _document(
        standing,
        f"Audit of the returns: {standing.election.county}",
        "The board of county canvassers audits the returns of every precinct (13-15-403).",
        (Table("Checks", "", columns, rows), Table("To settle before the report", "", columns_of("What"), settle)),
    )


def petition_document(standing: CountyStanding, only: PrecinctId | None) -> Document:
    """What the board petitions for, in one precinct or in all. Raises RefusedError where it petitioned for nothing."""
    asked = [
        (one.precinct.name, one.settled.how.value, one.found, one.settled.words_of_board, hour_of(one.settled.at))
        for one in checks_of_precinct(standing, only)
        if one.standing is CheckStanding.PETITIONED and one.settled is not None
    ]
    if not asked:
        raise RefusedError(
            "The board has petitioned for nothing that is pending (13-15-403(4)). Nothing was written. Settle a check "
            f"with --how first: {HowSettled.RECOUNT_PETITIONED}, {HowSettled.INSPECTION_PETITIONED}."
        )
    columns = columns_of("Precinct", "Petition", "Found in the canvass", "In the board's words", "Decided on")
    return _document(
        standing,
        f"Petition of the board of county canvassers: {standing.election.county}",
        "An error was found that affects totals. The board petitions at once for a recount of the precinct, or for an "
        "inspection of its ballots (13-15-403(4), 13-16-201(1)(f), 13-16-420).",
        (Table("What the board asks for", "", columns, tuple(asked)),),
    )


def _document(standing: CountyStanding, title: str, said: str, tables: Sequence[Table]) -> Document:
    election, head = standing.election, standing.head
    held_in = f"{election.county}, {election.title} of {election.date}"
    return Document(
        title=title,
        lines=(f"{held_in}.", said, *standing.counts.outside, f"Ledger {head.number}:{head.hash}"),
        tables=tuple(tables),
        signatures=signers(standing),
        paper=PaperLook(foot=f"Ledger {head.number}:{head.hash[:16]}. {held_in}."),
    )


def check_paper_bytes(standing: CountyStanding, only: PrecinctId | None, document: Document, form: str) -> bytes:
    """Either of them in one of the forms of reports; their JSON is that of the checks."""
    return bytes_of(document, form, json.dumps(checks_json(standing, only), indent=1))
