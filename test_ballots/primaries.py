"""An invented county's primary: a ballot for each party, and the nonpartisan part on each or on a ballot of its own."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import numpy as np

from tabulate.election import (
    BallotStyleId,
    Choice,
    ChoiceId,
    Contest,
    ContestId,
    ContestKind,
    District,
    DistrictId,
    Precinct,
    PrecinctId,
)
from tabulate.offices import Office, Purpose, Territory
from test_ballots.contests import PARTIES
from test_ballots.names import people, surname
from test_ballots.plan import Plan, PlannedStyle

POLLS_CLOSE_PRIMARY = datetime(2026, 6, 2, 20, tzinfo=timezone(-timedelta(hours=6)))
"""Of the primary election of 2026."""
_COUNTY = DistrictId("county")
_OFFICES = (
    ("sheriff", "Sheriff", Office.SHERIFF, 1, 3),
    ("commissioner", "County Commissioners", Office.COUNTY_COMMISSIONER, 2, 4),
    ("attorney", "County Attorney", Office.COUNTY_ATTORNEY, 1, 1),
)
"""Id, title, office, seats, and candidates of each party."""


def primary_county(seed: int, precincts: int = 2, parties: int = 3, *, separate: bool = True) -> Plan:
    """Plan a primary of so many parties, with a man and a woman of each for every precinct's committee.

    `separate`: whether the nonpartisan office and the issue are on a ballot of their own (13-10-209).
    """
    names: Iterator[str] = iter(people(np.random.default_rng((seed, 11)), 480))
    named = PARTIES[:parties]
    placed = [(Precinct(PrecinctId(f"P{n}"), f"Precinct {n}"), (_COUNTY,)) for n in range(1, precincts + 1)]
    apart = (_justice(names), _levy())
    contests: list[Contest] = []
    styles: list[PlannedStyle] = []
    for party in named:
        own = [_office(names, party.id, *office) for office in _OFFICES]
        contests += own
        for precinct, _ in placed:
            committee = [_committee(names, party.id, precinct, sex) for sex in ("Man", "Woman")]
            contests += committee
            each = (*own, *committee, *(() if separate else apart))
            style = BallotStyleId(f"{party.name}-{precinct.id}")
            styles.append(PlannedStyle(style, (precinct.id,), tuple(one.id for one in each), 0))
    if separate:
        everywhere = tuple(precinct.id for precinct, _ in placed)
        ids = tuple(one.id for one in apart)
        styles.append(PlannedStyle(BallotStyleId("Nonpartisan"), everywhere, ids, 0, separate="13-10-209"))
    return Plan(
        f"mt-primary-2026-{seed}",
        "Primary Election",
        "Larkspur County",
        (District(_COUNTY, "Whole county"),),
        named,
        tuple(placed),
        (*contests, *apart),
        tuple(styles),
        polls_close=POLLS_CLOSE_PRIMARY,
    )


def _office(
    names: Iterator[str], party: str, id_: str, title: str, office: Office, seats: int, candidates: int
) -> Contest:
    purpose = Purpose(office, Territory.COUNTY, party=party, nominated=seats)
    return _contest(f"{id_}-{party}", title, seats, [next(names) for _ in range(candidates)], purpose, seats)


def _committee(names: Iterator[str], party: str, precinct: Precinct, sex: str) -> Contest:
    purpose = Purpose(Office.PRECINCT_COMMITTEE, Territory.PRECINCT, party=party, precinct_committee=True)
    title = f"Precinct Committee Representative ({sex}), {precinct.name}"
    id_ = f"committee-{sex.lower()}-{precinct.id.lower()}-{party}"
    return _contest(id_, title, 1, [next(names), next(names)], purpose, 0)


def _justice(names: Iterator[str]) -> Contest:
    purpose = Purpose(Office.JUSTICE_OF_THE_PEACE, Territory.COUNTY, nonpartisan=True, nominated=2)
    return _contest("justice", "Justice of the Peace", 1, [next(names) for _ in range(4)], purpose, 1)


def _levy() -> Contest:
    answers = (Choice(ChoiceId("levy-yes"), "YES"), Choice(ChoiceId("levy-no"), "NO"))
    purpose = Purpose(territory=Territory.COUNTY)
    return Contest(
        ContestId("levy"),
        "Road levy: Shall the county levy two mills for its roads?",
        ContestKind.ISSUE,
        None,
        _COUNTY,
        1,
        answers,
        0,
        purpose=purpose,
    )


def _contest(id_: str, title: str, seats: int, candidates: list[str], purpose: Purpose, write_ins: int) -> Contest:
    choices = tuple(Choice(ChoiceId(f"{id_}-{n}"), name) for n, name in enumerate(sorted(candidates, key=surname)))
    kind = ContestKind.CANDIDATE
    return Contest(ContestId(id_), title, kind, None, _COUNTY, seats, choices, write_ins, purpose=purpose)
