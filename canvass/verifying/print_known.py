"""What was learned to be printed on cards: by the entries alone, and once more from the sheets' stored images."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from canvass.reading.again import changed_image
from canvass.reading.print_of_card import RecordedSheet, print_of_card
from imaging.layout import CardId
from imaging.sheets import CardPrint
from tabulate.board.machine.known_print import PrintLearned, SheetReadAgain
from tabulate.board.machine.read_again import shows_the_same
from tabulate.election import Election
from tabulate.ledger.edition_entries import EditionTaken
from tabulate.ledger.entries import Entry

if TYPE_CHECKING:
    from canvass.record.store import Record


class PrintCheck:
    """Sees every entry in order: print is at targets of its card, and is all that a sheet read again lacks."""

    def __init__(self, record: "Record") -> None:
        """For one walk through the record's ledger."""
        self._record = record
        self._places: dict[CardId, set[int]] = {}

    def problems(self, number: int, entry: Entry, election: Election) -> Iterator[str]:
        """A sentence for what the entry says otherwise; `election` is of the editions taken before it."""
        if isinstance(entry, PrintLearned):
            places = {place.target for place in entry.places}
            card = election.find_card(entry.card)
            if card is None or not places <= set(range(1, len(card.meanings) + 1)):
                yield f"Entry {number}: print was learned of card {entry.card}, at ovals that no such card has."
            self._places.setdefault(entry.card, set()).update(places)
        if isinstance(entry, SheetReadAgain):
            own = self._record.sheet(entry.batch, entry.reading.number)
            places = self._places.get(entry.reading.card, set())
            if own is not None and not shows_the_same(own.reading, entry.reading, places):
                yield (
                    f"Entry {number} ({entry.name}, read again): it differs from the sheet's own entry in more than "
                    "the print explains that was learned of its card."
                )


def learned_by(entry: Entry) -> tuple[CardPrint, ...]:
    """What is known from an entry on to be printed on cards."""
    return (CardPrint(entry.card, entry.places),) if isinstance(entry, PrintLearned) else ()


def problems_of_print(record: "Record") -> Iterator[str]:
    """A sentence for each entry whose sheets do not show what it says; sheets with other images are told elsewhere."""
    editions = 0
    for entry in record.outlines():
        editions += isinstance(entry, EditionTaken)
        if isinstance(entry, PrintLearned) and not _is_shown(record, entry, record.elections.before(editions)):
            yield f"The print learned of card {entry.card} is not what the sheets show from which it was learned."


def _is_shown(record: "Record", learned: PrintLearned, election: Election) -> bool:
    sheets = list(_sheets(record, learned))
    if any(changed_image(record.images, entry) for entry, _ in sheets):
        return True
    targets = [place.target for place in learned.places]
    return tuple(print_of_card(record.images, election, sheets, targets)) == learned.places


def _sheets(record: "Record", learned: PrintLearned) -> Iterator[RecordedSheet]:
    for name in learned.sheets:
        entry, batch = record.sheet(name.batch, name.sheet), record.batch_opened(name.batch)
        if entry is not None and batch is not None:
            yield entry, batch
