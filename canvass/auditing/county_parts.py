"""What the county's total holds, now, of the ballots that an audit compared: decisions made since are in it."""

from collections import Counter
from dataclasses import replace

from audit.contests import WRITE_INS, AuditContest
from audit.coverage import MachineFigures, Treatment
from canvass.auditing.hand_batches import hand_count_of
from canvass.auditing.sheet_votes import in_the_county, sheets_of_precinct
from tabulate.board.places import SheetName
from tabulate.election import ChoiceId, PrecinctId
from tabulate.ledger.state import RecordState
from tabulate.totals.results import ContestTotals


def not_in_the_count(counted: RecordState, compared: MachineFigures) -> tuple[str, ...]:
    """The batches compared that are in no total of this record: it does not hold them, or they were counted anew."""
    if compared.outside is not None:
        return ()
    held = counted.batches.keys() - counted.board.taken_out
    batches = [figures.batch for figures in compared.batches]
    return tuple(batch for batch in batches if batch not in held and hand_count_of(counted, batch) is None)


def of_outside(totals: ContestTotals, counted: RecordState, precinct: PrecinctId | None) -> ContestTotals:
    """The totals of a contest as another system's count has them: those of the county, or of one precinct."""
    count = counted.outside_count()
    place = None if count is None or precinct is None else count.precinct(precinct)
    told = place.contest(totals.contest) if place else count.total(totals.contest) if count else None
    if told is None:
        return totals
    pairs = zip(totals.choices, told.votes, strict=True)
    return replace(totals, choices=tuple(replace(one, votes=votes) for one, votes in pairs))


def in_the_countys_total(counted: RecordState, contest: AuditContest, compared: MachineFigures) -> Counter[ChoiceId]:
    """Votes of each printed choice and each person; write-in ovals that the board has yet to read as `WRITE_INS`."""
    if compared.outside is not None:
        # The county's total is the report's, and holds just what it says of the precinct.
        return Counter({one.choice: one.votes for one in compared.votes if one.choice != WRITE_INS})
    found: Counter[ChoiceId] = Counter()
    apart = {
        SheetName(ballot.batch, ballot.sheet)
        for ballot in compared.listed
        if ballot.treatment is not Treatment.RESOLVED
    }
    for figures in compared.batches:
        if figures.by_hand:
            found += _by_hand(counted, contest, figures.batch)
        elif (batch := counted.batches.get(figures.batch)) is not None:
            for sheet in sheets_of_precinct(counted, batch, compared.unit.precinct):
                if sheet.name not in apart:
                    found += in_the_county(counted, sheet.name, contest)
    return found


def _by_hand(counted: RecordState, contest: AuditContest, batch: str) -> Counter[ChoiceId]:
    count = hand_count_of(counted, batch)
    sheets = () if count is None else count.settled
    return Counter({one.choice: one.votes for sheet in sheets if sheet.contest == contest.id for one in sheet.figures})
