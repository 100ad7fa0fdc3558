"""The ballots to take out as a page shows them: where each lies, what to do, and its pictures."""

from dataclasses import dataclass

from canvass.auditing.apart.known_papers import known_paper
from canvass.auditing.apart.left_to_count import LeftToCount, OrderedBallot
from canvass.auditing.papers.apart_paper import ApartFor
from canvass.web.served import served


@dataclass(frozen=True, slots=True)
class ShownBallot:
    """A ballot to take out."""

    ballot: OrderedBallot
    contests: str
    """For which counts; empty on the page of one count."""
    entry: int
    """Its own in the ledger, for the address of its pictures; 0 where the record has none."""
    files: str
    pages: tuple[int, ...]
    """The numbers of its pictures."""


def shown_of_count(left: LeftToCount) -> tuple[ShownBallot, ...]:
    """Those of one count."""
    return tuple(_shown(ballot, "") for ballot in left.out)


def shown_of_precinct(listed: tuple[ApartFor, ...]) -> tuple[ShownBallot, ...]:
    """Those of every count in a precinct, each once."""
    return tuple(_shown(one.ballot, one.said) for one in listed)


def _shown(ballot: OrderedBallot, contests: str) -> ShownBallot:
    record = served().record
    paper = known_paper(record, ballot.apart.ballot)
    if paper is None:
        return ShownBallot(ballot, contests, 0, "", ())
    kept = [record.images.place(image.sha256, image.file).exists() for image in paper.images]
    pages = tuple(number for number, there in enumerate(kept, 1) if there)
    return ShownBallot(ballot, contests, paper.number, paper.files, pages)
