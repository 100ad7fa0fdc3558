"""Cast vote records of another system, as JSON for other programs: a line for the file, then one for each record."""

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


def records_json(records: OutsideCastVoteRecords) -> Iterator[dict[str, Any]]:
    """A line for the file, then one for each record."""
    sheets = Counter(record.sheet for record in records.records if record.sheet is not None)
    yield {
        **source_json(records.source),
        "records": len(records.records),
        "ballots": ballots_in(records),
        "sheets": {str(sheet): sheets[sheet] for sheet in sorted(sheets)},
        "contests": [_totals(one) for one in recorded_totals(records)],
        "findings": findings_json(records.findings),
    }
    for record in records.records:
        yield _record(record)


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


def _record(record: OutsideRecord) -> dict[str, Any]:
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
        "votes": [_votes(one) for one in record.votes],
        "as_scanned": None if record.as_scanned is None else [_votes(one) for one in record.as_scanned],
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
