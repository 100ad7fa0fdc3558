"""What was learned to be printed on cards, learned once more from the same sheets' stored images."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from canvass.reading.again import changed_image
from canvass.reading.print_of_card import RecordedSheet, print_of_card
from imaging.sheets import CardPrint
from tabulate.board.machine.known_print import PrintLearned
from tabulate.ledger.entries import Entry

if TYPE_CHECKING:
    from canvass.record.store import Record


def learned_by(entry: Entry) -> tuple[CardPrint, ...]:
    """What is known from an entry on to be printed on cards."""
    return (CardPrint(entry.card, entry.places),) if isinstance(entry, PrintLearned) else ()


def problems_of_print(record: "Record") -> Iterator[str]:
    """A sentence for each entry whose sheets do not show what it says; sheets with other images are told elsewhere."""
    from canvass.record.work.of_card import print_learned

    for learned in print_learned(record.alias):
        sheets = list(_sheets(record, learned))
        if any(changed_image(record.images, entry) for entry, _ in sheets):
            continue
        targets = [place.target for place in learned.places]
        if tuple(print_of_card(record.images, record.election, sheets, targets)) != learned.places:
            yield f"The print learned of card {learned.card} is not what the sheets show from which it was learned."


def _sheets(record: "Record", learned: PrintLearned) -> Iterator[RecordedSheet]:
    for name in learned.sheets:
        entry, batch = record.sheet(name.batch, name.sheet), record.batch_opened(name.batch)
        if entry is not None and batch is not None:
            yield entry, batch
