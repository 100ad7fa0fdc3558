"""What an elector chose at a voter interface device: the votes of every contest, and drawing them from a seed."""

from dataclasses import dataclass

import numpy as np

from tabulate.election import BallotStyle, ChoiceId, Contest, ContestId, Election
from test_ballots.names import people

LONGEST_WRITE_IN_BYTES = 40


@dataclass(frozen=True, slots=True)
class ContestVotes:
    """The votes of one contest. Both empty: nothing was chosen."""

    contest: ContestId
    choices: tuple[ChoiceId, ...] = ()
    """In the definition's order."""
    write_ins: tuple[str, ...] = ()
    """Names in upper case with single spaces, at most 40 bytes of UTF-8 each."""

    @property
    def made(self) -> int:
        """How many votes were used."""
        return len(self.choices) + len(self.write_ins)

    @property
    def named(self) -> tuple[str, ...]:
        """The choices' ids, then `write-in:TEXT` for each write-in."""
        return (*self.choices, *(f"write-in:{name}" for name in self.write_ins))


Votes = tuple[ContestVotes, ...]
"""Of every contest of a ballot style, in its order."""


@dataclass(frozen=True, slots=True)
class DeviceHabits:
    """Chances of what electors do at a device, for each contest. A device lets nobody overvote."""

    no_selection: float = 0.08
    undervote: float = 0.15
    """Of a contest with several seats: fewer than allowed, at least one."""
    write_in: float = 0.06


ORDINARY_ELECTORS = DeviceHabits()


def style_of(election: Election, card: int) -> BallotStyle:
    """The ballot style of the card with this index."""
    return election.ballot_style(election.cards[card].ballot_style)


def contests_of(election: Election, card: int) -> tuple[Contest, ...]:
    """The contests of the card with this index, in the ballot style's order."""
    return election.contests_of(style_of(election, card))


def draw_votes(election: Election, card: int, habits: DeviceHabits, rng: np.random.Generator) -> Votes:
    """One elector's votes on the card with this index."""
    return tuple(_contest_votes(contest, habits, rng) for contest in contests_of(election, card))


def _contest_votes(contest: Contest, habits: DeviceHabits, rng: np.random.Generator) -> ContestVotes:
    if rng.random() < habits.no_selection:
        return ContestVotes(contest.id)
    wanted = contest.seats
    if wanted > 1 and rng.random() < habits.undervote:
        wanted = int(rng.integers(1, wanted))
    written = 1 if contest.write_ins and rng.random() < habits.write_in else 0
    count = min(wanted - written, len(contest.choices))
    places = sorted(int(place) for place in rng.choice(len(contest.choices), count, replace=False))
    names = tuple(_written_name(contest, rng) for _ in range(written))
    return ContestVotes(contest.id, tuple(contest.choices[place].id for place in places), names)


def _written_name(contest: Contest, rng: np.random.Generator) -> str:
    """A declared write-in candidate's name or an invented one, now and then with an initial."""
    forms = [form for declared in contest.declared_write_ins for form in declared.forms]
    if forms and rng.random() < 0.5:
        return as_written(forms[int(rng.integers(len(forms)))])
    given, last = people(rng, 1)[0].split(" ", 1)
    initial = f" {'ABCDEFGHJKLMNPRSTW'[int(rng.integers(18))]}." if rng.random() < 0.25 else ""
    return as_written(f"{given}{initial} {last}")


def as_written(name: str) -> str:
    """A name as a device holds it: upper case, single spaces, cut after the last whole character of 40 bytes."""
    plain = " ".join(name.upper().split())
    return plain.encode()[:LONGEST_WRITE_IN_BYTES].decode(errors="ignore").rstrip()
