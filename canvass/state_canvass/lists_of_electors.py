"""The lists of electors for president and vice president, in three copies, under the state's seal (13-25-103)."""

import json
from typing import Any

from canvass.auditing.papers.report_files import bytes_of
from canvass.console.text import hour_of
from canvass.errors import RefusedError
from canvass.reporting.tables import Document, PaperLook, Table, columns_of
from canvass.state_canvass.presidential_tickets import tickets_of
from canvass.state_canvass.state_declarations import check_may_declare
from canvass.state_canvass.state_standing import StateStanding
from tabulate.state_canvass.presidential import TicketVotes, electors_result, elects_electors
from tabulate.state_canvass.state_figures import StateContest
from tabulate.state_canvass.state_steps import StateResultsDeclared

_COPIES = ("First of three lists", "Second of three lists", "Third of three lists")
_HASH_SHOWN = 16


def electors_elected(standing: StateStanding) -> tuple[StateContest, TicketVotes, StateResultsDeclared]:
    """The contest for president, the ticket whose electors the board declared elected, and the declaration.

    Raises RefusedError before it is declared, where packages came in since, and where nobody's electors are elected.
    """
    check_may_declare(standing)
    declared = standing.canvass.declared
    one = next((each for each in standing.figures.contests if elects_electors(each.contest)), None)
    if one is None:
        raise RefusedError("No contest for president is in the packages (13-25-103). Nothing was written.")
    won = electors_result(one, tickets_of(standing, one)).elected
    said = () if declared is None else declared.results
    names = next((each.names for each in said if each.contest == one.contest.id), None)
    if declared is None or names is None:
        raise RefusedError(
            f"{one.contest.title} is not declared (13-15-507). Nothing was written. The board declares first: canvass "
            "state declare."
        )
    if won is None or names != won.ticket.electors:
        raise RefusedError(
            f"{one.contest.title}: the board declared others than the figures have now, or nobody (13-25-103). Nothing "
            "was written. The board declares anew: canvass state declare."
        )
    return one, won, declared


def electors_document(standing: StateStanding) -> Document:
    """The list, three times on paper, for the governor's and the secretary's signatures. Raises RefusedError."""
    one, won, declared = electors_elected(standing)
    opened = standing.canvass.opened
    rows = tuple((number, name) for number, name in enumerate(won.ticket.electors, 1))
    return Document(
        title="List of the electors for president and vice president",
        lines=(
            f"State of Montana, {opened.election} of {opened.date}.",
            f"{one.contest.title}: {won.name}, {won.ticket.party or 'independent'}, with {won.votes:,} votes.",
            f"Canvassed by the board of state canvassers on {hour_of(declared.at)} (13-15-502, 13-25-103).",
            f"Steps {standing.canvass.head}",
        ),
        tables=(Table("Electors", "", columns_of("#", "Name"), rows),),
        signatures=("Governor, under the seal of the state", "Secretary of state"),
        paper=PaperLook(
            upright=True, foot=f"Steps {standing.canvass.head[:_HASH_SHOWN]}. {opened.date}.", copies=_COPIES
        ),
    )


def electors_bytes(standing: StateStanding, form: str) -> bytes:
    """In one of the forms of reports. Raises RefusedError."""
    return bytes_of(electors_document(standing), form, json.dumps(_json(standing), indent=1))


def _json(standing: StateStanding) -> dict[str, Any]:
    one, won, declared = electors_elected(standing)
    return {
        "format": "canvass-electors/1",
        "election": standing.canvass.opened.election,
        "date": standing.canvass.opened.date,
        "contest": one.contest.id,
        "ticket": won.name,
        "party": won.ticket.party or None,
        "votes": won.votes,
        "electors": list(won.ticket.electors),
        "declared_at": declared.at,
        "steps": standing.canvass.head,
    }
