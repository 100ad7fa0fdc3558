"""Step 7 of verifying, too: an audit's figures of another system's report are those that the record took from it."""

from collections import Counter
from collections.abc import Iterator

from audit.contests import WRITE_INS
from audit.coverage import MachineFigures
from audit.state import AuditState
from tabulate.ledger.state import RecordState
from tabulate.outside_figures import OutsideContestFigures, OutsideCount


def audited_report_problems(audit: AuditState | None, counted: RecordState) -> Iterator[str]:
    """A sentence for each unit whose figures no report of the record has."""
    for unit in () if audit is None else audit.units:
        figures = unit.figures
        if figures is None or figures.outside is None:
            continue
        told = _told(figures, counted)
        if told is None:
            yield f"The audit's figures of {unit.unit} are of a report that the record has not taken."
        elif not _same(figures, *told):
            yield f"The audit's figures of {unit.unit} are not those that the record took from {figures.outside.name}."


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
