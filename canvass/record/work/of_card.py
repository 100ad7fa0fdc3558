"""A card's sheets in the record, found by the table of fingerprints: for learning what is printed on the card."""

from collections.abc import Iterable, Iterator

from canvass.record.tables.models import FingerprintRow, LedgerRow
from canvass.record.work.replay import Replay
from imaging.layout import CardId
from tabulate.board.machine.known_print import PrintLearned, SheetReadAgain
from tabulate.board.places import Place, SheetName
from tabulate.ledger.entries import RepeatAllowed, SheetCounted, SheetQuestioned
from tabulate.ledger.lines import read_entry, read_outline
from tabulate.votes import CastVoteRecord

ReadEntry = SheetCounted | SheetQuestioned


def first_of_card(alias: str, card: CardId, most: int) -> list[ReadEntry]:
    """The card's first sheets that were read, so many at most."""
    rows = FingerprintRow.objects.using(alias).filter(card=card, repeats=None)
    return list(_entries(alias, rows.order_by("entry").values_list("entry", flat=True)[:most]))


def asked_of_card(alias: str, card: CardId, most: int | None = None, batch: str | None = None) -> list[ReadEntry]:
    """The card's first sheets that the machine asked about, so many at most: of one batch, or of all."""
    rows = FingerprintRow.objects.using(alias).filter(card=card, repeats=None, entry__kind=SheetQuestioned.kind)
    rows = rows if batch is None else rows.filter(batch=batch)
    return list(_entries(alias, rows.order_by("entry").values_list("entry", flat=True)[:most]))


def untouched_votes(alias: str, names: Iterable[SheetName]) -> dict[SheetName, CastVoteRecord]:
    """Of these sheets those that wait, with the machine's questions alone, and that nobody did anything about."""
    replay, found = Replay(alias), {}
    for name in names:
        ballot = replay.state.ballot(name)
        began = ballot.decisions or ballot.raised or ballot.earlier or ballot.folded is not None
        if not began and ballot.votes is not None and replay.state.place_of(name) is Place.WAITING:
            found[name] = ballot.votes
    return found


def print_learned(alias: str) -> list[PrintLearned]:
    """What was learned of cards, in order."""
    rows = LedgerRow.objects.using(alias).filter(kind=PrintLearned.kind).values_list("number", "kind", "body")
    entries = (read_entry(*row) for row in sorted(rows))
    return [entry for entry in entries if isinstance(entry, PrintLearned)]


def asked_no_more(alias: str, batch: str) -> int:
    """How many sheets of a batch are asked about no more, since they were read again."""
    rows = LedgerRow.objects.using(alias).filter(kind=SheetReadAgain.kind).values_list("number", "kind", "body")
    last = {entry.name: entry for row in sorted(rows) if isinstance(entry := read_outline(*row), SheetReadAgain)}
    return sum(name.batch == batch and not entry.votes.questions for name, entry in last.items())


def batches_with_repeats(alias: str) -> frozenset[str]:
    """Batches in which a paper counts that was scanned before."""
    rows = LedgerRow.objects.using(alias).filter(kind=RepeatAllowed.kind).values_list("number", "kind", "body")
    entries = (read_entry(*row) for row in rows)
    return frozenset(entry.batch for entry in entries if isinstance(entry, RepeatAllowed))


def _entries(alias: str, numbers: Iterable[int]) -> Iterator[ReadEntry]:
    rows = LedgerRow.objects.using(alias)
    for number in list(numbers):
        entry = read_entry(number, *rows.filter(number=number).values_list("kind", "body").get())
        if isinstance(entry, SheetCounted | SheetQuestioned):
            yield entry
