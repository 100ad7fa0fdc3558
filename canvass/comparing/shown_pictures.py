"""What of a picture is shown beside a difference: the contest as it was read, and the whole sheet."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from canvass.board.pictures.contest_areas import contest_areas
from canvass.board.pictures.cutting import contest_as_seen, contest_on_page, page_as_seen, whole_page
from canvass.rereading.picture_election import election_by_hash
from canvass.web.pictures import Picture
from tabulate.board.outside.picture_entries import PictureRead, PictureSetApart, PicturesOpened
from tabulate.election import ContestId, Election

if TYPE_CHECKING:
    from canvass.record.store import Record


def picture_entry(record: "Record", number: int) -> PictureRead | PictureSetApart | None:
    """The picture's entry by its number; None where the entry is no picture's."""
    entry = record.entry(number)
    return entry if isinstance(entry, PictureRead | PictureSetApart) else None


def election_of(record: "Record", entry: PictureRead) -> Election:
    """The election with the layout that the picture was read by."""
    for row in record.newest_of_kind(PicturesOpened.kind, None, 1 << 20):
        match row.entry():
            case PicturesOpened(batch=entry.batch, layout_sha256=sha256):
                return election_by_hash(record.election, record.images, sha256)
    return record.election


def contest_pictures(record: "Record", number: int, contest: str, *, seen: bool) -> Iterator[Picture]:
    """The contest enlarged, each of its parts; with what the reader saw drawn over it where `seen`."""
    entry = picture_entry(record, number)
    if not isinstance(entry, PictureRead):
        return
    election = election_of(record, entry)
    card = election.find_card(entry.reading.card)
    pages = {page.side: page for page in entry.reading.pages}
    for area in () if card is None else contest_areas(election, card, ContestId(contest)):
        page = pages.get(area.side)
        if page is not None:
            drawn = (
                contest_as_seen(record.images, page, entry.reading, area)
                if seen
                else contest_on_page(record.images, page, area)
            )
            if drawn is not None:
                yield drawn


def sheet_pictures(record: "Record", number: int) -> Iterator[Picture]:
    """Each page whole: as it was read where it was, else as it came."""
    entry = picture_entry(record, number)
    if entry is None:
        return
    reading = entry.reading if isinstance(entry, PictureRead) else None
    pages = {} if reading is None else {page.source: page for page in reading.pages}
    for source in entry.images:
        page = pages.get(source)
        if page is None or reading is None:
            drawn = whole_page(record.images, source, 0)
        else:
            drawn = page_as_seen(record.images, page, reading)
        if drawn is not None:
            yield drawn
