"""Small pictures of the ballots that are taken out of an audit's count: each page as it was scanned, for the packet."""

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image as Pixels

from audit.coverage import ListedBallot
from canvass.auditing.apart.known_papers import KnownPaper, known_paper
from canvass.auditing.papers.apart_paper import Look, PicturedPaper
from canvass.board.pictures.addresses import draw
from canvass.web.pictures import Picture

if TYPE_CHECKING:
    from canvass.record.store import Record

_WIDE_PX = 460
"""To be recognised, and no more: a packet may hold many."""
_QUALITY = 80


def look_in(record: "Record") -> Look:
    """Finds the papers of ballots in this record."""

    def look(ballot: ListedBallot) -> PicturedPaper | None:
        paper = known_paper(record, ballot)
        return None if paper is None else PicturedPaper(paper.files, tuple(map(_small, pages_of(record, paper))))

    return look


def pages_of(record: "Record", paper: KnownPaper) -> tuple[Picture, ...]:
    """Each page upright, whose picture is in the record's images."""
    drawn = (page_of(record, paper, number) for number in range(1, len(paper.images) + 1))
    return tuple(picture for picture in drawn if picture is not None)


def page_of(record: "Record", paper: KnownPaper, number: int) -> Picture | None:
    """One page, counted from 1; None where its picture is not among the record's images or cannot be shown."""
    if not 1 <= number <= len(paper.images):
        return None
    source = paper.images[number - 1]
    if not record.images.place(source.sha256, source.file).exists():
        return None
    return draw(record.images, record.election, paper.entry, f"page-{number}")


def _small(picture: Picture) -> Picture:
    with Pixels.open(BytesIO(picture.content)) as pixels:
        plain = pixels.convert("RGB")
        plain.thumbnail((_WIDE_PX, 2 * _WIDE_PX))
        kept = BytesIO()
        plain.save(kept, "JPEG", quality=_QUALITY)
    return Picture(kept.getvalue(), "image/jpeg")
