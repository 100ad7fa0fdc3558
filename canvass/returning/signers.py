"""Who signs a return: all the judges completing the count (13-15-101(3))."""

from collections.abc import Iterator

from tabulate.board.boards import JUDGES_A_BOARD, BoardAppointed
from tabulate.election import PrecinctId
from tabulate.ledger.state import RecordState


def signers_of(state: RecordState, precinct: PrecinctId) -> tuple[str, ...]:
    """The judges by name: of the boards at work on the precinct's ballots, else of those appointed for it.

    Places without names where no board is known.
    """
    appointed, at_work = state.board.boards, set(_at_work(state, precinct))
    boards = [board for name, board in appointed.items() if name in at_work]
    boards = boards or [board for board in appointed.values() if not board.precincts or precinct in board.precincts]
    names = tuple(dict.fromkeys(name for board in boards for name in _judges(board)))
    return names or tuple(f"Judge {number}, name in print" for number in range(1, JUDGES_A_BOARD + 1))


def _judges(board: BoardAppointed) -> Iterator[str]:
    yield from (f"{judge.name}, judge of board {board.board}" for judge in board.judges)


def _at_work(state: RecordState, precinct: PrecinctId) -> Iterator[str]:
    for count in state.board.hand_counts.values():
        if count.opened.precinct == precinct and count.opened.board is not None:
            yield count.opened.board
    kept = dict(state.batches_kept())
    for name, ballot in state.board.ballots.items():
        batch = kept.get(name.batch)
        if ballot.board is not None and batch is not None and not batch.test:
            own = None if ballot.votes is None else ballot.votes.precinct
            if (own or batch.opened.precinct) == precinct:
                yield ballot.board
