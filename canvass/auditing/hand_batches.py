"""Hand counts among the batches of a precinct: the first count where no machine was involved (13-15-206(2)).

A hand count says the valid votes. Of write-in ovals without a valid vote it says nothing: they are undervotes there.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from audit.contests import WRITE_INS, AuditContest
from audit.coverage import HAND_COUNT
from audit.errors import Refused
from tabulate.board.by_hand.counting_by_hand import HandCount
from tabulate.election import ChoiceId, PrecinctId
from tabulate.ledger.state import RecordState


@dataclass(frozen=True, slots=True)
class HandFigures:
    """One contest of a hand count, in the rows of a tally sheet."""

    ballots: int
    votes: Counter[ChoiceId]
    """Printed choices, and `WRITE_INS` for each valid write-in vote."""
    undervotes: int
    overvotes: int
    people: Counter[ChoiceId]
    """Valid write-in votes by person."""


def hand_counts_of(state: RecordState, precinct: PrecinctId) -> Iterator[tuple[str, HandCount]]:
    """The precinct's hand counts, each with its name among batches."""
    for name, count in state.board.hand_counts.items():
        if count.opened.precinct == precinct:
            yield HAND_COUNT + name, count


def hand_count_of(state: RecordState, batch: str) -> HandCount | None:
    """The hand count of that name among batches; None for a batch."""
    if batch in state.batches or not batch.startswith(HAND_COUNT):
        return None
    return state.board.hand_counts.get(batch.removeprefix(HAND_COUNT))


def hand_figures(count: HandCount, contest: AuditContest) -> HandFigures:
    """What a hand count says of a contest. Raises Refused while its two sheets are not both in and equal."""
    sheet = next((one for one in count.settled if one.contest == contest.id), None)
    if sheet is None:
        raise Refused(
            "13-15-206(2)",
            f"Hand count {count.opened.count} has no equal tally sheets of {contest.title}.",
            "Finish the hand count, then open the boxes.",
        )
    printed = {choice.id for choice in contest.printed}
    people = Counter({one.choice: one.votes for one in sheet.figures if one.choice not in printed})
    votes = Counter({one.choice: one.votes for one in sheet.figures if one.choice in printed})
    votes[WRITE_INS] = people.total()
    return HandFigures(sheet.ballots, votes, sheet.undervotes, sheet.overvotes, people)
