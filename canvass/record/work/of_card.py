"""A card's sheets in the record, found by the table of fingerprints: for learning what is printed on the card."""

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from canvass.record.tables.models import FingerprintRow, LedgerRow
from canvass.record.work.replay import Replay
from imaging.layout import CardId
from tabulate.board.machine.known_print import PrintLearned, SheetReadAgain
from tabulate.board.places import Place, SheetName
from tabulate.ledger.entries import BatchClosed, BatchKind, BatchOpened, RepeatAllowed, SheetCounted, SheetQuestioned
from tabulate.ledger.lines import read_entry, read_outline
from tabulate.votes import CastVoteRecord

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from tabulate.ledger.entries import Entry

ReadEntry = SheetCounted | SheetQuestioned


def first_of_card(alias: str, card: CardId, most: int, but: Collection[str] = ()) -> list[ReadEntry]:
    """The card's first sheets that were read, so many at most, without those of the batches `but`."""
    rows = FingerprintRow.objects.using(alias).filter(card=card, repeats=None).exclude(batch__in=but)
    return list(_entries(alias, rows.order_by("entry").values_list("entry", flat=True)[:most]))


def asked_of_card(alias: str, card: CardId, most: int | None = None, but: Collection[str] = ()) -> list[ReadEntry]:
    """The card's first sheets that the machine asked about, so many at most, without those of the batches `but`."""
    rows = _asked(alias, card).exclude(batch__in=but)
    return list(_entries(alias, rows.order_by("entry").values_list("entry", flat=True)[:most]))


def is_asked_before(alias: str, card: CardId, name: SheetName) -> bool:
    """Whether the machine asked about a sheet of the card that comes before this one in its batch."""
    return _asked(alias, card).filter(batch=name.batch, sheet__lt=name.sheet).exists()


def _asked(alias: str, card: CardId) -> "QuerySet[FingerprintRow]":
    return FingerprintRow.objects.using(alias).filter(card=card, repeats=None, entry__kind=SheetQuestioned.kind)


def untouched_votes(alias: str, names: Iterable[SheetName]) -> dict[SheetName, CastVoteRecord]:
    """Of these sheets those that wait, with the machine's questions alone, and that nobody did anything about."""
    replay, found = Replay(alias), {}
    for name in names:
        votes = replay.state.ballot(name).votes
        if votes is not None and replay.state.is_untouched(name) and replay.state.place_of(name) is Place.WAITING:
            found[name] = votes
    return found


def print_learned(alias: str) -> list[PrintLearned]:
    """What was learned of cards, in order."""
    return [entry for entry in _of_kind(alias, PrintLearned.kind) if isinstance(entry, PrintLearned)]


def times_learned(alias: str) -> int:
    """How often something was learned of cards."""
    return LedgerRow.objects.using(alias).filter(kind=PrintLearned.kind).count()


def asked_no_more(alias: str, batch: str) -> int:
    """How many sheets of a batch are asked about no more, since they were read again."""
    rows = LedgerRow.objects.using(alias).filter(kind=SheetReadAgain.kind).values_list("number", "kind", "body")
    last = {entry.name: entry for row in sorted(rows) if isinstance(entry := read_outline(*row), SheetReadAgain)}
    return sum(name.batch == batch and not entry.votes.questions for name, entry in last.items())


def batches_with_repeats(alias: str) -> frozenset[str]:
    """Batches in which papers count that were scanned before, or may be: the operator said that they are others."""
    repeats = (entry.batch for entry in _of_kind(alias, RepeatAllowed.kind) if isinstance(entry, RepeatAllowed))
    closed = {entry.batch: entry for entry in _of_kind(alias, BatchClosed.kind) if isinstance(entry, BatchClosed)}
    return frozenset(repeats) | {batch for batch, entry in closed.items() if entry.alike_allowed}


def batches_of_kinds(alias: str, kinds: Collection[BatchKind]) -> frozenset[str]:
    """Batches that were opened as being of these kinds."""
    opened = (entry for entry in _of_kind(alias, BatchOpened.kind) if isinstance(entry, BatchOpened))
    return frozenset(entry.batch for entry in opened if entry.batch_kind in kinds)


def _of_kind(alias: str, kind: str) -> "Iterator[Entry]":
    """Entries in order. They are sorted here: asked for an order, SQLite walks through the whole ledger."""
    rows = LedgerRow.objects.using(alias).filter(kind=kind).values_list("number", "kind", "body")
    return (read_entry(*row) for row in sorted(rows))


def _entries(alias: str, numbers: Iterable[int]) -> Iterator[ReadEntry]:
    rows = LedgerRow.objects.using(alias)
    for number in list(numbers):
        entry = read_entry(number, *rows.filter(number=number).values_list("kind", "body").get())
        if isinstance(entry, SheetCounted | SheetQuestioned):
            yield entry
