"""The record of one election: a directory with the ledger, the definition as given, and every image once.

`ledger.sqlite3`, `definition.json`, `layout.json` where there is one, further editions of both, `images/`, `lock`.
Reading never waits for writing; one process counts into a directory at a time, and whoever appends waits for its turn.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.db import transaction
from django.db.models import Q, QuerySet

from canvass.clock import now
from canvass.record.database import database_errors, disconnect, hold_ledger
from canvass.record.edition import rules_of
from canvass.record.elections import ElectionOfRecord
from canvass.record.image_index import ImageIndexer, ImageKey, IndexedImage, columns_of, indexed, key_of
from canvass.record.images import ImageStore
from canvass.record.ink import fingerprints
from canvass.record.ink.fingerprints import SheetInk, Told
from canvass.record.salts import is_salted, new_salt
from canvass.record.stations import held_for_counting
from canvass.record.tables.inserting import insert
from canvass.record.tables.models import LedgerRow, SheetImageRow
from canvass.record.work.other_papers import own_entries_of_other_papers
from canvass.record.work.projections import project
from imaging.sheets import ImageSource
from tabulate.board.places import SheetName
from tabulate.board.subjects import BatchName
from tabulate.election import Election
from tabulate.ledger.chain import EMPTY, ChainedEntry, Head, follow_all, verify_chain
from tabulate.ledger.entries import BatchClosed, BatchOpened, Entry, RepeatAllowed, SheetEntry, SheetNotRead
from tabulate.rules_edition import RulesEdition

_PAGE_ROWS = 500
ENTRY_COLUMNS = ("number", "kind", "written_at", "body", "previous", "hash", "salt")
_IMAGE_COLUMNS = ("entry", "batch", "sheet", "file", "page", "sha256", "occurrence")

Clock = Callable[[], datetime]


class Record:
    """An open record. Use it as a context manager, or close it."""

    def __init__(self, directory: Path, alias: str, elections: ElectionOfRecord, clock: Clock = now) -> None:
        """For opening.py."""
        self.directory = directory
        self.elections = elections
        self.images = ImageStore(directory / "images")
        self._alias = alias
        self._clock = clock
        self._open = True

    def __enter__(self) -> Self:
        """The record itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Close the database; once more does no harm."""
        if self._open:
            self._open = False
            disconnect(self._alias)

    @property
    def election(self) -> Election:
        """The election, with every edition of its ballots that the ledger has taken by now."""
        return self.elections.now

    @property
    def alias(self) -> str:
        """The database's, for the rooms of this package."""
        return self._alias

    @property
    def rules(self) -> RulesEdition:
        """The edition of the counting rules that the record was opened with."""
        with database_errors(self.directory):
            return rules_of(self._alias)

    @contextmanager
    def counting(self, batch: str | None = None) -> Iterator[None]:
        """Hold a batch, or (None) the record. Raises BusyError; RecordError where files of an edition are not here."""
        with held_for_counting(self._alias, self.directory, batch):
            self.images.clear_arriving()
            self.elections.look_again()
            yield

    def head(self) -> Head:
        """Where the ledger ends."""
        with database_errors(self.directory):
            last = LedgerRow.objects.using(self._alias).order_by("-number").values_list("number", "hash").first()
        return Head(*last) if last else EMPTY

    def ledger(self, after: int = 0) -> Iterator[ChainedEntry]:
        """Every entry from number 1, or `after` a number, unchecked, a few at a time; no query is left open between."""
        last = after
        rows = LedgerRow.objects.using(self._alias).order_by("number").values_list(*ENTRY_COLUMNS)
        while page := self._page(rows.filter(number__gt=last)):
            yield from (ChainedEntry(*row) for row in page)
            last = page[-1][0]

    def _page(self, rows: "QuerySet[Any, tuple[Any, ...]]") -> list[tuple[Any, ...]]:
        with database_errors(self.directory):
            return list(rows[:_PAGE_ROWS])

    def entries(self) -> Iterator[Entry]:
        """What every entry says, in order, the chain checked on the way. Raises LedgerBroken or NewerLedger."""
        return (row.entry() for row in verify_chain(self.ledger()))

    def outlines(self) -> Iterator[Entry]:
        """As `entries`, but sheets come without their pages and targets: enough to add up, and quick."""
        return (row.outline() for row in verify_chain(self.ledger()))

    def holds(self, head: Head) -> bool:
        """Whether the ledger goes through `head`: false for one that was appended and then taken back."""
        with database_errors(self.directory):
            return LedgerRow.objects.using(self._alias).filter(number=head.number, hash=head.hash).exists()

    def chained_after(self, head: Head) -> Iterator[ChainedEntry]:
        """The entries that follow `head`, the chain checked on the way. Raises LedgerBroken."""
        return verify_chain(self.ledger(head.number), head)

    def entry(self, number: int) -> Entry | None:
        """What the entry with this number says, or None where the ledger is shorter. Raises LedgerBroken."""
        rows = LedgerRow.objects.using(self._alias).filter(number=number).values_list(*ENTRY_COLUMNS)
        with database_errors(self.directory):
            row = rows.first()
        return ChainedEntry(*row).entry() if row else None

    def sheet(self, batch: str, sheet: int) -> SheetEntry | None:
        """A sheet's own entry, by its batch and number; None where there is none. Raises LedgerBroken."""
        rows = SheetImageRow.objects.using(self._alias).filter(batch=batch, sheet=sheet).order_by("id")
        with database_errors(self.directory):
            number = rows.values_list("entry_id", flat=True).first()
        entry = self.entry(number) if number is not None else None
        return entry if isinstance(entry, SheetEntry) else None

    def batch_opened(self, batch: str) -> BatchOpened | None:
        """The entry that opened the batch, or None."""
        opened = (entry for entry in self._about_batch(batch, BatchOpened.kind) if isinstance(entry, BatchOpened))
        return next(opened, None)

    def _about_batch(self, batch: str, kind: str) -> list[Entry]:
        about = LedgerRow.objects.using(self._alias).filter(kind=kind, entryaboutrow__subject=str(BatchName(batch)))
        rows = about.order_by("number").values_list(*ENTRY_COLUMNS)
        with database_errors(self.directory):
            return [ChainedEntry(*row).entry() for row in rows]

    def newest_of_kind(self, kind: str, before: int | None, limit: int) -> list[ChainedEntry]:
        """At most `limit` entries of a kind, newest first; where `before` is given, older than that number."""
        rows = LedgerRow.objects.using(self._alias).filter(kind=kind).order_by("-number")
        if before is not None:
            rows = rows.filter(number__lt=before)
        with database_errors(self.directory):
            return [ChainedEntry(*row) for row in rows.values_list(*ENTRY_COLUMNS)[:limit]]

    def images_of_batch(self, batch: str) -> dict[int, tuple[ImageSource, ...]]:
        """The images of every sheet of the batch, by the sheet's number, in the order they were offered."""
        rows = SheetImageRow.objects.using(self._alias).filter(batch=batch).order_by("id")
        sheets: dict[int, tuple[ImageSource, ...]] = {}
        with database_errors(self.directory):
            for sheet, file, page, sha256 in rows.values_list("sheet", "file", "page", "sha256"):
                sheets[sheet] = (*sheets.get(sheet, ()), ImageSource(file, page, sha256))
        return sheets

    def counted_before(self, images: Iterable[ImageKey]) -> dict[ImageKey, tuple[IndexedImage, ...]]:
        """Each time that these images were counted, in order, under whatever name; those never counted are left out."""
        hashes = {sha256 for sha256, _ in images}
        counts = Q(occurrence__gte=1) | Q(entry__in=own_entries_of_other_papers(self._alias))
        rows = SheetImageRow.objects.using(self._alias).filter(counts, sha256__in=hashes)
        found: dict[ImageKey, tuple[IndexedImage, ...]] = {}
        with database_errors(self.directory):
            for row in rows.order_by("occurrence").values_list(*_IMAGE_COLUMNS):
                image = indexed(*row)
                found[key_of(image.source)] = (*found.get(key_of(image.source), ()), image)
        return found

    def same_ink(self, name: SheetName) -> SheetName | None:
        """The sheet that this one was set aside for because it looks like the same paper; None of others."""
        with database_errors(self.directory):
            return fingerprints.repeated(self._alias, name)

    def papers_told(self) -> tuple[dict[str, Told], int]:
        """By batch, how many sheets' papers would be known again; and how many sheets have no fingerprint yet."""
        with database_errors(self.directory):
            return fingerprints.told_by_batch(self._alias), len(fingerprints.entries_without(self._alias))

    def outcomes_of_batch(self, batch: str) -> Counter[str]:
        """How many sheets of the batch have an entry of each kind."""
        rows = SheetImageRow.objects.using(self._alias).filter(batch=batch).values_list("entry", "entry__kind")
        with database_errors(self.directory):
            return Counter(kind for _, kind in rows.distinct())

    def not_read_of_batch(self, batch: str) -> list[SheetNotRead]:
        """The batch's sheets that could not be read or do not belong."""
        rows = SheetImageRow.objects.using(self._alias).filter(batch=batch, entry__kind=SheetNotRead.kind)
        with database_errors(self.directory):
            numbers = sorted(set(rows.values_list("entry", flat=True)))
        return [entry for number in numbers if isinstance(entry := self.entry(number), SheetNotRead)]

    def batch_closed(self, batch: str) -> BatchClosed | None:
        """The entry that closed the batch last, or None."""
        closed = (entry for entry in self._about_batch(batch, BatchClosed.kind)[::-1] if isinstance(entry, BatchClosed))
        return next(closed, None)

    def indexed_images(self) -> Iterator[IndexedImage]:
        """Every row of the index of images, in the order written."""
        last = 0
        rows = SheetImageRow.objects.using(self._alias).order_by("id").values_list("id", *_IMAGE_COLUMNS)
        while page := self._page(rows.filter(id__gt=last)):
            yield from (indexed(*row[1:]) for row in page)
            last = page[-1][0]

    def append(self, entries: Sequence[Entry]) -> Head:
        """Add the entries at the end, all or none; on return (of the outermost `writing`) they are on the disk.

        Several processes may append at once: each waits for its turn. Images must be kept before. Raises RecordError
        where an image would be counted twice, EnvironmentFault where the disk is full.
        """
        return self._append(entries, ())[0]

    def append_sheets(self, entries: Sequence[Entry], inks: Iterable[SheetInk]) -> dict[int, SheetInk]:
        """As `append`, with the ink of sheets among the entries; it comes back by the numbers of their own entries."""
        return self._append(entries, inks)[1]

    def _append(self, entries: Sequence[Entry], inks: Iterable[SheetInk]) -> tuple[Head, dict[int, SheetInk]]:
        """The steps in the order that they must have; without a sheet among the entries, those of sheets fall away."""
        with_sheets = any(isinstance(entry, SheetEntry) for entry in entries)
        if with_sheets:
            # No entry may name an image that is not on the disk. This takes longest, and others may write meanwhile.
            self.images.settle()
        with self.writing():
            # Only here is the ledger's end what it will be when the rows are written.
            head, rows = self._chained(entries)
            numbered = [(row.number, entry) for row, entry in zip(rows, entries, strict=True)]
            # Rows of the ledger first: those of all other tables point at them.
            insert(self._alias, LedgerRow, map(_ledger_columns, rows))
            kept: dict[int, SheetInk] = {}
            if with_sheets:
                # An image that would count twice is refused here.
                self._index_images(numbered)
                kept = _by_own_entry(numbered, inks)
                from canvass.record.ink.keeping import keep  # with NumPy, which no other entry needs

                keep(self._alias, kept)
            # Last: what people work from is worked out of the ledger and the index of images, read back.
            project(self._alias, numbered)
        return head, kept

    def _chained(self, entries: Sequence[Entry]) -> tuple[Head, list[ChainedEntry]]:
        head = self.head()
        rows = follow_all(head, entries, self._clock, new_salt if is_salted(self._alias, entries) else None)
        return (Head(rows[-1].number, rows[-1].hash) if rows else head), rows

    def _index_images(self, numbered: Sequence[tuple[int, Entry]]) -> None:
        indexer = ImageIndexer(self._counted_times(entry for _, entry in numbered))
        images = [image for number, entry in numbered for image in indexer.rows(number, entry)]
        insert(self._alias, SheetImageRow, map(columns_of, images))

    def keep_ink(self, sheets: Mapping[int, SheetInk]) -> None:
        """Keep fingerprints of sheets that have their entries already, by the entries' numbers."""
        from canvass.record.ink.keeping import keep

        with self.writing():
            keep(self._alias, sheets)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the ledger's end: nobody else appends until this is left. What is read inside is what `append` follows.

        All that is appended inside is written, or nothing.
        """
        with database_errors(self.directory), transaction.atomic(using=self._alias):
            hold_ledger(self._alias)
            yield

    def _counted_times(self, entries: Iterable[Entry]) -> Counter[ImageKey]:
        images = {key_of(entry.image) for entry in entries if isinstance(entry, RepeatAllowed)}
        counted = SheetImageRow.objects.using(self._alias).exclude(occurrence=None)
        return Counter({(sha256, page): counted.filter(sha256=sha256, page=page).count() for sha256, page in images})


def _by_own_entry(numbered: Iterable[tuple[int, Entry]], inks: Iterable[SheetInk]) -> dict[int, SheetInk]:
    sheets = ((number, entry) for number, entry in numbered if isinstance(entry, SheetEntry))
    own = {SheetName(entry.batch, entry.reading.number): number for number, entry in sheets}
    return {own[ink.name]: ink for ink in inks}


def _ledger_columns(row: ChainedEntry) -> tuple[int | str, ...]:
    return row.number, row.kind, row.written_at, row.body, row.previous, row.hash, row.salt
