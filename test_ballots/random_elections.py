"""Random small elections for property tests: any mixture of contests that fits on paper, each from a seed."""

from collections.abc import Iterator

import numpy as np

from tabulate.election import (
    BallotStyleId,
    Choice,
    ChoiceId,
    Contest,
    ContestId,
    ContestKind,
    ContestScope,
    District,
    DistrictId,
    PartyId,
    Precinct,
    PrecinctId,
)
from test_ballots.contests import PARTIES
from test_ballots.names import people, surname
from test_ballots.plan import Plan, PlannedStyle, rotation_sets

_STATE = DistrictId("state")
_SCOPES = tuple(ContestScope)
_WORDS = (
    "prairie",
    "gravel",
    "lantern",
    "orchard",
    "meadow",
    "ferry",
    "granary",
    "museum",
    "trail",
    "bridge",
    "well",
    "archive",
)


def random_plan(seed: int, most_contests: int = 16) -> Plan:
    """Plan an election of 1 to `most_contests` contests in scope order and 1 to 4 precincts, each its own style."""
    rng = np.random.default_rng((seed, 7))
    names = iter(people(rng, 480))
    scopes = sorted(int(s) for s in rng.integers(len(_SCOPES), size=int(rng.integers(1, most_contests + 1))))
    contests = tuple(
        _issue(rng, number) if rng.random() < 0.3 else _office(rng, number, _SCOPES[scope], names)
        for number, scope in enumerate(scopes, 1)
    )
    precincts = tuple(Precinct(PrecinctId(f"P{n}"), f"Precinct {n}") for n in range(1, int(rng.integers(2, 6))))
    sets = rotation_sets(contests)
    return Plan(
        f"random-{seed}",
        "General Election",
        "Anywhere County",
        (District(_STATE, "State of Montana"),),
        PARTIES,
        tuple((precinct, (_STATE,)) for precinct in precincts),
        contests,
        tuple(
            PlannedStyle(BallotStyleId(f"S{n}"), (precinct.id,), tuple(c.id for c in contests), n % sets)
            for n, precinct in enumerate(precincts)
        ),
    )


def _office(rng: np.random.Generator, number: int, scope: ContestScope, names: Iterator[str]) -> Contest:
    seats = int(rng.choice([1, 1, 1, 2, 3]))
    candidates = sorted((next(names) for _ in range(int(rng.integers(1, 8)))), key=surname)
    title = "Office of " + " and ".join(str(w).title() for w in rng.choice(_WORDS, int(rng.integers(1, 5))))
    return Contest(
        ContestId(f"office-{number}"),
        title,
        ContestKind.CANDIDATE,
        scope,
        _STATE,
        seats,
        tuple(
            Choice(ChoiceId(f"c{number}-{n}"), name, (PartyId(PARTIES[int(rng.integers(5))].id),))
            for n, name in enumerate(candidates)
        ),
        seats if rng.random() < 0.8 else 0,
    )


def _issue(rng: np.random.Generator, number: int) -> Contest:
    body = " ".join(str(w) for w in rng.choice(_WORDS, int(rng.integers(5, 50))))
    return Contest(
        ContestId(f"issue-{number}"),
        f"Issue {number}: Shall the {body}?",
        ContestKind.ISSUE,
        ContestScope.LOCAL,
        _STATE,
        1,
        (Choice(ChoiceId(f"i{number}-yes"), "YES"), Choice(ChoiceId(f"i{number}-no"), "NO")),
        0,
    )
