"""What of a picture is shown beside a difference: the contest as it was read, and the whole sheet."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from canvass.board.pictures.contest_areas import contest_areas
from canvass.board.pictures.cutting import contest_as_seen, contest_on_page, page_as_seen, whole_page
from canvass.comparing.our_pictures import stored_picture
from canvass.web.pictures import Picture
from tabulate.election import ContestId

if TYPE_CHECKING:
    from canvass.record.store import Record


def contest_pictures(record: "Record", number: int, contest: str, *, seen: bool) -> Iterator[Picture]:
    """The contest enlarged, each of its parts; with what the reader saw drawn over it where `seen`."""
    stored = stored_picture(record, number)
    if stored is None or stored.reading is None:
        return
    reading, election = stored.reading, stored.election
    card = election.find_card(reading.card)
    pages = {page.side: page for page in reading.pages}
    for area in () if card is None else contest_areas(election, card, ContestId(contest)):
        page = pages.get(area.side)
        if page is not None:
            images = record.images
            drawn = contest_as_seen(images, page, reading, area) if seen else contest_on_page(images, page, area)
            if drawn is not None:
                yield drawn


def sheet_pictures(record: "Record", number: int) -> Iterator[Picture]:
    """Each page whole: as it was read where it was, else as it came."""
    stored = stored_picture(record, number)
    if stored is None:
        return
    reading = stored.reading
    pages = {} if reading is None else {page.source: page for page in reading.pages}
    for source in stored.images:
        page = pages.get(source)
        if page is None or reading is None:
            drawn = whole_page(record.images, source, 0)
        else:
            drawn = page_as_seen(record.images, page, reading)
        if drawn is not None:
            yield drawn
