"""Step 7 of verifying, too: an audit's figures of another system's report are those that the record took from it."""

from collections import Counter
from collections.abc import Callable, Iterator

from audit.contests import WRITE_INS
from audit.coverage import MachineFigures
from audit.errors import Refused
from audit.state import AuditState
from canvass.auditing.poll_book import BallotsCast
from canvass.auditing.reported.records_counted import CountedRecords, records_figures
from tabulate.ledger.state import RecordState
from tabulate.outside_figures import OutsideContestFigures, OutsideCount

ReadRecords = Callable[[str], CountedRecords | None]
"""The records with that hash, read again; None where the record has none."""


def audited_report_problems(audit: AuditState | None, counted: RecordState, read: ReadRecords) -> Iterator[str]:
    """A sentence for each unit whose figures no report of the record has, nor records of it."""
    again: dict[str, CountedRecords | None] = {}
    for unit in () if audit is None else audit.units:
        figures = unit.figures
        if figures is None or figures.outside is None:
            continue
        told = _told(figures, counted)
        if told is None:
            yield f"The audit's figures of {unit.unit} are of a report that the record has not taken."
        elif figures.outside.records is not None:
            key = figures.outside.records.chosen.content_sha256
            if key not in again:
                again[key] = read(key)
            yield from _of_records(audit, figures, told[0], again[key])
        elif not _same(figures, *told):
            yield f"The audit's figures of {unit.unit} are not those that the record took from {figures.outside.name}."


def _of_records(
    audit: AuditState | None, figures: MachineFigures, count: OutsideCount, records: CountedRecords | None
) -> Iterator[str]:
    """Where figures are sums of records: the same sums once more, and the same differences from the report."""
    chosen = None if audit is None else audit.report_of(figures.unit.precinct)
    if audit is None or chosen is None or records is None:
        yield f"The audit's figures of {figures.unit} are of cast vote records that the record has not taken."
        return
    try:
        contest = audit.contest(figures.unit.contest)
        again = records_figures(count, figures.unit, contest, chosen, BallotsCast(), records)
    except Refused as refused:
        yield f"The audit's figures of {figures.unit} are not those of the kept cast vote records: {refused}"
        return
    if (again.batches, again.outside) != (figures.batches, figures.outside):
        yield f"The audit's figures of {figures.unit} are not those of the kept cast vote records: {records.name}."


def _told(figures: MachineFigures, counted: RecordState) -> tuple[OutsideCount, OutsideContestFigures] | None:
    """What the record took of the unit from the very files of the audit's report, the newest first."""
    files = None if figures.outside is None else figures.outside.sha256s
    takings = (entry.count for _, entry in reversed(counted.board.office.outside.takings) if entry.count.files == files)
    places = ((one, place) for one in takings if (place := one.precinct(figures.unit.precinct)) is not None)
    return next(((of, one) for of, place in places if (one := place.contest(figures.unit.contest)) is not None), None)


def _same(figures: MachineFigures, count: OutsideCount, told: OutsideContestFigures) -> bool:
    votes = Counter({one.choice: one.votes for one in figures.votes})
    wanted = count.votes_by_choice(told, (choice for choice in votes if choice != WRITE_INS))
    if WRITE_INS in votes:
        wanted[WRITE_INS] = told.write_ins or 0
    return wanted == votes and (told.ballots is None or figures.ballots >= told.ballots)
