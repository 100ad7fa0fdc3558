"""A simulated county whose cast vote records are known: contests, precincts, batches, and what each sheet says."""

import hashlib
from dataclasses import dataclass
from random import Random

from outside.cast_vote_records import (
    CardVotes,
    OutsideCastVoteRecords,
    RankedVotes,
    RedactedVotes,
    UncountedVotes,
    VotesInContest,
)

_CONTESTS = (
    "Sheriff",
    "County Commissioner, District 2",
    "School Levy: Operations, 10 mills",
    "Justice of the Peace",
    "Trustee, Élan School District",
    "City Council, Ward 1: full term",
)
_NAMES = (
    "Anne Able",
    "Ben Baker, Jr.",
    'Carla "Cal" Cook',
    "Dana Dale / Eli Ede",
    "Émile Fox",
    "Gil Gray 2",
    "Hal O'Hill",
    "Ida Ives",
)


@dataclass(frozen=True, slots=True)
class KnownContest:
    """One contest."""

    title: str
    seats: int
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownVotes:
    """What one sheet says in one contest: places of marked choices, and how many write-in lines are marked."""

    contest: int
    choices: tuple[int, ...]
    write_ins: int


@dataclass(frozen=True, slots=True)
class KnownSheet:
    """One sheet."""

    number: int
    precinct: str
    style: int
    group: str
    tabulator: int
    batch: int
    position: int
    votes: tuple[KnownVotes, ...]


@dataclass(frozen=True, slots=True)
class RecordedCounty:
    """The county."""

    contests: tuple[KnownContest, ...]
    styles: tuple[tuple[int, ...], ...]
    """The contests of each style."""
    sheets: tuple[KnownSheet, ...]

    def overvoted(self, votes: KnownVotes) -> bool:
        """Whether more is marked than the contest has seats."""
        return len(votes.choices) + votes.write_ins > self.contests[votes.contest].seats

    def names(self, votes: KnownVotes) -> tuple[str, ...]:
        """The marked choices by name."""
        return tuple(self.contests[votes.contest].choices[place] for place in votes.choices)


def recorded_county(seed: int, sheets: int = 24) -> RecordedCounty:
    """A county, the same for the same seed."""
    rng = Random(seed)
    contests = tuple(_contest(rng, title) for title in rng.sample(_CONTESTS, rng.randint(2, len(_CONTESTS))))
    shared = 0  # Every style has the first contest, so that its sheets are of one card.
    styles = tuple(
        tuple(sorted({shared, *rng.sample(range(len(contests)), rng.randint(1, len(contests)))})) for _ in range(3)
    )
    first = rng.randint(1, 90_000)
    numbers = sorted(rng.sample(range(first, first + 3 * sheets), sheets))
    return RecordedCounty(
        contests,
        styles,
        tuple(_sheet(rng, contests, styles, number, place) for place, number in enumerate(numbers)),
    )


def _contest(rng: Random, title: str) -> KnownContest:
    seats = rng.choice((1, 1, 2, 3))
    return KnownContest(title, seats, tuple(rng.sample(_NAMES, rng.randint(seats, 6))))


def _sheet(
    rng: Random, contests: tuple[KnownContest, ...], styles: tuple[tuple[int, ...], ...], number: int, place: int
) -> KnownSheet:
    style = rng.randrange(len(styles))
    votes = tuple(_votes(rng, contest, contests[contest]) for contest in styles[style])
    batch = 1 + place // 8
    group = rng.choice(("Absentee", "Election Day"))
    precinct = f"PRECINCT {rng.randint(1, 4):02} - RURAL"
    return KnownSheet(number, precinct, style, group, 3 + batch % 2, batch, 1 + place % 8, votes)


def _votes(rng: Random, place: int, contest: KnownContest) -> KnownVotes:
    most = len(contest.choices)
    marked = min(most, rng.choice((0, 1, contest.seats, contest.seats, contest.seats, contest.seats + 1)))
    return KnownVotes(place, tuple(sorted(rng.sample(range(most), marked))), int(rng.random() < 0.15))


SaidVotes = tuple[str, tuple[str, ...], int, int | None, bool | str]
"""Contest, choices, write-ins, undervotes, and whether it is overvoted or otherwise not counted."""


def said(read: OutsideCastVoteRecords) -> dict[str, tuple[str, str, tuple[SaidVotes, ...]]]:
    """What a reading says: precinct, group and votes of each record, by its key."""
    return {
        record.key: (record.precinct, record.group, tuple(sorted(_said(read, one) for one in record.votes)))
        for record in read.records
    }


def _said(read: OutsideCastVoteRecords, votes: VotesInContest) -> SaidVotes:
    title = read.contests[votes.contest].title
    match votes:
        case CardVotes(overvoted=True):
            return (title, (), 0, 0, True)
        case CardVotes(overvoted=None):
            return (title, (), 0, None, "not told apart")
        case CardVotes():
            return (title, tuple(sorted(votes.choices)), len(votes.write_ins), votes.undervotes, False)
        case RankedVotes():
            return (title, (), 0, votes.undervotes, "ranked")
        case UncountedVotes():
            return (title, (), 0, None, votes.reason)
        case RedactedVotes():
            return (title, (), 0, None, "redacted")


def known(
    county: RecordedCounty, keys: dict[int, str], groups: bool = True, blanks: bool = True
) -> dict[str, tuple[str, str, tuple[SaidVotes, ...]]]:
    """The truth in the same form. `groups`: the format tells them; `blanks`: it tells overvotes from blank contests."""
    return {
        keys[sheet.number]: (
            sheet.precinct,
            sheet.group if groups else "",
            tuple(sorted(_known(county, one, blanks) for one in sheet.votes)),
        )
        for sheet in county.sheets
    }


def _known(county: RecordedCounty, votes: KnownVotes, blanks: bool) -> SaidVotes:
    contest = county.contests[votes.contest]
    number = len(votes.choices) + votes.write_ins
    if not blanks and (county.overvoted(votes) or not number):
        return (contest.title, (), 0, None, "not told apart")
    if county.overvoted(votes):
        return (contest.title, (), 0, 0, True)
    names = tuple(sorted(" ".join(name.split()) for name in county.names(votes)))
    return (contest.title, names, votes.write_ins, contest.seats - number, False)


def guid(*parts: object) -> str:
    """An id that looks made up, and is always the same."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
