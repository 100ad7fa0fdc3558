"""A package of another system's pictures into a record: many read, one writes, and every picture has one entry.

Nothing of the other system's own records is opened. The entries' order in the ledger says so for good. What is read is
written a few pictures at a time, its files on the disk before its entry; so the same command goes on after it was
stopped or killed.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from canvass import VERSION, clock
from canvass.console.progress import Progress
from canvass.errors import InputError, Interrupted, RefusedError, SealedError
from canvass.reading.outcomes import images_needed
from canvass.reading.pipeline import in_order, workers
from canvass.reading.self_test import run_self_test
from canvass.reading.software import software_sha256
from canvass.rereading.picture_batches import PictureGroup, PrecinctsKnown, picture_groups, told_by_tables
from canvass.rereading.picture_election import election_by_files, keep_layout
from canvass.rereading.picture_package import PackageFileError, PicturePackage, opened_package
from canvass.rereading.picture_reading import BallotOfPicture, NoBallot, PictureReader
from imaging.pages import load_packed
from outside.pictures.packed_pictures import PackedPicture, packed_pictures
from tabulate.board.outside.picture_entries import (
    ApartAs,
    NotTaken,
    PictureEntry,
    PictureRead,
    PicturesClosed,
    PictureSetApart,
    PicturesOpened,
)
from tabulate.board.outside.pictures_read import PictureBatch
from tabulate.ledger.fold import RecordState, fold

if TYPE_CHECKING:
    from canvass.record.store import Record
    from tabulate.election import Election

PICTURES_A_COMMIT = 32
SECONDS_A_COMMIT = 1.0
_WINDOW_A_WORKER = 6


@dataclass(frozen=True, slots=True)
class PicturesAsked:
    """What people say of a package."""

    package: Path
    layouts: tuple[Path, ...]
    tables: tuple[Path, ...]
    entered_by: str
    not_blind: bool = False
    """People know that the other system's records were opened before, and read all the same."""


@dataclass(frozen=True, slots=True)
class BatchOfPictures:
    """How a batch of pictures stands."""

    name: str
    pictures: int
    read: int
    set_apart: int
    left: int
    """Files of the package that were not taken as pictures."""


@dataclass(frozen=True, slots=True)
class PicturesReport:
    """What reading a package came to."""

    batches: tuple[BatchOfPictures, ...]
    read_now: int
    seconds: float


def never() -> bool:
    """Never stop."""
    return False


def read_pictures(
    record: "Record", asked: PicturesAsked, progress: Progress, stopping: Callable[[], bool] = never
) -> PicturesReport:
    """Read a package of pictures, or go on with it.

    Raises SealedError before the polls close, InputError (no picture, no layout, a package of the same name with other
    files), RefusedError where records are open already, BusyError, EnvironmentFault, RecordError, and Interrupted once
    `stopping()` is true. What was written stays.
    """
    began = time.monotonic()
    if clock.now() < record.election.polls_close:
        raise SealedError("Pictures of voted ballots are not read before the polls close (13-35-241).")
    election, layout = election_by_files(record.election, asked.layouts)
    told = told_by_tables(asked.tables)
    with record.counting(), opened_package(asked.package) as package:
        state = fold(record.outlines())
        mapping = state.board.office.outside.mapping
        known = PrecinctsKnown(record.election, mapping[1].precincts if mapping else ())
        groups = picture_groups(package.name, packed_pictures(package.names), told, known)
        if not groups:
            raise InputError(
                f"{asked.package} has no picture: expected PDF, TIFF, PNG or JPEG files named by the numbers of their "
                "records, as 50112i.pdf. Nothing was read."
            )
        begin = _Opening(record, election, layout, package, told.sha256 if told else "", asked.entered_by)
        todo = [(group, begin.batch(state, group)) for group in groups]
        reader = PictureReader(election, images_needed(election), record.rules)
        left = sum(len(group.pictures) - batch.pictures for group, batch in todo)
        _check_blind(state, left, asked.not_blind)
        progress.start(f"Reading {package.name}", left, "pictures")
        for group, batch in todo:
            _Batch(record, package, reader, group, batch, progress, stopping).read()
    batches = tuple(
        BatchOfPictures(group.name, batch.pictures, batch.read, batch.set_apart, len(group.left))
        for group, batch in todo
    )
    return PicturesReport(batches, left, time.monotonic() - began)


def _check_blind(state: RecordState, left: int, not_blind: bool) -> None:
    """Raise RefusedError where the other system's records are open already, and nobody said to go on without proof."""
    taken = state.board.office.records.taken
    if taken is not None and left and not not_blind:
        raise RefusedError(
            f"The other system's records were opened in entry {taken[0]:,} of the ledger, before these {left:,} "
            "pictures were read. Whoever knows the answers reads otherwise, and nothing would prove that they were "
            "read blind. With --not-blind they are read all the same, and every report says so. Nothing was read."
        )


@dataclass(frozen=True, slots=True)
class _Opening:
    """How the batches of one package are opened."""

    record: "Record"
    election: "Election"
    layout: bytes | None
    package: PicturePackage
    table_sha256: str
    entered_by: str

    def batch(self, state: RecordState, group: PictureGroup) -> PictureBatch:
        """The batch as it stands, or as it is opened now, which is not written yet. Raises InputError."""
        entry = PicturesOpened(
            batch=group.name,
            package=self.package.name,
            package_sha256=self.package.sha256,
            folder=group.folder,
            pictures=len(group.pictures),
            precinct=group.precinct,
            table_sha256=self.table_sha256,
            layout_sha256=keep_layout(self.record.images, self.layout),
            images_per_sheet=images_needed(self.election),
            thresholds=self.election.layouts.thresholds,
            canvass_version=VERSION,
            reader_digest=run_self_test(),
            software_sha256=software_sha256(),
            entered_by=self.entered_by,
        )
        known = state.board.office.pictures.batches.get(group.name)
        if known is None:
            return PictureBatch(entry, 0)
        for what in ("package_sha256", "pictures", "layout_sha256", "table_sha256", "reader_digest"):
            if getattr(known.opened, what) != getattr(entry, what):
                raise InputError(
                    f"Batch {group.name} of pictures was begun otherwise: {_WHAT[what]} is another one now. Repeat "
                    "what it was begun with; or give the package another name, and read all of it. Nothing was read."
                )
        return known


_WHAT = {
    "package_sha256": "the package",
    "pictures": "the number of pictures",
    "layout_sha256": "the layout",
    "table_sha256": "the Ballots table",
    "reader_digest": "the reader (its built-in sheet was read differently)",
}


class _Batch:
    """One batch being read."""

    def __init__(
        self,
        record: "Record",
        package: PicturePackage,
        reader: PictureReader,
        group: PictureGroup,
        batch: PictureBatch,
        progress: Progress,
        stopping: Callable[[], bool],
    ) -> None:
        self._record, self._package, self._reader = record, package, reader
        self._group, self._batch = group, batch
        self._progress, self._stopping = progress, stopping
        self._waiting: list[PictureEntry] = [] if batch.opened_at else [batch.opened]
        self._committed_at = time.monotonic()

    def read(self) -> None:
        """Read what has no entry yet, and close the batch."""
        if self._batch.closed is not None:
            return
        threads = workers()
        numbered = list(enumerate(self._group.pictures, start=1))[self._batch.pictures :]
        for entry in in_order(self._entry, numbered, threads, threads * _WINDOW_A_WORKER):
            self._take(entry)
            self._progress.advance()
            if self._stopping():
                self._write()
                raise Interrupted(
                    f"Reading batch {self._group.name} was stopped. Everything read so far is in the record; the same "
                    "command goes on where it stopped."
                )
        left = tuple(NotTaken(one.name, one.why) for one in self._group.left)
        closed = PicturesClosed(self._group.name, self._batch.read, self._batch.set_apart, left)
        self._waiting.append(closed)
        self._write()
        self._batch.closed = closed

    def _take(self, entry: PictureRead | PictureSetApart) -> None:
        if isinstance(entry, PictureRead):
            self._batch.read += 1
        else:
            self._batch.set_apart += 1
        self._waiting.append(entry)
        overdue = time.monotonic() - self._committed_at >= SECONDS_A_COMMIT
        if len(self._waiting) >= PICTURES_A_COMMIT or overdue:
            self._write()

    def _write(self) -> None:
        """Files first, then entries; on return both are on the disk."""
        if self._waiting:
            self._record.images.settle()
            self._record.append(self._waiting)
            self._waiting = []
        self._committed_at = time.monotonic()

    def _entry(self, numbered: tuple[int, PackedPicture]) -> PictureRead | PictureSetApart:
        number, picture = numbered
        try:
            files = [(one.name, self._package.read(one.at)) for one in picture.files]
        except PackageFileError as error:
            return PictureSetApart(self._group.name, number, picture.key, (), ApartAs.UNOPENED, str(error))
        loaded = load_packed(files)
        for (name, data), sha256 in zip(files, loaded.sha256s, strict=True):
            if sha256:
                self._record.images.keep(sha256, name, [data])
        if picture.fault:
            what = ApartAs.NUMBER_TWICE if picture.key else ApartAs.NO_NUMBER
            images = (*(page.source for page in loaded.scanned), *loaded.drawn)
            return PictureSetApart(self._group.name, number, picture.key, images, what, picture.fault)
        return _entry_of(self._group.name, number, picture.key, self._reader.read(number, loaded))


def _entry_of(batch: str, number: int, key: str, told: BallotOfPicture | NoBallot) -> PictureRead | PictureSetApart:
    if isinstance(told, NoBallot):
        return PictureSetApart(batch, number, key, told.images, told.what, told.why)
    return PictureRead(batch, key, told.images, told.reading, told.votes, told.apart)
