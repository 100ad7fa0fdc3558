"""Pictures of another system as the ledger has their readings, in the terms of the comparison."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never

from canvass.rereading.picture_election import election_by_hash
from canvass.rereading.picture_reading import PictureReader
from imaging.sheets import ImageSource, Mark, ReadSheet
from outside.comparing.our_readings import (
    DoubtKind,
    OurContest,
    OurQuestion,
    OurUnread,
    OurVotes,
    PictureReading,
)
from tabulate.board.outside.picture_entries import PictureRead, PictureSetApart, PicturesOpened
from tabulate.election import Card, ChoiceId, ContestId, Election
from tabulate.questions import Question
from tabulate.votes import CastVoteRecord, ContestReading, Counted, Questionable

if TYPE_CHECKING:
    from canvass.record.store import Record

_WRITE_IN = "write-in-"
_EVERY = 1 << 20
_DOUBTS = {
    Question.OVERVOTE: DoubtKind.OVERVOTE,
    Question.AMBIGUOUS_MARK: DoubtKind.AMBIGUOUS,
    Question.POSITION_UNCERTAIN: DoubtKind.POSITION,
}
_UNMARKED = (Question.UNMARKED_BALLOT, Question.UNMARKED_SHEET)


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture as the record has it: its pages, and what was read on them."""

    images: tuple[ImageSource, ...]
    reading: ReadSheet | None
    """None where it was set apart."""
    election: Election
    """With the layout that it was read by."""


def stored_picture(record: "Record", number: int) -> StoredPicture | None:
    """A picture by the number of its entry; None where that is no picture's."""
    match record.entry(number):
        case PictureRead() as read:
            return StoredPicture(read.images, read.reading, _read_by(record, read.batch))
        case PictureSetApart() as apart:
            return StoredPicture(apart.images, None, record.election)
    return None


def _opened_of(record: "Record") -> dict[str, PicturesOpened]:
    """How each batch of pictures was opened, by its name."""
    entries = (row.entry() for row in record.newest_of_kind(PicturesOpened.kind, None, _EVERY))
    return {one.batch: one for one in entries if isinstance(one, PicturesOpened)}


def _read_by(record: "Record", batch: str) -> Election:
    opened = _opened_of(record).get(batch)
    if opened is None:
        return record.election
    return election_by_hash(record.election, record.images, opened.layout_sha256)


@dataclass(frozen=True, slots=True)
class PictureAgain:
    """A picture that was read, to be read once more as its batch was."""

    entry: int
    images: tuple[ImageSource, ...]
    reading: ReadSheet
    reader: PictureReader
    layout: str
    """The hash of the layout that it was read by; empty where the record's own cards are."""


class PicturesAgain:
    """Pictures by their entries, each with the reader of its batch."""

    def __init__(self, record: "Record") -> None:
        """For a record whose batches of pictures are known."""
        self._record, self._opened = record, _opened_of(record)
        self._readers: dict[str, PictureReader] = {}

    def picture(self, entry: int) -> PictureAgain | None:
        """The picture of an entry; None where it was not read."""
        read = self._record.entry(entry)
        if not isinstance(read, PictureRead):
            return None
        opened = self._opened[read.batch]
        if read.batch not in self._readers:
            election = election_by_hash(self._record.election, self._record.images, opened.layout_sha256)
            self._readers[read.batch] = PictureReader(election, opened.images_per_sheet, self._record.rules)
        reader = self._readers[read.batch]
        return PictureAgain(entry, read.images, read.reading, reader, opened.layout_sha256 or "")


def our_pictures(record: "Record") -> Iterator[PictureReading]:
    """Each picture that has its entry, in the ledger's order; equal votes are one object.

    Marks are read only where a question is open: of most pictures the votes say all.
    """
    opened: dict[str, PicturesOpened] = {}
    shared: dict[str, _ContestsShared] = {}
    kinds = (PicturesOpened.kind, PictureRead.kind, PictureSetApart.kind)
    for row in record.ledger():
        if row.kind not in kinds:
            continue
        match row.outline():
            case PicturesOpened() as batch:
                opened[batch.batch] = batch
                election = election_by_hash(record.election, record.images, batch.layout_sha256)
                shared[batch.batch] = _ContestsShared(election)
            case PictureRead() as read:
                own, whole = shared[read.batch], row.entry() if _asks_for_marks(read.votes) else read
                contests = own.of(whole if isinstance(whole, PictureRead) else read)
                yield _read(read, opened[read.batch], own.election, contests, row.number)
            case PictureSetApart() as apart:
                own = shared[apart.batch]
                yield _set_apart(apart, opened[apart.batch], own.election, row.number)


def _asks_for_marks(votes: CastVoteRecord) -> bool:
    return any(isinstance(one, Questionable) and one.question not in _UNMARKED for one in votes.contests)


@dataclass(slots=True)
class _ContestsShared:
    """The contests of the pictures of a batch: worked out once for all that have the same votes."""

    election: Election
    known: dict[object, tuple[OurContest, ...]] = field(default_factory=dict)
    one_each: dict[OurContest, OurContest] = field(default_factory=dict)

    def of(self, read: PictureRead) -> tuple[OurContest, ...]:
        """Those of one picture."""
        if _asks_for_marks(read.votes):
            return self._shared(read)
        key = (read.votes.card, read.votes.contests, read.votes.questions)
        if key not in self.known:
            self.known[key] = self._shared(read)
        return self.known[key]

    def _shared(self, read: PictureRead) -> tuple[OurContest, ...]:
        return tuple(self.one_each.setdefault(one, one) for one in contests_read(read, self.election))


def _read(
    read: PictureRead, batch: PicturesOpened, election: Election, contests: tuple[OurContest, ...], number: int
) -> PictureReading:
    card = election.find_card(read.votes.card)
    return PictureReading(
        read.key,
        read.votes.precinct or batch.precinct,
        read.votes.ballot_style,
        None if card is None else card.sheet.number,
        place_of_pictures(batch, election),
        contests,
        paper=_paper(read.images),
        picture=str(number),
    )


def _set_apart(apart: PictureSetApart, batch: PicturesOpened, election: Election, number: int) -> PictureReading:
    why = f"{apart.what.value}: {apart.why}" if apart.why else apart.what.value
    place = place_of_pictures(batch, election)
    return PictureReading(apart.key, batch.precinct, None, None, place, (), why, _paper(apart.images), str(number))


def place_of_pictures(opened: PicturesOpened, election: Election) -> str:
    """The batch as the Ballots table names it, and records do; where no table told it, the record's own name.

    A batch of a table that has several precincts is opened as several, named `package/batch/precinct`.
    """
    if not opened.table_sha256:
        return opened.batch
    place = opened.batch.removeprefix(f"{opened.package}/")
    precinct = None if opened.precinct is None else election.find_precinct(opened.precinct)
    for name in () if precinct is None else (precinct.name, precinct.id):
        if place.casefold().endswith(f"/{name}".casefold()):
            return place[: -len(name) - 1]
    return place.rpartition("/")[0] or place


def _paper(images: tuple[ImageSource, ...]) -> str:
    """One and the same file under two numbers shows one paper. Two scans of one paper are two files."""
    return "+".join(f"{one.sha256}/{one.page}" for one in images)


def contests_read(read: PictureRead, election: Election) -> Iterator[OurContest]:
    """Each contest of the card once; on a side that was not read, unread."""
    card = election.find_card(read.votes.card)
    found = {one.contest: one for one in read.votes.contests}
    order = [*dict.fromkeys(one.contest for one in card.meanings)] if card is not None else [*found]
    for contest in order:
        one = found.get(contest)
        if one is None:
            yield OurUnread(contest)
        else:
            yield _contest(one, read.votes, read.reading, card, election)


def _contest(
    one: ContestReading, votes: CastVoteRecord, reading: ReadSheet, card: Card | None, election: Election
) -> OurContest:
    names = sum(
        asked.question is Question.NAME_WITHOUT_OVAL and asked.contest == one.contest for asked in votes.questions
    )
    match one:
        case Counted(choices=choices):
            printed = tuple(choice for choice in choices if not choice.startswith(_WRITE_IN))
            return OurVotes(one.contest, _in_order(one.contest, printed, election), len(choices) - len(printed), names)
        case Questionable(question=question) if question in _UNMARKED:
            return OurVotes(one.contest, (), 0, names)
        case Questionable(question=question):
            marked = _marked(one.contest, reading, card)
            printed = tuple(choice for choice in marked if not choice.startswith(_WRITE_IN))
            kind = _DOUBTS.get(question, DoubtKind.PRINTOUT)
            return OurQuestion(one.contest, kind, _in_order(one.contest, printed, election), len(marked) - len(printed))
        case _:
            assert_never(one)


def _in_order(contest: ContestId, choices: tuple[ChoiceId, ...], election: Election) -> tuple[ChoiceId, ...]:
    """In the definition's order: names rotate from style to style (13-12-205)."""
    known = election.contest(contest)
    return tuple(one.id for one in known.choices if one.id in choices)


def _marked(contest: ContestId, reading: ReadSheet, card: Card | None) -> tuple[ChoiceId, ...]:
    """What is surely marked in a contest."""
    if card is None:
        return ()
    sure = {target.number for target in reading.targets if target.mark is Mark.MARKED}
    meant = (one for number, one in enumerate(card.meanings, 1) if number in sure and one.contest == contest)
    return tuple(dict.fromkeys(one.choice for one in meant))
