"""What may be entered before the polls close, and before election day (13-13-241(7)(a), 13-15-104, 13-15-207).

A rehearsal is not bound: what judges decide about sheets of a test batch counts nowhere.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING

from canvass.errors import RefusedError
from tabulate.board.decisions import FoldedDecided, JudgeDecided
from tabulate.board.office.early_count import AffirmationSigned
from tabulate.election import Election
from tabulate.hours import MONTANA_TIME, hand_count_from
from tabulate.ledger.batch_kinds import BatchKind

if TYPE_CHECKING:
    from canvass.record.work.replay import Replay


def check_early_decision(
    entry: JudgeDecided | FoldedDecided, election: Election, replay: "Replay", now: datetime
) -> None:
    """Before the polls close, every judge of the board must have signed the affirmation. Raises NotAllowed."""
    batches = {one.batch for one in entry.sheets} if isinstance(entry, FoldedDecided) else {entry.batch}
    if now >= election.polls_close or all(replay.batch(one).batch_kind is BatchKind.TEST for one in batches):
        return
    board = replay.state.boards.get(entry.board)
    if board is not None:
        replay.state.office.early.check_affirmed(judge.account for judge in board.judges)


def check_early_sheet(name: str, election: Election, replay: "Replay", now: datetime) -> None:
    """Of a hand count before the polls close, who reads and who record must have signed. Raises NotAllowed."""
    count = replay.state.hand_counts.get(name)
    if now < election.polls_close and count is not None:
        replay.state.office.early.check_affirmed((*count.opened.recorders, count.opened.reader))


def check_hand_count_hour(election: Election, now: datetime) -> None:
    """Raise RefusedError before election day: a count by hand begins no sooner (13-13-241(7)(a), 13-15-104(4))."""
    if now < hand_count_from(election.date):
        raise RefusedError(
            f"Ballots may be counted by hand from midnight of election day on, {election.date.isoformat()} "
            f"(13-13-241(7)(a), 13-15-104(4)), and it is {now.astimezone(MONTANA_TIME):%Y-%m-%d %H:%M} in Montana. "
            "Nothing was written. Machines may count from the day before."
        )


def check_signed(entry: AffirmationSigned, now: datetime) -> None:
    """Raise RefusedError for an affirmation that is signed on a day to come."""
    today = now.astimezone(MONTANA_TIME).date()
    try:
        to_come = date.fromisoformat(entry.signed_on) > today
    except ValueError:
        return  # The boards' own rules refuse it.
    if to_come:
        raise RefusedError(
            f"The affirmation is dated {entry.signed_on}, a day to come. Nothing was written. Correct it."
        )
