"""How many ballots each side has in each precinct: its first sheets, so that sheets are never taken for ballots."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from outside.comparing.our_readings import PictureReading
from outside.comparing.their_records import TheirRecord


@dataclass(frozen=True, slots=True)
class PrecinctBallots:
    """One precinct; its id is empty for sheets that tell none."""

    precinct: str
    pictures: int
    """First sheets, and those that were not recognised."""
    records: int


def precinct_ballots(pictures: Iterable[PictureReading], records: Iterable[TheirRecord]) -> tuple[PrecinctBallots, ...]:
    """Every precinct that has one, by its id."""
    mine = Counter(one.precinct or "" for one in pictures if one.sheet in (None, 1))
    theirs = Counter(one.precinct or "" for one in records if one.sheet in (None, 1))
    return tuple(PrecinctBallots(one, mine[one], theirs[one]) for one in sorted(mine.keys() | theirs.keys()))
