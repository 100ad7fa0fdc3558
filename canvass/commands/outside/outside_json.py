"""What was read of another system's file, as JSON for other programs."""

from collections.abc import Iterator
from typing import Any

from canvass.commands.outside.contest_totals import OutsideTotals, contest_totals
from outside.findings import OutsideFinding
from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, OutsideRow, OutsideRowKind, ResultsLevel
from outside.source import OutsideSource


def results_json(results: OutsideResults) -> dict[str, Any]:
    """A file of results: totals by contest, then each precinct."""
    by_precinct = results.level is ResultsLevel.PRECINCTS
    return {
        **source_json(results.source),
        "level": results.level.value,
        "precincts": len(results.precincts) if by_precinct else None,
        "precinct_contests": sum(len(one.contests) for one in results.precincts),
        "groups": list(results.groups),
        "ballots": _sum(one.ballots_cast for one in results.precincts),
        "ballots_by_group": _groups_sum(results),
        "blank": _sum(one.blank_cast for one in results.precincts),
        "registered": _sum(one.registered for one in results.precincts),
        "contests": [_totals(one) for one in contest_totals(results)],
        "by_precinct": [_precinct(one) for one in results.precincts],
        "findings": findings_json(results.findings),
    }


def source_json(source: OutsideSource) -> dict[str, Any]:
    """What a file says of itself."""
    return {
        "file": source.name,
        "files": [{"name": one.name, "sha256": one.sha256, "bytes": one.size_bytes} for one in source.files],
        "format": source.format.value,
        "system": source.system,
        "label": source.label,
        "county": source.county,
        "election": source.election,
        "election_date": source.election_date,
        "run_at": source.run_at,
    }


def findings_json(findings: tuple[OutsideFinding, ...]) -> list[dict[str, Any]]:
    """What was found in it."""
    return [{"kind": one.kind.value, "where": one.where, "words": one.words} for one in findings]


def _sum(figures: Iterator[int | None]) -> int | None:
    """The sum; None where a figure is not told."""
    told = list(figures)
    return None if None in told or not told else sum(one for one in told if one is not None)


def _groups_sum(results: OutsideResults) -> list[int] | None:
    told = [one.by_group for one in results.precincts]
    if not results.groups or None in told:
        return None
    return [sum(column) for column in zip(*(one for one in told if one is not None), strict=True)]


def _totals(totals: OutsideTotals) -> dict[str, Any]:
    return {
        "title": totals.title,
        "district": totals.district,
        "party": totals.party,
        "seats": totals.seats,
        "place": totals.place,
        "precincts": totals.precincts,
        "choices": [_row(row) for row in totals.rows if row.kind is OutsideRowKind.CHOICE],
        "write_ins": totals.figure(OutsideRowKind.WRITE_INS),
        "written_in": [_row(row) for row in totals.rows if row.kind is OutsideRowKind.WRITE_IN],
        "not_assigned": totals.figure(OutsideRowKind.NOT_ASSIGNED),
        "overvotes": totals.figure(OutsideRowKind.OVERVOTES),
        "undervotes": totals.figure(OutsideRowKind.UNDERVOTES),
        "contest_total": totals.contest_total,
    }


def _row(row: OutsideRow) -> dict[str, Any]:
    return {"name": row.name, "party": row.party, "votes": row.total, **_by_group(row.by_group)}


def _by_group(by_group: tuple[int, ...] | None) -> dict[str, Any]:
    return {} if by_group is None else {"by_group": list(by_group)}


def _precinct(precinct: OutsidePrecinct) -> dict[str, Any]:
    return {
        "code": precinct.code,
        "name": precinct.name,
        "ballots": precinct.ballots_cast,
        "blank": precinct.blank_cast,
        "registered": precinct.registered,
        **_by_group(precinct.by_group),
        "contests": [_contest(one) for one in precinct.contests],
    }


def _contest(contest: OutsideContest) -> dict[str, Any]:
    return {
        "title": contest.title,
        "district": contest.district,
        "party": contest.party,
        "seats": contest.seats,
        "place": contest.place,
        "ballots": contest.ballots,
        "total_votes": contest.total_votes,
        "contest_total": contest.contest_total,
        "rows": [{"kind": row.kind.value, **_row(row)} for row in contest.rows],
    }
