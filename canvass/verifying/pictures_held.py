"""Another system's pictures: their votes follow from their marks, and read again they show what was recorded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from canvass.console.progress import Progress
from canvass.errors import RecordError
from canvass.reading.pipeline import in_order, workers
from canvass.record.hashing import hash_of_file
from canvass.record.images import ImageStore
from canvass.rereading.picture_election import election_by_hash
from canvass.rereading.picture_reading import BallotOfPicture, NoBallot, PictureReader
from canvass.verifying.images import target_differences
from imaging.pages import load_packed
from tabulate.board.outside.picture_entries import ApartAs, PictureRead, PictureSetApart, PicturesOpened
from tabulate.election import Election
from tabulate.errors import WrongElection
from tabulate.ledger.edition_entries import EditionTaken
from tabulate.ledger.entries import Entry
from tabulate.ledger.errors import LedgerBroken
from tabulate.rules_edition import RulesEdition
from tabulate.votes import cast_vote_record

if TYPE_CHECKING:
    from canvass.record.store import Record

_BY_NAME = frozenset({ApartAs.NO_NUMBER, ApartAs.NUMBER_TWICE})
"""Set apart for its name: it may read well."""


class PictureCheck:
    """Holds the pictures of a ledger to the layouts that they were read by."""

    def __init__(self, images: ImageStore) -> None:
        """For a record's ledger from entry 1; the layouts lie among the images."""
        self._images = images
        self._read_by: dict[str, Election] = {}
        """By batch, the election with the layout of its pictures; none whose layout is not what it was."""
        self.pictures = 0

    def problems(self, number: int, entry: Entry, election: Election, rules: RulesEdition) -> Iterator[str]:
        """What is wrong with one entry, a sentence each. Raises LedgerBroken for one that is none of this election."""
        match entry:
            case PicturesOpened():
                try:
                    self._read_by[entry.batch] = election_by_hash(election, self._images, entry.layout_sha256)
                except RecordError as error:
                    yield f"Entry {number} (batch {entry.batch} of pictures): {error}"
            case PictureSetApart():
                self.pictures += 1
            case PictureRead():
                self.pictures += 1
                if entry.batch in self._read_by:
                    yield from _problems_of_votes(number, entry, self._read_by[entry.batch], rules)
            case _:
                pass


def _problems_of_votes(number: int, entry: PictureRead, election: Election, rules: RulesEdition) -> Iterator[str]:
    try:
        votes = cast_vote_record(entry.reading, election, rules)
    except WrongElection as wrong:
        raise LedgerBroken(number, "a picture of a ballot of this election", str(wrong)) from wrong
    if votes != entry.votes:
        yield (
            f"Entry {number} (picture {entry.number} of batch {entry.batch}): the votes recorded are not what the law "
            "makes of the marks recorded."
        )


@dataclass(frozen=True, slots=True)
class _Again:
    """A picture to read again, as its batch was read."""

    entry: PictureRead | PictureSetApart
    reader: PictureReader


def verify_pictures(record: "Record", pictures: int, progress: Progress) -> list[str]:
    """Read every picture of another system again; the problems found, a sentence each."""
    if not pictures:
        return []
    threads = workers()
    progress.start("Reading every picture again", pictures, "pictures")
    problems: list[str] = []
    for found in in_order(lambda task: _checked(record.images, task), _tasks(record), threads, 8 * threads):
        problems += found
        progress.advance()
    return problems


def _tasks(record: "Record") -> Iterator[_Again]:
    readers: dict[str, PictureReader] = {}
    editions = 0
    for entry in record.entries():
        match entry:
            case EditionTaken():
                editions += 1
            case PicturesOpened():
                election = election_by_hash(record.elections.before(editions), record.images, entry.layout_sha256)
                readers[entry.batch] = PictureReader(election, entry.images_per_sheet, record.rules)
            case PictureRead() | PictureSetApart():
                yield _Again(entry, readers[entry.batch])
            case _:
                pass


def _checked(images: ImageStore, task: _Again) -> list[str]:
    name = f"Picture {task.entry.number} of batch {task.entry.batch}"
    return [f"{name}: {problem}" for problem in _problems(images, task)]


def _problems(images: ImageStore, task: _Again) -> Iterator[str]:
    entry = task.entry
    apart = entry.apart if isinstance(entry, PictureRead) else ()
    hashes = {one.file: one.sha256 for one in entry.images}
    files = list(dict.fromkeys((*(one.file for one in entry.images), *(one.file for one in apart))))
    if not files or not all(hashes.get(file) for file in files):
        return  # Not even the file's bytes could be read, or no ballot is in it: there is nothing to read again.
    contents = []
    for file in files:
        place = images.place(hashes[file], file)
        if (found := hash_of_file(place)) != hashes[file]:
            wrong = f"was changed: its SHA-256 is now {found}" if found else "is not there"
            yield f"the stored file {file} {wrong} ({place})"
            return
        contents.append((file, place.read_bytes()))
    if isinstance(entry, PictureSetApart) and entry.what in _BY_NAME:
        return
    yield from _differences(entry, task.reader.read(entry.number, load_packed(contents)))


def _differences(entry: PictureRead | PictureSetApart, now: BallotOfPicture | NoBallot) -> Iterable[str]:
    match entry, now:
        case PictureSetApart(), NoBallot() if entry.what is now.what:
            return ()
        case PictureSetApart(), NoBallot():
            return (f"recorded as set apart ({entry.what.value}), now for another reason ({now.what.value})",)
        case PictureSetApart(), BallotOfPicture():
            return (f"recorded as set apart ({entry.what.value}), now it can be read",)
        case PictureRead(), NoBallot():
            return (f"recorded as read, now set apart ({now.what.value}: {now.why})",)
        case PictureRead(), BallotOfPicture():
            return target_differences(entry.reading, now.reading)
    return ()
