"""Who needs a party's ballot (W25), which nonpartisan primaries are held (W27), and what 5% is of (W29)."""

import pytest

from tabulate.primaries.filings import FilingOf, OfficeFiled, committees_held, nonpartisan_held, party_ballots_needed
from tabulate.primaries.five_percent import (
    StatewideVotes,
    parties_eligible,
    signatures_for,
    signatures_for_president,
)


def of_party_l(*candidates: int, committee: int = 0) -> bool:
    """Whether party L needs a ballot with so many candidates for each of 12 offices, the others R's."""
    offices = [
        OfficeFiled(f"office {n}", FilingOf.PARTISAN, 1, ("R", *("L",) * (candidates[n] if n < len(candidates) else 0)))
        for n in range(12)
    ]
    committees = [OfficeFiled("committee", FilingOf.COMMITTEE, 1, ("L",) * committee)]
    return {one.party: one.needed for one in party_ballots_needed([*offices, *committees])}.get("L", False)


@pytest.mark.parametrize(
    ("candidates", "committee", "needed"),
    [
        ((1,) * 6, 0, False),
        ((1,) * 7, 0, True),
        ((1, 1, 1, 1, 2), 0, True),
        ((2,), 0, True),
        ((1,) * 6, 3, False),
        ((), 3, False),
        ((), 0, False),
    ],
)
def test_w25_a_party_needs_a_ballot_for_more_than_half_of_the_offices_or_two_candidates_for_one(
    candidates: tuple[int, ...], committee: int, needed: bool
) -> None:
    assert of_party_l(*candidates, committee=committee) is needed


@pytest.mark.parametrize(
    ("offices", "held"),
    [
        (((1, 4), (1, 2)), (False, False)),
        (((1, 5), (1, 2)), (True, False)),
        (((1, 4), (1, 4), (1, 2)), (True, True, False)),
        (((2, 7), (1, 3)), (False, False)),
        (((2, 8), (1, 3)), (True, False)),
        (((1, 3),), (False,)),
        (((1, 4),), (True,)),
        ((), ()),
    ],
)
def test_w27_a_nonpartisan_primary_is_held_by_half_of_the_offices_or_two_too_many(
    offices: tuple[tuple[int, int], ...], held: tuple[bool, ...]
) -> None:
    filed = [OfficeFiled(f"{n}", FilingOf.NONPARTISAN, s, ("",) * c) for n, (s, c) in enumerate(offices)]
    assert tuple(one.held for one in nonpartisan_held(filed)) == held


@pytest.mark.parametrize(("candidates", "held"), [(2, False), (3, True), (4, True)])
def test_w27_a_county_office_has_its_primary_with_three(candidates: int, held: bool) -> None:
    others = [OfficeFiled("council", FilingOf.NONPARTISAN, 1, ("",) * 5)]
    (county, council) = nonpartisan_held([OfficeFiled("justice", FilingOf.COUNTY, 1, ("",) * candidates), *others])
    assert (county.held, council.held) == (held, True)


def test_a_committee_office_with_no_more_candidates_than_places_is_not_voted_on() -> None:
    filed = [
        OfficeFiled("North, woman", FilingOf.COMMITTEE, 1, ("R", "D", "D")),
        OfficeFiled("A", FilingOf.PARTISAN, 1, ("R",)),
    ]
    assert [(one.party, one.candidates, one.held) for one in committees_held(filed)] == [
        ("D", 2, True),
        ("R", 1, False),
    ]


def test_w29_a_party_holds_a_primary_by_its_best_statewide_votes_of_two_generals() -> None:
    votes = [
        StatewideVotes("Larch", "2024-11-05", "auditor", 16_427),
        StatewideVotes("Larch", "2022-11-08", "clerk", 9_000),
        StatewideVotes("Elm", "2024-11-05", "auditor", 100),
        StatewideVotes("Elm", "2022-11-08", "auditor", 16_428),
    ]
    found = {one.best.party: (one.holds_primary, one.needed) for one in parties_eligible(328_548, votes)}
    assert found == {"Elm": (True, 16_428), "Larch": (False, 16_428)}


def test_w29_signatures_for_an_independent() -> None:
    assert (signatures_for(812), signatures_for_president(328_548), signatures_for_president(60_000)) == (
        41,
        5_000,
        3_000,
    )
