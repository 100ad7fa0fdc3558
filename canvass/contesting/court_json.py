"""One action in court for programs, and its paper in every form (13-36-207)."""

import json
from collections.abc import Iterator
from typing import Any

from canvass.auditing.papers.report_files import bytes_of
from canvass.canvassing.county_standing import CountyStanding
from canvass.contesting.court_papers import (
    certificates_of_action,
    contest_title,
    court_document,
    deadline_of,
    illegal_in,
    late_action,
    name_in_action,
    steps_of_action,
    undeclared_action,
)
from canvass.contesting.without_votes import said_of
from canvass.reporting.election_json import election_json
from tabulate.board.county.court_actions import CourtAction


def court_bytes(standing: CountyStanding, action: CourtAction, form: str) -> bytes:
    """The paper of one action in one of the forms of reports."""
    return bytes_of(court_document(standing, action), form, json.dumps(action_json(standing, action), indent=1))


def action_json(standing: CountyStanding, action: CourtAction) -> dict[str, Any]:
    """One action for programs."""
    begun, found = action.begun, deadline_of(standing, action.begun)
    certificates = certificates_of_action(standing, action)
    return {
        "format": "canvass-court-action/1",
        **election_json(standing.election),
        "case": begun.case,
        "action": begun.action.value,
        "contest": begun.contest,
        "title": contest_title(standing, action),
        "against": begun.against,
        "against_name": None if begun.against is None else name_in_action(standing, action, begun.against),
        "begun_by": begun.begun_by,
        "grounds": begun.grounds,
        "begun_on": begun.begun_on,
        "certified_on": begun.certified_on or None,
        "last_day": found.last.isoformat(),
        "section": found.section,
        "late": bool(late_action(standing, begun)),
        "not_declared": undeclared_action(standing, begun) or None,
        "stage": action.stage.value,
        "holds": action.is_open,
        "judgments": list(_judgments_json(standing, action)),
        "entries": [number for number, _ in action.history],
        "steps": [{"entered": when, "what": what, "entry": number} for when, what, number in steps_of_action(action)],
        "certificates": [
            {
                "name": name,
                "certificate": what,
                "state": state,
                "said": said,
                "entry": entry,
                "sha256_begins": sha256,
            }
            for name, what, state, said, entry, sha256 in certificates.rows
        ],
        "ledger": {"number": standing.head.number, "hash": standing.head.hash},
    }


def _judgments_json(standing: CountyStanding, action: CourtAction) -> Iterator[dict[str, Any]]:
    for number, one in action.judgments:
        without = illegal_in(standing, action, one) if one.illegal else None
        yield {
            "entry": number,
            "judged_on": one.judged_on,
            "finding": one.finding.value,
            "declared": None if one.declared is None else one.declared.choice,
            "judgment_sha256": one.judgment_sha256,
            "illegal": {each.choice: each.votes for each in one.illegal},
            "votes": [
                {"choice": row.votes.choice, "name": row.votes.name, "votes": row.votes.votes, "legal": row.legal}
                for row in (without.rows if without is not None else ())
            ],
            "said": list(said_of(without)) if without is not None else [],
        }
