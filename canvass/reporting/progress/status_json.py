"""The status as one JSON object."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from canvass.reporting.custody import custody_counts
from canvass.reporting.edition_words import edition_json
from canvass.reporting.methods import words_json
from canvass.reporting.papers_known import PapersKnown
from canvass.reporting.progress.status import BatchLine, CountStatus, SheetSums
from tabulate.ledger.chain import Head
from tabulate.totals.reconciliation import Reconciliation


def status_json(status: CountStatus, head: Head, papers: PapersKnown, found: Reconciliation) -> dict[str, Any]:
    """All of it: sheets, batches, where the ledger ends, papers, and whether the count may be called complete."""
    return {
        "election": status.opened.title,
        "date": status.opened.election_date,
        "definition_sha256": status.opened.definition_sha256,
        "entries": status.entries,
        "head": {"number": head.number, "hash": head.hash},
        "sheets": _sums_json(status.real),
        "test_sheets": _sums_json(status.test),
        "questions": _counts_json(status.real.questions),
        "reasons": _counts_json(status.real.reasons),
        "printouts": words_json(status.words),
        "test_printouts": words_json(status.test_words),
        "batches": [_batch_json(batch) for batch in status.batches],
        "papers": {
            "known_if_scanned_again": papers.known,
            "not_known_if_scanned_again": papers.unknown,
            "not_looked_at": papers.waiting,
        },
        "complete": found.complete,
        "obstacles": list(found.obstacles),
    } | _said(status, found)


def _said(status: CountStatus, found: Reconciliation) -> dict[str, Any]:
    """What only some records have: editions, readings of the law, print that was learned, ballots of several sheets."""
    editions = {"editions": [edition_json(one) for one in status.editions]} if status.editions else {}
    readings = {"readings": list(status.readings)} if status.readings else {}
    prints = {"prints": list(status.prints)} if status.prints else {}
    containers = {"containers": custody_counts(status.custody)} if status.custody.containers else {}
    outside = {"outside": list(status.outside)} if status.outside else {}
    return outside | editions | readings | prints | containers | (_ballots_json(found) if found.several_sheets else {})


def _ballots_json(found: Reconciliation) -> dict[str, Any]:
    """Both numbers, and what differs between the sheets."""
    return {"ballots": {"cast": found.ballots, "sheets": found.sheets}, "findings": list(found.findings)}


def _sums_json(sums: SheetSums) -> dict[str, Any]:
    return {
        "in": sums.sheets,
        "counted": sums.counted,
        "set_aside": sums.set_aside,
        "with_questions": sums.with_questions,
        "not_read": sums.not_read,
        "resolved": sums.resolved,
        "out": _counts_json(sums.out),
    }


def _counts_json(counts: Iterable[tuple[StrEnum, int]]) -> dict[str, int]:
    return {kind.value: count for kind, count in counts}


def _batch_json(batch: BatchLine) -> dict[str, Any]:
    opened = batch.opened
    return {
        "batch": opened.batch,
        "machine": opened.machine,
        "kind": opened.batch_kind.value,
        "precinct": opened.precinct,
        "expected": batch.expected,
        "difference": batch.difference,
        "finished": batch.finished,
        "other_precinct": batch.other_precinct,
        "repeats_allowed": batch.repeats_allowed,
        "sheets": _sums_json(batch.sums),
        "questions": _counts_json(batch.sums.questions),
        "reasons": _counts_json(batch.sums.reasons),
        **_not_counted_json(batch),
    }


def _not_counted_json(batch: BatchLine) -> dict[str, Any]:
    """Passed over, files of an unknown number of sheets, streaked sheets, withdrawn; left out where there are none."""
    withdrawn = batch.withdrawn and {"by": batch.withdrawn.by, "reason": batch.withdrawn.reason}
    passed = [{"file": passed.file, "why": passed.why} for passed in batch.passed_over]
    found = {"passed_over": passed, "unopened_files": batch.sums.unopened_files, "streaked": batch.streaked}
    found |= {"withdrawn": withdrawn}
    return {name: value for name, value in found.items() if value}
