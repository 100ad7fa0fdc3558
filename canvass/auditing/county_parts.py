"""What the county's total holds, now, of the ballots that an audit compared: decisions made since are in it."""

from collections import Counter

from audit.contests import WRITE_INS, AuditContest
from audit.coverage import MachineFigures, Treatment
from canvass.auditing.hand_batches import hand_count_of
from canvass.auditing.sheet_votes import in_the_county, sheets_of_precinct
from tabulate.board.outcomes import WRITE_IN_LINE
from tabulate.board.places import SheetName
from tabulate.election import ChoiceId, PrecinctId
from tabulate.ledger.state import RecordState


def not_in_the_count(counted: RecordState, compared: MachineFigures) -> tuple[str, ...]:
    """The batches compared that are in no total of this record: it does not hold them, or they were counted anew."""
    if compared.outside is not None:
        return ()
    held = counted.batches.keys() - counted.board.taken_out
    batches = [figures.batch for figures in compared.batches]
    return tuple(batch for batch in batches if batch not in held and hand_count_of(counted, batch) is None)


def in_the_countys_total(counted: RecordState, contest: AuditContest, compared: MachineFigures) -> Counter[ChoiceId]:
    """Votes of each printed choice and each person; write-in ovals that the board has yet to read as `WRITE_INS`."""
    if compared.outside is not None:
        return _of_outside(counted, contest, compared.unit.precinct)
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


def _of_outside(counted: RecordState, contest: AuditContest, precinct: PrecinctId) -> Counter[ChoiceId]:
    """What the total has of another system's count there, with whom the judges read in its write-ins."""
    count = counted.counted_outside().get(precinct)
    own = None if count is None else count.whole.contests.get((precinct, contest.id))
    found: Counter[ChoiceId] = Counter()
    for choice, votes in (Counter() if own is None else own.votes).items():
        found[WRITE_INS if choice.startswith(WRITE_IN_LINE) else choice] += votes
    return found


def _by_hand(counted: RecordState, contest: AuditContest, batch: str) -> Counter[ChoiceId]:
    count = hand_count_of(counted, batch)
    sheets = () if count is None else count.settled
    return Counter({one.choice: one.votes for sheet in sheets if sheet.contest == contest.id for one in sheet.figures})
