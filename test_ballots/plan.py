"""An election before it is laid out: who stands for what, where, and which precinct gets which ballot style."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from imaging.layout import MarkThresholds
from tabulate.election import (
    BallotStyleId,
    Choice,
    Contest,
    ContestId,
    ContestKind,
    District,
    DistrictId,
    Party,
    Precinct,
    PrecinctId,
)

POLLS_CLOSE_2026 = datetime(2026, 11, 3, 20, tzinfo=timezone(-timedelta(hours=7)))
"""Of the general election."""
_THRESHOLDS = MarkThresholds()


@dataclass(frozen=True, slots=True)
class PlannedStyle:
    """One ballot style. `rotation` is the set s of 13-12-205: an office of c names starts at name s mod c."""

    id: BallotStyleId
    precincts: tuple[PrecinctId, ...]
    contests: tuple[ContestId, ...]
    rotation: int
    further: tuple[int, ...] = ()
    """Where further sheets of the ballot begin among the contests; none where it is one sheet."""
    separate: str = ""
    """The section by which the whole style is a separate ballot, as 13-10-209; empty where it is none."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole election as planned."""

    id: str
    title: str
    county: str
    districts: tuple[District, ...]
    parties: tuple[Party, ...]
    precincts: tuple[tuple[Precinct, tuple[DistrictId, ...]], ...]
    contests: tuple[Contest, ...]
    styles: tuple[PlannedStyle, ...]
    thresholds: MarkThresholds = _THRESHOLDS
    polls_close: datetime = POLLS_CLOSE_2026
    """On election day."""

    def contests_of(self, style: PlannedStyle) -> list[Contest]:
        """The style's contests in ballot order."""
        by_id = {contest.id: contest for contest in self.contests}
        return [by_id[contest] for contest in style.contests]

    def sheets_of(self, style: PlannedStyle) -> list[list[Contest]]:
        """The contests of each sheet of the style's ballot."""
        contests, begins = self.contests_of(style), (0, *style.further)
        return [contests[begin:end] for begin, end in zip(begins, (*style.further, None), strict=True)]


def rotated(contest: Contest, rotation: int) -> tuple[Choice, ...]:
    """The choices in the order printed. Only candidates rotate; YES stays above NO (13-12-205)."""
    if contest.kind is not ContestKind.CANDIDATE or not contest.choices:
        return contest.choices
    start = rotation % len(contest.choices)
    return contest.choices[start:] + contest.choices[:start]


def rotation_sets(contests: tuple[Contest, ...]) -> int:
    """K: as many sets as the largest number of candidates for any office (13-12-205)."""
    return max((len(c.choices) for c in contests if c.kind is ContestKind.CANDIDATE), default=1) or 1
