"""The packet's list of ballots to be laid apart: each by its place in the batch and its pictures, with its contests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image as Pixels
from reportlab.lib.units import inch
from reportlab.platypus import Flowable, Image, KeepTogether, Spacer
from reportlab.platypus import Table as PaperTable

from audit.coverage import ListedBallot
from canvass.auditing.apart.left_to_count import LeftToCount, OrderedBallot
from canvass.printing.paper import BODY, HEAD, HEADING, LINES, paragraph
from canvass.web.pictures import Picture

_PICTURE_IN = 2.2, 2.9
HOW_THEY_LIE = (
    "A ballot's place is counted from the one that was scanned first. Where the stack was turned over, count from the "
    "other end. The picture decides."
)


@dataclass(frozen=True, slots=True)
class PicturedPaper:
    """What tells the paper of a ballot."""

    files: str
    """The names of its pictures."""
    pictures: tuple[Picture, ...]
    """Small, each page of it; nothing is drawn on them."""


Look = Callable[[ListedBallot], PicturedPaper | None]
"""Finds a ballot's paper; None where the record has nothing of it."""


@dataclass(frozen=True, slots=True)
class ApartFor:
    """A ballot to take out, and the contests that are counted without it."""

    ballot: OrderedBallot
    contests: tuple[str, ...]
    every: bool
    """Whether it is taken out of every count in the precinct."""

    @property
    def said(self) -> str:
        """For which counts."""
        return "every count here" if self.every else ", ".join(self.contests)


def ballot_by_ballot(counts: Sequence[tuple[str, LeftToCount]]) -> tuple[ApartFor, ...]:
    """Since that is how paper is taken out: each ballot once, batch by batch, with the titles of its contests."""
    contests: dict[OrderedBallot, list[str]] = {}
    for title, left in counts:
        for one in left.out:
            contests.setdefault(one, []).append(title)
    listed = sorted(contests.items(), key=lambda one: (one[0].apart.ballot.batch, one[0].apart.ballot.sheet))
    return tuple(ApartFor(ballot, tuple(titles), len(titles) == len(counts)) for ballot, titles in listed)


def apart_flow(counts: Sequence[tuple[str, LeftToCount]], look: Look) -> list[Flowable]:
    """How many are left of each contest, then ballot by ballot."""
    flow: list[Flowable] = [paragraph(HOW_THEY_LIE), paragraph("What is counted", HEADING)]
    said = [[paragraph("Contest", HEAD), paragraph("Ballots", HEAD)]]
    said += [[paragraph(title), paragraph(left.said or "Every ballot.")] for title, left in counts]
    flow += [PaperTable(said, [2.6 * inch, 4.6 * inch], style=LINES, hAlign="LEFT")]
    for one in ballot_by_ballot(counts):
        flow.append(KeepTogether(_ballot(one, look(one.ballot.apart.ballot))))
    return flow


def _ballot(one: ApartFor, paper: PicturedPaper | None) -> list[Flowable]:
    ballot = one.ballot
    told = f"Batch {ballot.apart.ballot.batch}: {ballot.place}"
    pictured = f"Picture: {paper.files}." if paper is not None and paper.files else "The record has no picture of it."
    lines = (f"{ballot.apart.to_do[:1].upper()}{ballot.apart.to_do[1:]}. It {ballot.apart.why}.", f"For: {one.said}.")
    flow: list[Flowable] = [paragraph(told, HEADING), *(paragraph(line, BODY) for line in (*lines, pictured))]
    if paper is not None and paper.pictures:
        shown = [_image(picture) for picture in paper.pictures]
        flow += [Spacer(1, 4), *(_abreast(shown[at : at + 3]) for at in range(0, len(shown), 3))]
    return flow


def _abreast(shown: Sequence[Flowable]) -> Flowable:
    return PaperTable([list(shown)], [2.4 * inch] * len(shown), hAlign="LEFT")


def _image(picture: Picture) -> Flowable:
    with Pixels.open(BytesIO(picture.content)) as pixels:
        wide, high = pixels.size
    scale = min(_PICTURE_IN[0] * inch / wide, _PICTURE_IN[1] * inch / high)
    return Image(BytesIO(picture.content), wide * scale, high * scale)
