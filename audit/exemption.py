"""Close contests, by every reading of 13-17-503(5)(b), and what a notice of exemption states.

Nothing here exempts a county: only a notice filed and stored does (`ExemptionNoticed`). The law leaves open
whether 13-16-211 is among the margins meant, and whether a race's totals are the county's own or those of the whole.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit.contests import AuditContest
from audit.errors import Refused
from audit.state import AuditState
from tabulate.election import ContestId
from tabulate.recounts.classes import RecountClass
from tabulate.recounts.margins import margin_of, within_201, within_211


class Totals(StrEnum):
    """Whose totals a margin is taken from."""

    COUNTY = "the county's own totals"
    """The literal reading."""
    WHOLE = "the race as a whole"
    """As practised in June 2022."""


class Within(StrEnum):
    """Up to which margin a contest is close."""

    FREE = "13-16-201"
    """A recount without a bond; a tie is close by this one, too (13-16-203)."""
    BONDED = "13-16-211"
    """Also a recount with a bond."""


@dataclass(frozen=True, slots=True)
class ContestCount:
    """The unofficial final totals of one contest."""

    contest: ContestId
    title: str
    totals: Totals
    recount_class: RecountClass
    seats: int
    votes: tuple[int, ...]
    """Of each printed choice, and of each declared write-in candidate known by name."""
    other_votes: int = 0
    """Other votes cast in the contest."""
    precinct_committee: bool = False
    """Excepted by the statute."""
    nominated: int | None = None
    votes_per_elector: int | None = None


@dataclass(frozen=True, slots=True)
class CloseContest:
    """A contest that is close by at least one reading."""

    contest: ContestId
    title: str
    totals: Totals
    margin: int
    votes: int
    seats: int
    tie: bool
    within_201: bool
    """Reading (a): 13-16-201 only."""
    within_211: bool
    """Reading (b) takes this in as well: a recount with a bond needs no court order either."""

    def close_by(self, reading: Within) -> bool:
        """Whether that reading calls it close."""
        return self.tie or self.within_201 or (reading is Within.BONDED and self.within_211)


def close_contests(counts: tuple[ContestCount, ...]) -> tuple[CloseContest, ...]:
    """Every contest with a tie or a margin within 13-16-201 or 13-16-211, in the order given."""
    found = (_close(count) for count in counts if not count.precinct_committee)
    return tuple(close for close in found if close is not None)


def _close(count: ContestCount) -> CloseContest | None:
    margin = margin_of(count.votes, count.seats, count.other_votes, count.nominated, count.votes_per_elector)
    if margin is None:
        return None
    free, bonded = within_201(margin, count.recount_class), within_211(margin, count.recount_class)
    if not (free or bonded or margin.tie):
        return None
    return CloseContest(
        count.contest,
        count.title,
        count.totals,
        margin.margin,
        margin.votes,
        count.seats,
        margin.tie,
        free,
        bonded,
    )


def check_excepted(contest: AuditContest) -> None:
    """Refuse a notice that names a precinct committee representative's race: it exempts no county."""
    if contest.purpose.precinct_committee:
        found = f"{contest.title} elects a precinct committee representative, which the statute excepts."
        raise Refused("13-17-503(5)(b)", found, "Name another close contest; or audit.")


@dataclass(frozen=True, slots=True)
class NoticeForm:
    """What the notice to the secretary of state says; the administrator signs and files it, or does not."""

    county: str
    election_title: str
    election_date: date
    due: date | None
    contests: tuple[CloseContest, ...]


def notice_form(state: AuditState, close: tuple[CloseContest, ...]) -> NoticeForm:
    """The form for this county (ARM 44.3.1719(2))."""
    opened = state.opened
    return NoticeForm(opened.county, opened.election_title, opened.election_date, state.calendar.notice_due, close)
