"""Cast vote records of another system, as JSON for other programs: a line for the file, then one for each record."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, assert_never

from canvass.commands.outside.outside_json import findings_json, source_json
from outside.cast_vote_records import (
    CardVotes,
    OutsideCastVoteRecords,
    OutsideRecord,
    RankedVotes,
    RedactedVotes,
    UncountedVotes,
    VotesInContest,
)
from outside.records.recorded_totals import RecordedTotals, ballots_in, recorded_totals


def record_lines(records: OutsideCastVoteRecords) -> Iterator[str]:
    """A line for the file, then one for each record."""
    yield json.dumps(_file(records))
    said: dict[VotesInContest, str] = {}  # A hundred thousand records have few kinds of votes.
    for record in records.records:
        for one in (*record.votes, *(record.as_scanned or ())):
            if one not in said:
                said[one] = json.dumps(_votes(one))
        votes = ", ".join([said[one] for one in record.votes])
        scanned = "null" if record.as_scanned is None else f"[{', '.join(said[one] for one in record.as_scanned)}]"
        yield f'{json.dumps(_about(record))[:-1]}, "votes": [{votes}], "as_scanned": {scanned}}}'


def _file(records: OutsideCastVoteRecords) -> dict[str, Any]:
    sheets = Counter(record.sheet for record in records.records if record.sheet is not None)
    return {
        **source_json(records.source),
        "records": len(records.records),
        "ballots": ballots_in(records),
        "sheets": {str(sheet): sheets[sheet] for sheet in sorted(sheets)},
        "contests": [_totals(one) for one in recorded_totals(records)],
        "findings": findings_json(records.findings),
    }


def _totals(totals: RecordedTotals) -> dict[str, Any]:
    return {
        "title": totals.contest.title,
        "seats": totals.contest.seats,
        "id": totals.contest.id,
        "ranks": totals.contest.ranks,
        "records": totals.records,
        "choices": [{"name": name, "votes": votes} for name, votes in totals.choices],
        "write_ins": totals.write_ins,
        "written_in": [{"name": name, "votes": votes} for name, votes in totals.written_in],
        "overvoted": totals.overvoted,
        "overvotes": totals.overvotes,
        "undervotes": totals.undervotes,
        "not_told_apart": totals.not_told_apart,
        "uncounted": totals.uncounted,
        "redacted": totals.redacted,
    }


def _about(record: OutsideRecord) -> dict[str, Any]:
    return {
        "record": record.key,
        "sheet": record.sheet,
        "precinct": record.precinct,
        "portion": record.portion,
        "style": record.style,
        "group": record.group,
        "tabulator": record.tabulator,
        "batch": record.batch,
        "position": record.position,
        "imprint": record.imprint,
        "status": record.status,
        "images": list(record.images),
    }


def _votes(votes: VotesInContest) -> dict[str, Any]:
    match votes:
        case RedactedVotes():
            return {"contest": votes.contest, "redacted": True}
        case UncountedVotes():
            return {"contest": votes.contest, "uncounted": votes.reason, "choices": list(votes.choices)}
        case RankedVotes():
            return {
                "contest": votes.contest,
                "ranks": [list(names) for names in votes.ranks],
                "overvotes": votes.overvotes,
                "undervotes": votes.undervotes,
            }
        case CardVotes():
            return {
                "contest": votes.contest,
                "choices": list(votes.choices),
                "write_ins": list(votes.write_ins),
                "undervotes": votes.undervotes,
                "overvoted": votes.overvoted,
            }
        case _:
            assert_never(votes)
