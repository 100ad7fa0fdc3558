"""What a count did, as JSON."""

from typing import Any

from canvass.counting.count import CountReport
from tabulate.ledger.chain import Head


def count_json(report: CountReport, head: Head) -> dict[str, Any]:
    """The answer of `canvass count --json`. Sheets are of the whole batch, `new` and `already` of the folder."""
    return {
        "batch": report.batch.batch,
        "machine": report.batch.machine,
        "new": report.offered - report.already,
        "already": report.already,
        "sheets": report.sheets,
        "counted": report.counted,
        "questioned": report.questioned,
        "not_read": report.not_read,
        "unopened_files": report.unopened_files,
        "expected": report.expected,
        "difference": report.difference,
        "passed_over": [{"file": one.file, "why": one.why} for one in report.passed_over],
        "print_unlike": [
            {"card": card, "column": one.column, "row": one.row, "printed": one.printed, "stated": one.stated}
            for card, one in report.print_unlike
        ],
        "print_not_compared": list(report.print_not_compared),
        **({"other_parties": list(report.other_parties)} if report.batch.party is not None else {}),
        "alike_batches": [run.earlier_batch for run in report.alike],
        "streaked": report.streaked,
        "seconds": round(report.seconds, 3),
        "head": {"number": head.number, "hash": head.hash},
    }
