"""What an entry is about, as text: by this the entries about one sheet, batch or transfer are found at once."""

from tabulate.board.hand_counts import HandCountOpened, HandCountReopened, TallySheetEntered
from tabulate.board.places import SheetName
from tabulate.board.state import BoardEntry
from tabulate.board.touching import sheets_named
from tabulate.board.transfers import TransferMade, TransferPaired
from tabulate.ledger.entries import BatchClosed, BatchOpened, Entry


def of_sheet(name: SheetName) -> str:
    """The subject of what is decided about a sheet; the sheet's own entry is found by its images."""
    return str(name)


def of_batch(batch: str) -> str:
    """The subject of a batch's opening and closings."""
    return f"batch {batch}"


def of_transfer(number: str) -> str:
    """The subject of a transfer and its pairings."""
    return f"transfer {number}"


def of_hand_count(count: str) -> str:
    """The subject of a hand count and its tally sheets."""
    return f"hand count {count}"


def subjects_of(entry: Entry) -> tuple[str, ...]:
    """What the entry is about; empty for sheets' own entries and for what is about the whole record."""
    match entry:
        case BatchOpened() | BatchClosed():
            return (of_batch(entry.batch),)
        case TransferMade() | TransferPaired():
            return (of_transfer(entry.number), *map(of_sheet, sheets_named(entry)))
        case HandCountOpened() | TallySheetEntered() | HandCountReopened():
            return (of_hand_count(entry.count),)
        case _:
            return tuple(map(of_sheet, sheets_named(entry))) if isinstance(entry, BoardEntry) else ()
