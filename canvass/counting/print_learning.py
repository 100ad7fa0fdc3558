"""Print that raises the same question on sheet after sheet of a card: learned once, said, and taken back.

What was learned is an entry of the ledger, before the sheets that are read with it. When to look for it follows from
the sheets before it alone, so a count that was killed comes to the same ledger.
"""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from canvass import VERSION
from canvass.console.progress import Progress
from canvass.reading.again import changed_image, read_again
from canvass.reading.outcomes import SheetOutcome, VotedSheet
from canvass.reading.pipeline import in_order, workers
from canvass.reading.print_of_card import print_of_card
from canvass.reporting.print_words import print_words
from imaging.layout import CardId
from imaging.marks.looking_again import may_be_print
from imaging.papers.common_print import LEAST_SHEETS, MOST_SHEETS
from imaging.papers.different import different_papers
from imaging.sheets import CardPrint, PlacePrint, ReadSheet
from tabulate.board.machine.known_print import PrintLearned, SheetReadAgain
from tabulate.board.places import SheetName
from tabulate.ledger.entries import BatchKind, BatchOpened, SheetCounted, SheetEntry, SheetQuestioned

if TYPE_CHECKING:
    from canvass.record.store import Record

LOOKED_FOR_AT = frozenset({LEAST_SHEETS, 13, 17, 23, 30, 40, 80})
"""When so many of a card's sheets are asked about for what is around one target, it is looked whether that is print;
and with the first of a batch, where as many were before."""
MOST_ASKED = max(LOOKED_FOR_AT)
FIRST_SHEETS = 3 * MOST_SHEETS
"""Among so many of a card's first sheets different papers are looked for."""
LEAST_ASKED_PERCENT = 50
"""Of these so many are asked about, or it is no print: a popular name to write in comes on fewer."""
LEAST_EXPLAINED_PERCENT = 80
"""Of the sheets asked about for what is around a target, print explains so many, or it is no use to know it."""
_COPIES = (BatchKind.TEST, BatchKind.TRANSFER)
"""Test decks may be copies of one paper, and new ballots of transfers are written by the same hands."""

ReadEntry = SheetCounted | SheetQuestioned


class PrintsKnown:
    """What has been learned so far: told to the threads that read, by the one that writes."""

    def __init__(self, learned: tuple[CardPrint, ...]) -> None:
        """As the ledger has it."""
        self.learned = learned
        """Replaced as a whole, never changed."""


class PrintLearner:
    """Notices print in the sheets of a batch, one after the other, as they are written."""

    def __init__(self, record: "Record", batch: BatchOpened, last: SheetEntry | None, progress: Progress) -> None:
        """For the process that holds the record for counting; `last` is the batch's newest sheet so far."""
        from canvass.record.work.of_card import print_learned

        self._record = record
        self._progress = progress
        self._rules = record.rules
        self._own = batch.batch
        self._batches = {batch.batch: batch}
        self._asked: dict[CardId, Counter[int]] = {}
        self._due: dict[CardId, set[int]] = {}
        self.known = PrintsKnown(tuple(CardPrint(one.card, one.places) for one in print_learned(record.alias)))
        if last is not None:
            self._look_at(last, 0)

    @property
    def is_due(self) -> bool:
        """Whether something is to be learned, or found to be none, before the next sheet is written."""
        return bool(self._due)

    @property
    def asked_no_more(self) -> int:
        """How many sheets of the batch are asked about no more, since they were read again."""
        from canvass.record.work.of_card import asked_no_more

        return asked_no_more(self._record.alias, self._own)

    def look(self, entry: SheetEntry) -> None:
        """Take a sheet that is about to be written."""
        self._look_at(entry, 1)

    def _look_at(self, entry: SheetEntry, times: int) -> None:
        """Count a sheet's targets; 0 `times` where the record has it already."""
        asked = _asked_around(entry)
        if not asked or not isinstance(entry.reading, ReadSheet) or not self._teaches(entry):
            return
        card = entry.reading.card
        counts = self._counts(card)
        for target in asked:
            counts[target] += times
            if counts[target] in LOOKED_FOR_AT:
                self._due.setdefault(card, set()).add(target)

    def _counts(self, card: CardId) -> Counter[int]:
        """How many of the record's sheets of a card are asked about for what is around each target."""
        from canvass.record.work.of_card import asked_of_card

        if card not in self._asked:
            before = asked_of_card(self._record.alias, card, MOST_ASKED)
            self._asked[card] = Counter(target for one in before if self._teaches(one) for target in _asked_around(one))
            if not any(_asked_around(one) for one in asked_of_card(self._record.alias, card, MOST_ASKED, self._own)):
                many = {target for target, times in self._asked[card].items() if times >= LEAST_SHEETS}
                self._due.update({card: many} if many else {})
        return self._asked[card]

    def _teaches(self, entry: SheetEntry) -> bool:
        return self._batch(entry.batch).batch_kind not in _COPIES

    def _batch(self, name: str) -> BatchOpened:
        if name not in self._batches:
            opened = self._record.batch_opened(name)
            assert opened is not None
            self._batches[name] = opened
        return self._batches[name]

    def is_outdated(self, outcome: VotedSheet, known: int) -> bool:
        """Whether a sheet shows what may be print that was learned since: `known` was learned when it was read."""
        reading, newer = outcome.reading, self.known.learned[known:]
        if not newer or not isinstance(reading, ReadSheet):
            return False
        places = {place.target for one in newer if one.card == reading.card for place in one.places}
        return any(target.number in places and may_be_print(target) for target in reading.targets)

    def read_again(self, entry: SheetEntry, learned: tuple[CardPrint, ...] | None = None) -> SheetOutcome:
        """Read a sheet of the record with all that is known, or with what is `learned`. For several threads."""
        learned = self.known.learned if learned is None else learned
        batch = self._batch(entry.batch)
        return read_again(self._record.images, self._record.election, entry, batch, self._rules, learned)

    def learn(self) -> None:
        """Look whether what is asked about is print; where it is, write that, and the sheets as they stand with it."""
        due, self._due = self._due, {}
        for card, targets in due.items():
            first = self._first(card)
            asked = Counter(target for one in first for target in _asked_around(one))
            many = sorted(one for one in targets if 100 * asked[one] >= LEAST_ASKED_PERCENT * len(first))
            if many and len(sheets := self._different(first)) >= LEAST_SHEETS:
                self._learn(card, sheets, many)

    def _learn(self, card: CardId, sheets: list[ReadEntry], targets: list[int]) -> None:
        recorded = [(sheet, self._batch(sheet.batch)) for sheet in sheets]
        found = tuple(print_of_card(self._record.images, self._record.election, recorded, targets))
        places = self._explaining(card, found, self._asked_sheets(card, found))
        if not places:
            return
        learned = PrintLearned(card, places, tuple(_name(sheet) for sheet in sheets), VERSION)
        self.known.learned = (*self.known.learned, CardPrint(card, places))
        back = list(self._taken_back(self._asked_sheets(card, places)))
        self._record.append([learned, *back])
        counted = sum(not one.votes.questions for one in back)
        self._progress.note(print_words(learned, self._record.election, counted))

    def _first(self, card: CardId) -> list[ReadEntry]:
        """A card's first sheets, but for those of batches that may hold copies."""
        from canvass.record.work.of_card import batches_with_repeats, first_of_card

        copies = batches_with_repeats(self._record.alias)
        first = first_of_card(self._record.alias, card, FIRST_SHEETS)
        closed = {name: self._record.batch_closed(name) for name in {entry.batch for entry in first}}
        copies |= {name for name, one in closed.items() if one is not None and one.alike_allowed}
        return [entry for entry in first if self._teaches(entry) and entry.batch not in copies]

    def _different(self, first: list[ReadEntry]) -> list[ReadEntry]:
        """Those of a card's sheets that are different papers for certain, their images as they were."""
        kept = [entry for entry in first if not changed_image(self._record.images, entry)]
        chosen = different_papers((one.reading for one in kept if isinstance(one.reading, ReadSheet)), MOST_SHEETS)
        return [entry for entry in kept if any(entry.reading is one for one in chosen)]

    def _asked_sheets(self, card: CardId, places: tuple[PlacePrint, ...]) -> list[ReadEntry]:
        from canvass.record.work.of_card import asked_of_card

        targets = {place.target for place in places}
        found = asked_of_card(self._record.alias, card) if targets else []
        return [one for one in found if targets & _asked_around(one) and not changed_image(self._record.images, one)]

    def _explaining(
        self, card: CardId, found: tuple[PlacePrint, ...], asked: list[ReadEntry]
    ) -> tuple[PlacePrint, ...]:
        """The places where print explains nearly all that was asked about."""
        before: Counter[int] = Counter()
        after: Counter[int] = Counter()
        learned = (*self.known.learned, CardPrint(card, found))
        some = asked[:MOST_SHEETS]
        for entry, outcome in zip(some, self._read_again(some, learned), strict=True):
            before.update(_asked_around(entry))
            after.update(_asked_in(outcome.reading) if isinstance(outcome, VotedSheet) else _asked_around(entry))
        return tuple(
            place
            for place in found
            if 100 * (before[place.target] - after[place.target]) >= LEAST_EXPLAINED_PERCENT * before[place.target] > 0
        )

    def _read_again(self, asked: list[ReadEntry], learned: tuple[CardPrint, ...]) -> Iterator[SheetOutcome]:
        return in_order(partial(self.read_again, learned=learned), asked, workers(), 2 * workers())

    def _taken_back(self, asked: list[ReadEntry]) -> Iterator[SheetReadAgain]:
        """The sheets that are asked about less than before; not those with which people have begun."""
        from canvass.record.work.of_card import untouched_votes

        stand = untouched_votes(self._record.alias, map(_name, asked))
        again = self._read_again(asked, self.known.learned)
        for entry, outcome in zip(asked, again, strict=True):
            votes = stand.get(_name(entry))
            if votes is None or not isinstance(outcome, VotedSheet) or not isinstance(outcome.reading, ReadSheet):
                continue
            if set(outcome.votes.questions) < set(votes.questions):
                yield SheetReadAgain(entry.batch, outcome.reading, outcome.votes)


def _name(entry: SheetEntry) -> SheetName:
    return SheetName(entry.batch, entry.reading.number)


def _asked_around(entry: SheetEntry) -> set[int]:
    """The targets of a sheet that is asked about around which something is seen that may be print."""
    return _asked_in(entry.reading) if isinstance(entry, SheetQuestioned) else set()


def _asked_in(reading: object) -> set[int]:
    targets = reading.targets if isinstance(reading, ReadSheet) else ()
    return {target.number for target in targets if may_be_print(target)}
