"""Results by counting method show what hides in a crowd, and nothing else."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from canvass.reporting.methods import results_by_method
from canvass.reporting.results import Breakdown, ShownResults
from canvass.reporting.results_json import results_json
from canvass.reporting.results_text import say_methods
from tabulate.definitions import load_definition
from tabulate.election import Contest, Election
from tabulate.totals.results import ContestTally, Tally, provisional_from, total
from tests.canvass.conftest import County


@pytest.fixture(scope="module")
def election(county: County) -> Election:
    return load_definition(county.definition)


def cell(contest: Contest, first: int, second: int, undervotes: int) -> ContestTally:
    one, other = contest.choices[0].id, contest.choices[1].id
    return ContestTally(first + second + undervotes, Counter({one: first, other: second}), undervotes)


def two_way(election: Election) -> Contest:
    return next(contest for contest in election.contests if contest.seats == 1 and len(contest.choices) > 1)


def tally_of(election: Election, device: dict[int, tuple[int, int, int]]) -> Tally:
    """In every precinct 30 for the first, 20 for the second, 3 undervotes by pen, and by device what is given."""
    contest, tally = two_way(election), Tally()
    for place, precinct in enumerate(election.precincts):
        printed = cell(contest, *device.get(place, (0, 0, 0)))
        tally.by_device[precinct.id, contest.id] = printed
        tally.contests[precinct.id, contest.id] = cell(contest, 30, 20, 3) + printed
    return tally


def shown_of(election: Election, tally: Tally) -> ShownResults:
    """The tally by counting method."""
    return ShownResults(
        by=Breakdown.METHOD,
        totals=total(election, tally, test=False),
        held=0,
        released_from=provisional_from(election),
        methods=results_by_method(election, tally),
        any_device=bool(tally.by_device),
    )


def json_of(shown: ShownResults, contest: Contest) -> dict[str, Any]:
    """What the JSON says of one contest."""
    found: dict[str, Any] = next(one for one in results_json(shown)["methods"] if one["contest"] == contest.id)
    return found


def test_a_precinct_with_enough_printouts_is_shown_by_method(election: Election) -> None:
    contest = two_way(election)
    everywhere = dict.fromkeys(range(len(election.precincts)), (8, 6, 1))
    shown = json_of(shown_of(election, tally_of(election, everywhere)), contest)
    assert shown["suppressed"] == []
    assert len(shown["precincts"]) == len(election.precincts)
    first = shown["precincts"][0]
    assert (first["hand-marked"]["sheets"], first["device printout"]["sheets"]) == (53, 15)
    assert [one["votes"] for one in first["device printout"]["choices"][:2]] == [8, 6]
    assert shown["whole"]["device printout"]["undervotes"] == len(election.precincts)


def test_one_person_s_printout_is_never_shown_nor_what_would_give_it_away(
    election: Election, capsys: pytest.CaptureFixture[str]
) -> None:
    contest = two_way(election)
    alone = dict.fromkeys(range(len(election.precincts)), (8, 6, 1)) | {0: (1, 0, 0)}
    totals = shown_of(election, tally_of(election, alone))
    shown = json_of(totals, contest)
    names = [row["precinct"] for row in shown["precincts"]]
    assert election.precincts[0].id in shown["suppressed"]
    assert len(shown["suppressed"]) > 1
    assert not set(names) & set(shown["suppressed"])
    say_methods(totals)
    text = capsys.readouterr().out
    assert f"suppressed: {len(shown['suppressed'])} precincts" in text
    assert "hand-marked  device printout" in text


def test_without_printouts_there_is_nothing_to_suppress(election: Election, capsys: pytest.CaptureFixture[str]) -> None:
    say_methods(shown_of(election, Tally()))
    assert "No device printout was counted." in capsys.readouterr().out
