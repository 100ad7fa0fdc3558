"""Every action in court with its days and its state, and until when others may be begun, on paper and for programs."""

import json

from canvass.auditing.papers.report_files import bytes_of
from canvass.canvassing.county_standing import CountyStanding
from canvass.contesting.court_json import action_json
from canvass.contesting.court_papers import (
    contest_title,
    deadline_of,
    finding_of,
    last_days,
    late_action,
    name_in_action,
    undeclared_action,
)
from canvass.reporting.election_json import election_json
from canvass.reporting.tables import Document, PaperLook, Table, columns_of

_HASH_SHOWN = 16


def court_list_document(standing: CountyStanding) -> Document:
    """Every action with its days and its state."""
    election, head = standing.election, standing.head
    held_in = f"{election.county}, {election.title} of {election.date}"
    begun = [one.begun for one in standing.counts.courts.actions]
    columns = columns_of("Case", "What", "Contest", "Against", "Begun", "Last day", "State", "Holds", "Found")
    rows = tuple(
        (
            one.begun.case,
            one.begun.action.value,
            contest_title(standing, one),
            "" if one.begun.against is None else name_in_action(standing, one, one.begun.against),
            one.begun.begun_on,
            f"{deadline_of(standing, one.begun).last}{' LATE' if late_action(standing, one.begun) else ''}",
            one.stage.value,
            "yes" if one.is_open else "no",
            finding_of(one.judgments[-1][1]) if one.judgments else "",
        )
        for one in standing.counts.courts.actions
    )
    return Document(
        title=f"Contests in court: {election.county}",
        lines=(
            f"{held_in} (13-36-102, 13-35-107).",
            *(f"Case {one.case}: {words}" for one in begun if (words := undeclared_action(standing, one))),
            f"Ledger {head.number}:{head.hash}",
        ),
        tables=(
            Table("Actions", "", columns, rows),
            Table("Until when they are begun", "", columns_of("What", "Last day", "Section"), _last_days(standing)),
        ),
        paper=PaperLook(foot=f"Ledger {head.number}:{head.hash[:_HASH_SHOWN]}. {held_in}."),
    )


def _last_days(standing: CountyStanding) -> tuple[tuple[str, str, str], ...]:
    return tuple((what, f"{one.last:%A} {one.last}", one.section) for what, one in last_days(standing))


def court_list_bytes(standing: CountyStanding, form: str) -> bytes:
    """The list in one of the forms of reports."""
    as_json = {
        "format": "canvass-court-actions/1",
        **election_json(standing.election),
        "actions": [action_json(standing, one) for one in standing.counts.courts.actions],
        "last_days": [
            {"what": what, "last_day": one.last.isoformat(), "section": one.section}
            for what, one in last_days(standing)
        ],
        "ledger": {"number": standing.head.number, "hash": standing.head.hash},
    }
    return bytes_of(court_list_document(standing), form, json.dumps(as_json, indent=1))
