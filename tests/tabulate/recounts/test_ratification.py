"""Delegates to a ratifying convention: the side with more votes in all elects (13-26-104, W44)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabulate.board.county.canvass_terms import CanvassAct
from tabulate.county_canvass.declaring import for_the_state, result_of
from tabulate.county_canvass.issue_answers import votes_of_answers
from tabulate.definitions import parse_definition
from tabulate.election import Contest
from tabulate.errors import DefinitionError
from tabulate.recounts.rights import PositionTotals, Recount, RecountLine, VotesFor, line_of
from tests.tabulate.definitions_data import as_bytes
from tests.tabulate.split_precincts import contest, document, elected, style

FAVOR, OPPOSED = ["f1", "f2", "f3", "f4"], ["o1", "o2", "o3"]
PRECINCTS = [{"id": "P1", "name": "P1", "districts": []}]


def delegates(**changes: Any) -> dict[str, Any]:
    slates = {"in_favor": FAVOR, "opposed": OPPOSED}
    said = {"office": "other", "territory": "state", "nonpartisan": True, "ratification": slates}
    return contest("delegates", None, [*FAVOR, *OPPOSED], 3, **said | changes)


def parsed(one: dict[str, Any]) -> Contest:
    return elected(document([], PRECINCTS, [one], [style("1", ["P1"], ["delegates"])])).contests[0]


def line(in_favor: list[int], opposed: list[int]) -> RecountLine:
    votes = zip([*FAVOR, *OPPOSED], [*in_favor, *opposed], strict=True)
    return line_of(PositionTotals(parsed(delegates()), tuple(VotesFor(one, one.upper(), n) for one, n in votes)))


def test_w44_the_side_in_favor_elects_though_each_opposed_has_more() -> None:
    found = line([400, 390, 380, 100], [420, 410, 405])
    assert [one.choice for one in found.winners] == ["f1", "f2", "f3"]
    assert found.margin == 1_270 - 1_235
    assert [one.votes.choice for one in found.defeats] == ["o1", "o2", "o3", "f4"]
    said = result_of(found, CanvassAct.DECLARATION, names_written_in=frozenset())
    assert said.names == ("F1", "F2", "F3")
    assert "13-26-104" in said.said
    assert for_the_state(found.contest)


def test_w44_equal_sides_and_equal_delegates_are_ties_and_nobody_breaks_them() -> None:
    sides = line([400, 390, 380, 65], [420, 410, 405])
    assert (sides.recount, sides.winners, len(sides.tied)) == (Recount.TIE, (), 7)
    within = line([400, 390, 380, 380], [420, 410, 405])
    assert [one.choice for one in within.winners] == ["f1", "f2"]
    assert [one.choice for one in within.tied] == ["f3", "f4"]


@pytest.mark.parametrize(
    "wrong",
    [
        delegates(write_ins=1),
        delegates(ratification={"in_favor": FAVOR, "opposed": ["o1", "o2"]}),
        delegates(ratification={"in_favor": [*FAVOR, "o1"], "opposed": OPPOSED}),
    ],
)
def test_a_delegate_on_no_side_or_on_both_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(DefinitionError, match="13-26-104"):
        parse_definition(as_bytes(document([], PRECINCTS, [wrong], [style("1", ["P1"], ["delegates"])])))


@given(st.lists(st.integers(0, 500), min_size=4, max_size=4), st.lists(st.integers(0, 500), min_size=3, max_size=3))
def test_w44_whoever_wins_is_of_the_greater_side_and_has_most_of_it(in_favor: list[int], opposed: list[int]) -> None:
    found = line(in_favor, opposed)
    if sum(in_favor) == sum(opposed):
        assert found.winners == ()
        return
    side, votes = (FAVOR, in_favor) if sum(in_favor) > sum(opposed) else (OPPOSED, opposed)
    assert {one.choice for one in found.winners} <= set(side)
    cut = sorted(votes, reverse=True)[2]
    assert {one.choice for one in found.winners} >= {one for one, n in zip(side, votes, strict=True) if n > cut}


def test_the_answers_of_the_convention_question_say_which_is_for_it() -> None:
    """13-1-121: for calling a constitutional convention, against calling one."""
    found = votes_of_answers(
        [("FOR calling a constitutional convention", 3), ("AGAINST calling a constitutional convention", 2)]
    )
    assert found is not None
    assert (found.votes_for, found.votes_against) == (3, 2)
