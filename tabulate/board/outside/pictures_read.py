"""Another system's pictures as a record has read them: which of their entries may follow which, and when each was."""

from dataclasses import dataclass, field
from typing import assert_never

from tabulate.board.errors import NotAllowed
from tabulate.board.outside.picture_entries import (
    PictureEntry,
    PictureRead,
    PicturesClosed,
    PictureSetApart,
    PicturesOpened,
)
from tabulate.board.words_said import check_said

_LONGEST = 1_000


@dataclass(slots=True)
class PictureBatch:
    """A batch of pictures so far."""

    opened: PicturesOpened
    opened_at: int
    """The number of the entry that opened it."""
    read: int = 0
    set_apart: int = 0
    keys: set[str] = field(default_factory=set)
    """Of the pictures that were read."""
    last_at: int = 0
    """The number of its newest picture's entry; 0 where it has none."""
    closed: PicturesClosed | None = None

    @property
    def pictures(self) -> int:
        """Those that have their entry."""
        return self.read + self.set_apart


@dataclass(slots=True)
class OutsidePictures:
    """Every batch of pictures, by its name, in the order they were opened."""

    batches: dict[str, PictureBatch] = field(default_factory=dict)

    def are_read_before(self, number: int) -> bool:
        """Whether every picture there is was read before the entry of this number: none while a batch is open."""
        return bool(self.batches) and all(
            one.closed is not None and one.last_at < number for one in self.batches.values()
        )

    def check(self, entry: PictureEntry) -> None:
        """Whether the entry may follow those taken. Raises NotAllowed."""
        match entry:
            case PicturesOpened():
                self._check_opened(entry)
            case PictureRead():
                batch = self._next(entry.batch, entry.number)
                if not entry.key or entry.key in batch.keys:
                    raise NotAllowed("a number that no picture of the batch has yet", repr(entry.key))
            case PictureSetApart():
                self._next(entry.batch, entry.number)
            case PicturesClosed():
                self._check_closed(entry)
            case _:
                assert_never(entry)

    def take(self, number: int, entry: PictureEntry) -> None:
        """Take what was found allowed, with the entry's number."""
        match entry:
            case PicturesOpened():
                self.batches[entry.batch] = PictureBatch(entry, number)
            case PictureRead():
                batch = self.batches[entry.batch]
                batch.read += 1
                batch.keys.add(entry.key)
                batch.last_at = number
            case PictureSetApart():
                batch = self.batches[entry.batch]
                batch.set_apart += 1
                batch.last_at = number
            case PicturesClosed():
                self.batches[entry.batch].closed = entry
            case _:
                assert_never(entry)

    def _check_opened(self, entry: PicturesOpened) -> None:
        said = (entry.batch, entry.package, entry.entered_by)
        check_said(said, _LONGEST, "the batch's name, the package's, and who enters it")
        if entry.batch in self.batches:
            raise NotAllowed(f"batch {entry.batch} of pictures to be opened once", "it opened again")
        if entry.pictures < 1 or not 1 <= entry.images_per_sheet <= 2:
            raise NotAllowed("a batch of pictures of one or two sides", f"{entry.pictures} pictures")

    def _open(self, name: str) -> PictureBatch:
        batch = self.batches.get(name)
        if batch is None or batch.closed is not None:
            raise NotAllowed(f"batch {name} of pictures to be open", "one that is not")
        return batch

    def _next(self, name: str, number: int) -> PictureBatch:
        batch = self._open(name)
        if number != batch.pictures + 1 or number > batch.opened.pictures:
            raise NotAllowed(f"picture {batch.pictures + 1} of batch {name}", f"picture {number}")
        return batch

    def _check_closed(self, entry: PicturesClosed) -> None:
        batch = self._open(entry.batch)
        if (entry.read, entry.set_apart) != (batch.read, batch.set_apart) or batch.pictures != batch.opened.pictures:
            raise NotAllowed(
                f"batch {entry.batch} of {batch.opened.pictures} pictures to close with {batch.read} read and "
                f"{batch.set_apart} set apart",
                f"{entry.read} and {entry.set_apart}",
            )
