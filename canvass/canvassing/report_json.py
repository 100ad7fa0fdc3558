"""The report of the canvass as one JSON object, and the hash of its figures, which the board adopts (13-15-404)."""

from typing import Any

from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.report_figures import electors_rows, settled_rows, source_rows, total_vote
from canvass.reporting.not_held import not_held_json
from canvass.returning.return_json import sha256_of
from tabulate.county_canvass.canvassed import CanvassedContest, PlaceVotes
from tabulate.recounts.rights import RecountLine

FORMAT = "canvass-county-report/1"


def report_json(standing: CountyStanding, adopted: dict[str, Any] | None) -> dict[str, Any]:
    """All of it; `adopted` says by which entry the board adopted it, or nothing."""
    figures, election = report_figures_json(standing), standing.election
    return {
        "format": FORMAT,
        "election": election.title,
        "date": election.date.isoformat(),
        "county": election.county,
        "definition_sha256": election.definition_sha256,
        "ledger": {"number": standing.head.number, "hash": standing.head.hash},
        "made_at": standing.made_at.isoformat(timespec="seconds"),
        "held_counted": standing.counts.with_held,
        "adopted": adopted,
        "figures_sha256": sha256_of(figures),
        **figures,
        "checks_settled": [
            dict(zip(("precinct", "check", "found", "done"), row, strict=True)) for row in settled_rows(standing)
        ],
    }


def report_sha256(standing: CountyStanding) -> str:
    """SHA-256 of the figures, names among them: two reports that say the same have the same."""
    return sha256_of(report_figures_json(standing))


def report_figures_json(standing: CountyStanding) -> dict[str, Any]:
    """What is hashed."""
    county = standing.election.county
    return {
        "electors": [
            {
                "kind": row.kind,
                "place": row.place,
                "name": row.name,
                "electors_voting": row.electors,
                "ballots": row.ballots,
            }
            for row in electors_rows(standing)
        ],
        "polls_not_open": list(standing.canvass.not_opened),
        "contests": [
            _contest_json(contest, line, county)
            for contest, line in zip(standing.contests, standing.lines, strict=True)
        ],
        **not_held_json(standing.counts.not_held),
    }


def _contest_json(one: CanvassedContest, line: RecountLine, county: str) -> dict[str, Any]:
    purpose = one.contest.purpose
    return {
        "contest": one.contest.id,
        "title": one.contest.title,
        **({"office": purpose.office.value} if purpose.office else {}),
        **({"number": purpose.numbering.number} if purpose.numbering else {}),
        **({"party": one.party} if one.party else {}),
        "vote_for": one.contest.seats,
        "total_vote": total_vote(line),
        "choices": [{"choice": each.key, "name": each.name, "write_in": each.write_in} for each in one.choices],
        "places": [_place_json(place) for place in one.places],
        "county": _place_json(one.county),
        "by_source": [
            {
                "place": row.place,
                "name": row.choice,
                "machine": row.machine,
                **({"outside": row.outside} if row.outside else {}),
                "board": row.board,
                "hand": row.hand,
                "counted": row.counted,
                "manual": row.manual,
                "recount": row.recount,
                "counts": row.counts,
            }
            for row in source_rows(one, county)
        ],
    }


def _place_json(place: PlaceVotes) -> dict[str, Any]:
    return {
        "kind": place.kind.value,
        "place": place.place,
        "name": place.name,
        "electors_voting": place.electors,
        "votes": list(place.votes),
        "undervotes": place.undervotes,
        "overvotes": place.overvotes,
        "remark": place.remark,
    }
