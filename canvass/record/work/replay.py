"""The boards' state, read from the database as far as it is asked for: the cost does not grow with the record.

What concerns the whole record (boards, halts, later declarations: a few dozen entries) is read at once; a ballot when
it is asked for, from its own entry and the entries about it.
"""

from collections.abc import Iterable, Iterator

from django.db.models import Max

from canvass.record.edition import rules_of
from canvass.record.tables.models import BallotRow, EntryAboutRow, LedgerRow, SheetImageRow
from canvass.record.work.as_it_stands import as_it_stands
from imaging.sheets import ReadPrintout, ReadSheet, UnreadSheet
from tabulate.board.ballot import Ballot
from tabulate.board.batches.halting import BatchOnMachine
from tabulate.board.errors import NotAllowed
from tabulate.board.places import Place, SheetName
from tabulate.board.state import KNOWN_TO_ALL, BoardEntry, BoardState
from tabulate.board.subjects import About, BatchName, Subject
from tabulate.board.transfers import TransferMade
from tabulate.election import PrecinctId
from tabulate.ledger.entries import AuditRecorded, BatchClosed, BatchKind, BatchOpened, Entry, SheetEntry, SheetNotRead
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.lines import read_entry, read_outline

_KINDS_KNOWN_TO_ALL = tuple(noun.kind for noun in KNOWN_TO_ALL)


class Replay:
    """Answers for one moment: make a new one in each transaction."""

    def __init__(self, alias: str) -> None:
        """`alias` of a record's database."""
        self._alias = alias
        self._batches: dict[str, BatchOpened] = {}
        self._entry_of: dict[SheetName, int] = {}
        self._taken: set[Subject] = set()
        self.state = BoardState(self, rules_of(alias))
        known = LedgerRow.objects.using(alias).filter(kind__in=_KINDS_KNOWN_TO_ALL)
        # Sorted here: asked for an order, SQLite walks through the whole ledger instead of its index of kinds.
        for number, entry in _entries(sorted(known.values_list("number", "kind", "body"))):
            self.state.take(number, entry)  # They were allowed when they were written.

    def load(self, about: About) -> None:
        """Make `state` know all that concerns these subjects. Raises NotAllowed for a sheet or a batch there is not."""
        for subject in about:
            match subject:
                case SheetName():
                    self.state.ballot(subject)
                case BatchName():
                    self.batch(subject.batch)
                case _:
                    self._take(subject)

    def find(self, name: SheetName) -> Ballot:
        """For `state`: the sheet's ballot as it now stands. Raises NotAllowed where there is none."""
        ballot = self._as_read(name)
        ballot.voted_apart = self.batch(name.batch).voted_apart or ()
        self.state.ballots[name] = ballot
        self._take(name)
        return ballot

    def _take(self, subject: Subject) -> None:
        """Take what belongs to the subject, once, in order; of what only touches it, all that it belongs to."""
        if subject in self._taken:
            return
        self._taken.add(subject)
        for number, found in self._about(subject):
            entry = _of_boards(number, found)
            if isinstance(entry, KNOWN_TO_ALL):
                continue
            if entry.about[0] == subject:
                self.state.take(number, entry)
            else:
                self._take(entry.about[0])

    def opened_at(self, batch: str) -> int:
        """For `state`: the number of the entry that opened a batch. Raises NotAllowed where there is none."""
        self.batch(batch)
        return next(number for number, entry in self._about(BatchName(batch)) if isinstance(entry, BatchOpened))

    def has_audit(self) -> bool:
        """For `state`: whether an audit of the record was begun."""
        return LedgerRow.objects.using(self._alias).filter(kind=AuditRecorded.kind).exists()

    def struck(self) -> Iterator[SheetName]:
        """For `state`: sheets of any batch that the board struck."""
        rows = BallotRow.objects.using(self._alias).filter(place=Place.STRUCK.value).order_by("entry")
        yield from (SheetName(batch, sheet) for batch, sheet in rows.values_list("batch", "sheet"))

    def open_batches(self) -> Iterator[str]:
        """For `state`: batches, but for test decks and withdrawn ones, that are not closed since their newest sheet."""
        newest = {one.batch: one.last_sheet for one in self.counted_batches()}
        closed = {
            entry.batch: number for number, entry in self._of_kind(BatchClosed.kind) if isinstance(entry, BatchClosed)
        }
        for _, entry in self._of_kind(BatchOpened.kind):
            if not isinstance(entry, BatchOpened) or entry.batch in self.state.withdrawn:
                continue
            if entry.batch_kind is not BatchKind.TEST:
                ended = closed.get(entry.batch, 0)
                yield from [entry.batch] if ended <= newest.get(entry.batch, 0) else []

    def _of_kind(self, kind: str) -> Iterator[tuple[int, Entry]]:
        rows = LedgerRow.objects.using(self._alias).filter(kind=kind).values_list("number", "kind", "body")
        yield from ((number, read_entry(number, found, body)) for number, found, body in sorted(rows))

    def counted_batches(self) -> Iterator[BatchOnMachine]:
        """For `state`: every batch with a sheet, test decks too; none that was withdrawn."""
        newest = SheetImageRow.objects.using(self._alias).order_by().values_list("batch").annotate(Max("entry"))
        for name, last in newest.exclude(batch__in=list(self.state.withdrawn)):
            opened = self.batch(name)
            yield BatchOnMachine(name, opened.machine, opened.batch_kind is BatchKind.TEST, last)

    def sheets_of(self, batch: str) -> Iterator[SheetName]:
        """For `state`: those of which something is asked, and originals of transfers, each ballot known.

        Of others the tables hold nothing. An original may be clean, and something asked of its new ballot.
        """
        rows = BallotRow.objects.using(self._alias).filter(batch=batch).order_by("sheet")
        asked = [SheetName(batch, sheet) for sheet in rows.values_list("sheet", flat=True)]
        for name in dict.fromkeys([*asked, *self._originals_in(batch)]):
            self.state.ballot(name)
            yield name

    def _originals_in(self, batch: str) -> Iterator[SheetName]:
        made = LedgerRow.objects.using(self._alias).filter(kind=TransferMade.kind)
        for _, entry in _entries(sorted(made.values_list("number", "kind", "body"))):
            if isinstance(entry, TransferMade) and entry.original is not None and entry.original.batch == batch:
                yield entry.original

    def is_copy_batch(self, batch: str) -> bool:
        """For `state`: whether a batch holds new ballots of transfers. Raises NotAllowed where there is none."""
        return self.batch(batch).batch_kind is BatchKind.TRANSFER

    def is_test_deck(self, batch: str) -> bool:
        """For `state`: whether a batch is a test deck. Raises NotAllowed where there is none."""
        return self.batch(batch).batch_kind is BatchKind.TEST

    def own_entry(self, name: SheetName) -> int:
        """The number of a sheet's own entry. Raises NotAllowed where there is no such sheet."""
        if name not in self._entry_of:
            rows = SheetImageRow.objects.using(self._alias).filter(batch=name.batch, sheet=name.sheet)
            found = rows.order_by("id").values_list("entry", flat=True).first()
            if found is None:
                raise NotAllowed("a sheet of this record", f"{name}, which there is not", "Look at its number.")
            self._entry_of[name] = found
        return self._entry_of[name]

    def reading(self, name: SheetName) -> ReadSheet | ReadPrintout | UnreadSheet:
        """What the machine saw of a sheet last, with its targets. Raises NotAllowed where there is no such sheet."""
        number = self.own_entry(name)
        rows = LedgerRow.objects.using(self._alias).filter(number=number).values_list("kind", "body")
        return as_it_stands(self._alias, _sheet(number, read_entry(number, *rows.get()))).reading

    def batch(self, batch: str) -> BatchOpened:
        """The entry that opened a batch. Raises NotAllowed where there is none."""
        if batch not in self._batches:
            entries = self._about(BatchName(batch))
            opened = next((entry for _, entry in entries if isinstance(entry, BatchOpened)), None)
            if opened is None:
                raise NotAllowed("a batch of this record", f"batch {batch!r}, which there is not", "Look at its name.")
            self._batches[batch] = opened
        return self._batches[batch]

    def remember_batch(self, opened: BatchOpened) -> None:
        """Know a batch that was opened in this transaction."""
        self._batches[opened.batch] = opened

    def precinct_of(self, ballot: Ballot) -> PrecinctId | None:
        """The card's precinct, or the batch's where the card names none."""
        if ballot.votes is not None and ballot.votes.precinct is not None:
            return ballot.votes.precinct
        return self.batch(ballot.name.batch).precinct

    def _as_read(self, name: SheetName) -> Ballot:
        number = self.own_entry(name)
        rows = LedgerRow.objects.using(self._alias).filter(number=number).values_list("kind", "body")
        return ballot_as_read(_sheet(number, read_outline(number, *rows.get())))

    def _about(self, subject: Subject) -> Iterator[tuple[int, Entry]]:
        """The entries that the index has for a subject, in order. Raises LedgerBroken for one that is about another."""
        about = EntryAboutRow.objects.using(self._alias).filter(subject=str(subject)).order_by("entry")
        for number, kind, body in about.values_list("entry__number", "entry__kind", "entry__body"):
            entry = read_entry(number, kind, body)
            if subject not in entry.about:
                found = " and ".join(map(str, entry.about)) or "nothing"
                raise LedgerBroken(number, f"an entry about {subject}, as the index has it", f"one about {found}")
            yield number, entry


def _entries(rows: Iterable[tuple[int, str, str]]) -> Iterator[tuple[int, BoardEntry]]:
    """Rows of the ledger that are all of the boards'. Raises LedgerBroken."""
    for number, kind, body in rows:
        yield number, _of_boards(number, read_entry(number, kind, body))


def _sheet(number: int, entry: Entry) -> SheetEntry:
    if not isinstance(entry, SheetEntry):
        raise LedgerBroken(number, "a sheet's entry", f"one of kind {entry.kind!r}")
    return entry


def _of_boards(number: int, entry: Entry) -> BoardEntry:
    if not isinstance(entry, BoardEntry):
        raise LedgerBroken(number, "an entry of the counting board", f"one of kind {entry.kind!r}")
    return entry


def ballot_as_read(entry: SheetEntry) -> Ballot:
    """A sheet's ballot as the machine left it."""
    name = SheetName(entry.batch, entry.reading.number)
    if isinstance(entry, SheetNotRead):
        return Ballot(name, None, tuple(dict.fromkeys(reason.code for reason in entry.reading.reasons)))
    return Ballot(name, entry.votes)
