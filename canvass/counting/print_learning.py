"""Print that raises the same question on sheet after sheet of a card: learned once, said, and taken back.

What was learned is an entry of the ledger, before the sheets that are read with it. When to look for it follows from
the sheets before it alone, so a count that was killed comes to the same ledger.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from canvass import VERSION
from canvass.console.progress import Progress
from canvass.reading.again import changed_image, read_again
from canvass.reading.outcomes import SheetOutcome, VotedSheet
from canvass.reading.pipeline import in_order, workers
from canvass.reading.print_of_card import print_of_card
from canvass.reporting.print_words import again_words, print_words
from imaging.layout import CardId
from imaging.marks.looking_again import may_be_print
from imaging.papers.common_print import LEAST_SHEETS, MOST_SHEETS
from imaging.papers.different import different_papers
from imaging.sheets import CardPrint, PlacePrint, ReadSheet
from tabulate.board.machine.known_print import PrintLearned, SheetReadAgain
from tabulate.board.machine.read_again import is_asked_less, shows_the_same
from tabulate.board.places import SheetName
from tabulate.ledger.entries import BatchKind, BatchOpened, SheetCounted, SheetEntry, SheetQuestioned

if TYPE_CHECKING:
    from canvass.record.store import Record

LOOKED_FOR_AT = frozenset({LEAST_SHEETS, 13, 17, 23, 30, 40, 80})
"""When so many of a card's sheets are asked about for what is around one target, it is looked whether that is print;
and with the first of a batch that is set aside, where as many were before."""
MOST_ASKED = max(LOOKED_FOR_AT)
"""So many of a card's sheets that are set aside tell when to look, the first of them."""
FIRST_SHEETS = 3 * MOST_SHEETS
"""Among so many of a card's first sheets different papers are looked for."""
LEAST_ASKED_PERCENT = 50
"""Of these so many are asked about, or it is no print: a popular name to write in comes on fewer."""
LEAST_EXPLAINED_PERCENT = 80
"""Of the sheets asked about for what is around a target, print explains so many, or it is no use to know it."""
SAID_EVERY = 200
"""So many sheets are read again without a word: meanwhile no sheet is counted, and the progress stands still."""
_COPIES = (BatchKind.TEST, BatchKind.TRANSFER)
"""Test decks may be copies of one paper, and new ballots of transfers are written by the same hands."""

ReadEntry = SheetCounted | SheetQuestioned


class PrintsKnown:
    """What has been learned so far: told to the threads that read, by the one that writes."""

    def __init__(self, learned: tuple[CardPrint, ...]) -> None:
        """As the ledger has it."""
        self.learned = learned
        """Replaced as a whole, never changed."""


@dataclass(slots=True)
class _Asked:
    """Sheets of a card that were set aside, and how many of them for what is around each target."""

    sheets: int = 0
    around: Counter[int] = field(default_factory=Counter)

    def take(self, entry: ReadEntry) -> set[int]:
        """Count a sheet; the targets around which it is to be looked now."""
        asked = _asked_around(entry) if self.sheets < MOST_ASKED else set()
        self.sheets += 1
        self.around.update(asked)
        return {target for target in asked if self.around[target] in LOOKED_FOR_AT}


class PrintLearner:
    """Notices print in the sheets of a batch, one after the other, as they are written."""

    def __init__(self, record: "Record", batch: BatchOpened, last: SheetEntry | None, progress: Progress) -> None:
        """For the process that holds the record for counting; `last` is the batch's newest sheet so far."""
        from canvass.record.work.of_card import batches_of_kinds, print_learned

        self._record = record
        self._progress = progress
        self._rules = record.rules
        self._own = batch.batch
        self._batches = {batch.batch: batch}
        self._copies = batches_of_kinds(record.alias, _COPIES)
        self._test_decks = batches_of_kinds(record.alias, (BatchKind.TEST,))
        self._asked: dict[CardId, _Asked] = {}
        self._due: dict[CardId, set[int]] = {}
        self.known = PrintsKnown(_prints(print_learned(record.alias)))
        if last is not None:
            self.look(last)

    @property
    def is_due(self) -> bool:
        """Whether something is to be learned, or found to be none, before the next sheet is written."""
        return bool(self._due)

    def catch_up(self) -> bool:
        """Know what other stations learned meanwhile, in the ledger's order; whether that is anything.

        Within the record's writing.
        """
        from canvass.record.work.of_card import print_learned, times_learned

        if times_learned(self._record.alias) == len(self.known.learned):
            return False
        self.known.learned = _prints(print_learned(self._record.alias))
        return True

    @property
    def asked_no_more(self) -> int:
        """How many sheets of the batch are asked about no more, since they were read again."""
        from canvass.record.work.of_card import asked_no_more

        return asked_no_more(self._record.alias, self._own)

    def look(self, entry: SheetEntry) -> None:
        """Take a sheet that is about to be written, or the newest that was."""
        if not isinstance(entry, SheetQuestioned) or not isinstance(entry.reading, ReadSheet):
            return
        card = entry.reading.card
        if entry.batch in self._copies:
            return
        due = self._many_before(card, entry) if card not in self._asked else set()
        due |= self._asked[card].take(entry)
        if due:
            self._due.setdefault(card, set()).update(due)

    def _many_before(self, card: CardId, entry: SheetQuestioned) -> set[int]:
        """Count a card's sheets before this one; where it is the first of its batch, the targets of many of them."""
        from canvass.record.work.of_card import asked_of_card, is_asked_before

        alias, name = self._record.alias, _name(entry)
        self._asked[card] = _Asked()
        for one in asked_of_card(alias, card, MOST_ASKED, self._copies):
            if _name(one) != name:
                self._asked[card].take(one)
        if is_asked_before(alias, card, name):
            return set()
        return {target for target, times in self._asked[card].around.items() if times >= LEAST_SHEETS}

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
        for card, asked_at in due.items():
            targets = asked_at - _places_of(card, self.known.learned)
            first = self._first(card) if targets else []
            asked = Counter(target for one in first for target in _asked_around(one))
            many = sorted(one for one in targets if 100 * asked[one] >= LEAST_ASKED_PERCENT * len(first))
            if many and len(sheets := self._different(first)) >= LEAST_SHEETS:
                self._learn(card, sheets, many)

    def _learn(self, card: CardId, sheets: list[ReadEntry], targets: list[int]) -> None:
        recorded = [(sheet, self._batch(sheet.batch)) for sheet in sheets]
        found = tuple(print_of_card(self._record.images, self._record.election, recorded, targets))
        places = self._explaining(card, found, list(islice(self._asked_sheets(card, found), MOST_SHEETS)))
        if not places:
            return
        learned = PrintLearned(card, places, tuple(_name(sheet) for sheet in sheets), VERSION)
        known = (*self.known.learned, CardPrint(card, places))
        asked = list(self._asked_sheets(card, places))
        again = list(self._asked_less(card, asked, known))
        with self._record.writing():
            if self.catch_up():  # Another station learned something first: with that it is looked anew.
                self._due.setdefault(card, set()).update(targets)
                return
            # Only here nobody decides: reading sheets again takes time, and people may have begun with them meanwhile.
            back = self._still_waiting(again)
            self._record.append([learned, *back])
        self.known.learned = known
        counted = sum(not one.votes.questions for one in back)
        self._progress.note(print_words(learned, self._record.election, counted))

    def _first(self, card: CardId) -> list[ReadEntry]:
        """A card's first sheets, but for those of batches that may hold copies."""
        from canvass.record.work.of_card import batches_with_repeats, first_of_card

        alias = self._record.alias
        return first_of_card(alias, card, FIRST_SHEETS, self._copies | batches_with_repeats(alias))

    def _different(self, first: list[ReadEntry]) -> list[ReadEntry]:
        """Those of a card's sheets that are different papers for certain, their images as they were."""
        kept = [entry for entry in first if not changed_image(self._record.images, entry)]
        chosen = different_papers((one.reading for one in kept if isinstance(one.reading, ReadSheet)), MOST_SHEETS)
        return [entry for entry in kept if any(entry.reading is one for one in chosen)]

    def _asked_sheets(self, card: CardId, places: tuple[PlacePrint, ...]) -> Iterator[ReadEntry]:
        from canvass.record.work.of_card import asked_of_card

        targets = {place.target for place in places}
        found = asked_of_card(self._record.alias, card, but=self._test_decks) if targets else []
        return (one for one in found if targets & _asked_around(one) and not changed_image(self._record.images, one))

    def _explaining(
        self, card: CardId, found: tuple[PlacePrint, ...], asked: list[ReadEntry]
    ) -> tuple[PlacePrint, ...]:
        """The places where print explains nearly all that was asked about."""
        before: Counter[int] = Counter()
        after: Counter[int] = Counter()
        learned = (*self.known.learned, CardPrint(card, found))
        for entry, outcome in zip(asked, self._read_again(asked, learned), strict=True):
            before.update(_asked_around(entry))
            after.update(_asked_in(outcome.reading) if isinstance(outcome, VotedSheet) else _asked_around(entry))
        return tuple(
            place
            for place in found
            if 100 * (before[place.target] - after[place.target]) >= LEAST_EXPLAINED_PERCENT * before[place.target] > 0
        )

    def _read_again(self, asked: list[ReadEntry], learned: tuple[CardPrint, ...]) -> Iterator[SheetOutcome]:
        return in_order(partial(self.read_again, learned=learned), asked, workers(), 2 * workers())

    def _asked_less(
        self, card: CardId, asked: list[ReadEntry], known: tuple[CardPrint, ...]
    ) -> Iterator[SheetReadAgain]:
        """Sheets as they are read with all that is known, where that changes nothing but what is around its places."""
        places = _places_of(card, known)
        read = zip(asked, self._read_again(asked, known), strict=True)
        for done, (entry, outcome) in enumerate(read):
            if done % SAID_EVERY == 0 and len(asked) > SAID_EVERY:
                self._progress.note(again_words(card, done, len(asked)))
            if not isinstance(outcome, VotedSheet) or not isinstance(outcome.reading, ReadSheet):
                continue
            if shows_the_same(entry.reading, outcome.reading, places):
                yield SheetReadAgain(entry.batch, outcome.reading, outcome.votes)

    def _still_waiting(self, again: list[SheetReadAgain]) -> list[SheetReadAgain]:
        """Those that are asked about less than they are now; not those with which people have begun."""
        from canvass.record.work.of_card import untouched_votes

        stand = untouched_votes(self._record.alias, (one.name for one in again))
        return [one for one in again if one.name in stand and is_asked_less(stand[one.name], one.votes)]


def _prints(learned: list[PrintLearned]) -> tuple[CardPrint, ...]:
    return tuple(CardPrint(one.card, one.places) for one in learned)


def _places_of(card: CardId, known: tuple[CardPrint, ...]) -> set[int]:
    """Targets of a card around which print was learned: it is learned once."""
    return {place.target for one in known if one.card == card for place in one.places}


def _name(entry: SheetEntry) -> SheetName:
    return SheetName(entry.batch, entry.reading.number)


def _asked_around(entry: SheetEntry) -> set[int]:
    """The targets of a sheet that is asked about around which something is seen that may be print."""
    return _asked_in(entry.reading) if isinstance(entry, SheetQuestioned) else set()


def _asked_in(reading: object) -> set[int]:
    targets = reading.targets if isinstance(reading, ReadSheet) else ()
    return {target.number for target in targets if may_be_print(target)}
