"""Whose figures an entry may move: these are taken out of the totals before it, and put in as they then stand."""

from collections.abc import Iterator

from tabulate.board.places import SheetName
from tabulate.board.state import BoardEntry, BoardState
from tabulate.board.subjects import HandCountName, TakesBatchesOut, TransferNumber

Moved = SheetName | HandCountName
"""What has figures in the totals."""


def moved_by(entry: BoardEntry, board: BoardState) -> Iterator[Moved]:
    """An entry's subjects, the sheets of batches that it takes out of the count, and what is paired with them."""
    for subject in entry.about:
        match subject:
            case SheetName():
                yield from _with_pair(subject, board)
            case TransferNumber() if subject.number in board.transfers.by_number:
                yield from board.transfers.by_number[subject.number].sheets
            case HandCountName():
                yield subject
            case _:
                pass
    for batch in entry.taken_out if isinstance(entry, TakesBatchesOut) else ():
        for name in board.sheets.sheets_of(batch):
            yield from _with_pair(name, board)


def _with_pair(name: SheetName, board: BoardState) -> tuple[SheetName, ...]:
    return (name, *board.transfers.paired_with(name))
