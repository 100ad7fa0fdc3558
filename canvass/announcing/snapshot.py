"""What a snapshot of the results says: figures of one release of one county, or of several counties together.

Everything on the site follows from these and from nothing else of a record, so a page can tell no more than the
release did.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tabulate.canonical_json import CanonicalJson, NotTheNoun, UnknownWord

FORMAT = "canvass results 1"


class SnapshotStatus(StrEnum):
    """How far the results are."""

    ZERO = "zero report"
    PARTIAL = "unofficial partial"
    COMPLETE = "unofficial complete"


@dataclass(frozen=True, slots=True)
class ChoicePublished:
    """The votes of one choice, in all rows."""

    choice: str
    name: str
    party: str
    write_in: bool
    votes: int


@dataclass(frozen=True, slots=True)
class RowPublished:
    """One contest in one precinct, in the row of several precincts, or in one county of the state."""

    place: str
    name: str
    ballots: int
    votes: tuple[int, ...]
    """In the order of the contest's choices."""
    undervotes: int
    overvotes: int


@dataclass(frozen=True, slots=True)
class ContestPublished:
    """A contest and its figures."""

    contest: str
    title: str
    seats: int
    joins: str
    """The key under which counties' contests are one contest of the state; empty where it is the county's alone."""
    ballots: int
    undervotes: int
    overvotes: int
    untold: int
    """Votes that another system does not tell."""
    choices: tuple[ChoicePublished, ...]
    rows: tuple[RowPublished, ...]

    @property
    def votes(self) -> int:
        """All of them."""
        return sum(one.votes for one in self.choices)


@dataclass(frozen=True, slots=True)
class PlacePublished:
    """A precinct, or a county of the state, and how far its count is."""

    place: str
    name: str
    standing: str
    ballots: int
    """In figures by this place; 0 where it has no row of its own."""


@dataclass(frozen=True, slots=True)
class SnapshotSaid:
    """What the office says with a snapshot."""

    next_update: str = ""
    message: str = ""
    correction: str = ""
    without_zero_report: str = ""
    sent_to_state_at: str = ""
    sent_by: str = ""
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One moment of the results, as everybody has it."""

    format: str
    number: int
    at: str
    """The minute of the release, with its offset."""
    status: SnapshotStatus
    title: str
    date: str
    county: str
    """The county's name, or that of the state."""
    fips: str
    place: str
    """What a row is of: precinct or county."""
    fewest: int
    dissent: int
    release: int
    """The ledger entry of the release; 0 of a zero report and of counties together."""
    release_hash: str
    ballots: int
    unshown: int
    no_longer_counted: int
    places: tuple[PlacePublished, ...]
    contests: tuple[ContestPublished, ...]
    said: SnapshotSaid

    def contest(self, id_: str) -> ContestPublished | None:
        """The contest of that id."""
        return next((one for one in self.contests if one.contest == id_), None)


JSON = CanonicalJson()


def snapshot_bytes(snapshot: Snapshot) -> bytes:
    """As it is written, hashed and signed."""
    return JSON.write(snapshot).encode("ascii")


def snapshot_of(content: bytes) -> Snapshot | None:
    """The snapshot that bytes say; None where they say none."""
    try:
        found = JSON.read(Snapshot, content.decode())
    except (UnknownWord, NotTheNoun, UnicodeDecodeError):
        return None
    widths = {(len(one.choices), len(row.votes)) for one in found.contests for row in one.rows}
    whole = found.format == FORMAT and all(choices == votes for choices, votes in widths)
    return found if whole and _has_hours(found) and min(_figures(found)) >= 0 else None


def _has_hours(snapshot: Snapshot) -> bool:
    try:
        date.fromisoformat(snapshot.date)
        return datetime.fromisoformat(snapshot.at).tzinfo is not None
    except ValueError:
        return False


def _figures(snapshot: Snapshot) -> Iterator[int]:
    yield from (snapshot.ballots, snapshot.unshown, snapshot.no_longer_counted)
    for one in snapshot.contests:
        yield from (one.seats, one.ballots, one.undervotes, one.overvotes, one.untold)
        yield from (choice.votes for choice in one.choices)
        for row in one.rows:
            yield from (row.ballots, *row.votes, row.undervotes, row.overvotes)


def wrong_sums(snapshot: Snapshot) -> str:
    """In words, the first contest whose rows are not its whole, or whose slots are not its ballots'; empty for none."""
    for one in snapshot.contests:
        rows = one.rows
        sums = (sum(row.ballots for row in rows), sum(row.undervotes for row in rows), sum(r.overvotes for r in rows))
        votes = tuple(sum(row.votes[place] for row in rows) for place in range(len(one.choices)))
        if sums != (one.ballots, one.undervotes, one.overvotes) or votes != tuple(c.votes for c in one.choices):
            return f"{one.title}: the rows do not add up to the whole."
        if one.votes + one.undervotes + one.overvotes + one.untold != one.seats * one.ballots:
            return f"{one.title}: votes, undervotes and overvotes are not those of {one.ballots:,} ballots."
    return ""
