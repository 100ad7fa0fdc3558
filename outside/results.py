"""Results by precinct, or of a whole county, as another system printed them.

Figures are whole numbers, 0 or more; None is "not told", and never 0. Codes and names are text, as printed.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from outside.findings import OutsideFinding
from outside.source import OutsideSource


class ResultsLevel(StrEnum):
    """What one `OutsidePrecinct` of the results stands for."""

    PRECINCTS = "precincts"
    COUNTY = "county"
    """There is one, without code and name, and its figures are of all precincts."""


class OutsideRowKind(StrEnum):
    """What a figure of a contest counts."""

    CHOICE = "choice"
    WRITE_INS = "write-ins"
    """All marked write-ins: names, blank lines, and what nobody assigned."""
    WRITE_IN = "write-in"
    """One name written in; a part of the write-ins where these are told."""
    NOT_ASSIGNED = "not-assigned"
    """Write-ins without a name; a part of the write-ins."""
    OVERVOTES = "overvotes"
    """In votes: the seats for each overvoted ballot."""
    UNDERVOTES = "undervotes"
    """Votes not cast."""


@dataclass(frozen=True, slots=True)
class OutsideRow:
    """One figure of a contest."""

    name: str
    """Empty for overvotes and undervotes."""
    kind: OutsideRowKind
    total: int
    by_group: tuple[int, ...] | None = None
    """In the order of the results' groups."""
    party: str = ""


def figure_of(rows: Iterable[OutsideRow], kind: OutsideRowKind) -> int | None:
    """The sum of the rows of a kind; None where there is none."""
    totals = [row.total for row in rows if row.kind is kind]
    return sum(totals) if totals else None


@dataclass(frozen=True, slots=True)
class OutsideContest:
    """One contest in one precinct."""

    title: str
    """Its printed lines, joined with one blank."""
    rows: tuple[OutsideRow, ...]
    seats: int | None = None
    """For how many an elector may vote."""
    district: str = ""
    party: str = ""
    """In a primary."""
    place: int = 1
    """The contest is so-many-th of its title, district, party and seats in this precinct."""
    ballots: int | None = None
    """Ballots with this contest, where the file tells them."""
    total_votes: int | None = None
    """Choices and write-ins, as printed."""
    contest_total: int | None = None
    """Votes, overvotes and undervotes, as printed: the seats times the ballots with this contest."""

    def figure(self, kind: OutsideRowKind) -> int | None:
        """The sum of the rows of a kind; None where there is none."""
        return figure_of(self.rows, kind)

    @property
    def votes(self) -> int:
        """Choices and write-ins."""
        write_ins = self.figure(OutsideRowKind.WRITE_INS)
        if write_ins is None:
            write_ins = (self.figure(OutsideRowKind.WRITE_IN) or 0) + (self.figure(OutsideRowKind.NOT_ASSIGNED) or 0)
        return (self.figure(OutsideRowKind.CHOICE) or 0) + write_ins


def placed(contests: Iterable[OutsideContest]) -> tuple[OutsideContest, ...]:
    """The contests of a precinct; those of one title, district, party and seats get their place among one another."""
    seen: Counter[tuple[str, str, str, int | None]] = Counter()
    done = []
    for one in contests:
        key = (one.title, one.district, one.party, one.seats)
        seen[key] += 1
        done.append(replace(one, place=seen[key]))
    return tuple(done)


@dataclass(frozen=True, slots=True)
class OutsidePrecinct:
    """One precinct."""

    name: str
    contests: tuple[OutsideContest, ...]
    code: str = ""
    """As printed; it may be the system's own number and not the county's."""
    ballots_cast: int | None = None
    blank_cast: int | None = None
    registered: int | None = None
    by_group: tuple[int, ...] | None = None
    """Ballots cast, in the order of the results' groups."""


@dataclass(frozen=True, slots=True)
class OutsideResults:
    """What a file of results says."""

    source: OutsideSource
    groups: tuple[str, ...]
    """As printed, in their order; none where there are only totals."""
    precincts: tuple[OutsidePrecinct, ...]
    level: ResultsLevel = ResultsLevel.PRECINCTS
    findings: tuple[OutsideFinding, ...] = ()
