"""A return as one JSON object, and the hash of its figures, which is printed on the paper."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from canvass.returning.made_return import MadeReturn
from canvass.returning.precinct_return import PrecinctReturn
from tabulate.county_canvass.return_rows import ReturnContest, ReturnRow

FORMAT = "canvass-return/1"
_FIGURES = ("electors_voting", "ballots", "in_totals", "contests")


def return_json(made: MadeReturn) -> dict[str, Any]:
    """All of it."""
    found, figures = made.found, _figures_json(made.found)
    return {
        "format": FORMAT,
        "election": found.title,
        "date": found.election_date,
        "county": found.county,
        "definition_sha256": found.definition_sha256,
        "precinct": found.precinct.id,
        "name": found.precinct.name,
        "partial": found.partial,
        "waits": [{"what": one.what, "settled_by": one.settled_by} for one in found.waits],
        "for_officials": list(found.for_officials),
        "held": found.held,
        "held_counted": found.held_counted,
        "ledger": {"number": made.head.number, "hash": made.head.hash},
        "made_at": made.made_at.isoformat(timespec="seconds"),
        "figures_sha256": figures_sha256(figures),
        **figures,
        "difference_explained": found.explained,
        "notes": list(found.notes),
        "signed_by": list(found.signers),
    }


def figures_sha256(given: Mapping[str, Any]) -> str:
    """SHA-256 of the figures in a return's JSON, titles and names among them. Raises KeyError where they are not there.

    Two papers that say the same of a precinct have the same.
    """
    return sha256_of({name: given[name] for name in _FIGURES})


def sha256_of(figures: Mapping[str, Any]) -> str:
    """SHA-256 of figures as JSON, whatever the order of their names."""
    text = json.dumps(figures, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _figures_json(found: PrecinctReturn) -> dict[str, Any]:
    return {
        "electors_voting": found.electors,
        "ballots": found.ballots,
        "in_totals": found.in_totals,
        "contests": [_contest_json(one) for one in found.contests],
    }


def _contest_json(contest: ReturnContest) -> dict[str, Any]:
    return {
        "contest": contest.contest,
        "title": contest.title,
        **({"party": contest.party} if contest.party else {}),
        "seats": contest.seats,
        "audited": contest.audited,
        **({"recounted": contest.recounted} if contest.recounted else {}),
        **({"outside": contest.outside} if contest.outside else {}),
        "rows": [_row_json(one, bool(contest.outside)) for one in contest.rows],
    }


def _row_json(row: ReturnRow, outside: bool) -> dict[str, Any]:
    return {
        "row": row.kind.value,
        "choice": row.choice,
        "name": row.name,
        "machine": row.machine,
        **({"outside": row.outside if row.told else None} if outside else {}),
        "board": row.board,
        "hand": row.hand,
        "manual": row.manual,
        "counts": row.counts,
        **({} if row.recount is None else {"recount": row.recount}),
    }
